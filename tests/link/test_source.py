"""Who says so: text with the number in ⟦⟧ → the source's name and its carriers, or null for the author's own voice."""

from collections import Counter
from pathlib import Path

import opencc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.lexicon import rows as lexicon_rows
from extract.link.cues import find_cues, find_quotes
from extract.link.mentions import kind_of
from extract.link.pairs import MOST_AROUND, candidates, places_of
from extract.link.persons import personal_name, spoken_of
from extract.link.references import entries, find_marks
from extract.link.scene import Frame
from extract.link.seen import Named, Seen
from extract.link.source import reported, sources
from extract.quantity.times import find_times
from extract.text.normalize import normalize
from extract.text.sentences import sentences

TABLES = Path(__file__).parent / "cases"


def rows(name):
    """The rows of ``cases/NAME.tsv``, each padded to the columns that its last comment line names."""
    lines = (TABLES / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    width = len([line for line in lines if line.startswith("#")][-1].split("\t"))
    found = [line.split("\t") for line in lines if not line.startswith("#")]
    return [tuple(fields + [""] * (width - len(fields))) for fields in found]


def linked(marked):
    """The text without its marks, and the source of the number between them; ⏎ is a line break."""
    marked = marked.replace("⏎", "\n")
    start, end = marked.index("⟦"), marked.index("⟧") - 1
    original = marked.replace("⟦", "").replace("⟧", "")
    text = normalize(original).text
    times = [(t.start, t.end) for t in find_times(text)]
    (source,) = sources(text, original, sentences(text), times, [(start, end)])
    return original, source


def simplified(words):
    return normalize(words).text if words else words


CASES = rows("sources")
CUES = rows("cues")
REFERENCES = rows("references")
LEAST = {True: 8, False: 4}
"""How many examples a phenomenon must have where somebody is credited, and where nobody is (or a stranger is not)."""


@pytest.mark.parametrize("script", ["s2t", "t2s"])
@pytest.mark.parametrize(("phenomenon", "marked", "name", "via"), CASES)
def test_a_claim_is_credited_to_its_source_in_either_script(phenomenon, marked, name, via, script):
    _, source = linked(opencc.OpenCC(script).convert(marked))
    assert simplified(source.name if source else None) == (None if name == "-" else simplified(name))
    assert [simplified(carrier.name) for carrier in source.via] == [simplified(c) for c in via.split(";")] if via else True


def test_every_phenomenon_has_its_examples():
    count = Counter((phenomenon, name != "-") for phenomenon, _, name, _ in CASES)
    assert {p: (count[p, True], count[p, False]) for p, *_ in CASES if any(count[p, k] < n for k, n in LEAST.items())} == {}


@pytest.mark.parametrize("marked", [marked for _, marked, name, _ in CASES if name != "-"])
def test_spans_hold_the_words_of_the_text(marked):
    text, source = linked(marked)
    assert text[source.start : source.end] == source.text
    assert all(text[span.start : span.end] == span.text for span in (*source.cue, *source.via))
    assert 0 < source.confidence <= 1


@pytest.mark.parametrize(
    "text", ["林岚表示，订单减少。库存增加了3万吨。", "路透社援引官员的话称，缺口达3万吨。", "但产量只有3万吨。", "林岚说完就走了。\n全市有3万吨。"]
)
def test_null_is_always_a_candidate_and_the_chances_add_up(text):
    at = text.index("3")
    found = reported(text, sentences(text), [], [(at, at + 3)])
    weighed = candidates(found.setting, found.frames, found.places, at, {})
    assert [c.frame for c in weighed].count(None) == 1
    assert sum(c.probability for c in weighed) == pytest.approx(1)
    assert [c.probability for c in weighed] == sorted((c.probability for c in weighed), reverse=True)


@pytest.mark.parametrize(("frame", "text", "cue"), CUES)
def test_cues_and_words_that_only_look_like_them(frame, text, cue):
    found = [c.word for c in find_cues(normalize(text).text) if c.frame == frame]
    assert found == [] if cue == "-" else cue in found


def test_every_frame_of_the_lexicon_has_examples_and_near_misses():
    frames = {frame for _, frame, _ in lexicon_rows("cues")} - {"none"}
    assert {frame for frame, _, cue in CUES if cue != "-"} == {frame for frame, _, cue in CUES if cue == "-"} == frames


def test_the_lexicon_of_cues_is_large():
    assert len([word for word, frame, _ in lexicon_rows("cues") if frame != "none"]) >= 250


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("南湾统计局", "organisation"),
        ("协会会长林岚", "person"),
        ("林岚", "person"),
        ("《海湾日报》", "publication"),
        ("海湾通讯社", "publication"),
        ("年度白皮书", "document"),
        ("《南湾矿产法》", "document"),
        ("知情人士", "unnamed"),
        ("野村分析师", "person"),
        ("布伦特·哈洛", "person"),
    ],
)
def test_the_kind_of_a_source_shows_in_its_words(words, kind):
    assert kind_of(words) == kind


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        ("协会会长林岚", "林岚"),
        ("临湖县水务局副局长贺岚", "贺岚"),
        ("五十三岁的龚丽萍", "龚丽萍"),
        ("行政总裁马修·科尔", "马修·科尔"),
        ("教授施慧中", "施慧中"),
        ("法团主席何女士", "何女士"),
        ("总裁黄国荣（41岁）", "黄国荣"),
        ("外长韦斯顿", "韦斯顿"),
        ("北港协会", None),
        ("两名官员", None),
        ("野村分析师", None),
        ("统计局", None),
    ],
)
def test_the_personal_name_in_a_mention(mention, name):
    found = personal_name(mention)
    assert (mention[slice(*found)] if found else None) == name


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("不过，经济学者宋以宁对此持保留态度。", ["宋以宁"]),
        ("教师林女士买下单位。", ["林女士"]),
        ("朋友阿豪住一间小屋。", ["阿豪"]),
        ("总理哈德森的动议。", ["哈德森"]),
        ("布伦特·哈洛在会上。", ["布伦特·哈洛"]),
        ("一位驻村干部给我看手机。", ["一位驻村干部"]),
        ("记者林岚报道。", []),
        ("天气很好。", []),
    ],
)
def test_who_is_spoken_of(text, names):
    assert [text[slice(*place)] for place in spoken_of(text, 0, len(text))] == names


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("他说“好”。", ["“好”"]),
        ("「甲『乙』丙」丁", ["「甲『乙』丙」"]),
        ('他说"好"。', ['"好"']),
        ("他说“没有收尾\n第二段", ["“没有收尾"]),
        ("没有引号", []),
    ],
)
def test_quotations_are_found_outermost_and_closed_by_their_paragraph(text, quotes):
    assert [text[q.start : q.end] for q in find_quotes(text)] == quotes


