"""Keeping a corpus: whether its gold holds (``check``), what it is made of (``counts``), how far annotators agree (``agreement``).

A corpus is a folder with ``train.jsonl``, ``dev.jsonl`` and ``test.jsonl`` in the gold form of ``docs/record.md``.
"""
