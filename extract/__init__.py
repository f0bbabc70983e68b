"""zhclaims: numeric claims in Chinese text, found, read and attributed to their source.

    >>> import extract
    >>> extract.find_quantities("產能佔比近九成")[0].value
    Decimal('90')

Four verbs: ``load`` a pipeline, ``extract`` one text with the default model, ``find_quantities`` without a model, and the
pipeline itself, called on a text or given a stream through ``pipe``. The record types are those of ``docs/record.md``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from extract.schema import VERSION as __version__
from extract.schema import Claim, Converted, Document, Mention, Quantity, Source, Span, Text, TimeSpan

if TYPE_CHECKING:
    from extract.pipeline import Pipeline

__all__ = ["Claim", "Converted", "Document", "Mention", "Quantity", "Source", "Span", "Text", "TimeSpan", "__version__", "extract", "find_quantities", "load"]


def load(
    model: str | Path = "default",
    published: str | None = None,
    threshold: float | None = None,
    threshold_usable: float | None = None,
) -> Pipeline:
    """A pipeline: ``model`` a name or folder, ``published`` an ISO date for texts without one, ``threshold`` for claims.

    A claim is kept from a ``confidence`` of ``threshold`` on (by default the model's) and, where ``threshold_usable`` is given,
    a ``confidence_usable`` of that. Raises ModelError (missing, damaged or foreign model) and UsageError (a date or threshold that is none).
    """
    from extract.pipeline import load as load_pipeline

    return load_pipeline(model, published, threshold, threshold_usable)


def extract(text: str | Text, published: str | None = None) -> Document:
    """The annotated document of one text, with the default model (loaded once)."""
    return _default(published)(text)


def find_quantities(text: str) -> list[Quantity]:
    """Every numeric mention of a text with its reading, claim or not, without the classifier; offsets are code points."""
    from extract.pipeline import quantities

    return quantities(text)


@cache
def _default(published: str | None) -> Pipeline:
    return load(published=published)
