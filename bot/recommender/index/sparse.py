"""Sparse rows of named features, kept so that one query meets every row that shares a feature with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Strengths = NDArray[np.float32]
Rows = NDArray[np.intp]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Sparse:
    """Features with their strengths; ``ids`` ascend and none stands twice."""

    ids: Rows
    values: Numbers

    @classmethod
    def of(cls, strengths: dict[int, float]) -> Sparse:
        """Put single strengths in order."""
        ids = np.fromiter(strengths, np.intp, len(strengths))
        values = np.fromiter(strengths.values(), np.float64, len(strengths))
        order = np.argsort(ids)
        return cls(ids[order], values[order])

    @classmethod
    def sum_of(cls, parts: Sequence[tuple[Sparse, float]]) -> Sparse:
        """Add vectors up, each times its weight."""
        if len(parts) < 2:  # noqa: PLR2004 - one alone needs no adding up
            return parts[0][0].times(parts[0][1]) if parts else EMPTY
        ids = np.concatenate([part.ids for part, _ in parts])
        values = np.concatenate([part.values * weight for part, weight in parts])
        once, place = np.unique(ids, return_inverse=True)
        return cls(once, tally(place, values, len(once)))

    @classmethod
    def concatenated(cls, parts: Sequence[Sparse]) -> Sparse:
        """Put vectors together that have no feature in common."""
        if not parts:
            return EMPTY
        ids = np.concatenate([part.ids for part in parts])
        order = np.argsort(ids)
        return cls(ids[order], np.concatenate([part.values for part in parts])[order])

    def times(self, weight: float) -> Sparse:
        """Make every strength so many times what it was."""
        return Sparse(self.ids, self.values * weight)

    def at_length(self, length: float) -> Sparse:
        """Bring the vector to a length."""
        now = float(np.sqrt(self.values @ self.values))
        return self.times(length / now) if now else self

    def shared(self, other: Sparse) -> Sparse:
        """Give the features that both have, with the products of their strengths."""
        ids, mine, theirs = np.intersect1d(self.ids, other.ids, assume_unique=True, return_indices=True)
        return Sparse(ids, self.values[mine] * other.values[theirs])

    def without(self, other: Sparse) -> Sparse:
        """Leave out what another vector has."""
        kept = ~np.isin(self.ids, other.ids)
        return Sparse(self.ids[kept], self.values[kept])

    def strongest(self, limit: int) -> Sparse:
        """Give the ``limit`` strongest features, for better or worse."""
        if len(self.ids) <= limit:
            return self
        kept = np.sort(np.argpartition(-np.abs(self.values), limit)[:limit])
        return Sparse(self.ids[kept], self.values[kept])


@dataclass(frozen=True, slots=True)
class Stack:
    """Several vectors below each other, their features in one row; ``place`` says of each which vector it is from."""

    place: Rows
    ids: Rows
    values: Numbers
    height: int

    @classmethod
    def of(cls, vectors: Sequence[Sparse]) -> Stack:
        """Put vectors below each other."""
        sizes = [len(vector.ids) for vector in vectors]
        ids = np.concatenate([EMPTY.ids, *(vector.ids for vector in vectors)])
        values = np.concatenate([EMPTY.values, *(vector.values for vector in vectors)])
        return cls(np.repeat(np.arange(len(vectors)), sizes), ids, values, len(vectors))

    def only(self, some: Mask) -> Stack:
        """Keep some of the features."""
        return Stack(self.place[some], self.ids[some], self.values[some], self.height)


def tally(owners: Rows, values: Numbers | Strengths, size: int) -> Numbers:
    """Add the values up for each of ``size`` owners."""
    return np.bincount(owners, values, size).astype(np.float64, copy=False)


def listed(rows: Rows) -> list[int]:
    """Give rows as plain numbers."""
    return rows.tolist()


OFTEN = 0.1
"""From this share of the rows on, a feature is kept as a column."""
EMPTY = Sparse(np.empty(0, np.intp), np.empty(0))


class Postings:
    """Which rows carry a feature, and how strongly.

    Built once from many rows; rows that come later are kept beside the built block, feature by feature.
    """

    def __init__(self, rows: Sequence[Sparse]) -> None:
        carried = Stack.of(rows)
        order = np.argsort(carried.ids, kind="stable")
        self._owners = carried.place[order].astype(np.int32)
        self._values = carried.values[order].astype(np.float32)
        self._width = int(carried.ids.max()) + 1 if len(order) else 0
        self._bounds: Rows = np.searchsorted(carried.ids[order], np.arange(self._width + 1))
        self._late: dict[int, list[tuple[int, float]]] = {}
        self._built = self._length = len(rows)
        often = np.flatnonzero(np.diff(self._bounds) > OFTEN * len(rows))
        self._columns = {feature: self._column(feature) for feature in listed(often)}
        self._often: Mask = np.isin(np.arange(self._width), often)

    def __len__(self) -> int:
        return self._length

    def fork(self) -> None:
        """Part from the postings that these were copied from; the built block is shared."""
        self._late = {feature: rows.copy() for feature, rows in self._late.items()}

    def add(self, row: Sparse) -> int:
        """Take one more row in and give its number."""
        for feature, value in zip(row.ids.tolist(), row.values.tolist(), strict=True):
            self._late.setdefault(feature, []).append((self._length, value))
        self._length += 1
        return self._length - 1

    def holders(self, feature: int) -> NDArray[np.int32]:
        """Give the rows that carry the feature."""
        built = slice(*self._bounds[feature : feature + 2]) if feature < self._width else slice(0)
        late = self._late.get(feature)
        owners = self._owners[built]
        return np.append(owners, np.array([row for row, _ in late], np.int32)) if late else owners

    def _column(self, feature: int) -> Strengths:
        """Spread a feature out over all rows: where most carry it, that is quicker than going through the holders."""
        built = slice(*self._bounds[feature : feature + 2])
        column = np.zeros(self._built, np.float32)
        column[self._owners[built]] = self._values[built]
        return column

    def dot(self, query: Sparse) -> Numbers:
        """Multiply every row with the query."""
        return self.dots(Stack.of([query]))[0]

    def dots(self, queries: Stack, *, late: bool = True) -> Numbers:
        """Multiply every row with each of some queries; gives one line of products for each.

        Parameters
        ----------
        late
            Whether the rows that came later are wanted too; else their products are 0, and cost nothing.
        """
        built = queries.only(queries.ids < self._width)
        often = self._often[built.ids]
        cells, products = self._met(built.only(~often))
        if late and self._late:
            more_cells, more_products = self._met_late(queries)
            cells, products = np.concatenate((cells, more_cells)), np.concatenate((products, more_products))
        total = tally(cells, products, queries.height * self._length).reshape(queries.height, self._length)
        total[:, : self._built] += self._spread(built.only(often))
        return total

    def _met(self, queries: Stack) -> tuple[Rows, Strengths]:
        """Give every meeting of a query's feature with a holder: its cell in the table of products, and its product."""
        starts = self._bounds[queries.ids]
        sizes: Rows = self._bounds[queries.ids + 1] - starts
        # The places of all the holders among the owners: each list's from its start on, list after list.
        before: Rows = np.cumsum(sizes) - sizes
        shift: Rows = np.repeat(starts - before, sizes)
        places: Rows = shift + np.arange(len(shift))
        cells = np.repeat(queries.place * self._length, sizes) + self._owners[places]
        return cells, self._values[places] * np.repeat(queries.values.astype(np.float32), sizes)

    def _met_late(self, queries: Stack) -> tuple[Rows, Strengths]:
        asked = zip(listed(queries.place), listed(queries.ids), queries.values.tolist(), strict=True)
        met: list[tuple[int, float, float]] = [
            (place * self._length + row, value, weight)
            for place, feature, weight in asked
            for row, value in self._late.get(feature, ())
        ]
        values = np.array([value for _, value, _ in met], np.float32)
        weights = np.array([weight for _, _, weight in met], np.float32)
        return np.array([cell for cell, _, _ in met], np.intp), values * weights

    def _spread(self, queries: Stack) -> Strengths:
        spread = np.zeros((queries.height, self._built), np.float32)
        asked = zip(listed(queries.place), listed(queries.ids), queries.values.tolist(), strict=True)
        for place, feature, weight in asked:
            spread[place] += self._columns[feature] * np.float32(weight)
        return spread
