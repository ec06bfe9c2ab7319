"""Sparse rows of named features, kept so that one query meets every row that shares a feature with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
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
    def beside(cls, parts: Sequence[Sparse]) -> Sparse:
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


def tally(owners: Rows, values: Numbers, size: int) -> Numbers:
    """Add the values up for each of ``size`` owners."""
    return np.bincount(owners, values, size).astype(np.float64, copy=False)


def listed(rows: Rows) -> list[int]:
    """Give rows as plain numbers."""
    return rows.tolist()


OFTEN = 0.1
"""From this share of the rows on, a feature is kept as a column."""
EMPTY = Sparse(np.empty(0, np.intp), np.empty(0))
_NO_ROWS = np.empty(0, np.int32)
_NO_VALUES = np.empty(0, np.float32)


class Postings:
    """Which rows carry a feature, and how strongly.

    Built once from many rows; rows that come later are kept beside the built block, feature by feature.
    """

    def __init__(self, rows: Sequence[Sparse]) -> None:
        sizes = [len(row.ids) for row in rows]
        ids = np.concatenate([row.ids for row in rows]) if rows else EMPTY.ids
        values = np.concatenate([row.values for row in rows]) if rows else EMPTY.values
        order = np.argsort(ids, kind="stable")
        self._owners = np.repeat(np.arange(len(rows), dtype=np.int32), sizes)[order]
        self._values = values[order].astype(np.float32)
        width = int(ids.max()) + 1 if len(ids) else 0
        self._bounds = listed(np.searchsorted(ids[order], np.arange(width + 1)))
        self._late: dict[int, list[tuple[int, float]]] = {}
        self._built = self._length = len(rows)
        often = np.flatnonzero(np.diff(self._bounds) > OFTEN * len(rows))
        self._columns = {feature: self._column(feature) for feature in listed(often)}

    def __len__(self) -> int:
        return self._length

    def add(self, row: Sparse) -> int:
        """Take one more row in and give its number."""
        for feature, value in zip(row.ids.tolist(), row.values.tolist(), strict=True):
            self._late.setdefault(feature, []).append((self._length, value))
        self._length += 1
        return self._length - 1

    def holders(self, feature: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Give the rows that carry the feature, with its strength in each."""
        built = slice(*self._bounds[feature : feature + 2]) if feature + 1 < len(self._bounds) else slice(0)
        owners, values = self._owners[built], self._values[built]
        if feature not in self._late:
            return owners, values
        more, stronger = self._added(feature)
        return np.concatenate((owners, more)), np.concatenate((values, stronger))

    def _added(self, feature: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        late = self._late.get(feature)
        if late is None:
            return _NO_ROWS, _NO_VALUES
        return np.array([row for row, _ in late], np.int32), np.array([value for _, value in late], np.float32)

    def _column(self, feature: int) -> NDArray[np.float32]:
        """Spread a feature out over all rows: where most carry it, that is quicker than going through the holders."""
        built = slice(*self._bounds[feature : feature + 2])
        column = np.zeros(self._built, np.float32)
        column[self._owners[built]] = self._values[built]
        return column

    def dot(self, query: Sparse) -> Numbers:
        """Multiply every row with the query."""
        spread = np.zeros(self._built, np.float32)
        owners: list[NDArray[np.int32]] = [_NO_ROWS]
        products: list[NDArray[np.float32]] = [_NO_VALUES]
        for feature, weight in zip(listed(query.ids), query.values.tolist(), strict=True):
            if feature in self._columns:
                spread += self._columns[feature] * np.float32(weight)
                rows, values = self._added(feature)
            else:
                rows, values = self.holders(feature)
            owners.append(rows)
            products.append(values * np.float32(weight))
        every_owner, every_product = np.concatenate(owners, dtype=np.intp), np.concatenate(products, dtype=np.float64)
        total = tally(every_owner, every_product, self._length)
        total[: self._built] += spread
        return total
