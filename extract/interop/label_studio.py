"""Label Studio: tasks with regions, per-region fields and relations, and the labelling configuration for them.

Form: the JSON of tasks of Label Studio 1.x (https://labelstud.io/guide/task_format and /guide/predictions). Offsets of
``Text`` regions are code points, as its editor counts. A record of a run becomes a prediction, gold an annotation.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any
from xml.sax.saxutils import quoteattr

from extract.errors import RecordError
from extract.interop.offsets import Offsets
from extract.interop.shape import kept_of, listed, named, number, text_of, word
from extract.interop.sheet import CHOICES, MARK_LABELS, ROLES, WORDS, Link, Mark, Sheet

LABELS, TEXT = "label", "text"
"""Names of the two tags of the configuration that regions refer to."""
COLOURS = {
    "claim": "#2e7d32",
    "time": "#1565c0",
    "ordinal": "#6a1b9a",
    "identifier": "#4e342e",
    "idiom": "#ad1457",
    "indefinite": "#616161",
    "citation": "#00838f",
    "entity": "#ef6c00",
    "property": "#f9a825",
    "when": "#0277bd",
    "source": "#c62828",
    "cue": "#d81b60",
    "via": "#8e24aa",
    "reference": "#37474f",
}
"""By label of a mark, none used twice; dark enough for white words."""
BLANK = re.compile(r"\s|\\n")
"""What Label Studio may render otherwise in the words of a region: blanks, and a line feed as backslash and n."""


def config() -> str:
    """The labelling configuration, to be pasted into a project's settings (Labeling Interface, Code)."""
    lines = ["<View>", "  <Style>.htx-text { white-space: pre-wrap; }</Style>"]
    lines.append(f'  <Labels name="{LABELS}" toName="{TEXT}" showInline="true">')
    lines += [f'    <Label value="{label}" background="{COLOURS[label]}"/>' for label in MARK_LABELS]
    lines += ["  </Labels>", f'  <Text name="{TEXT}" value="$text" granularity="symbol"/>', "  <Relations>"]
    lines += [f'    <Relation value="{role}"/>' for role in ROLES]
    lines += ["  </Relations>", f'  <View visibleWhen="region-selected" whenTagName="{LABELS}">']
    for name, choices in CHOICES.items():
        lines.append(f'    <Header value="{name}" size="5"/>')
        lines.append(f'    <Choices name="{name}" toName="{TEXT}" perRegion="true" choice="single" showInline="true">')
        lines += [f"      <Choice value={quoteattr(choice)}/>" for choice in choices]
        lines.append("    </Choices>")
    for name in WORDS:
        lines.append(f'    <Header value="{name}" size="5"/>')
        lines.append(f'    <TextArea name="{name}" toName="{TEXT}" perRegion="true" editable="true" maxSubmissions="1" rows="1"/>')
    return "\n".join([*lines, "  </View>", "</View>", ""])


def task(sheet: Sheet) -> dict[str, Any]:
    """One task with its one prediction or annotation. The rest of the record is ``data.zhclaims``.

    The score of a prediction, by which tasks can be sorted, is the least confidence in it.
    """
    kept = sheet.kept or {}
    result = [entry for mark in sheet.marks for entry in _region(mark, sheet.text)]
    for link in sheet.links or ():
        result.append({"type": "relation", "from_id": link.head, "to_id": link.tail, "direction": "right", "labels": [link.role]})
    data = {"text": sheet.text, "id": sheet.id, "zhclaims": kept}
    producer = kept.get("producer")
    if producer is None:
        return {"data": data, "annotations": [{"result": result}]}
    version = f"zhclaims {producer.get('zhclaims')} {producer.get('model')}"
    doubts = [mention["confidence"] for group in ("claims", "mentions") for mention in kept.get(group) or ()]
    return {"data": data, "predictions": [{"model_version": version, "score": min(doubts, default=1), "result": result}]}


def _region(mark: Mark, text: str) -> Iterator[dict[str, Any]]:
    """The entries of one region: its label, then each field, all with the region's id and place."""
    place = {"start": mark.start, "end": mark.end}

    def entry(name: str, type: str, value: dict[str, Any]) -> dict[str, Any]:
        return {"id": mark.id, "from_name": name, "to_name": TEXT, "type": type, "value": place | value}

    yield entry(LABELS, "labels", {"text": text[mark.start : mark.end], "labels": [mark.label]})
    for name, words in mark.fields.items():
        yield entry(name, "choices", {"choices": [words]}) if name in CHOICES else entry(name, "textarea", {"text": [words]})


