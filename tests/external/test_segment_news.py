"""Proof over real text that is not part of the repository: the folder is named by ZHCLAIMS_DATA (`make external`)."""

import json
import os
from pathlib import Path

import jieba

from extract.text.segment import Segmenter


def test_all_news_is_cut_as_by_jieba(tmp_path):
    tokenizer = jieba.Tokenizer()
    tokenizer.tmp_dir = str(tmp_path)
    segmenter = Segmenter()
    files = Path(os.environ["ZHCLAIMS_DATA"]).rglob("news.jsonl")
    texts = [json.loads(line)["text"] for file in files for line in file.read_bytes().split(b"\n") if line]
    assert texts
    for text in texts:
        assert segmenter.cut(text) == [(start, end) for _, start, end in tokenizer.tokenize(text)]
