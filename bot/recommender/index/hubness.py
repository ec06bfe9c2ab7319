"""Titles that are a little like everything, found and held back.

In a space of many features some rows are among the nearest of far too many others. Each row's crowding, its mean
likeness to those it is most like, is taken off its score, so that what is near *this* seed beats what is near all.
After Conneau and others, *Word Translation Without Parallel Data* (2018), whose CSLS does the same for words.
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
"""Likenesses worked out at once while building: about what a processor keeps at hand, and little memory."""


class Hubness:
    """The crowding of every row, estimated from its likeness to an even sample of all of them."""

    def __init__(self, index: Index) -> None:
        self._index = index
        size = min(len(index), HUBNESS_SAMPLE)
        self._sample: Rows = (
            np.unique(np.linspace(0, len(index) - 1, size).astype(np.intp)) if size else np.empty(0, np.intp)
        )
        self._nearest = max(1, round(HUBNESS_SHARE * size))
        best = np.zeros((self._nearest, len(index)))
        for some in self._likenesses():
            best = self._highest(np.concatenate((best, some)))
        self.crowding: Numbers = best.mean(axis=0)

    def fork(self, index: Index) -> None:
        """Part from the crowd that this one was copied from, and go with another index."""
        self._index = index

    def add(self) -> None:
        """Take in the row that the index took in last; nobody else's crowding changes."""
        row = np.array([len(self._index) - 1])
        # The sample is of those that the index was built from, so what came since need not be measured.
        nearest = np.sort(self._apart(row, late=False)[0, self._sample])[-self._nearest :]
        self.crowding = np.append(self.crowding, nearest.sum() / self._nearest)

    def _likenesses(self) -> Iterator[Numbers]:
        few = max(1, _CELLS_AT_ONCE // max(1, len(self._index)))
        for some in _cut(self._sample, _LINES_AT_ONCE):
            yield np.concatenate([self._apart(rows) for rows in _cut(some, few)])

    def _apart(self, rows: Rows, *, late: bool = True) -> Numbers:
        """Pass over each row itself and its siblings: being alike is in the nature of an anthology."""
        likeness = similarities(self._index, rows, late=late)
        for line, row in zip(likeness, listed(rows), strict=True):
            line[self._index.rows_of_anthology(self._index.candidates[row].anthology)] = 0.0
        return likeness

    def _highest(self, likeness: Numbers) -> Numbers:
        return np.partition(likeness, len(likeness) - self._nearest, axis=0)[-self._nearest :]


def _cut(rows: Rows, size: int) -> Iterator[Rows]:
    return (rows[start : start + size] for start in range(0, len(rows), size))
