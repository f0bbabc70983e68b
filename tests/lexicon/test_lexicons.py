"""The lexicons themselves: form, order, script, and the values that each column may hold."""

import re
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract import lexicon, schema
from extract.errors import LexiconError
from extract.text.normalize import normalize

NAMES = sorted(path.stem for path in lexicon.FOLDER.glob("*.tsv"))
NUMBER = r"(-?[0-9]+(\.[0-9]+)?)?"
OPTIONAL_YES = r"(yes)?"
MONTH = r"1[0-2]|[1-9]"
LUNAR = ("spring", "lantern", "dragonboat", "autumn", "ninth", "qingming")
DATE = r"20[0-9]{2}-(0[1-9]|1[0-2])-[0-3][0-9]"
CALENDAR = r"year|quarter|month|week|day"
COUNTED = r"\{[^{}\s]+\}"
UCUM = rf"1|%|{COUNTED}([./][A-Za-z\[\]_]+)?|[A-Za-z\[\]_][A-Za-z0-9\[\]_./]*"
ROLE = r"link|change|opener|frame|edge|head|modifier"
PART = r"issue|quality|data|seen|role|address|woman|man|after|generic|never|first|said|firm|maker|paper|being|not_first|not_last|place|family"
PART += r"|what|outlet|no_outlet|inquirer|whose|called|honour|no_name|foreign|light|appeared|serving|leading|its|group|adviser|desk|calling|spoken|kind|fund"
NOUN = r"asked|asker|body|by_outlet|carrying|entry|firm|issued|new_law|no_union|notice|outlets|paper|people|piece|published|results|titled|writer"
NOUN += r"|binding|figures|in_print|study|one_of_many|outlook|rated|house|page|spoken_in|byline"
CONTEXT_BEFORE = r"frame|label|amount|stress|rank|length|era"
AROUND = (
    r"turn|earlier|unlike|growth|plan|onward|compared|manner|gathered|placing|into|placed|handled|still|concession|surveyed|"
    r"coordinate|doing|telling|given|lacking|per|reasoned|first|awaited|arriving|completed|yielding|ahead|recipe|raising|rumour|saying|foretold|"
    r"likely|taking|chance|following|untrue|staying|law|document|laying|standing|enacting|aim|feast|intends"
)
AUTHOR = r"founding|opening|body|firm|place|extent|notice|released|disclosing|court|sentencing|law|force|arrest|charging"
AROUND_NUMBER = (
    r"cold|chilled|warmth|screen|home|oil|shaken|rated|played|gauge|per_share|aged|numbered|indexed|among|ranked|placed|ordered|length|term|takes|held|"
    r"ratio|rate|recurring|shrinking|raising|enlarging|reducing|than|adds|saves|moves|pace"
)
BESIDE_TIME = r"present|today|venue|spell|always|over|work|gathering|pledge|planned|fiscal|market"
PLACE = r"turn|hard|lead|nolead|tail|cut|links|price|move|closing|told|account|given|kept|comparing|how"
PLACE += r"|publishing|asking|saying|denying|made|next|plan|growing|interviewing|querying|answering|means|announcing|told_of|rating|reason|rumoured|refuted|by_body"
PLACE += r"|pending|held|not_yet|given_out"
PLACES = r"((cn|tw|hk|mo|sg|my)(,(cn|tw|hk|mo|sg|my))*)?"
TOPICS = "|".join(sorted({row[0].split("…")[1] for row in lexicon.rows("units_by_topic")}))


def one_of(literal):
    return "|".join(map(re.escape, get_args(literal)))


