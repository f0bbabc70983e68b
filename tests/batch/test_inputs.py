"""Every kind of input gives the same claims."""

import gzip
import json

import pyarrow
import pytest
import zstandard
from batch_helpers import batch, documents, errors, lines, records, text, tree
from pyarrow import parquet

from extract.batch.parquet import rows_at_a_time

COUNT = 12


def run(tmp_path, *inputs, options=(), status=0):
    done = batch(*inputs, "-o", tmp_path / "out", "--workers", "1", *options)
    assert done.returncode == status, done.stderr
    return documents(tmp_path / "out")


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """The records of some documents, from plain JSON lines."""
    folder = tmp_path_factory.mktemp("plain")
    (folder / "in.jsonl").write_text(lines(records(COUNT)), encoding="utf-8")
    found = run(folder, folder / "in.jsonl")
    assert sum(len(record["claims"]) for record in found) > 2 * COUNT
    return found


def zst(data):
    return zstandard.compress(data[:100]) + zstandard.compress(data[100:])


def test_packed_lines(expected, tmp_path):
    half = COUNT // 2
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(lines(records(COUNT)[:half]).encode()))
    (tmp_path / "b.jsonl.zst").write_bytes(zst(lines(records(COUNT)[half:]).encode()))
    assert run(tmp_path, tmp_path / "a.jsonl.gz", tmp_path / "b.jsonl.zst") == expected


