import gzip
import io
import json
import os
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.encodings import decode
from extract.errors import InputError, UsageError
from extract.inputs import read_inputs
from extract.readers import Limits

SIMPLIFIED = (
    "河口市统计局周三公布，今年前八个月全市完成工业增加值四百一十二亿元，比去年同期增长6.3%，增速比上半年加快零点四个百分点。"
    "其中，纺织和家具两个行业的产量都有所下降，而电池和水泵的订单超过了工厂的生产能力。一位车间主任告诉记者，夜班工人从八十名增加到"
    "一百三十名，仍然赶不上交货的日期。她认为，如果原料价格不再上涨，到年底利润会好一些。老城区的居民则抱怨，货车太多，早上出门要多花二十分钟。"
)
TRADITIONAL = (
    "港灣縣政府昨天宣布，明年起將在沿海三個鄉鎮設置十二座風力發電機，預計每年可供電給兩萬八千戶家庭使用，經費約新臺幣九億元。"
    "縣長表示，這項計畫已經討論五年，過去因為漁民擔心捕撈範圍縮小而多次延後，如今雙方達成協議，業者每年提撥盈餘的百分之三作為補償。"
    "環保團體卻認為，評估報告只觀察了一個冬天的候鳥，資料顯然不足，要求至少再調查兩年，否則將向法院提出訴訟。"
)
DAMAGED = SIMPLIFIED.encode()[:-1]


def read(*paths, **options):
    errors = []
    return list(read_inputs([str(path) for path in paths], errors.append, **options)), errors


@pytest.fixture
def files(tmp_path):
    """A function: name → file with that content (bytes, str or a list of records), in a fresh folder."""

    def make(name, content):
        file = tmp_path / "in" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, list):
            content = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in content)
        data = content.encode() if isinstance(content, str) else content
        file.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
        return file

    return make


def stdin(monkeypatch, data):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


# Encodings

ENCODED = [
    (SIMPLIFIED, "utf-8"),
    (SIMPLIFIED, "utf-8-sig"),
    (SIMPLIFIED, "utf-16"),
    (SIMPLIFIED, "utf-16-le"),
    (SIMPLIFIED, "utf-16-be"),
    (SIMPLIFIED, "utf-32"),
    (SIMPLIFIED, "gb18030"),
    (SIMPLIFIED, "gbk"),
    (TRADITIONAL, "utf-8"),
    (TRADITIONAL, "utf-16"),
    (TRADITIONAL, "gb18030"),
    (TRADITIONAL, "big5"),
    (TRADITIONAL, "cp950"),
    (TRADITIONAL + "佢哋嘅巴士咗。", "big5hkscs"),
]


@pytest.mark.parametrize(("text", "encoding"), ENCODED)
@pytest.mark.parametrize("length", [None, 200, 60, 30])
def test_texts_come_out_right_in_every_encoding_and_length(text, encoding, length):
    part = text if length is None else text[-length:]
    assert decode(part.encode(encoding)) == part


