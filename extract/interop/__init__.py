"""To and from annotation tools and tables, one file a tool. Start at ``sheet.py``: what a tool is shown of a record.

A record becomes a ``Sheet`` (text, marks, links between them), each tool writes and reads sheets in its own form, and
``merge.py`` makes the record again. Offsets change their unit in ``offsets.py`` and nowhere else.
"""
