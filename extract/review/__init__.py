"""Correct claims by hand: ``zhclaims review``.

``file`` indexes the records, ``marks`` says what a mark is, ``store`` keeps every action, ``queue`` finds the next mark,
``app`` and ``safety`` serve the page in ``static``; ``assign``, ``figures``, ``adjudicate`` and ``finish`` are the team's work.
"""