UNREADABLE = [
    (DAMAGED, "as UTF-8 it breaks at byte"),
    (SIMPLIFIED.encode()[:90] + b"\xff" + SIMPLIFIED.encode()[90:], "as UTF-8 it breaks at byte 90"),
    (b"\xef\xbb\xbf" + DAMAGED, "its byte-order mark says UTF-8, but as UTF-8 it breaks at byte"),
    (b"\xff\xfe\x00\xd8", "its byte-order mark says UTF-16-LE"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x00\x00\x00\x02\x00\x08\x06\x00\x00\x00\xf4x\xd4\xfa", "no other reading"),
    (bytes(range(256)) * 4, "no other reading makes sense"),
]


@pytest.mark.parametrize(("data", "reason"), UNREADABLE)
def test_what_is_no_text_is_refused_with_a_reason(files, data, reason):
    found, errors = read(files("bad.txt", data), files("good.txt", "好"))
    assert [text.id for text in found] == ["good"]
    assert errors[0].file.endswith("bad.txt")
    assert errors[0].line is None
    assert reason in errors[0].reason


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_any_utf8_text_is_read_as_it_stands(text):
    if not text.startswith("\ufeff"):
        assert decode(text.encode()) == text


@given(st.binary(max_size=200))
def test_any_bytes_are_a_text_or_an_error_with_a_reason(data):
    try:
        decode(data).encode("utf-8")
    except UnicodeError as error:
        assert "expected text in" in str(error) or "byte-order mark says" in str(error)


def test_a_nul_in_a_text_is_kept_and_utf16_without_mark_is_seen():
    assert decode((SIMPLIFIED + "\0" + SIMPLIFIED).encode()) == SIMPLIFIED + "\0" + SIMPLIFIED
    assert decode("Output rose 3%.\n".encode("utf-16-le")) == "Output rose 3%.\n"


# Which files, and their ids


def test_a_folder_is_read_in_order_with_ids_below_it(files, tmp_path):
    files("b.txt", "乙")
    files("a.txt.gz", "甲")
    files("sub/deep/c.TXT", "丙")
    files("sub/more.jsonl", [{"id": "m1", "text": "丁"}, {"text": "戊"}])
    files("notes.md", "x")
    files(".hidden.txt", "x")
    files(".git/d.txt", "x")
    found, errors = read(tmp_path / "in")
    expected = [("a", "甲"), ("b", "乙"), ("m1", "丁"), ("sub/more:2", "戊"), ("sub/deep/c", "丙")]
    assert [(text.id, text.text) for text in found] == expected
    assert errors == []


def test_a_file_by_itself_has_its_name_for_an_id(files):
    found, _ = read(files("sub/report.v2.txt", "甲"), files("data.jsonl.txt", "乙"))
    assert [text.id for text in found] == ["report.v2", "data.jsonl"]


def test_patterns(files, tmp_path):
    files("x/1.txt", "一")
    files("x/y/2.txt", "二")
    files("[3].txt", "三")
    found, _ = read(tmp_path / "in" / "**" / "*.txt")
    assert [text.id for text in found] == ["[3]", "1", "2"]
    found, _ = read(tmp_path / "in" / "[3].txt")
    assert [text.text for text in found] == ["三"]


def test_outputs_of_the_run_are_not_read(files, tmp_path):
    files("a.txt", "甲")
    out = files("out.jsonl", [{"id": "old", "text": "旧"}])
    found, _ = read(tmp_path / "in", skip=[out])
    assert [text.id for text in found] == ["a"]
    with pytest.raises(UsageError, match="is the output of this run too"):
        read(out, skip=[out])


WRONG_CALLS = [
    ("none.txt", "no such file or folder"),
    ("empty", "the folder holds no file ending in .txt, .jsonl"),
    ("in/page.html", "expected a file ending in .txt"),
    ("in/*.txt", "no file ending in .txt, .jsonl, .txt.gz, .jsonl.gz, .txt.zst, .jsonl.zst matches this pattern"),
]


@pytest.mark.parametrize(("path", "message"), WRONG_CALLS)
def test_paths_with_nothing_to_read(files, tmp_path, path, message):
    (tmp_path / "empty").mkdir()
    files("page.html", "<p>")
    with pytest.raises(UsageError) as caught:
        read_inputs([str(tmp_path / path)], print)
    assert message in str(caught.value)
    assert path in str(caught.value)


def test_two_documents_with_one_id(files, tmp_path):
    one, two = files("x/a.txt", "甲"), files("y/a.txt", "乙")
    with pytest.raises(UsageError, match=f"the id 'a': {one} and {two}"):
        read_inputs([str(one), str(two)], print)  # before anything is read
    lines = files("r.jsonl", [{"id": "n1", "text": "甲"}, {"id": "n2", "text": "乙"}, {"id": "n1", "text": "丙"}])
    with pytest.raises(UsageError, match=f"the id 'n1': {lines}, line 1 and {lines}, line 3"):
        read(lines)
    both = files("b.jsonl", [{"id": "a", "text": "甲"}])
    with pytest.raises(UsageError, match=f"{one} and {both}, line 1"):
        read(one, both)


def test_unreadable_files_are_reported_and_passed_over(files, tmp_path):
    good = files("good.txt", "好")
    (tmp_path / "in" / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    files("torn.txt.gz", SIMPLIFIED * 10)
    torn = tmp_path / "in" / "torn.txt.gz"
    torn.write_bytes(torn.read_bytes()[:-20])
    (tmp_path / "in" / "fake.jsonl.gz").write_bytes(b"no archive")
    found, errors = read(good.parent)
    assert [text.id for text in found] == ["good"]
    assert [error.file.rpartition("/")[2] for error in errors] == ["fake.jsonl.gz", "gone.txt", "torn.txt.gz"]
    assert all("cannot be read" in error.reason for error in errors)
    assert "No such file" in errors[1].reason


def test_a_name_that_is_no_unicode(files, tmp_path):
    folder = files("ok.txt", "好").parent
    Path(os.fsdecode(bytes(folder) + b"/\xb1\xa8.txt")).write_bytes("报".encode())
    found, errors = read(folder)
    assert [text.id for text in found] == ["ok", "\ufffd\ufffd"]
    assert errors == []


def test_reading_is_lazy(files):
    lines = files("r.jsonl", [{"text": "甲"}, {"text": "乙"}])
    reading = read_inputs([lines], pytest.fail)
    lines_read = next(reading)
    assert lines_read.text == "甲"


# What they hold


@pytest.mark.parametrize("text", ["", " \n", "甲\r\n乙\r丙\u2028丁\u0085", "\t前\u3000後 ", "a\u0000b" + SIMPLIFIED, "𠮷😀"])
def test_texts_are_never_altered(files, text):
    (plain, line), errors = read(files("a.txt", text), files("b.jsonl", [{"text": text}]))
    assert (plain.text, line.text, errors) == (text, text, [])


def test_meta_and_further_fields_are_kept(files):
    stale = {"claims": [], "mentions": [], "sha256": "0", "schema": "s"}
    record = {"id": "a", "text": "甲", "meta": {"published": "2026-03-02", "n": [1]}, "tags": ["x"], "extra": 1} | stale
    (text,), _ = read(files("r.jsonl", [record]))
    assert text.meta == record["meta"]
    assert text.extra == {"tags": ["x"], "extra": 1}


@pytest.mark.parametrize(("given_id", "id"), [("a b", "a b"), (17, "17"), (None, "r:1")])
def test_ids_of_lines(files, given_id, id):
    (text,), _ = read(files("r.jsonl", [{"id": given_id, "text": "甲", "meta": None}]))
    assert (text.id, text.meta) == (id, {})


BAD_LINES = [
    (b'{"id": "x"}', "field text: expected a string, met no such field"),
    (b'{"id": "x", "text": 7}', "field text: expected a string, met a number"),
    (b'{"id": "x", "text": null}', "field text: expected a string, met null"),
    (b'{"id": true, "text": "t"}', "field id: expected a string, met true"),
    (b'{"id": 1.5, "text": "t"}', "field id: expected a string, met a number"),
    (b'{"id": "", "text": "t"}', "field id: expected a string, met an empty one"),
    (b'{"text": "t", "meta": "m"}', "field meta: expected an object, met a string"),
    (b'["t"]', "expected one JSON object on the line, met a list"),
    (b'{"text": "t"', "expected one JSON object on the line, but"),
    (b'{"text": "a\\ud83d"}', "half of a surrogate pair"),
    (b'{"text": "\\udc00x"}', "half of a surrogate pair"),
    ('{"text": "报告"}'.encode()[:-4] + b'"}', "as UTF-8 it breaks at byte"),
    (b"[" * 50_000, "nested too deeply"),
    (b"\x00\x01\x02", "expected text in"),
]


@pytest.mark.parametrize(("line", "reason"), BAD_LINES)
def test_a_bad_line_is_reported_with_its_number(files, line, reason):
    good = '{"text": "好"}\n'.encode()
    found, errors = read(files("r.jsonl", good + b"\n" + line + b"\n" + good))
    assert [text.id for text in found] == ["r:1", "r:4"]
    assert [(error.file.endswith("r.jsonl"), error.line) for error in errors] == [(True, 3)]
    assert reason in errors[0].reason
    assert str(errors[0]).endswith(f"r.jsonl, line 3: {errors[0].reason}")


@pytest.mark.parametrize(("text", "encoding"), ENCODED)
def test_lines_in_every_encoding(files, text, encoding):
    records = [{"id": str(number), "text": part} for number, part in enumerate([text, text[:40]])]
    lines = "".join(json.dumps(record, ensure_ascii=False) + "\n" for record in records)
    found, errors = read(files("r.jsonl", lines.encode(encoding)))
    assert ([item.text for item in found], errors) == ([text, text[:40]], [])


# Limits


def test_too_large_texts_and_archives(files):
    limits = Limits(file=1000, line=500, unpacked=1000)
    line = json.dumps({"text": "x" * 80}) + "\n"
    bomb = files("bomb.txt.gz", b"0" * 10**6)
    long = files("long.txt", b"0" * 1001)
    many = files("many.jsonl.gz", line * 100)
    plain = files("plain.jsonl", line * 100)
    found, errors = read(bomb, long, many, plain, limits=limits)
    assert [text.id for text in found] == [f"many:{n}" for n in range(1, 11)] + [f"plain:{n}" for n in range(1, 101)]
    assert "larger than 1 kB" in errors[0].reason
    assert "larger than 1 kB" in errors[1].reason
    assert "more than 1 kB unpacked, the most that is read of an archive; unpack it first" in errors[2].reason


def test_too_long_lines_are_passed_over(files):
    lines = ['{"text": "甲"}', json.dumps({"text": "x" * 5000}), '{"text": "乙"}', json.dumps({"text": "y" * 5000})]
    found, errors = read(files("r.jsonl", "\n".join(lines)), limits=Limits(file=10**9, line=1000))
    assert [text.id for text in found] == ["r:1", "r:3"]
    assert [error.line for error in errors] == [2, 4]
    assert "longer than 1 kB" in errors[0].reason


def test_an_archive_that_is_one_endless_line(files):
    found, errors = read(files("r.jsonl.gz", b"{" * 10**6), limits=Limits(line=1000, unpacked=10**5))
    assert found == []
    assert any("unpacked" in error.reason for error in errors)


def test_limits_by_default():
    assert Limits()[:3] == (2**30, 50_000_000, 2**30)


# Standard input

STDIN = [
    (b'{"id": "a", "text": "x"}\n\n{"text": "y"}\n', [("a", "x"), ("stdin:3", "y")]),
    (b'\n\n{"text": "x"}', [("stdin:3", "x")]),
    (b"\xef\xbb\xbf" + b'{"text": "x"}\n', [("stdin:1", "x")]),
    ('{"text": "报"}\n'.encode("utf-16"), [("stdin:1", "报")]),
    ("{不是记录}\n第二行".encode(), [("stdin", "{不是记录}\n第二行")]),
    (b"{\n}", [("stdin", "{\n}")]),
    (b"[1]\n", [("stdin", "[1]\n")]),
    (SIMPLIFIED.encode("gb18030"), [("stdin", SIMPLIFIED)]),
    (SIMPLIFIED.encode("utf-16"), [("stdin", SIMPLIFIED)]),
    (b"", [("stdin", "")]),
    ("\n \n正文\n".encode(), [("stdin", "\n \n正文\n")]),
]


@pytest.mark.parametrize(("data", "expected"), STDIN)
def test_standard_input(monkeypatch, data, expected):
    stdin(monkeypatch, data)
    found, errors = read("-")
    assert ([(text.id, text.text) for text in found], errors) == (expected, [])


def test_standard_input_with_bad_lines_and_given_twice(monkeypatch):
    stdin(monkeypatch, b'{"text": "x"}\nno\n')
    found, errors = read("-")
    assert len(found) == 1
    assert (errors[0].file, errors[0].line) == ("-", 2)
    with pytest.raises(UsageError, match="only once"):
        read_inputs(["-", "-"], print)


def test_an_input_error_says_where():
    assert str(InputError("a.txt", None, "why")) == "a.txt: why"
