"""What annotators made of the proposals, by rule and by field: the list of what to mend next."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from msgspec import Struct

from extract.gold import GoldMention
from extract.review.adjudicate import differing
from extract.review.marks import Proposal, verdict
from extract.review.store import Opened

EXAMPLES = 3
VERDICTS = ("accepted", "corrected", "rejected")
NO_RULE = "(no rule)"


class Changes(Struct, frozen=True):
    """One thing to mend: how often annotators changed a field of what a rule found, with a few examples in words."""

    rule: str
    field: str
    count: int
    examples: tuple[str, ...]


class Summary(Struct, frozen=True):
    """``rules``: rule → how many proposals were accepted, corrected, rejected. ``changes``: the most frequent first.

    ``missed``: label → how many mentions annotators added, which no rule had found, with ``missed_examples``.
    """

    rules: dict[str, Counter[str]]
    changes: tuple[Changes, ...]
    missed: Counter[str]
    missed_examples: dict[str, tuple[str, ...]]


def summarise(documents: Iterable[Opened]) -> Summary:
    """Count over documents that are done."""
    rules: dict[str, Counter[str]] = defaultdict(Counter)
    changed: dict[tuple[str, str], list[str]] = defaultdict(list)
    added: dict[str, list[str]] = defaultdict(list)
    for opened in documents:
        for name, mark in opened.marks.items():
            proposal = opened.proposals.get(name)
            if proposal is None:
                if mark.status == "accepted":
                    added[mark.mention.label].append(f"{opened.record['id']}: {mark.mention.text}")
                continue
            rule = _rule(proposal)
            rules[rule][verdict(mark, proposal)] += 1
            for field, words in _changes(proposal.mention, mark.mention) if mark.status == "accepted" else [("rejected", proposal.mention.text)]:
                changed[rule, field].append(f"{opened.record['id']}: {words}")
    found = [Changes(rule, field, len(words), tuple(words[:EXAMPLES])) for (rule, field), words in changed.items()]
    found.sort(key=lambda one: (-one.count, one.rule, one.field))
    missed = Counter({label: len(words) for label, words in added.items()})
    return Summary(dict(sorted(rules.items())), tuple(found), missed, {label: tuple(words[:EXAMPLES]) for label, words in added.items()})


def _rule(proposal: Proposal) -> str:
    return proposal.rule or f"{NO_RULE} {proposal.mention.label}"


def _changes(before: GoldMention, after: GoldMention) -> Iterator[tuple[str, str]]:
    """The fields that an annotator changed; a new label alone says that, whatever fields went with it."""
    fields = differing(before, after)
    if "label" in fields:
        yield "label", f"{before.text}: {before.label} → {after.label}"
        return
    for field in fields:
        name = "span" if field == "start" else field
        yield name, f"{before.text}: {_said(before, field)} → {_said(after, field)}"


def _said(mention: GoldMention, field: str) -> str:
    value = getattr(mention, field)
    if field == "start":
        return mention.text
    if value is None:
        return "null"
    if field == "source":
        return str(value.name or value.text or value.citation)
    if field == "time":
        return f"{value.text} = {value.edtf}" if value.edtf else str(value.text)
    return str(getattr(value, "text", value)) if not hasattr(value, "as_tuple") else format(value, "f")


def lines(summary: Summary) -> Iterator[str]:
    """The summary in words, a line each."""
    if summary.rules:
        yield f"{'rule':28} " + " ".join(f"{name:>9}" for name in ("proposed", *VERDICTS))
    for rule, counts in summary.rules.items():
        yield f"{rule:28} {counts.total():>9} " + " ".join(f"{counts[name]:>9}" for name in VERDICTS)
    if summary.changes:
        yield ""
        yield "What to mend next: changes by rule and field"
    for change in summary.changes:
        yield f"{change.count:>5}  {change.rule}: {change.field}"
        yield from (f"         {words}" for words in change.examples)
    if summary.missed:
        yield ""
        yield "What no rule had found"
    for label, count in summary.missed.most_common():
        yield f"{count:>5}  {label}"
        yield from (f"         {words}" for words in summary.missed_examples[label])