ENCODINGS = ("utf-8", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32")


@pytest.mark.parametrize(("script", "encodings"), [("s", ENCODINGS), ("t", (*ENCODINGS, "big5"))])
def test_the_same_claims_in_every_encoding(tmp_path, script, encodings):
    texts = [text(n) for n in range(5, 5 + COUNT)]
    if script == "t":
        from opencc import OpenCC

        texts = [OpenCC("s2t").convert(item).encode("big5", "ignore").decode("big5") for item in texts]
    for encoding in encodings:
        folder = tmp_path / "in" / encoding
        folder.mkdir(parents=True)
        folder.joinpath("in.jsonl").write_bytes(lines([{"id": f"{encoding}-{n}", "text": item} for n, item in enumerate(texts)]).encode(encoding))
        folder.joinpath("a.txt").write_bytes("\n".join(texts).encode(encoding))
    found = {record["id"]: record for record in run(tmp_path, tmp_path / "in")}
    for name in ("-{}".format, "/a".format):
        for n in range(COUNT):
            plain, *others = (found[f"{encoding}{name(n)}"] for encoding in encodings)
            assert plain["claims"]
            assert all(other["text"] == plain["text"] for other in others)
            assert all([claim | {"id": ""} for claim in other["claims"]] == [claim | {"id": ""} for claim in plain["claims"]] for other in others)


def test_parquet(expected, tmp_path):
    items = [{"id": item["id"], "body": item["text"], "meta": item["meta"]} for item in records(COUNT)]
    parquet.write_table(pyarrow.Table.from_pylist(items), tmp_path / "in.parquet", row_group_size=5)
    assert run(tmp_path, tmp_path / "in.parquet", options=["--text-column", "body"]) == expected
    done = batch(tmp_path / "in.parquet", "-o", tmp_path / "none")
    assert done.returncode == 2
    assert "has no column 'text'; name the one with the text, --text-column id|body|meta" in done.stderr


@pytest.mark.parametrize(("length", "rows"), [(0, 256), (10, 256), (100_000, 41), (3_000_000, 1)])
def test_few_long_rows_of_parquet_are_held_at_a_time(length, rows, tmp_path):
    table = pyarrow.table({"text": [chr(0x4E00 + number) + "x" * length for number in range(3)]})
    parquet.write_table(table, tmp_path / "in.parquet", compression="none", use_dictionary=False, write_statistics=False)
    assert rows_at_a_time(parquet.ParquetFile(tmp_path / "in.parquet").metadata) == rows


def test_damaged_parquet_and_rows_without_text(tmp_path):
    (tmp_path / "bad.parquet").write_bytes(b"PAR1 no table")
    parquet.write_table(pyarrow.table({"text": ["增长3%。", None]}), tmp_path / "in.parquet")
    found = run(tmp_path, tmp_path / "bad.parquet", tmp_path / "in.parquet", status=1)
    assert [record["id"] for record in found] == ["in:1"]
    damaged, missing = errors(tmp_path / "out")
    assert (damaged["file"], "is no sound Parquet file" in damaged["reason"]) == (str(tmp_path / "bad.parquet"), True)
    assert (missing["line"], missing["reason"]) == (2, 'field text: expected a string, met null; a line looks like {"id": "a1", "text": "…"}')


PAGE = """<html><head><meta charset="{charset}"><title>报</title></head><body><nav><a href="/1">首页 5</a></nav>
<article><h1>出口</h1><p>{text}</p><p>{text}</p></article><script>var x = 37;</script></body></html>"""


def archive(*entries):
    """A packed WARC file of (type, headers, bytes)."""
    out = b""
    for number, (kind, headers, data) in enumerate(entries):
        named = {"WARC-Type": kind, "WARC-Record-ID": f"<urn:uuid:00000000-0000-0000-0000-{number:012}>", "WARC-Date": "2026-03-01T08:00:00Z"}
        fields = named | headers | {"Content-Length": len(data)}
        head = "WARC/1.0\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields.items())
        out += gzip.compress(head.encode() + b"\r\n" + data + b"\r\n\r\n")
    return out


def response(page, charset, kind="text/html"):
    body = page.encode(charset)
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}; charset={charset}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def test_warc_pages(tmp_path):
    html = {"WARC-Target-URI": "https://example.org/a", "Content-Type": "application/http; msgtype=response"}
    english = "Exports rose by 12 percent this year, the port of Bluewater said on Tuesday."
    japanese = "北港の輸出は今年12万トンで、前年より三割ほど増えたと、税関が火曜日に発表しました。これは五年間でもっとも高い水準です。"
    file = tmp_path / "crawl.warc.gz"
    file.write_bytes(
        archive(
            ("warcinfo", {}, b"software: test\r\n"),
            ("response", html, response(PAGE.format(charset="gb18030", text=text(1)), "gb18030")),
            ("response", html, response(PAGE.format(charset="utf-8", text=english), "utf-8")),
            ("response", html, response(PAGE.format(charset="utf-8", text=japanese), "utf-8")),
            ("response", html, response("\x89PNG", "latin-1", "image/png")),
            ("response", html, response(PAGE.format(charset="utf-8", text=text(4)), "utf-8")),
        )
    )
    first, second = run(tmp_path, file)
    assert first["id"] == "00000000-0000-0000-0000-000000000001"
    assert first["meta"] == {"url": "https://example.org/a", "date": "2026-03-01T08:00:00Z", "language": "zho"}
    assert text(1) in first["text"]
    assert text(4) in second["text"]
    assert "37" not in first["text"]
    manifest = json.loads((tmp_path / "out" / "manifest.json").read_bytes())
    assert (manifest["documents"], manifest["skipped"]) == (2, 2)


def test_wet_texts_and_the_language_that_the_archive_states(tmp_path):
    def head(language):
        return {"WARC-Target-URI": "https://example.org/b", "Content-Type": "text/plain", "WARC-Identified-Content-Language": language}

    kind = "conversion"
    file = tmp_path / "crawl.warc.wet.gz"
    file.write_bytes(archive((kind, head("zho,eng"), text(2).encode()), (kind, head("eng"), text(3).encode())))
    (only,) = run(tmp_path, file)
    assert (only["text"], only["meta"]["language"]) == (text(2), "zho,eng")