# file → column after the first → what a field must match in full; a new lexicon with such columns states them here
COLUMNS = {
    "about": {"roles": rf"({ROLE})(,({ROLE}))*"},
    "about_glued": {"side": r"first|last|both"},
    "about_verbs": {"class": r"verb|adverb|conjunction|preposition"},
    "anaphors": {"kind": one_of(schema.SourceKind)},
    "authors": {"roles": rf"({AUTHOR})(\+({AUTHOR}))*"},
    "bounds_loose": {"relation": one_of(schema.Relation), "bound": r"low|high"},
    "bounds": {"side": r"before|after|both|apart|share", "relation": one_of(schema.Relation), "bound": r"(low|high)?"},
    "changes": {"frame": r"before|compare|rate", "change": rf"level|{one_of(schema.Change)}"},
    "coins": dict.fromkeys(("cn", "tw", "hk", "mo", "sg", "my"), r"[A-Z]{3}"),
    "contexts": {"before": rf"(({CONTEXT_BEFORE})(,({CONTEXT_BEFORE}))*)?", "after": r"(place|work|span|said)?"},
    "counted_by": {"unit": COUNTED},
    "counters": {"type": r"classifier|noun"},
    "cues": {"frame": r"say|tell|give|think|show|prep|close|quote_prep|get|unnamed|caption|none", "how": r"(sentence|deed|study|verb|dated|news)?"},
    "currencies": {"code": rf"[A-Z]{{3}}|local|{COUNTED}", "side": r"before|after|both", "scale": r"(0\.[0-9]+)?"},
    "fixed": {"label": r"idiom|identifier|ordinal|indefinite|none", "unless": r".*"},
    "frames": {"role": rf"({PLACE})(\+({PLACE}))*"},
    "modality": {"modality": one_of(schema.Modality), "scope": r"clause|weak|base|on|then|after|mask"},
    "modality_nouns": {"modality": one_of(schema.Modality)},
    "modality_words": {"roles": rf"({AROUND})( ({AROUND}))*"},
    "money_places": {"region": r"cn|tw|hk|sg|my"},
    "notbounds": {"side": r"before|after", "unless": r".*"},
    "notunits": {"unless": r".*"},
    "numbers_around": {"roles": rf"({AROUND_NUMBER})(\+({AROUND_NUMBER}))*"},
    "parts": {"count": r"[0-9]+"},
    "regions": {"region": r"cn|tw|hk|sg|my", "weight": r"[1-3]"},
    "source_weights": {"weight": NUMBER},
    "sourcekinds": {"kind": one_of(schema.SourceKind)},
    "sourcenames": {"kind": one_of(schema.SourceKind)},
    "sourcenouns": {"roles": rf"({NOUN})(\+({NOUN}))*"},
    "sourceparts": {"roles": rf"({PART})(\+({PART}))*"},
    "times_around": {"roles": rf"({BESIDE_TIME})(\+({BESIDE_TIME}))*"},
    "times_compare": {"reach": r"[0-9]+", "closing": r".*"},
    "times_ahead": {"over": OPTIONAL_YES},
    "times_events": {"reading": r"(0[1-9]|1[0-2]|day|same|-|=.+|[0-9]{4}/[0-9]{4})?", "place": r"(head|base|mid)?"},
    "times_feasts": {"month": rf"({MONTH})?", "day": r"([12]?[0-9]|3[01])?", "feast": rf"({'|'.join(LUNAR)}|newyear|labour|national|other)?"},
    "times_holidays": dict.fromkeys(("newyear", "spring", "qingming", "labour", "dragonboat", "autumn", "national"), rf"{DATE}/{DATE}"),
    "times_leads": {"side": r"(past|future)?", "bare": OPTIONAL_YES},
    "times_lunar": dict.fromkeys(LUNAR, r"(0[1-9]|1[0-2])-[0-3][0-9]"),
    "times_months": {"month": MONTH},
    "times_notwords": {"before": r".*", "after": r".*"},
    "times_parts": {"first": rf"({MONTH})?", "last": rf"({MONTH})?", "code": r"(2[1-4]|3[3-9]|4[0-1]|06~|year)?", "alone": OPTIONAL_YES},
    "times_periods": {"edtf": r"[0-9]{4}(-[0-9]{2})?/([0-9]{4}|\.\.)|[0-9]{4}"},
    "times_reigns": {"before": r"1[0-9]{3}|20[0-9]{2}"},
    "times_sport": {"over": OPTIONAL_YES},
    "times_stay": {"place": r"(before|after|between|itself|name|due)"},
    "times_totals": {"kind": r"(total|level)"},
    "times_units": {"unit": rf"({CALENDAR}|hour|century)?"},
    "times_words": {"unit": rf"({CALENDAR}|weekend|period|now)?", "shift": r"([=?]?-?[0-9]+)?"},
    "ucum": {"expression": r"([0-9a-zA-Z_*/]+)?", "metric": OPTIONAL_YES, "note": r".*"},
    "unit_topics": {"topic": rf"({TOPICS})(\+({TOPICS}))*", "before": r"[0-9]*", "after": r"[0-9]*"},
    "units_by_topic": {"code": rf"local|{UCUM}", "kind": one_of(schema.Kind), "scale": NUMBER, "regions": PLACES, "least": NUMBER, "most": NUMBER},
    "units": {"code": UCUM, "kind": r"measure|duration|percent|ratio|count"},
    "when_signs": {"places": r"near|near opens|opens"},
    "when_weights": {"weight": NUMBER},
}


def lines(name):
    return (lexicon.FOLDER / f"{name}.tsv").read_text(encoding="utf-8").splitlines()


