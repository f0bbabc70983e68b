"""Files of records as extract writes them, and stores over them."""

import pytest

import extract
from extract.records import encode_record
from extract.review.store import Store

FIRST = "云港海关6月9日公布，5月份稀土出口12万吨，同比增长三成多。据北泽研究院的报告披露，占比已近九成。"
SECOND = "全市有𠮷田路小学等36所学校😀，其中八成在城区；第二，去年新增400名教师。"


@pytest.fixture(scope="session")
def pipeline():
    return extract.load(published="2026-06-10")


@pytest.fixture
def texts():
    return FIRST, SECOND


@pytest.fixture
def claims(tmp_path, pipeline):
    """A function: texts → a file of records with all mentions."""

    def write(*texts, name="claims.jsonl"):
        path = tmp_path / name
        documents = [extract.Text(id=f"d{number}", text=text) for number, text in enumerate(texts)]
        path.write_bytes(b"".join(encode_record(record) for record in pipeline.pipe(documents, mentions=True)))
        return path

    return write


@pytest.fixture
def store(claims, texts):
    """A function: annotator and file → a store; without a file over the two texts."""
    opened = []

    def open_store(annotator="anna", path=None):
        opened.append(Store(path or claims(*texts), annotator))
        return opened[-1]

    yield open_store
    for one in opened:
        one.close()


@pytest.fixture
def decide():
    """A function: store, document, layer → everything accepted but for what is given by words (a mark, or None for rejected), done."""

    def run(store, position, layer="", **given):
        from msgspec.structs import replace

        opened = store.open(position, layer)
        marks = {}
        for name, mark in opened.marks.items():
            wanted = given.get(mark.mention.text, mark)
            marks[name] = replace(mark, status="rejected") if wanted is None else replace(wanted, status="accepted")
        store.act(position, layer, opened.version, "accept all", marks)
        store.act(position, layer, opened.version + 1, "done", {})

    return run
