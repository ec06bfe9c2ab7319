"""Sparse vectors, and postings that multiply a query with every row that shares a feature with it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
Strengths = NDArray[np.float32]
Rows = NDArray[np.intp]
Mask = NDArray[np.bool_]


class Sparse(Struct, frozen=True):
    """A sparse vector: feature ids, ascending and unique, with their values."""

    ids: Rows
    values: Numbers

    @classmethod
    def of(cls, strengths: dict[int, float]) -> Sparse:
        """Build a vector from a dictionary."""
        ids = np.fromiter(strengths, np.intp, len(strengths))
        values = np.fromiter(strengths.values(), np.float64, len(strengths))
        order = np.argsort(ids)
        return cls(ids[order], values[order])

    @classmethod
    def sum_of(cls, parts: Sequence[tuple[Sparse, float]]) -> Sparse:
        """Return the weighted sum of vectors."""
        if len(parts) < 2:  # noqa: PLR2004 - a single one needs no adding
            return parts[0][0].times(parts[0][1]) if parts else EMPTY
        ids = np.concatenate([part.ids for part, _ in parts])
        values = np.concatenate([part.values * weight for part, weight in parts])
        once, place = np.unique(ids, return_inverse=True)
        return cls(once, tally(place, values, len(once)))

    @classmethod
    def concatenated(cls, parts: Sequence[Sparse]) -> Sparse:
        """Concatenate vectors that have no features in common."""
        if not parts:
            return EMPTY
        ids = np.concatenate([part.ids for part in parts])
        order = np.argsort(ids)
        return cls(ids[order], np.concatenate([part.values for part in parts])[order])

    def times(self, weight: float) -> Sparse:
        """Multiply every value by a weight."""
        return Sparse(self.ids, self.values * weight)

    def at_length(self, length: float) -> Sparse:
        """Scale the vector to a length (L2 norm)."""
        norm = float(np.sqrt(self.values @ self.values))
        return self.times(length / norm) if norm else self

    def shared(self, other: Sparse) -> Sparse:
        """Return the features that both vectors have, with the products of their values."""
        ids, mine, theirs = np.intersect1d(self.ids, other.ids, assume_unique=True, return_indices=True)
        return Sparse(ids, self.values[mine] * other.values[theirs])

    def without(self, other: Sparse) -> Sparse:
        """Remove the features that another vector has."""
        kept = ~np.isin(self.ids, other.ids)
        return Sparse(self.ids[kept], self.values[kept])

    def strongest(self, limit: int) -> Sparse:
        """Return the ``limit`` features with the largest absolute values."""
        if len(self.ids) <= limit:
            return self
        kept = np.sort(np.argpartition(-np.abs(self.values), limit)[:limit])
        return Sparse(self.ids[kept], self.values[kept])


class Stack(Struct, frozen=True):
    """A sparse matrix: the features of several vectors in a row. ``place`` is the number of the vector each is from."""

    place: Rows
    ids: Rows
    values: Numbers
    height: int

    @classmethod
    def of(cls, vectors: Sequence[Sparse]) -> Stack:
        """Stack vectors."""
        sizes = [len(vector.ids) for vector in vectors]
        ids = np.concatenate([EMPTY.ids, *(vector.ids for vector in vectors)])
        values = np.concatenate([EMPTY.values, *(vector.values for vector in vectors)])
        return cls(np.repeat(np.arange(len(vectors)), sizes), ids, values, len(vectors))

    def only(self, kept: Mask) -> Stack:
        """Keep the features that the mask selects."""
        return Stack(self.place[kept], self.ids[kept], self.values[kept], self.height)


def tally(owners: Rows, values: Numbers | Strengths, size: int) -> Numbers:
    """Sum the values of each of ``size`` owners."""
    return np.bincount(owners, values, size).astype(np.float64, copy=False)


def listed(rows: Rows) -> list[int]:
    """Return rows as plain Python integers."""
    return rows.tolist()


DENSE_SHARE = 0.1
"""A feature in more than this share of the rows is stored as a dense column."""
EMPTY = Sparse(np.empty(0, np.intp), np.empty(0))


class Postings:
    """Inverted index from features to the rows that have them, with their values.

    Built once from many rows. Rows added later are kept separately, in a list per feature.
    """

    def __init__(self, rows: Sequence[Sparse]) -> None:
        stack = Stack.of(rows)
        order = np.argsort(stack.ids, kind="stable")
        self._owners = stack.place[order].astype(np.int32)
        self._values = stack.values[order].astype(np.float32)
        self._width = int(stack.ids.max()) + 1 if len(order) else 0
        self._bounds: Rows = np.searchsorted(stack.ids[order], np.arange(self._width + 1))
        self._late: dict[int, list[tuple[int, float]]] = {}
        self._built = self._length = len(rows)
        dense = np.flatnonzero(np.diff(self._bounds) > DENSE_SHARE * len(rows))
        self._columns = {feature: self._column(feature) for feature in listed(dense)}
        self._is_dense: Mask = np.isin(np.arange(self._width), dense)

    def __len__(self) -> int:
        return self._length

    def fork(self) -> None:
        """Detach from the postings that these were copied from; the built part stays shared."""
        self._late = {feature: rows.copy() for feature, rows in self._late.items()}

    def add(self, row: Sparse) -> int:
        """Add a row and return its number."""
        for feature, value in zip(row.ids.tolist(), row.values.tolist(), strict=True):
            self._late.setdefault(feature, []).append((self._length, value))
        self._length += 1
        return self._length - 1

    def holders(self, feature: int) -> NDArray[np.int32]:
        """Return the rows that have a feature."""
        built = slice(*self._bounds[feature : feature + 2]) if feature < self._width else slice(0)
        late = self._late.get(feature)
        owners = self._owners[built]
        return np.append(owners, np.array([row for row, _ in late], np.int32)) if late else owners

    def _column(self, feature: int) -> Strengths:
        """Store a feature as a dense column, which is faster where many rows have it."""
        built = slice(*self._bounds[feature : feature + 2])
        column = np.zeros(self._built, np.float32)
        column[self._owners[built]] = self._values[built]
        return column

    def dot(self, query: Sparse) -> Numbers:
        """Return the dot product of every row with the query."""
        return self.dots(Stack.of([query]))[0]

    def dots(self, queries: Stack, *, late: bool = True) -> Numbers:
        """Return the dot products of every row with each query: one line per query.

        Parameters
        ----------
        late
            Whether to include rows added later; otherwise their products are 0 and cost nothing.
        """
        built = queries.only(queries.ids < self._width)
        dense = self._is_dense[built.ids]
        cells, products = self._products(built.only(~dense))
        if late and self._late:
            more_cells, more_products = self._late_products(queries)
            cells, products = np.concatenate((cells, more_cells)), np.concatenate((products, more_products))
        total = tally(cells, products, queries.height * self._length).reshape(queries.height, self._length)
        total[:, : self._built] += self._dense_products(built.only(dense))
        return total

    def _products(self, queries: Stack) -> tuple[Rows, Strengths]:
        """Return, for each query feature and row that has it, the cell in the result table and the product."""
        starts = self._bounds[queries.ids]
        sizes: Rows = self._bounds[queries.ids + 1] - starts
        # The positions of all holders in ``_owners``: list after list, each from its start.
        before: Rows = np.cumsum(sizes) - sizes
        shift: Rows = np.repeat(starts - before, sizes)
        places: Rows = shift + np.arange(len(shift))
        cells = np.repeat(queries.place * self._length, sizes) + self._owners[places]
        return cells, self._values[places] * np.repeat(queries.values.astype(np.float32), sizes)

    def _late_products(self, queries: Stack) -> tuple[Rows, Strengths]:
        features = zip(listed(queries.place), listed(queries.ids), queries.values.tolist(), strict=True)
        hits: list[tuple[int, float, float]] = [
            (place * self._length + row, value, weight)
            for place, feature, weight in features
            for row, value in self._late.get(feature, ())
        ]
        values = np.array([value for _, value, _ in hits], np.float32)
        weights = np.array([weight for _, _, weight in hits], np.float32)
        return np.array([cell for cell, _, _ in hits], np.intp), values * weights

    def _dense_products(self, queries: Stack) -> Strengths:
        dense = np.zeros((queries.height, self._built), np.float32)
        features = zip(listed(queries.place), listed(queries.ids), queries.values.tolist(), strict=True)
        for place, feature, weight in features:
            dense[place] += self._columns[feature] * np.float32(weight)
        return dense
