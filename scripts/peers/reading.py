"""The answers of other tools as claims of a record, read in the tool's favour."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

Found = dict[str, Any]
DATES = ("date", "daterange", "datetime", "datetimerange", "time", "timerange", "set", "datetimealt", "time_point", "time_span", "time_period")
"""Types of results that only say when: they are no claims, and numbers in them are none."""
_PERIOD = re.compile(r"P(T?)([0-9.]+)([YMWDHS])")
_PERIODS = {"Y": "a", "M": "mo", "W": "wk", "D": "d", "TH": "h", "TM": "min", "TS": "s"}
_WORDS = {"kind": {"currency": "money", "money": "money", "percentage": "percent", "age": "duration", "number": "count"}}


def units() -> dict[str, str]:
    """A tool's name of a unit → our code."""
    lines = (Path(__file__).parent / "units.tsv").read_text(encoding="utf-8").splitlines()
    return dict(line.split("\t") for line in lines if not line.startswith("#"))


def claims_of(text: str, found: list[Found]) -> list[Found]:
    """The claims of one document: of results that overlap the largest, none that is a date, each with value and unit."""
    out: list[Found] = []
    taken: list[tuple[int, int]] = []
    for result in sorted(found, key=lambda r: (r["start"] - r["end"], r["type"] == "number")):
        start, end = result["start"], result["end"]
        if any(start < high and low < end for low, high in taken):
            continue
        claim = _claim(text, result)
        if claim is not None or _short(result) in DATES:
            taken.append((start, end))
        if claim is not None:
            out.append({"start": start, "end": end, "text": text[start:end], **claim})
    return sorted(out, key=lambda c: c["start"])


def _short(result: Found) -> str:
    return str(result["type"]).removeprefix("datetimeV2.")


def _claim(text: str, result: Found) -> Found | None:
    """Value, bounds, relation, unit and kind of a result; None where it states no amount."""
    kind, resolution = _short(result), result["resolution"] or {}
    if kind in DATES:
        return None
    if kind == "duration":
        return _period(resolution)
    if kind == "time_delta":
        return _delta(resolution)
    if kind == "money" and "num" in resolution:
        return _money(resolution)
    value = _number(str(resolution.get("value")).rstrip("%"))
    if value is None:
        return None
    return _exact(value) | {"unit": _unit(text, result, kind, resolution), "kind": _WORDS["kind"].get(kind, "measure")}


def _unit(text: str, result: Found, kind: str, resolution: Found) -> str:
    if kind == "percentage":
        return "%"
    if kind == "number":  # a bare number before a word counts things
        return "{个}" if "一" <= text[result["end"] : result["end"] + 1] <= "鿿" else "1"
    name = str(resolution.get("unit"))
    return str(resolution.get("isoCurrency") or units().get(name, name))


def _number(words: str) -> Decimal | None:
    try:
        number = Decimal(words)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def _exact(value: Decimal) -> Found:
    return {"value": value, "low": value, "high": value, "relation": "="}


def _range(low: Decimal, high: Decimal) -> Found:
    return {"value": None, "low": low, "high": high, "relation": ".."}


def _period(resolution: Found) -> Found | None:
    """A duration as Recognizers gives it: P5Y, PT3H."""
    match = _PERIOD.fullmatch(str((resolution.get("values") or [{}])[0].get("timex")))
    if not match:
        return None
    return _exact(Decimal(match[2])) | {"unit": _PERIODS.get(match[1] + match[3], _PERIODS.get(match[3], "1")), "kind": "duration"}


def _delta(resolution: Found) -> Found | None:
    """A duration as JioNLP gives it: {"year": 7.0}, or two of them for a range."""
    parts = resolution.get("time")
    parts = parts if isinstance(parts, list) else [parts]
    if not parts or not all(isinstance(part, dict) and len(part) == 1 for part in parts):
        return None
    ((unit, first),) = parts[0].items()
    low, high = _number(str(first)), _number(str(next(iter(parts[-1].values()))))
    if low is None or high is None:
        return None
    amount = _exact(low) if low == high else _range(low, high)
    return amount | {"unit": units().get(unit, unit), "kind": "duration"}


def _money(resolution: Found) -> Found | None:
    """An amount of money as JioNLP gives it: one number or two, the currency's name, and whether it is exact."""
    given = resolution["num"] if isinstance(resolution["num"], list) else [resolution["num"]]
    numbers = [_number(str(x)) for x in given]
    if not numbers or any(x is None for x in numbers):
        return None
    name = str(resolution.get("case"))
    low, high = numbers[0], numbers[-1]
    assert low is not None and high is not None
    amount = _exact(low) if low == high else _range(low, high)
    if low == high and resolution.get("definition") != "accurate":
        sides = {"blur-more": (">", low, None), "blur-less": ("<", None, low)}
        relation, least, most = sides.get(str(resolution.get("definition")), ("~", None, None))
        amount |= {"relation": relation, "low": least, "high": most}
    return amount | {"unit": units().get(name, name), "kind": "money"}
