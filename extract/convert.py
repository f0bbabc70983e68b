"""Amounts in other units: exact where the result is a finite decimal, else to fifteen significant digits.

Only measures are converted, by ``lexicon/ucum.tsv`` and pint, which is loaded at the first conversion. Money never is, nor
what is counted: in a compound such as ``USD/kg`` they stay as they are and the measures beside them change.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from functools import cache
from typing import Any

from extract.errors import UnitError
from extract.lexicon import rows
from extract.schema import Claim, Converted, Quantity

_FACTOR = re.compile(r"(?P<sign>[./]?)(?P<atom>\{[^{}]+\}|1(?!\d)|(?:[A-Za-z%]|\[[A-Za-z_0-9]+\])+)(?P<power>-?[1-9])?")
_MONEY = re.compile(r"[A-Z]{3}")
_PREFIXES = {"Y": 24, "Z": 21, "E": 18, "P": 15, "T": 12, "G": 9, "M": 6, "k": 3, "h": 2, "d": -1, "c": -2, "m": -3, "u": -6, "n": -9, "p": -12, "f": -15}
_OFFSET = ("degC", "degF")
"""Scales with a zero of their own: as differences and in compounds only the size of their degree counts."""
_OWN = ("share_point = [share]", "arc_degree = [arc]", "binary_digit = [information]")
"""Dimensions that pint has as plain numbers, so that it would convert degrees to per cent."""
_EXACT_DIGITS, _DIGITS, _ROOM = 28, 15, 80


def convert(value: Decimal, code: str, target: str, difference: bool = False) -> Decimal:
    """The amount ``value`` of the unit ``code`` in the unit ``target``; codes as in records (kg, km/h, CNY/{斤}, t/a).

    ``difference``: the amount is a change of a temperature, not a temperature (10 Cel warmer is 18 [degF] warmer). A bare
    {斤} has its mainland size, 500 g, whatever the text meant; {台斤} and {司马斤} have their own. Raises UnitError, saying what can be done.

    >>> convert(Decimal(3), "{斤}", "kg"), convert(Decimal(110), "USD/kg", "USD/t"), convert(Decimal("98.6"), "[degF]", "Cel")
    (Decimal('1.5'), Decimal('110000'), Decimal('37'))
    """
    if code == target:
        return value
    known, wanted = _factors(code), _factors(target)
    _same_rest(code, target, _rest(known), _rest(wanted))
    registry = _registry()
    amount, unit = (_measure(registry, factors, difference) for factors in (known, wanted))
    if dict(amount.dimensionality) != dict(unit.dimensionality):
        alike = ", ".join(_alike(registry, amount)) or "none"
        raise UnitError(f"{code} cannot become {target}: they do not measure the same; units for {code} are {alike}")
    if _offset(known, difference) or _offset(wanted, difference):
        size = registry.Quantity(Fraction(value), amount.units).to(unit.units).magnitude
    else:
        size = Fraction(value) * (amount / unit).to_base_units().magnitude
    return _decimal(Fraction(size))


def to(stated: Quantity | Claim, unit: str) -> Converted:
    """What a quantity or claim states, in another unit: value and bounds; the record itself stays beside them as it is.

    Raises UnitError where it states no amount and as ``convert`` does.
    """
    if stated.unit is None:
        raise UnitError(f"{stated.text}: states no amount (its label is {stated.label}), so there is nothing to convert")
    code, difference = stated.unit, stated.change is not None
    value, low, high = (None if x is None else convert(x, code, unit, difference) for x in (stated.value, stated.low, stated.high))
    return Converted(value, low, high, unit, stated)


def measure(code: str) -> bool:
    """Is the code made of measures alone, so that it can be converted? Raises UnitError where the code is unknown."""
    return not _rest(_factors(code))


def _factors(code: str) -> list[tuple[str, int]]:
    """The atoms of a code with their powers: km/h → km 1, h -1. Raises UnitError where one is unknown."""
    out, at = [], 0
    while at < len(code):
        m = _FACTOR.match(code, at)
        if not m or bool(m["sign"]) != bool(at) or not _known(m["atom"]):
            raise UnitError(_unknown(code))
        out.append((m["atom"], int(m["power"] or 1) * (-1 if m["sign"] == "/" else 1)))
        at = m.end()
    if not out:
        raise UnitError(_unknown(code))
    return out


def _unknown(code: str) -> str:
    words = {word: known for word, known, _ in rows("units")}
    if code in words:
        return f"{code!r} is a word: give its code, which is {words[code]}"
    return f"{code!r} is no unit code: expected UCUM such as kg, km2, kW.h, km/h, or {{斤}}, {{亩}}, {{坪}} (extract/lexicon/ucum.tsv has all)"


@cache
def _table() -> Mapping[str, tuple[str, bool, str]]:
    return {code: (expression, metric == "yes", note) for code, expression, metric, note in rows("ucum")}


def _known(atom: str) -> bool:
    return atom in _table() or atom[0] == "{" or bool(_MONEY.fullmatch(atom)) or _prefixed(atom) is not None


def _prefixed(atom: str) -> tuple[int, str] | None:
    """The power of ten and the atom behind an SI prefix: kW → 3, W."""
    table, rest = _table(), atom[1:]
    return (_PREFIXES[atom[0]], rest) if atom[0] in _PREFIXES and rest in table and table[rest][1] else None


def _rest(factors: list[tuple[str, int]]) -> Counter[str]:
    """What is no measure, with its powers: money, what is counted, multiples."""
    out: Counter[str] = Counter()
    for atom, power in factors:
        if not _table().get(atom, ("", False, ""))[0] and not _prefixed(atom):
            out[atom] += power
    return out


def _same_rest(code: str, target: str, known: Counter[str], wanted: Counter[str]) -> None:
    """Money and counts must be the same on both sides. Raises UnitError."""
    if known == wanted:
        return
    atom = next(atom for atom in (*known, *wanted) if known[atom] != wanted[atom])
    if _MONEY.fullmatch(atom):
        why = "money is never converted, since a text states no rate: keep its code and change the measures beside it (USD/kg to USD/t)"
    elif _table().get(atom):
        why = f"{atom} is no measure: {_table()[atom][2]}"
    else:
        why = f"{atom} is a count and stays as it is; only measures are converted"
    raise UnitError(f"{code} cannot become {target}: {why}")


@cache
def _registry() -> Any:
    from pint import UnitRegistry

    registry: Any = UnitRegistry(non_int_type=Fraction, cache_folder=None)
    for definition in _OWN:
        registry.define(definition)
    return registry


def _offset(factors: list[tuple[str, int]], difference: bool) -> bool:
    return len(factors) == 1 and factors[0][1] == 1 and not difference and _table().get(factors[0][0], ("",))[0] in _OFFSET


def _measure(registry: Any, factors: list[tuple[str, int]], difference: bool) -> Any:
    """The measures of a code as a pint quantity: the size of one of them."""
    if _offset(factors, difference):
        return registry.Quantity(Fraction(1), _table()[factors[0][0]][0])
    product = registry.Quantity(Fraction(1))
    for atom, power in factors:
        zeros, base = (0, atom) if atom in _table() else _prefixed(atom) or (0, atom)
        expression = _table().get(base, ("", False, ""))[0]
        expression = f"delta_{expression}" if expression in _OFFSET else expression
        if expression:
            product *= (registry.Quantity(registry.parse_expression(expression)) * Fraction(10) ** zeros) ** power
    return product


def _alike(registry: Any, amount: Any) -> list[str]:
    """The first codes of the table that measure the same."""
    wanted = dict(amount.dimensionality)
    one = ((code, _measure(registry, [(code, 1)], False)) for code, (expression, _, _) in _table().items() if expression)
    return [code for code, size in one if dict(size.dimensionality) == wanted][:8]


def _decimal(size: Fraction) -> Decimal:
    """The decimal of a fraction: whole where it is finite and can be held, else rounded; without exponent."""
    with localcontext() as context:
        context.prec = _ROOM
        number = Decimal(size.numerator) / Decimal(size.denominator)
        if Fraction(number) != size or len(number.normalize().as_tuple().digits) > _EXACT_DIGITS:
            context.prec = _DIGITS
            number = +number
        return Decimal(f"{number.normalize():f}")
