"""Explanations on a terminal: one block a mention, coloured there, plain lines in a pipe."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import UNSET
from rich.console import Console
from rich.text import Text

from extract import view
from extract.explain import STRONGEST, Considered, Explanation, Timed, Weight
from extract.pieces import number
from extract.show import STYLES, Output, coloured
from extract.terminal import visible

WIDTH = 9
"""Columns of the names before the lines."""
_ROLES = {"numeral": "bold", "unit": "magenta", "bound": "yellow", "denominator": "magenta", "currency": "green", "sign": "red"}


def show_explanations(explanations: Sequence[Explanation], console: Console | None = None) -> None:
    """Print the explanations of one text on ``console``, by default standard output."""
    console = console or Output(highlight=False, markup=False, emoji=False)
    colour = coloured(console)
    for count, item in enumerate(explanations):
        if count:
            console.print()
        console.print(_head(item, colour), soft_wrap=True)
        for name, line in _lines(item, colour):
            console.print(Text().append(f"  {name:<{WIDTH}}", style="dim").append(line), soft_wrap=True)
    if not explanations:
        console.print("No numeric mention.")


def _head(item: Explanation, colour: bool) -> Text:
    """The words, their place, the label with its probability, and that of a claim where the label is another."""
    label = item.label or "no mention"
    text = Text(visible(item.text), style=(STYLES.get(item.kind or "", "reverse") if item.label == "claim" else "reverse") if colour else "")
    said = Text().append(f"  {item.start}-{item.end}  ", style="dim").append(f"{label} {item.confidence:.2f}", style="bold")
    if item.label == "claim" and not item.accepted:
        said.append(", below the threshold")
    elif item.label != "claim":
        said.append(f", a claim {item.claim:.2f}" if item.readable else ", never a claim: it states no amount")
    return Text().append(text).append(said)


def _lines(item: Explanation, colour: bool) -> Iterator[tuple[str, Text]]:
    """The lines below the head: their name (once), and what they say."""
    yield "rule", Text(item.rule)
    yield "pieces", _pieces(item, colour)
    for count, step in enumerate(item.steps):
        yield ("" if count else "steps"), Text(visible(step))
    if item.readable:
        yield "reading", Text(reading(item))
    yield "for", _weights(item.supporting[:STRONGEST])
    yield "against", _weights(item.opposing[:STRONGEST])
    if item.linked is not None:
        for name, line in _links(item):
            yield name, Text(visible(line))


def _pieces(item: Explanation, colour: bool) -> Text:
    out = Text()
    for count, piece in enumerate(item.pieces):
        out.append(" · " if count else "")
        out.append(visible(piece.text), style=_ROLES.get(piece.role, "") if colour else "").append(f" {piece.role}")
    return out


def reading(item: Explanation) -> str:
    """Relation, value, unit, bounds, kind and change: ``> 30 %; low 30, high 40; percent, increase``."""
    amount = f"{number(item.low)} .. {number(item.high)}" if item.value is None else f"{item.relation} {number(item.value)}"
    bounds = ", ".join(f"{name} {'open' if bound is None else number(bound)}" for name, bound in (("low", item.low), ("high", item.high)))
    return f"{amount} {item.unit}; {bounds}; {', '.join(filter(None, (item.kind, item.change)))}"


def _weights(weights: Sequence[Weight]) -> Text:
    out = Text()
    for count, w in enumerate(weights):
        out.append("  " if count else "").append(f"{w.weight:+.2f} ", style="dim").append(visible(w.feature).replace("\n", "⏎").replace(" ", "␣"))
    return out if weights else Text("nothing")


def _links(item: Explanation) -> Iterator[tuple[str, str]]:
    """Source with its chain and the other candidates, time, entity and property, modality."""
    claim = item.linked
    assert claim is not None
    source, why = claim.source, item.attribution
    if source is None:
        yield "source", "none: the author's own voice"
    else:
        kind = f" ({source.kind})" if source.kind else ""
        yield "source", f"{view.source({'text': source.text, 'name': source.name, 'citation': source.citation})}{kind}"
        if source.cue:
            yield "", f"cue {' … '.join(cue.text for cue in source.cue)}" + (f"; {why.form}" if why else "")
        if why:
            carried = f", carried over {why.carried} sentence{'s' if why.carried > 1 else ''}" if why.carried else ""
            yield "", f"reports {why.scope.start}-{why.scope.end}{carried}: {_short(why.scope.text)}"
        if source.reference:
            yield "", f"cites {source.reference.text}"
        for carrier in source.via:
            yield "", f"through {carrier.text}" + (f" = {carrier.name}" if carrier.name != carrier.text else "") + f" ({carrier.kind})"
    for candidate in item.considered if len(item.considered) > 1 else ():
        yield "", _candidate(candidate)
    if claim.time:
        yield "time", f"{claim.time.text} = {claim.time.edtf or 'no EDTF: without a date of publication it cannot be dated'}"
    else:
        yield "time", "none"
    for timed in item.times:
        yield "", _timed(timed)
    about = " / ".join(part.text for part in (claim.entity, claim.property) if part)
    yield "about", about or "nothing found"
    for name, candidates in (("entity", item.entities), ("property", item.properties)):
        if candidates:
            yield "", f"{name}: " + "  ".join(f"{c.score:+.2f} {c.text}" for c in candidates)
    yield "modality", claim.modality
    if claim.confidence_usable is not UNSET:
        yield "usable", f"{claim.confidence_usable:.2f}: value, unit and source right, too"


def _candidate(candidate: Considered) -> str:
    """A candidate for the source with its probability, and what weighs most for or against it."""
    if candidate.words is None:
        return f"{candidate.probability:.2f} nobody"
    telling = "  ".join(f"{w.weight:+.2f} {w.feature}" for w in candidate.features)
    return f"{candidate.probability:.2f} {candidate.name or 'the author'} by {_short(candidate.words.text)}: {telling}"


def _timed(timed: Timed) -> str:
    """A candidate for the time with its score, and what weighs most for or against it."""
    telling = "  ".join(f"{w.weight:+.2f} {w.feature}" for w in timed.features)
    chosen = " by the rules" if timed.ruled else ""
    return f"{timed.score:+.2f} {timed.words.text if timed.words else 'no time'}{chosen}: {telling or 'nothing known'}"


def _short(text: str) -> str:
    line = text.replace("\n", " ").strip(" ，,：:")
    return line if len(line) <= 40 else f"{line[:24]} … {line[-12:]}"
