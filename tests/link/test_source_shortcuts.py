"""What saves work in attribution changes nothing: each short cut beside the plain way that it stands for."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.lexicon import rows, words
from extract.link.cues import find_cues, find_quotes
from extract.link.pairs import candidates, choose, chosen, places_of
from extract.link.scopes import document_frames
from extract.link.seen import Joined, Named
from extract.link.source import _caption_frames, reported
from extract.quantity.times import find_times
from extract.records import read_records
from extract.text.normalize import normalize
from extract.text.sentences import sentences

CORPUS = Path(__file__).parents[2] / "corpora" / "first" / "dev.jsonl"
FRAMES = {}
for _word, _frame, _ in rows("cues"):
    FRAMES.setdefault(_word, []).append(_frame)
ENTRIES = words("cues")


def plain_cues(text):
    """Cues by trying every word of the lexicon at every place, from left to right."""
    out, at = [], 0

    def longest(pos):
        return next((w for w in ENTRIES if text.startswith(w, pos)), "")

    while at < len(text):
        word, end = longest(at), at + len(longest(at))
        if not word or (word[-1] == "报" and text[end : end + 1] in ("道", "导")) or (word == "报称" and text[at - 1 : at] in tuple("该日晚早时商邮") and at):
            at += 1
        elif FRAMES[word] == ["none"]:
            after = longest(end - 1)
            at = end - 1 if word[-1] in "指称" and len(after) > 1 and FRAMES[after] != ["none"] else end
        else:
            out += [(at, end, frame) for frame in FRAMES[word] if frame != "none"]
            at = end
    return out


@given(st.lists(st.sampled_from(ENTRIES) | st.sampled_from("的了道导指出称该日晚名国"), max_size=8), st.data())
def test_cues_are_those_found_word_by_word_also_where_words_overlap(parts, data):
    text = ""
    for part in parts:
        cut = data.draw(st.integers(0, 2)) if text.endswith(part[:1]) else 0
        text += part[cut:]
    assert [(c.start, c.end, c.frame) for c in find_cues(text)] == plain_cues(text)


@given(st.text(alphabet="“”「」『』\"\nab", max_size=16))
def test_quotations_are_those_found_mark_by_mark(text):
    out, stack = [], []
    for at, mark in enumerate(text):
        if mark == "\n":
            out += [(stack[0][1], at)] if stack else []
            stack = []
        elif stack and mark == stack[-1][0]:
            start = stack.pop()[1]
            out += [] if stack else [(start, at + 1)]
        elif mark in "“「『\"":
            stack.append((dict(zip("“「『\"", "”」』\"", strict=True))[mark], at))
    out += [(stack[0][1], len(text))] if stack else []
    assert [(q.start, q.end) for q in find_quotes(text)] == out


@given(st.lists(st.text(alphabet="甲乙丙", max_size=900), max_size=12), st.text(alphabet="甲乙丙", min_size=1, max_size=3))
def test_names_in_several_strings_are_found_as_in_a_list(names, sought):
    joined, all_named = Joined(), [Named(k, k, (k, k), "person", False) for k in range(len(names))]
    for name, named in zip(names, all_named, strict=True):
        joined.add(name, named)
    assert list(dict.fromkeys(n.start for n in joined.holding(sought))) == [k for k, name in enumerate(names) if sought in name]
    assert [n.start for n in joined.ending(sought)] == [k for k in reversed(range(len(names))) if names[k].endswith(sought)]


@pytest.fixture(scope="module")
def corpus():
    """Text, sentences, times and claims of annotated documents."""
    out = []
    for record in read_records(CORPUS):
        text = normalize(record["text"]).text
        claims = [(m["start"], m["end"]) for m in record["mentions"] if m["label"] == "claim"]
        out.append((text, sentences(text), [(t.start, t.end) for t in find_times(text)], claims))
    return [item for item in out if item[-1]]


def test_a_claim_in_no_frame_is_credited_as_if_all_were_weighed(corpus):
    for text, parts, times, claims in corpus:
        found = reported(text, parts, times, claims)
        for start, _ in claims:
            weighed = choose(candidates(found.setting, found.frames, found.places, start, {}))
            assert chosen(found.setting, found.frames, found.places, start, {}) == (weighed if weighed.frame else None)


def test_what_stands_behind_the_last_claim_credits_none(corpus):
    for text, parts, times, claims in corpus:
        for last in range(1, len(claims) + 1, 5):
            s = reported(text, parts, times, claims[:last]).setting
            few, every = (sorted(_caption_frames(text, document_frames(s, at)), key=_start) for at in (claims[last - 1][0], len(text)))
            for start, _ in claims[:last]:
                short, long = (choose(candidates(s, frames, places_of(frames), start, {})) for frames in (few, every))
                assert (short.frame and short.frame.source, short.probability) == (long.frame and long.frame.source, long.probability)


def _start(frame):
    return frame.start
