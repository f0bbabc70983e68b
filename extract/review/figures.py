"""``zhclaims review agreement``: how far annotators who read the same documents blind agree."""

from __future__ import annotations

from itertools import combinations
from typing import Any

from extract.corpora.agreement import agreement, krippendorff_alpha
from extract.evaluate.match import match
from extract.gold import GoldDocument, GoldMention
from extract.review.golden import gold
from extract.review.store import Store

ALPHA_FIELDS = ("span", "value", "low", "high", "relation", "unit", "kind", "change", "modality", "source", "entity", "property", "time", "edtf")
"""Fields of claims for which Krippendorff's alpha is given, over the claims that both marked."""


def figures(store: Store) -> dict[str, dict[str, Any]]:
    """For each pair of annotators (``anna / ben``) the figures over the documents that both are done with.

    As ``extract.corpora.agreement``, with ``alpha``: field → Krippendorff's alpha of its values, nominal. Empty where no
    document has been read by two.
    """
    done: dict[str, dict[str, GoldDocument]] = {}
    query = """
    SELECT a.annotator, a.document FROM assignments a JOIN states s ON s.document = a.document AND s.layer = a.annotator AND s.done
    WHERE a.blind ORDER BY a.annotator, a.document
    """
    for annotator, position in store.db.execute(query).fetchall():
        document = gold(store.open(position, annotator))
        done.setdefault(annotator, {})[document.id] = document
    out = {}
    for one, two in combinations(sorted(done), 2):
        if done[one].keys() & done[two].keys():
            out[f"{one} / {two}"] = agreement(done[one], done[two]) | {"alpha": alphas(done[one], done[two])}
    return out


def alphas(first: dict[str, GoldDocument], second: dict[str, GoldDocument]) -> dict[str, float | None]:
    """Krippendorff's alpha for each field over matched claims that neither holds optional."""
    units: dict[str, list[tuple[str, str]]] = {name: [] for name in ALPHA_FIELDS}
    for id in sorted(first.keys() & second.keys()):
        pairs, _, _ = match(_claims(first[id]), _claims(second[id]))
        for a, b in pairs:
            for name, values in units.items():
                values.append((_value(a, name), _value(b, name)))
    return {name: krippendorff_alpha(values) for name, values in units.items()}


def _claims(document: GoldDocument) -> list[GoldMention]:
    return [mention for mention in document.mentions if mention.label == "claim" and not mention.optional]


def _value(claim: GoldMention, field: str) -> str:
    """A field as a nominal value; null is one too."""
    if field == "span":
        return f"{claim.start}-{claim.end}"
    if field == "source":
        return str(claim.source and (claim.source.name or claim.source.text))
    if field == "edtf":
        return str(claim.time and claim.time.edtf)
    value = getattr(claim, field)
    if field in ("value", "low", "high"):
        return "None" if value is None else format(value.normalize(), "f")
    return str(getattr(value, "text", value))
