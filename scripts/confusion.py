#!/usr/bin/env python3
"""Print which label each gold mention was given, as a Markdown table: gold labels down, predicted labels across.

usage: confusion.py GOLD.jsonl PRED.jsonl

GOLD holds mentions, PRED is what `zhclaims extract GOLD.jsonl -o PRED.jsonl --mentions` wrote. Two mentions are one where they
share at least two fifths of the characters that either covers, best pairs first; "none" is a mention without a partner. Optional gold
mentions that nothing was found for are left out.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from extract.schema import LABELS

MIN_OVERLAP = 0.4
NONE = "none"


def records(path: Path) -> dict[str, dict[str, Any]]:
    """Document id → record."""
    return {record["id"]: record for record in map(json.loads, filter(None, path.read_text(encoding="utf-8").split("\n")))}


def overlap(one: dict[str, Any], other: dict[str, Any]) -> float:
    """Shared characters over covered characters of two spans, 0 to 1."""
    shared = min(one["end"], other["end"]) - max(one["start"], other["start"])
    covered = max(one["end"], other["end"]) - min(one["start"], other["start"])
    return float(max(0, shared) / covered)


def confusion(gold: list[dict[str, Any]], found: list[dict[str, Any]]) -> Counter[tuple[str, str]]:
    """(gold label, predicted label) → mentions of one document."""
    pairs = sorted(((overlap(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(found)), key=lambda pair: -pair[0])
    partner: dict[int, int] = {}
    for share, i, j in pairs:
        if share >= MIN_OVERLAP and i not in partner and j not in partner.values():
            partner[i] = j
    counts = Counter((g["label"], found[partner[i]]["label"]) for i, g in enumerate(gold) if i in partner)
    counts.update((g["label"], NONE) for i, g in enumerate(gold) if i not in partner and not g.get("optional"))
    counts.update((NONE, p["label"]) for j, p in enumerate(found) if j not in partner.values())
    return counts


def main() -> None:
    """Read both files and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("pred", type=Path)
    call = parser.parse_args()
    given, counts = records(call.pred), Counter[tuple[str, str]]()
    for id, record in records(call.gold).items():
        found = [{**claim, "label": "claim"} for claim in given[id]["claims"]] + given[id].get("mentions", [])
        counts.update(confusion(record["mentions"], found))
    names = [*LABELS, NONE]
    print("| gold \\ given |", " | ".join(names), "|\n|---|" + "---:|" * len(names))
    for row in names:
        print(f"| {row} |", " | ".join(str(counts[row, column] or "") for column in names), "|")


if __name__ == "__main__":
    main()