def test_a_torn_archive_gives_what_stands_before_the_tear(tmp_path):
    whole = zstandard.compress(lines(records(2000)).encode(), 1)
    (tmp_path / "torn.jsonl.zst").write_bytes(whole[: len(whole) // 2])
    found = run(tmp_path, tmp_path / "torn.jsonl.zst", status=1)
    assert [record["id"] for record in found] == [f"d{n}" for n in range(len(found))]
    assert "ends in the middle" in errors(tmp_path / "out")[-1]["reason"]


def test_urls_folders_and_patterns(expected, tmp_path):
    folder = tmp_path / "in"
    (folder / "sub").mkdir(parents=True)
    halves = records(COUNT)[:5], records(COUNT)[5:]
    (folder / "a.jsonl").write_text(lines(halves[0]), encoding="utf-8")
    (folder / "sub" / "b.jsonl").write_text(lines(halves[1]), encoding="utf-8")
    (folder / "notes.md").write_text("x")
    for number, given in enumerate([[folder], [f"file://{folder}"], [f"file://{folder}/a.jsonl", f"{folder}/*/*.jsonl"]]):
        (tmp_path / str(number)).mkdir()
        assert run(tmp_path / str(number), *given) == expected
    done = batch(f"file://{folder}/none.jsonl", "-o", tmp_path / "none")
    assert (done.returncode, "no such file or folder" in done.stderr) == (2, True)
    done = batch("nonsense://a/b.jsonl", "-o", tmp_path / "none")
    assert (done.returncode, "Protocol not known: nonsense" in done.stderr) == (2, True)


def test_without_the_extra_the_message_names_it(tmp_path):
    (tmp_path / "hidden").mkdir()
    hide = "import sys\nfor name in ('fsspec', 'pyarrow', 'pyarrow.parquet', 'fastwarc', 'zstandard', 'ray'):\n    sys.modules[name] = None\n"
    (tmp_path / "hidden" / "sitecustomize.py").write_text(hide)
    (tmp_path / "a.jsonl").write_text(lines(records(1)), encoding="utf-8")
    for name in ("b.jsonl.zst", "c.parquet", "d.warc"):
        (tmp_path / name).write_bytes(b"x")
    calls = [["s3://bucket/a.jsonl"], ["b.jsonl.zst"], ["c.parquet"], ["d.warc"], ["a.jsonl", "--format", "parquet"], ["a.jsonl", "--ray", "local"]]
    extras = ["batch"] * 5 + ["cluster"]
    for call, extra in zip(calls, extras, strict=True):
        done = batch(*call, "-o", tmp_path / "out", paths=[tmp_path / "hidden"], cwd=tmp_path)
        assert (done.returncode, f"pip install 'zhclaims[{extra}]'" in done.stderr) == (2, True), done.stderr


def test_parquet_out_has_what_lines_have(tmp_path):
    (tmp_path / "in.jsonl").write_text(lines([*records(COUNT), {"id": "more", "text": "约1.25万亿元。", "tag": [1.5]}]), encoding="utf-8")
    for form in ("jsonl", "parquet"):
        assert batch(tmp_path / "in.jsonl", "-o", tmp_path / form, "--format", form, "--mentions").returncode == 0
    plain = documents(tmp_path / "jsonl")
    table = parquet.read_table(tmp_path / "parquet" / "documents").to_pylist()
    again = [row | {name: json.loads(row[name]) for name in ("meta", "claims")} | json.loads(row["rest"]) for row in table]
    assert [{name: value for name, value in row.items() if name != "rest"} for row in again] == plain
    rows = [json.loads(line) for line in (tmp_path / "jsonl" / "claims" / "000000.jsonl").read_text(encoding="utf-8").splitlines()]
    columns = parquet.read_table(tmp_path / "parquet" / "claims").to_pylist()
    assert [{name: row[name] for name in rows[0]} for row in columns] == rows
    assert [row["id"] for row in rows] == [claim["id"] for record in plain for claim in record["claims"]]
    assert columns[-1]["value_exact"] == "1250000000000"
    assert set(tree(tmp_path / "parquet")) >= {"documents/000000.parquet", "claims/000000.parquet", "manifest.json"}