PIECES = (
    *("据", "报道", "，", "。", "林岚", "表示", "“", "”", "「", "」", "她还说", "但", "《海湾日报》", "援引", "官员", "的话称", "\n"),
    *("去年", "报告", "显示", "：", "（", "）", "[1]", "我", "的"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join), st.lists(st.sampled_from(PIECES), max_size=10).map("".join))
def test_any_text_can_be_linked(before, after):
    text, source = linked(f"{before}⟦3万吨⟧{after}")
    if source and source.text is not None:
        assert text[source.start : source.end] == source.text and source.name


@pytest.mark.parametrize("script", ["s2t", "t2s"])
@pytest.mark.parametrize(("marked", "citation", "reference"), REFERENCES)
def test_a_mark_is_the_claims_and_leads_to_its_entry(marked, citation, reference, script):
    convert = opencc.OpenCC(script).convert
    text, source = linked(convert(marked))
    cited = source.citation if source else None
    entry = source.reference if source else None
    assert cited == (None if citation == "-" else convert(citation))
    assert (entry.text if entry else None) == (None if reference == "-" else convert(reference))
    assert entry is None or text[entry.start : entry.end] == entry.text


def test_a_bare_citation_names_no_source():
    _, source = linked("约⟦12万吨⟧[3]。")
    assert (source.text, source.start, source.end, source.name, source.citation) == (None, None, None, None, "[3]")


def test_a_source_and_its_citation_stand_together():
    _, source = linked("北港海关表示，出口增长⟦8%⟧[1]。\n[1] 海关公报")
    assert (source.name, source.citation, source.reference.text) == ("北港海关", "[1]", "海关公报")


@given(st.text(alphabet="一二。，；\n 0123[]［］（注）①②³：.", max_size=60))
def test_marks_and_entries_lie_in_any_text(text):
    marks = find_marks(text)
    assert [m.start for m in marks] == sorted(m.start for m in marks)
    assert all(0 <= low < high <= len(text) and "\n" not in text[low:high] for low, high in entries(text, marks).values())


@given(st.lists(st.tuples(*[st.integers(0, 30)] * 4), max_size=8), st.integers(0, 30))
def test_the_frames_around_a_claim_are_found(places, pos):
    frames = [Frame(start, start + length, None, (), "say", low, low + width) for start, length, low, width in sorted(places)]
    around = sorted((f.low, k) for k, f in enumerate(frames) if f.low <= pos < f.high)
    assert places_of(frames).covering(frames, pos) == [frames[k] for k in sorted(k for _, k in around[-MOST_AROUND:])]


def test_a_name_that_speaks_again_and_again_is_kept_once():
    text = "何远说。" * 50
    seen = Seen(text)
    for at in range(0, len(text), 4):
        seen.add(Named(at, at + 2, (at, at + 2), "person", False))
    assert [named.start for named in seen.namesakes("何")] == [196]
    assert [named.start for named in seen.holding("远", "person")] == [0]
