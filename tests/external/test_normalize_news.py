"""Proofs over real text that is not part of the repository: the folder is named by ZHCLAIMS_DATA (`make external`)."""

import json
import os
from pathlib import Path

from opencc import OpenCC

from extract.text.normalize import normalize, simplify, widths


def test_all_news_converts_as_in_the_library():
    library = OpenCC("t2s")
    files = Path(os.environ["ZHCLAIMS_DATA"]).rglob("news.jsonl")
    texts = [json.loads(line)["text"] for file in files for line in file.read_bytes().split(b"\n") if line]
    assert texts
    for text in texts:
        expected = library.convert(text)
        assert simplify(text) == expected
        assert normalize(text).text == expected.translate(widths())
