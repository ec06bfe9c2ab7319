"""How like some seeds every row is: each field by itself, then together with nearness in time and length."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from bot.recommender.index.build import Index, near_length, near_year
from bot.recommender.index.fields import Field
from bot.recommender.index.sparse import Mask, Numbers, Rows, Sparse, Stack, listed
from bot.recommender.index.weights import (
    FIELD_WEIGHTS,
    LEAST_MEETING,
    LENGTH_WEIGHT,
    LONGEST_QUERY,
    SATURATING,
    YEAR_WEIGHT,
)


@dataclass(frozen=True, slots=True)
class Seed:
    """A title that is to be met, with how much it counts; below 0 where it is to be kept away from."""

    row: int
    weight: float = 1.0
    rated: bool = False


class Similarity:
    """Seeds as one query.

    In every field a row scores the cosine to the seeds (their weighed sum). Where a little in common says nearly as
    much as a lot (:data:`SATURATING`), its root is taken; then the fields are added up by weight.
    """

    def __init__(self, index: Index, seeds: Iterable[Seed]) -> None:
        self._index = index
        self.seeds = tuple(seeds)
        together = Sparse.sum_of([(index.vectors[seed.row], seed.weight) for seed in self.seeds])
        self._together = together.strongest(LONGEST_QUERY)
        self._year_curve = YEAR_WEIGHT * _together(
            (near_year(int(index.year_notches[seed.row])), seed.weight) for seed in self.seeds
        )
        self._length_curve = LENGTH_WEIGHT * _together(
            (near_length(int(index.length_notches[seed.row])), seed.weight) for seed in self.seeds
        )

    def scores(self) -> Numbers:
        """Give the likeness of every row."""
        index = self._index
        total = np.zeros(len(index))
        if not self.seeds:
            return total
        plain: list[Sparse] = []
        for field, part in index.by_field(self._together):
            if field in SATURATING:
                total += FIELD_WEIGHTS[field] * _rooted(index.postings.dot(part))
            else:
                plain.append(part.times(FIELD_WEIGHTS[field]))
        total += index.postings.dot(Sparse.concatenated(plain))
        total += self._year_curve[index.year_notches]
        total += self._length_curve[index.length_notches]
        return total

    def shares_features(self) -> Mask:
        """Say row by row whether it has more in common with the seeds than a stray word, a country or a year."""
        met = np.zeros(len(self._index), np.bool_)
        for field, part in self._index.by_field(self._together):
            if field in LEAST_MEETING:
                met |= self._index.postings.dot(part) > LEAST_MEETING[field]
        return met

    def in_common(self, row: int) -> Iterator[tuple[Field, str, float]]:
        """Spell out what the row shares with the seeds, each with its part of the score."""
        found: dict[Field, list[tuple[str, float]]] = {}
        for field, name, product in self._index.named(self._together.shared(self._index.vectors[row])):
            found.setdefault(field, []).append((name, product))
        for field, shared in found.items():
            met = abs(sum(product for _, product in shared)) or 1.0
            scale = FIELD_WEIGHTS[field] / met**0.5 if field in SATURATING else FIELD_WEIGHTS[field]
            yield from ((field, name, scale * product) for name, product in shared)

    def of_year(self, row: int) -> float:
        """Give what nearness in time adds to a row's score."""
        return float(self._year_curve[self._index.year_notches[row]]) if self.seeds else 0.0

    def of_length(self, row: int) -> float:
        """Give what nearness in length adds to a row's score."""
        return float(self._length_curve[self._index.length_notches[row]]) if self.seeds else 0.0


def similarities(index: Index, rows: Rows, *, late: bool = True) -> Numbers:
    """Give the likeness of every row to each of these rows, as one seed after the other would, many times faster.

    Parameters
    ----------
    late
        Whether the rows that came after the index was built are wanted too.
    """
    seeds = Stack.of([index.vectors[row].strongest(LONGEST_QUERY) for row in listed(rows)])
    fields = index.field_places[seeds.ids]
    weights = np.array([FIELD_WEIGHTS[field] for field in Field])
    total = np.zeros((len(rows), len(index)))
    saturating = np.zeros(len(fields), np.bool_)
    for place, field in enumerate(Field):
        if field in SATURATING:
            these = fields == place
            saturating |= these
            total += FIELD_WEIGHTS[field] * np.sqrt(index.postings.dots(seeds.only(these), late=late))
    plain = replace(seeds, values=seeds.values * weights[fields]).only(~saturating)
    total += index.postings.dots(plain, late=late)
    total += YEAR_WEIGHT * _curves(near_year, index.year_notches, rows)
    total += LENGTH_WEIGHT * _curves(near_length, index.length_notches, rows)
    return total


def _curves(near: Callable[[int], Numbers], notches: Rows, rows: Rows) -> Numbers:
    """Say of every row how near its place on a ruler is to that of each of some rows."""
    places, curve = np.unique(notches[rows], return_inverse=True)
    curves = np.array([near(place) for place in listed(places)])
    return curves[curve][:, notches]


def _rooted(met: Numbers) -> Numbers:
    return np.copysign(np.sqrt(np.abs(met)), met)


def _together(curves: Iterable[tuple[Numbers, float]]) -> Numbers:
    total = np.zeros(1)
    for curve, weight in curves:
        total = total + weight * curve
    return total
