"""One JSON object a line: exact numbers in and out, and error messages that say what is wrong.

Numbers with a point or an exponent are read as ``Decimal`` and written in plain digits: 0.1 stays 0.1, and
1.2E+12 is written 1200000000000.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import msgspec

MAX_EXPONENT = 1000
"""Beyond ten to this power a number of a field unknown to us is written with its exponent; as an amount it is refused."""

_DECODER = msgspec.json.Decoder(float_hook=Decimal)
_ENCODER = msgspec.json.Encoder()
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


def loads(line: str) -> dict[str, Any]:
    """The object that a line holds. Raises ValueError with a reason fit for the user where it holds none."""
    try:
        value = _DECODER.decode(line)
    except UnicodeEncodeError as error:
        raise ValueError(f"half of a surrogate pair at character {error.start}; the text was cut or decoded wrongly") from None
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        if "surrogate" in str(error) or _SURROGATE.search(line):
            raise ValueError("an escape such as \\ud83d is half of a surrogate pair; write the character itself") from None
        raise ValueError(f"expected one JSON object on the line, but {_lower(str(error))}") from None
    except RecursionError:
        raise ValueError("expected one JSON object on the line, but it is nested too deeply to read") from None
    if not isinstance(value, dict):
        raise ValueError(f"expected one JSON object on the line, met {kind(value)}")
    return value


def dumps(record: Mapping[str, Any]) -> bytes:
    """One line for ``record``, UTF-8 with the line feed. Raises ValueError for what JSON has no form for (NaN)."""
    return _ENCODER.encode_lines([plain(record)])


def encode(value: Any) -> bytes:
    """The JSON of any value, as in ``dumps``."""
    return _ENCODER.encode(plain(value))


def plain(value: Any) -> Any:
    """``value`` with every ``Decimal`` in it, at any depth, in the form that the encoder writes in plain digits."""
    if isinstance(value, Decimal):
        return msgspec.Raw(_digits(value).encode())
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    return value


def _digits(value: Decimal) -> str:
    if not value.is_finite():
        raise ValueError(f"JSON has no number for {value}")
    return format(value, "f") if abs(value.adjusted()) <= MAX_EXPONENT else str(value)


def kind(value: Any) -> str:
    """What a JSON value is, in words: for messages."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    names = ((str, "a string"), (int | float | Decimal, "a number"), (Mapping, "an object"), (list | tuple, "a list"))
    return next((name for types, name in names if isinstance(value, types)), type(value).__name__)


def _lower(message: str) -> str:
    return message.removeprefix("JSON is malformed: ")[:1].lower() + message.removeprefix("JSON is malformed: ")[1:]
