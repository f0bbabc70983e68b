"""Names for source mentions: pronouns and 该机构, 报告, 文章 to the source named before, short names to full ones."""

from __future__ import annotations

import re
from functools import cache

from extract.lexicon import rows
from extract.link.antecedents import antecedent
from extract.link.apposed import is_told
from extract.link.bodies import defining_mentions
from extract.link.derived import derived
from extract.link.fullnames import dotted, full_name, latin_person
from extract.link.mentions import kind_of, stand_ins
from extract.link.papers import placed, titled
from extract.link.persons import is_short, same_person
from extract.link.seen import Named, Seen
from extract.link.source_words import source_nouns, source_parts
from extract.schema import SourceKind

_BRACKET = re.compile(r"[（(](?P<short>[^（）()\n]{2,40})[）)]")
_COUNT = re.compile(r"[二三四五六七八九十\d]+[名位个]")
_DOTS = re.compile("[·・•‧.]")


def resolve(text: str, spans: list[tuple[int, int]]) -> dict[tuple[int, int], Named]:
    """Name every source mention of a normalised text, in the order of the text.

    A person's name is the personal name alone, in its fullest form. A stand-in takes the nearest source or person before
    it that fits in kind, number and gender (他: a person, 该机构: an organisation, 文章: a publication, then a person); with
    none before it, it names itself. A short name takes the longest name before it that holds it.
    """
    brackets = defining_mentions(text)
    seen = Seen(text)
    out: dict[tuple[int, int], Named] = {}
    for span in sorted(set(spans)):
        words = text[span[0] : span[1]].strip()
        wanted = stand_ins().get(words) or (_this_body().get(words) if words[0] in "该这" else None)
        wanted = "document" if wanted is None and words in source_nouns("issued") else wanted
        entitled, apart = titled(text, span), placed(text, span)
        if entitled:
            out[span] = Named(*span, entitled, "document", True)
        elif apart:
            out[span] = Named(*span, apart, "document", False)
            seen.add(out[span])
        elif wanted:
            name, kind = antecedent(text, span, wanted, seen)
            if wanted == "organisation" and words not in stand_ins() and text[name[1] - 1] != words[-1] and not words.endswith(source_parts("firm")):
                name, kind = span, wanted  # 该州政府 is no research institute
            made = derived(text, span, seen) if name == span else None
            out[span] = made or Named(*span, name, kind, True)
            if kind == "unnamed" and words.startswith("其中一"):
                seen.add(out[span])  # whom 他 may mean
        elif (made := derived(text, span, seen)) is not None:
            out[span] = made
            if words[0] in "他她":
                seen.add(made)
            if made.kind == "person" and made.rest[1]:
                seen.add(Named(*span, span, "person", True))  # 公司发言人, whom 她 may mean
            if (made.kind == "person" and not made.rest[1]) or words[0] == "一":
                seen.add(made)  # who has a name may be meant by 他
        elif (whole := latin_person(text, words, seen)) is not None:
            out[span] = Named(*span, whole, "person", False)
            seen.add(out[span])
        else:
            kind = "person" if dotted(text, span, seen) is not None else _kind(words)
            called = kind == "organisation" and seen.called(words, _BRACKET)
            kind = "person" if called or len(words) == 1 or (kind == "organisation" and _short_of(text, words, seen)) else kind
            full = full_name(text, span, kind, seen, brackets)
            name = span if called and not _DOTS.search(text, *full) else full  # the title before a bare name is none of it
            named = Named(*span, name, kind, False)
            seen.add(named)
            out[span] = named
    return out


def _kind(words: str) -> SourceKind:
    """What a mention is: a body where its name stands behind what it is, nobody known where it counts people (三名知情人士)."""
    kind = kind_of(words)
    if kind == "person" and is_told(words):
        return "organisation"
    counted = _COUNT.match(words) if kind == "organisation" else None
    return kind_of(words[counted.end() :]) if counted and kind_of(words[counted.end() :]) == "unnamed" else kind


def _short_of(text: str, words: str, seen: Seen) -> bool:
    """Are they short for the name of somebody (老周, 森田 after 森田俊介)?"""
    return is_short(words) or (len(words) < 5 and any(same_person(words, text[slice(*n.name)]) for n in seen.namesakes(words)))


@cache
def _this_body() -> dict[str, SourceKind]:
    """该药厂, 这家药厂 for each kind of body."""
    kinds = [word for word, kind in rows("sourcekinds") if kind == "organisation" and 1 < len(word) < 6]
    return {f"{this}{word}": "organisation" for this in ("该", "这家") for word in kinds}
