"""Marks of articles that are not given on: joined with the text, checked against it, and refused where a line is none."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

MARKS = Path(__file__).parent.parent / "corpora" / "news" / "marks.tsv"
PLACE = r"(?:\d+-\d+)?"
ROW = re.compile(rf"[a-z0-9-]+\t[0-9a-f]{{16}}\t\d+-\d+\t{PLACE}\t{PLACE}\t{PLACE}\t[\dX./~-]*")
SCRIPT = Path(__file__).parent.parent / "scripts" / "join_marks.py"
TEXT = "去年北港出口鋼材30萬噸，雲港出口20萬噸。"
OTHER = "里姆港去年停工9天。"


def run(folder: Path, *lines: str) -> subprocess.CompletedProcess[str]:
    """The script over two articles with these marks."""
    articles, marks = folder / "articles.jsonl", folder / "marks.tsv"
    documents = [{"id": "one", "text": TEXT}, {"id": "two", "text": OTHER}, {"id": "three", "text": OTHER}]
    articles.write_text("".join(json.dumps(document) + "\n" for document in documents), encoding="utf-8")
    marks.write_text("# document\tsha256\tclaim\tentity\tproperty\ttime\tedtf\n" + "".join(line + "\n" for line in lines), encoding="utf-8")
    call = [sys.executable, str(SCRIPT), str(articles), "--marks", str(marks), "-o", str(folder / "joined.jsonl")]
    return subprocess.run(call, capture_output=True, text=True, check=False)


def line(document: str, text: str, claim: str, *cells: str) -> str:
    return "\t".join([document, hashlib.sha256(text.encode()).hexdigest()[:16], claim, *cells])


def test_a_marked_claim_has_the_words_of_its_marks_and_another_is_optional(tmp_path):
    at = TEXT.index("30")
    done = run(tmp_path, line("one", TEXT, f"{at}-{at + 4}", "2-4", "4-8", "0-2", "2024"))
    assert (done.returncode, done.stdout) == (0, "1 documents, 1 marked claims\n"), done.stderr
    (record,) = [json.loads(row) for row in (tmp_path / "joined.jsonl").read_text(encoding="utf-8").splitlines()]
    first, second = [mention for mention in record["mentions"] if mention["label"] == "claim"]
    assert (first["entity"]["text"], first["property"]["text"], first["time"]["text"], first["time"]["edtf"]) == ("北港", "出口鋼材", "去年", "2024")
    assert (first["optional"], second["text"], second["optional"]) == (False, "20萬噸", True)


def test_empty_cells_are_none(tmp_path):
    at = OTHER.index("9")
    assert run(tmp_path, line("two", OTHER, f"{at}-{at + 2}", "0-3", "", "", "")).returncode == 0
    record = json.loads((tmp_path / "joined.jsonl").read_text(encoding="utf-8"))
    claim = next(mention for mention in record["mentions"] if mention["label"] == "claim")
    assert (claim["entity"]["text"], claim["property"], claim["time"]) == ("里姆港", None, None)


def test_a_document_with_another_text_is_named_and_left_out(tmp_path):
    done = run(tmp_path, line("two", TEXT, "6-8", "", "", "", ""), line("three", OTHER, "6-8", "0-3", "", "", ""))
    assert done.returncode == 0
    assert "1 documents have another text than the marks: two" in done.stderr
    assert [json.loads(row)["id"] for row in (tmp_path / "joined.jsonl").read_text(encoding="utf-8").splitlines()] == ["three"]


def test_a_line_that_is_no_mark_is_named(tmp_path):
    done = run(tmp_path, line("two", OTHER, "6-8", "3-0", "", "", ""))
    assert done.returncode == 2
    assert "marks.tsv, line 2: document, digits, places as 12-15" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_marks_hold_places_and_dates_and_no_word_of_the_articles():
    rows = [row for row in MARKS.read_text(encoding="utf-8").splitlines() if not row.startswith("#")]
    assert [row for row in rows if not ROW.fullmatch(row)] == []
    order = [(document, int(claim.partition("-")[0])) for document, _, claim, *_ in (row.split("\t") for row in rows)]
    assert order == sorted(set(order)), "sorted by document and place, each claim once"


def test_entity_and_property_share_no_character_and_a_date_has_its_words():
    for row in MARKS.read_text(encoding="utf-8").splitlines():
        if row.startswith("#"):
            continue
        cells = row.split("\t")
        entity, measure = ([int(at) for at in cell.split("-")] if cell else None for cell in cells[3:5])
        assert not (entity and measure and entity[0] < measure[1] and measure[0] < entity[1]), row
        assert cells[5] or not cells[6], row
