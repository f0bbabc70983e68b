"""How far scores would move with other documents: the bootstrap over documents.

Claims of one document go together (its topic, its author, a source that was misread once is misread throughout), so whole
documents are drawn, with replacement, as many as there are, and every score is computed anew from their counts (cluster
bootstrap: Field & Welsh 2007; percentile intervals: Efron & Tibshirani 1993, chapter 13). The draws are the same in every
run, and the same for two systems that are compared (paired bootstrap: Efron & Tibshirani; for language processing
Berg-Kirkpatrick et al. 2012).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from extract.evaluate.scores import Array

RESAMPLES = 1000
LEVEL = 0.95
SEED = 20
LEAST_DOCUMENTS = 5
"""With fewer documents there is no interval: it would be narrow only because there is nothing to draw from."""

Interval = tuple[float, float]


def draws(documents: int) -> NDArray[np.int64]:
    """Resamples × documents: how often each document was drawn."""
    return np.random.default_rng(SEED).multinomial(documents, np.full(documents, 1 / documents), size=RESAMPLES)


def resample(drawn: NDArray[np.int64], sums: Array) -> Array:
    """The sums of every resample, from the sums of every document (first axis)."""
    flat = drawn.astype(float) @ sums.reshape(len(sums), -1)
    return flat.reshape(len(drawn), *sums.shape[1:])


def interval(values: Array, documents: int) -> Interval | None:
    """The central ``LEVEL`` of resampled values; None from too few documents, or where there was nothing to score."""
    known = values[~np.isnan(values)]
    if documents < LEAST_DOCUMENTS or not known.size:
        return None
    tail = 50 * (1 - LEVEL)
    low, high = np.percentile(known, (tail, 100 - tail))
    return float(low), float(high)
