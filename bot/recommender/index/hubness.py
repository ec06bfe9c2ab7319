"""Hubness correction: find the titles that are similar to nearly everything, so that they can be ranked lower.

In spaces with many dimensions, some points (hubs) are among the nearest neighbours of far too many others (Radovanović,
Nanopoulos and Ivanović, *Hubs in Space*, 2010). Each row's hubness, its mean similarity to its nearest neighbours, is
subtracted from its score, so that what is similar to *this* seed beats what is similar to everything. CSLS does the
same for words: Conneau and others, *Word Translation Without Parallel Data* (2018).
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from bot.recommender.index.build import Index
from bot.recommender.index.sparse import Numbers, Rows, listed
from bot.recommender.index.weights import HUBNESS_SAMPLE, HUBNESS_SHARE
from bot.recommender.ranking.similarity import similarities

_LINES_AT_ONCE = 50
_CELLS_AT_ONCE = 50_000
"""Similarities computed at a time while building. Fits the processor's cache and takes little memory."""


class Hubness:
    """The hubness of every row, estimated from its similarity to an evenly spaced sample of all rows."""

    def __init__(self, index: Index) -> None:
        self._index = index
        size = min(len(index), HUBNESS_SAMPLE)
        self._sample: Rows = np.linspace(0, len(index) - 1, size).astype(np.intp)
        self._nearest = max(1, round(HUBNESS_SHARE * size))
        best = np.zeros((self._nearest, len(index)))
        for chunk in self._similarities():
            best = self._highest(np.concatenate((best, chunk)))
        self.scores: Numbers = best.mean(axis=0)

    def fork(self, index: Index) -> None:
        """Detach from the instance that this was copied from, and use another index."""
        self._index = index

    def add(self) -> None:
        """Add the row that the index added last. No other row's hubness changes."""
        row = np.array([len(self._index) - 1])
        # The sample only has rows the index was built from, so later rows need no comparing.
        nearest = np.sort(self._to_others(row, late=False)[0, self._sample])[-self._nearest :]
        self.scores = np.append(self.scores, nearest.sum() / self._nearest)

    def _similarities(self) -> Iterator[Numbers]:
        few = max(1, _CELLS_AT_ONCE // max(1, len(self._index)))
        for chunk in _chunks(self._sample, _LINES_AT_ONCE):
            yield np.concatenate([self._to_others(rows) for rows in _chunks(chunk, few)])

    def _to_others(self, rows: Rows, *, late: bool = True) -> Numbers:
        """Return the similarities of these rows to all rows; 0 within an anthology, which is alike by nature."""
        similarity = similarities(self._index, rows, late=late)
        for line, row in zip(similarity, listed(rows), strict=True):
            line[self._index.rows_of_anthology(self._index.candidates[row].anthology)] = 0.0
        return similarity

    def _highest(self, similarity: Numbers) -> Numbers:
        return np.partition(similarity, len(similarity) - self._nearest, axis=0)[-self._nearest :]


def _chunks(rows: Rows, size: int) -> Iterator[Rows]:
    return (rows[start : start + size] for start in range(0, len(rows), size))
