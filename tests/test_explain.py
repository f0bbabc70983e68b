"""Derivations: the pieces of a reading, its steps, the weights of its label, the frame of its source, and the command."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console
from typer.testing import CliRunner

import extract
from extract.claim.features import features
from extract.cli import app
from extract.explain import STRONGEST, explain, strongest
from extract.pipeline import analyse
from extract.schema import Text
from extract.show_explain import show_explanations

ROOT = Path(__file__).parent.parent
CUSTOMS = "據北港海關統計,一季度出口約十二萬噸,同比增長三成多。"


@pytest.fixture(scope="module")
def pipeline():
    return extract.load(published="2026-05-02")


@pytest.fixture(scope="module")
def explained(pipeline):
    """A function: text, number of the mention → its explanation."""
    return lambda text, number=0: explain(pipeline, text)[number]


PIECES = [
    ("约十二万吨", "约 bound ~", "十二万 numeral 120,000", "吨 unit t"),
    ("約十二萬噸", "約 bound ~", "十二萬 numeral 120,000", "噸 unit t"),
    ("增长三成多", "三 numeral 3", "成 unit %", "多 tail "),
    ("每吨约2000元", "每吨 denominator /t", "约 bound ~", "2000 numeral 2,000", "元 unit CNY"),
    ("110美元/公斤", "110 numeral 110", "美元 unit USD", "/公斤 denominator /kg"),
    ("新台幣3億元", "新台幣 currency TWD", "3億 numeral 300,000,000", "元 unit TWD"),
    ("数百万人", "数百万 numeral 2,000,000 to 9,990,000", "人 unit {人}"),
    ("七八年", "七八 numeral 7 to 8", "年 unit a"),
    ("三到五年", "三到五 numeral 3 to 5", "年 unit a"),
    ("超过30家以上", "超过 bound >", "30 numeral 30", "家 unit {家}", "以上 bound >="),
    ("零下5到零下3摄氏度", "零下 sign -", "5到零下3 numeral -5 to -3", "摄氏度 unit Cel"),
    ("占三分之一", "三分之一 numeral 33.3333"),
    ("翻了两番", "翻了 words ", "两 numeral 2", "番 words "),
    ("全球第二大", "第 words ", "二 numeral 2", "大 words "),
    ("2024年3月", "2024年3月 words "),
]


@pytest.mark.parametrize(("text", "pieces"), [(row[0], row[1:]) for row in PIECES])
def test_the_pieces_of_a_mention(explained, text, pieces):
    assert tuple(f"{p.text} {p.role} {p.reads}" for p in explained(text).pieces) == pieces


STEPS = [
    ("约十二万吨", "十二万 = 12 × 10,000 = 120,000", "吨 = t (measure)", "约 = ~ (about so much)"),
    ("约十二萬噸", "十二萬 = 12 × 10,000 = 120,000", "噸 = t (measure)", "约 = ~ (about so much)"),
    ("1.2万亿美元", "1.2万亿 = 1.2 × 1,000,000,000,000 = 1,200,000,000,000", "美元 = USD (money)"),
    ("占九成五", "九 = 9", "成 = % (percent)", "成 counts 10: 9 × 10 = 90", "五 after the unit: with it 95"),
    ("两打", "两 = 2", "打 = {个} (count)", "打 counts 12: 2 × 12 = 24"),
    ("2000多万台", "2000多万 = 20,000,000 and more, up to the next step 30,000,000", "台 = {台} (count)"),
    ("不到5公里", "公里 = km (measure)", "不到 = < (less than that)"),
    ("约产生2000吨", "2000 = 2,000", "吨 = t (measure)", "约 stands apart before it: ~ (about so much)"),
    ("約產生2000噸", "2000 = 2,000", "噸 = t (measure)", "約 stands apart before it: ~ (about so much)"),
    ("年产能30万吨", "30万 = 30 × 10,000 = 300,000", "吨 = t (measure)", "/a: from the words around it (每, 年产, 月薪)"),
    ("一半", "一半 = 50: words for a half or a whole"),
    ("全球第二大", "第二大 is 第 and a numeral where something is said to rank", "二 = 2"),
    ("2024年3月", "2024年3月 is an expression of time, not an amount"),
]


@pytest.mark.parametrize(("text", "steps"), [(row[0], row[1:]) for row in STEPS])
def test_the_steps_of_a_reading(explained, text, steps):
    assert explained(text).steps == steps


def test_what_a_claim_could_be_about(explained):
    """The candidates with their scores, best first; the first is what the record has, unless none scores."""
    item = explained("青禾公司的营业收入达84亿元。")
    assert item.entities[0].text == item.linked.entity.text == "青禾公司"
    assert item.properties[0].text == item.linked.property.text == "营业收入"
    for candidates in (item.entities, item.properties):
        assert all(c.score > 0 for c in candidates)
        assert [c.score for c in candidates] == sorted((c.score for c in candidates), reverse=True)
    bare = explained("3万吨")
    assert bare.entities == bare.properties == ()


def test_what_a_bare_unit_of_money_is_taken_for(explained):
    assert "元 = CNY (money), bare 元 by the place of the text (cn)" in explained("共3亿元").steps
    assert "元 = TWD (money), by the money before the number" in explained("新台幣3億元").steps


# The label


def test_the_weights_are_those_of_the_model(pipeline):
    analysis = analyse(Text(id="a", text="出口约十二万吨。"))
    names = features(analysis.text, analysis.quantities, 0)
    supporting, opposing = strongest(pipeline.model, names)
    assert len(supporting) > STRONGEST and opposing  # all of them: a terminal shows the first
    column = pipeline.model.classes.index("claim")
    for found in (*supporting, *opposing):
        row = pipeline.model.weights[pipeline.model.vocabulary[found.feature]]
        assert found.weight == pytest.approx((row[column] - row.mean()) / pipeline.model.temperature, abs=1e-3)
        assert found.feature in names
    assert [w.weight for w in supporting] == sorted((w.weight for w in supporting), reverse=True)
    assert [w.weight for w in opposing] == sorted(w.weight for w in opposing)
    assert all(w.weight > 0 for w in supporting) and all(w.weight < 0 for w in opposing)


def test_features_that_the_model_does_not_know_say_nothing(pipeline):
    assert strongest(pipeline.model, ["no such feature"]) == ((), ())


def test_labels_and_confidence_are_those_of_the_record(pipeline):
    document = pipeline(CUSTOMS, mentions=True)
    written = [(m.start, m.end, m.confidence) for m in sorted((*document.claims, *document.mentions), key=lambda m: m.start)]
    explanations = explain(pipeline, CUSTOMS)
    assert [(e.start, e.end, e.claim if e.accepted else e.confidence) for e in explanations] == written
    assert [e.linked.id for e in explanations if e.accepted] == [f"text#{c.start}-{c.end}" for c in document.claims]


# The links


def test_a_source_is_explained_by_its_frame(explained):
    item = explained(CUSTOMS, 1)
    why = item.attribution
    assert item.linked.source.name == "北港海關"
    assert [cue.text for cue in item.linked.source.cue] == ["據", "統計"]
    assert why.form.startswith("preposition")
    assert why.scope.text == CUSTOMS[why.scope.start : why.scope.end] and "十二萬噸" in why.scope.text
    assert item.linked.time.edtf is not None


def test_a_source_carried_on_says_so(explained):
    item = explained("市统计局表示，全年产量为3万吨。其中出口1万吨。", 1)
    assert item.attribution.carried == 1
    assert item.attribution.form == "verb of saying"


def test_the_candidates_for_a_source_stand_with_their_chances(explained):
    item = explained("市统计局表示，全年产量为3万吨。其中出口1万吨。", 1)
    names = [candidate.name for candidate in item.considered]
    assert set(names) == {"市统计局", None}
    assert item.linked.source.confidence == next(c.probability for c in item.considered if c.name)
    named = item.considered[names.index("市统计局")]
    assert named.features and named.words.text == "市统计局表示"


def test_the_author_needs_no_frame(explained):
    item = explained("全年产量为3万吨。")
    assert (item.linked.source, item.attribution) == (None, None)


# Any text


PARTS = [*"一二三十百千万亿0123456789.%年月家吨元块多余约近超每第几半，。 \n", "据统计局称", "以上", "分之", "翻了", "萬", "噸"]
TEXTS = st.lists(st.sampled_from(PARTS), max_size=30).map("".join)


@given(TEXTS)
@settings(max_examples=200, deadline=None)
def test_every_mention_is_explained_in_pieces_of_its_own(text):
    for item in explain(extract._default(None), text):
        assert text[item.start : item.end] == item.text
        reached = item.start
        for piece in item.pieces:
            assert reached <= piece.start < piece.end <= item.end
            assert text[piece.start : piece.end] == piece.text
            reached = piece.end
        assert item.pieces


@given(st.text(max_size=40))
@settings(max_examples=100, deadline=None)
def test_any_text_can_be_explained_and_shown(text):
    console = Console(file=io.StringIO(), highlight=False, markup=False)
    show_explanations(explain(extract._default(None), text), console)


# The command


def run(*arguments, **options):
    return CliRunner().invoke(app, ["explain", *arguments], **options)


def test_the_command_prints_a_block_for_each_mention():
    result = run(CUSTOMS, "--published", "2026-05-02")
    assert result.exit_code == 0, result.output
    blocks = [block.splitlines() for block in result.stdout.split("\n\n")]
    assert [block[0].split()[:3] for block in blocks] == [
        ["一季度", "8-11", "time"],
        ["約十二萬噸", "13-18", "claim"],
        ["三成多", "23-26", "claim"],
    ]
    assert "  reading  ~ 120,000 t; low open, high open; measure" in blocks[1]
    assert "  source   北港海關 (organisation)" in blocks[1]
    assert "  time     一季度 = 2026-33" in blocks[1]
    assert "  reading  > 30 %; low 30, high 40; percent, increase" in blocks[2]
    assert "\x1b" not in result.stdout


def test_json_has_the_same(pipeline):
    result = run(CUSTOMS, "--json")
    assert result.exit_code == 0, result.output
    whole = json.loads(result.stdout)
    assert (whole["text"], whole["model"]) == (CUSTOMS, "default")
    assert [m["text"] for m in whole["mentions"]] == ["一季度", "約十二萬噸", "三成多"]
    assert whole["mentions"][1]["value"] == 120000
    assert whole["mentions"][1]["linked"]["source"]["name"] == "北港海關"


def test_standard_input_in_another_encoding():
    result = run("-", input="全年产量为3万吨，比前年增长两成。".encode("gb18030"))
    assert result.exit_code == 0, result.output
    assert "3万吨  5-8" in result.stdout


def test_a_text_without_numbers():
    assert run("没有数字").stdout == "No numeric mention.\n"


def test_a_wrong_call_is_explained(tmp_path):
    file = tmp_path / "文章.txt"
    file.write_text("3吨", encoding="utf-8")
    for arguments, message in [
        ((str(file),), "explain takes the text itself; for a file: zhclaims explain - <"),
        (("3吨", "--published", "gestern"), "--published gestern"),
        (("3吨", "--model", "none/such"), "no model"),
        (("\udcff3吨",), "no UTF-8"),
    ]:
        result = run(*arguments)
        assert result.exit_code == 2, result.output
        assert message in result.stderr


def test_a_text_cannot_steer_the_terminal():
    result = run("产量\x1b[31m为3万吨\x1b[0m。")
    assert "\x1b" not in result.stdout


def test_output_is_utf8_in_a_pipe():
    line = [sys.executable, "-m", "extract.cli", "explain", "全年产量为3万吨。"]
    result = subprocess.run(line, capture_output=True, cwd=ROOT, env={"LC_ALL": "C", "PATH": "", "PYTHONUTF8": "1"})
    assert "3万吨  5-8  claim" in result.stdout.decode()
