"""Many inputs on several processes or a cluster: cut into shards, each annotated by one pure function, resumable.

    inputs ─ sources ─► raw documents ─ shards ─► shard ─ work ─► its files ─ store ─► a folder of results

Start at ``run``. A shard holds the bytes of its documents, so that the process that annotates it needs no input file; what
its files hold depends on nothing but these bytes and the ``Job``.
"""
