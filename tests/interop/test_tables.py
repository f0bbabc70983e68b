"""Tables: a claim a row, numbers as numbers, nothing that a spreadsheet would run."""

import csv
import io
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow.parquet
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.errors import RecordError
from extract.interop import tables
from extract.records import read_records

HARD = Path(__file__).parent / "hard.jsonl"
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "－1", "＋1", "＠x", "  =1", "\u3000=1", '=HYPERLINK("http://a.example")']


def as_csv(table):
    file = io.BytesIO()
    tables.write_csv(file, table)
    return list(csv.DictReader(io.StringIO(file.getvalue().decode("utf-8-sig"), newline="")))


def as_xlsx(table):
    file = io.BytesIO()
    tables.write_xlsx(file, table)
    file.seek(0)
    return openpyxl.load_workbook(file)["claims"]


def as_parquet(table):
    file = io.BytesIO()
    tables.write_parquet(file, table)
    return pyarrow.parquet.read_table(io.BytesIO(file.getvalue()))


def row(**cells):
    return dict.fromkeys(tables.COLUMNS) | cells


def test_a_row_says_what_the_claim_says(record):
    amount, share = tables.rows(record | {"meta": {"outlet": "某报", "published": "2026-03-02"}})
    assert {name: cell for name, cell in amount.items() if cell is not None} == {
        "document": "d1", "outlet": "某报", "published": "2026-03-02", "start": 20, "end": 22, "text": "3吨", "kind": "measure", "value": 3,
        "low": 3, "high": 3, "relation": "=", "unit": "t", "unit_text": "吨", "modality": "fact", "entity": "𠮷田矿", "property": "产量",
        "when": "去年", "edtf": "2025", "source": "北港海关", "source_name": "北港海关", "source_kind": "organisation", "cue": "称",
        "via": "𠮷田社", "optional": False,
    }  # fmt: skip
    assert (share["text"], share["value"], share["unit"]) == ("三成", 30, "%")


def test_csv_is_known_to_spreadsheets_and_numbers_stay_numbers(record):
    record["mentions"][0] |= {"value": Decimal("-1.50"), "low": Decimal("1E+12"), "high": None}
    file = io.BytesIO()
    tables.write_csv(file, tables.rows(record))
    assert file.getvalue().startswith(b"\xef\xbb\xbfdocument,")
    amount, _ = as_csv(tables.rows(record))
    assert (amount["value"], amount["low"], amount["high"]) == ("-1.50", "1000000000000", "")
    assert (amount["relation"], amount["text"]) == ("exact", "3吨")


@pytest.mark.parametrize("words", FORMULAS)
def test_no_cell_is_a_formula(words):
    (read,) = as_csv([row(text=words, document="d")])
    assert read["text"] == f"'{words}"
    cell = as_xlsx([row(text=words, document="d")][:1])["F2"]
    assert (cell.data_type, cell.value[0]) == ("s", "'")


@pytest.mark.parametrize("words", ["3吨", "a=b", "'x", "", "（-1）", "%"])
def test_other_cells_stay_as_they_are(words):
    assert tables.harmless(words) == words


@given(st.text())
def test_no_text_begins_as_a_formula_does(words):
    cell = tables.harmless(words)
    assert not cell.startswith(tuple("=+-@\t\r\n＝＋－＠"))
    assert cell in (words, f"'{words}")


def test_the_hard_file_survives_each_form(tmp_path):
    (hard,) = read_records(HARD)
    texts = [m["text"] for m in hard["mentions"] if m["label"] == "claim"]
    assert [r["text"] for r in as_csv(tables.rows(hard))] == texts
    assert as_parquet(tables.fitting(hard))["text"].to_pylist() == texts
    assert [c.value.replace("␍", "\r") for c in as_xlsx(tables.rows(hard))["F"][1:]] == texts
    assert as_csv(tables.rows(hard))[0]["outlet"] == "'@報"


def test_xlsx_has_numbers_and_long_ones_as_text():
    sheet = as_xlsx([row(document="d", value=Decimal("3.25"), low=-4, high=Decimal("1234567890123456.5"), text="\x00\ufffe\x1b")])
    cells = dict(zip([c.value for c in sheet[1]], sheet[2], strict=True))
    assert [cells[name].value for name in ("value", "low", "high")] == [3.25, -4, "1234567890123456.5"]
    assert [cells[name].data_type for name in ("value", "low", "high")] == ["n", "n", "s"]
    assert cells["text"].value == "␀\ufffd␛"


def test_parquet_has_exact_decimals(record):
    record["mentions"][0] |= {"value": Decimal("0.1"), "low": 10**27}
    table = as_parquet(tables.fitting(record))
    assert table.num_rows == 2
    assert table["value"].to_pylist() == [Decimal("0.1"), Decimal(30)]
    assert table["low"].to_pylist()[0] == 10**27
    assert table["relation"].to_pylist() == ["=", "="]
    assert as_parquet([]).column_names == list(tables.COLUMNS)


@pytest.mark.parametrize("amount", [10**28, Decimal("0.00000000001")])
def test_an_amount_that_parquet_cannot_hold_is_refused(record, amount):
    record["mentions"][0]["value"] = amount
    with pytest.raises(RecordError, match=r"the claim '3吨' at 20: value .* has more than 28 digits or 10 decimal places"):
        tables.fitting(record)


def test_a_record_of_a_run_has_confidence_and_rule(example):
    from extract import jsonl
    from extract.records import encode_record

    record = jsonl.loads(encode_record(example).decode())
    first, second = tables.rows(record)
    assert (first["confidence"], first["rule"], first["text"]) == (Decimal("0.97"), "test", "超过2000多吨")
    assert second["citation"] == "[3]"