def sheet(task: Mapping[str, Any]) -> Sheet:
    """One task of an export as JSON. Raises RecordError naming the region where it does not fit its text."""
    data = named(task, "data", dict)
    text = text_of(data, "data.text")
    kept = kept_of(data, "zhclaims")
    result = _result(task)
    counted = Offsets(text, "codepoint")
    places: dict[str, tuple[int, int, str]] = {}
    fields: dict[str, dict[str, str]] = defaultdict(dict)
    links: list[tuple[str, str, str]] = []
    for entry in result:
        if entry.get("type") == "relation":
            links += _relation(entry)
        elif entry.get("type") == "labels":
            places[word(entry, "id")] = _place(entry, text, counted)
        elif entry.get("type") in ("choices", "textarea"):
            fields[word(entry, "id")][word(entry, "from_name")] = _field(entry)
    known = {*CHOICES, *WORDS}
    marks = [Mark(id, start, end, label, {n: w for n, w in fields[id].items() if w and n in known}) for id, (start, end, label) in places.items()]
    labels = {mark.id: mark.label for mark in marks}
    turned = [_turned(link, labels) for link in links]
    id = (kept or {}).get("id") or data.get("id") or task.get("id") or ""
    return Sheet(id=str(id), text=text, marks=marks, links=turned, kept=kept, holds=frozenset(known))


def _result(task: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What was annotated, or predicted where nobody annotated. Raises RecordError where there are several answers or none."""
    if "annotations" not in task and "predictions" not in task:
        raise RecordError("the task has neither annotations nor predictions; export the project as JSON (not JSON-MIN)")
    done = [a for a in listed(task, "annotations") if not a.get("was_cancelled")]
    if len(done) > 1:
        raise RecordError(f"the task has {len(done)} annotations, and a record takes one; delete all but the one that holds")
    answers = done or listed(task, "predictions")[-1:]
    return listed(answers[0], "result") if answers else []


def _place(entry: Mapping[str, Any], text: str, counted: Offsets) -> tuple[int, int, str]:
    value = named(entry, "value", dict)
    id = word(entry, "id")
    labels = value.get("labels")
    if not isinstance(labels, list) or len(labels) != 1 or not isinstance(labels[0], str):
        raise RecordError(f"region {id}: expected one label, met {labels!r}")
    try:
        start, end = counted.back(number(value, "start"), number(value, "end"))
    except RecordError as error:
        raise RecordError(f"region {id}: {error}") from None
    words = value.get("text")
    if isinstance(words, str) and BLANK.sub("", words) != BLANK.sub("", text[start:end]):
        raise RecordError(f"region {id}: text[{start}:{end}] is {text[start:end]!r}, but the region says {words!r}; the text or the offsets were changed")
    return start, end, labels[0]


def _field(entry: Mapping[str, Any]) -> str:
    """What a per-region field says. Raises RecordError for more than one answer."""
    value = named(entry, "value", dict)
    answers = value.get("choices" if entry["type"] == "choices" else "text")
    answers = [answers] if isinstance(answers, str) else answers or []
    if not isinstance(answers, list) or len(answers) > 1 or not all(isinstance(a, str) for a in answers):
        raise RecordError(f"region {entry['id']}, field {entry['from_name']}: expected one answer, met {answers!r}")
    return answers[0].strip() if answers else ""


def _relation(entry: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """The links of a relation, each with its role; empty where the relation was given no label."""
    ends = word(entry, "from_id"), word(entry, "to_id")
    head, tail = ends[::-1] if entry.get("direction") == "left" else ends
    labels = entry.get("labels") or [""]
    return [(head, tail, str(role)) for role in (labels if isinstance(labels, list) else [labels])]


def _turned(link: tuple[str, str, str], labels: Mapping[str, str]) -> Link:
    """The link from the claim on, however it was drawn; without a label of its own it is what its other end is."""
    head, tail, role = link
    if labels.get(head) in ROLES and labels.get(tail) not in ROLES:
        head, tail = tail, head
    return Link(head, tail, role or labels.get(tail, ""))