def columns(name):
    return [line for line in lines(name) if line.startswith("#")][-1].removeprefix("#").strip().split("\t")


def test_every_column_is_stated():
    assert {name: columns(name)[1:] for name in NAMES if columns(name)[1:]} == {name: list(of) for name, of in COLUMNS.items()}


@pytest.mark.parametrize("name", NAMES)
def test_header_says_what_belongs_in_it_and_names_the_columns(name):
    comments = [line for line in lines(name) if line.startswith("#")]
    assert lines(name)[: len(comments)] == comments, "comments stand at the head of the file"
    assert len(comments) >= 2 and len(comments[0]) > 20, "what belongs in it, then the columns"
    assert all(re.fullmatch("[a-z]+", column) for column in columns(name))


@pytest.mark.parametrize("name", NAMES)
def test_rows_are_sorted_and_unique(name):
    entries = [row[0] for row in lexicon.rows(name)]
    assert entries
    assert entries == sorted(set(entries))


@pytest.mark.parametrize("name", NAMES)
def test_no_stray_blanks(name):
    raw = (lexicon.FOLDER / f"{name}.tsv").read_bytes()
    assert raw.endswith(b"\n") and not raw.endswith(b"\n\n") and b"\r" not in raw
    assert [line for line in lines(name) if line != line.rstrip() or not line] == []
    assert [row for row in lexicon.rows(name) for field in row if field != field.strip()] == []


@pytest.mark.parametrize("name", NAMES)
def test_entries_are_as_in_normalised_text(name):
    """Matching is done on normalised text: an entry that normalising would change can never be met."""
    assert [row[0] for row in lexicon.rows(name) if normalize(row[0]).text != row[0]] == []


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_hold_known_values(name):
    patterns = [*COLUMNS[name].values()]
    fields = [(row[0], pattern, field) for row in lexicon.rows(name) for pattern, field in zip(patterns, row[1:], strict=True)]
    assert [(word, field) for word, pattern, field in fields if not re.fullmatch(pattern, field)] == []


@pytest.mark.parametrize("name", [name for name in NAMES if columns(name)[1:] in (["role"], ["roles"])])
def test_the_head_says_what_each_role_is(name):
    told = re.findall(r"`(\w+)`", "".join(line for line in lines(name) if line.startswith("#")))
    assert {role for row in lexicon.rows(name) for role in re.split("[+, ]", row[1])} - {*told} == set()


@pytest.mark.parametrize("name", ["fixed", "notunits", "notbounds"])
def test_words_that_shield_are_longer_than_what_they_shield(name):
    assert [row[0] for row in lexicon.rows(name) if len(row[0]) < 2] == []


def test_no_word_is_both_a_unit_and_a_currency():
    """Letters aside, where a currency stands before the number (T) and a unit after it."""
    shared = {row[0] for row in lexicon.rows("units")} & {row[0] for row in lexicon.rows("currencies")}
    assert {word for word in shared if not word.isascii()} == set()


BROKEN = [
    ("# what\n# word\tkind\n甲\tx\ty\n", 3, "word, kind"),
    ("# what\n# word\tkind\n\tx\n", 3, "word, kind"),
    ("# what\n# word\n甲\n\n乙\n", 4, "word"),
]


@pytest.mark.parametrize(("content", "line", "named"), BROKEN)
def test_a_broken_line_is_named(tmp_path, monkeypatch, content, line, named):
    (tmp_path / "broken.tsv").write_text(content, encoding="utf-8")
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)
    with pytest.raises(LexiconError, match=rf"broken\.tsv, line {line}: .*{named}"):
        lexicon.rows.__wrapped__("broken")


def test_short_rows_are_padded_to_the_header(tmp_path, monkeypatch):
    (tmp_path / "short.tsv").write_text("# what\n# word\tkind\tnote\n甲\n乙\tx\n", encoding="utf-8")
    monkeypatch.setattr(lexicon, "FOLDER", tmp_path)
    assert lexicon.rows.__wrapped__("short") == (("甲", "", ""), ("乙", "x", ""))


WORDS = st.lists(st.text("一二三四五(.%", min_size=1, max_size=4), min_size=1, max_size=8)


@given(WORDS, st.text("一二三四五(.%", max_size=8))
def test_a_trie_matches_the_longest_entry_at_a_place(entries, text):
    longest = max((entry for entry in entries if text.startswith(entry)), key=len, default=None)
    assert lexicon.entry_at(lexicon.beginnings(entries), f"一{text}", 1) == (longest or "")
    met = re.match(lexicon.trie(tuple(entries)), text)
    assert (met[0] if met else None) == longest
