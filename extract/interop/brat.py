"""brat: for each document a .txt and an .ann (https://brat.nlplab.org/standoff.html), with the annotation.conf for them.

Form: standoff of brat 1.3. Offsets are code points (brat reads Python strings). Fields of a few values are attributes, the
others stand as JSON in the note of their claim; the rest of the record is a third file, .zhclaims.json, which brat passes over.
brat works line by line and may read a carriage return as a line feed, so line breaks inside a mark and control characters that
end lines are shown as blanks in the .txt; the third file says where they were.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from extract import jsonl
from extract.errors import RecordError
from extract.interop.offsets import Offsets
from extract.interop.sheet import CHOICES, FIELDS, MARK_LABELS, RELATION_NAMES, ROLES, WORDS, Link, Mark, Sheet

OTHERS = [label for label in MARK_LABELS if label not in ROLES and label != "claim"]
CONF = "annotation.conf"
REST = ".zhclaims.json"
SIGNS = {name: sign for sign, name in RELATION_NAMES.items()}
"""The values of ``relation`` by the names they have as attributes: brat's configuration uses some of the signs itself."""
ENDS_LINES = re.compile("[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""What Python's ``splitlines`` takes for the end of a line beside the line feed."""
SPAN = re.compile(r"(\S+) (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*)")
RELATION = re.compile(r"(\S+) Arg1:(\S+) Arg2:(\S+)\s*")
ATTRIBUTE = re.compile(r"(\S+) (T\d+)(?: (.+))?")


def config() -> str:
    """``annotation.conf``: the labels, what claims link to, and the attributes with their values."""
    parts: dict[str, list[str]] = {
        "entities": list(MARK_LABELS),
        "relations": [f"{role}\tArg1:claim, Arg2:{'|'.join((role, *OTHERS))}" for role in ROLES] + ["<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>"],
        "events": [],
        "attributes": [f"{name}\tArg:claim, Value:{'|'.join(RELATION_NAMES.get(v, v) for v in values)}" for name, values in CHOICES.items()],
    }
    return "\n".join(f"[{name}]\n" + "".join(f"{line}\n" for line in lines) for name, lines in parts.items())


def files(sheet: Sheet) -> dict[str, str]:
    """The files of one document, by their endings."""
    shown, hidden = _shown(sheet)
    ids = {mark.id: f"T{number}" for number, mark in enumerate(sheet.marks, 1)}
    lines = [f"{ids[m.id]}\t{m.label} {m.start} {m.end}\t{shown[m.start : m.end]}" for m in sheet.marks]
    pairs = [f"{link.role} Arg1:{ids[link.head]} Arg2:{ids[link.tail]}" for link in sheet.links or ()]
    lines += [f"R{number}\t{pair}" for number, pair in enumerate(pairs, 1)]
    chosen = [(m, name) for m in sheet.marks for name in CHOICES if name in m.fields]
    for number, (mark, name) in enumerate(chosen, 1):
        lines.append(f"A{number}\t{name} {ids[mark.id]} {RELATION_NAMES.get(mark.fields[name], mark.fields[name])}")
    noted = [(m, {name: m.fields[name] for name in WORDS if name in m.fields}) for m in sheet.marks]
    for number, (mark, fields) in enumerate(((m, f) for m, f in noted if f), 1):
        lines.append(f"#{number}\tAnnotatorNotes {ids[mark.id]}\t{_json(fields)}")
    rest = {"kept": sheet.kept, "ids": {mine: id for id, mine in ids.items()}, "hidden": hidden}
    return {".txt": shown, ".ann": "".join(f"{line}\n" for line in lines), REST: jsonl.dumps(rest).decode()}


def file_name(id: str, taken: set[str]) -> str:
    """A name for the files of a document, of letters, digits, - and _ alone, that no other one has (``taken`` grows)."""
    plain = re.sub(r"[^\w-]", "_", id)[:60] or "document"
    name, number = plain, 1
    while name.lower() in taken:
        number += 1
        name = f"{plain}-{number}"
    taken.add(name.lower())
    return name


def _shown(sheet: Sheet) -> tuple[str, dict[str, str]]:
    """The text as brat gets it, and the characters at the places where that is a blank and the text has another."""
    hidden = {found.start(): found[0] for found in ENDS_LINES.finditer(sheet.text)}
    for mark in sheet.marks:
        hidden |= {place: "\n" for place in range(mark.start, mark.end) if sheet.text[place] == "\n"}
    letters = list(sheet.text)
    for place in hidden:
        letters[place] = " "
    return "".join(letters), {str(place): hidden[place] for place in sorted(hidden)}


def _json(fields: Mapping[str, str]) -> str:
    """One line that stays one, however lines are told apart."""
    return ENDS_LINES.sub(lambda found: f"\\u{ord(found[0]):04x}", json.dumps(fields, ensure_ascii=False))


def sheet(name: str, text: str, ann: str, rest: str | None) -> Sheet:
    """A document from the contents of its files; ``name`` is that of the files. Raises RecordError naming line or annotation."""
    kept, ids, text = _restored(text, rest)
    marks: dict[str, tuple[str, int, int]] = {}
    fields: dict[str, dict[str, str]] = {}
    links = []
    remarks: list[str] = []
    counted = Offsets(text, "codepoint")
    for number, line in enumerate(ann.split("\n"), 1):
        id, _, data = line.rstrip("\r").partition("\t")
        try:
            if id.startswith("T"):
                marks[id] = _textbound(data, text, counted)
            elif id.startswith("R"):
                links.append(_relation(data))
            elif id.startswith(("A", "M")):
                target, field, value = _attribute(data)
                fields.setdefault(target, {})[field] = value
            elif id.startswith("#"):
                target, found = _note(data)
                remarks += [] if found else [f"the note {data!r}"]
                fields.setdefault(target, {}).update(found)
            elif id:
                raise RecordError("expected an annotation T, R, A or #; a record has no events, normalisations or groups")
        except RecordError as error:
            raise RecordError(f"{name}.ann, line {number}, {id}: {error}") from None
    given = [Mark(ids.get(id, id), start, end, label, fields.get(id, {})) for id, (label, start, end) in marks.items()]
    linked = [Link(ids.get(head, head), ids.get(tail, tail), role) for head, tail, role in links]
    return Sheet(id=str((kept or {}).get("id") or name), text=text, marks=given, links=linked, kept=kept, holds=frozenset(FIELDS), remarks=remarks)


def _restored(text: str, rest: str | None) -> tuple[dict[str, Any] | None, dict[str, str], str]:
    """What was kept of the record, the ids of its marks, and the text with the characters that were shown as blanks."""
    if rest is None:
        return None, {}, text
    try:
        found = jsonl.loads(rest)
        letters = list(text)
        for place, char in found["hidden"].items():
            letters[int(place)] = char
        return dict(found["kept"]), {mine: str(id) for mine, id in found["ids"].items()}, "".join(letters)
    except (ValueError, KeyError, IndexError, AttributeError, TypeError):
        raise RecordError(f"the file {REST} does not belong to this text, or is damaged; take it from the export") from None


def _textbound(data: str, text: str, counted: Offsets) -> tuple[str, int, int]:
    """Label and place. Pieces of one mark must have nothing but line breaks between them."""
    head, _, words = data.partition("\t")
    found = SPAN.fullmatch(head)
    if not found:
        raise RecordError(f"expected a label and offsets such as 'claim 3 8', met {head[:60]!r}")
    pieces = [counted.back(*map(int, piece.split())) for piece in found[2].split(";")]
    for (_, end), (start, _) in pairwise(pieces):
        if text[end:start].strip("\r\n") or start < end:
            raise RecordError(f"is in pieces ({found[2]}); a span of a record is one stretch of the text")
    said = " ".join(text[start:end] for start, end in pieces)
    if _blank(words) != _blank(said):
        raise RecordError(f"the text at {found[2]} is {said!r}, but the annotation says {words!r}; the text or the offsets were changed")
    return found[1], pieces[0][0], pieces[-1][1]


def _blank(words: str) -> str:
    """With every blank and line break as a space: brat shows and stores them so."""
    return re.sub(r"\s", " ", words).rstrip()


def _relation(data: str) -> tuple[str, str, str]:
    found = RELATION.fullmatch(data)
    if not found:
        raise RecordError(f"expected a relation such as 'source Arg1:T1 Arg2:T2', met {data[:60]!r}")
    return found[2], found[3], found[1]


def _attribute(data: str) -> tuple[str, str, str]:
    found = ATTRIBUTE.fullmatch(data.rstrip())
    if not found or found[1] not in CHOICES:
        raise RecordError(f"expected an attribute such as 'kind T1 money' out of {', '.join(CHOICES)}; met {data[:60]!r}")
    return found[2], found[1], SIGNS.get(found[3], found[3]) if found[3] else "yes"


def _note(data: str) -> tuple[str, dict[str, str]]:
    """The mark that a note is on, and the fields in it; none in a remark. Raises RecordError for fields that there are not."""
    head, _, words = data.partition("\t")
    target = head.split(" ")[-1]
    try:
        fields = json.loads(words)
    except ValueError:
        fields = None
    if not isinstance(fields, dict):
        return target, {}
    if not all(name in WORDS and isinstance(value, str) for name, value in fields.items()):
        raise RecordError(f'expected a note such as {{"value": "3.5"}} with fields out of {", ".join(WORDS)}; met {words[:60]!r}')
    return target, {name: value.strip() for name, value in fields.items()}
