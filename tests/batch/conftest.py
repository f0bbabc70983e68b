"""Shared by the tests of batch; the functions are in batch_helpers.py."""

import pytest
from batch_helpers import lines, records


@pytest.fixture
def corpus(tmp_path):
    """A file of 200 records."""
    file = tmp_path / "in.jsonl"
    file.write_text(lines(records(200)), encoding="utf-8")
    return file
