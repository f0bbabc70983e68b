"""Predicted claims against gold: ``zhclaims evaluate``.

    read → compare (match, fields) → counts by document → scores, intervals, slices, curves → table, JSON, page

Everything that is scored is a sum of counts over documents (``counts``), so that a resample is one product of matrices.
"""
