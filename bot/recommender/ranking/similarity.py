"""Similarity of every row to some seeds: field by field, then combined with nearness in time and length."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from bot.recommender.index.build import Index, length_nearness, year_nearness
from bot.recommender.index.fields import Field
from bot.recommender.index.sparse import Mask, Numbers, Rows, Sparse, Stack, listed
from bot.recommender.index.weights import (
    FIELD_WEIGHTS,
    LEAST_OVERLAP,
    LENGTH_WEIGHT,
    LONGEST_QUERY,
    SATURATING,
    YEAR_WEIGHT,
)


class Seed(Struct, frozen=True):
    """A title that picks should be similar to, with its weight; negative for a title to stay away from."""

    row: int
    weight: float = 1.0
    rated: bool = False


class Similarity:
    """Some seeds as one query.

    In each field, a row scores its cosine to the weighted sum of the seeds. In the fields where a little in common says
    nearly as much as a lot (:data:`SATURATING`), the square root of the cosine is used. The score is the weighted sum
    of the fields.
    """

    def __init__(self, index: Index, seeds: Iterable[Seed]) -> None:
        self._index = index
        self.seeds = tuple(seeds)
        combined = Sparse.sum_of([(index.vectors[seed.row], seed.weight) for seed in self.seeds])
        self._combined = combined.strongest(LONGEST_QUERY)
        self._year_curve = YEAR_WEIGHT * _weighted_sum(
            (year_nearness(int(index.year_bins[seed.row])), seed.weight) for seed in self.seeds
        )
        self._length_curve = LENGTH_WEIGHT * _weighted_sum(
            (length_nearness(int(index.length_bins[seed.row])), seed.weight) for seed in self.seeds
        )

    def scores(self) -> Numbers:
        """Return the similarity of every row."""
        index = self._index
        total = np.zeros(len(index))
        if not self.seeds:
            return total
        plain: list[Sparse] = []
        for field, part in index.by_field(self._combined):
            if field in SATURATING:
                total += FIELD_WEIGHTS[field] * _signed_sqrt(index.postings.dot(part))
            else:
                plain.append(part.times(FIELD_WEIGHTS[field]))
        total += index.postings.dot(Sparse.concatenated(plain))
        total += self._year_curve[index.year_bins]
        total += self._length_curve[index.length_bins]
        return total

    def shares_features(self) -> Mask:
        """Return, row by row, whether it shares more with the seeds than a stray word, a country or a year."""
        shares = np.zeros(len(self._index), np.bool_)
        for field, part in self._index.by_field(self._combined):
            if field in LEAST_OVERLAP:
                shares |= self._index.postings.dot(part) > LEAST_OVERLAP[field]
        return shares

    def shares_people(self) -> Mask:
        """Return, row by row, whether somebody of the seeds is in it or made it."""
        shares = np.zeros(len(self._index), np.bool_)
        for field, part in self._index.by_field(self._combined):
            if field in {Field.CAST, Field.CREW}:
                shares |= self._index.postings.dot(part) > LEAST_OVERLAP[field]
        return shares

    def in_common(self, row: int) -> Iterator[tuple[Field, str, float]]:
        """Yield each feature the row shares with the seeds, with its part of the score."""
        found: dict[Field, list[tuple[str, float]]] = {}
        for field, name, product in self._index.named(self._combined.shared(self._index.vectors[row])):
            found.setdefault(field, []).append((name, product))
        for field, shared in found.items():
            cosine = abs(sum(product for _, product in shared)) or 1.0
            scale = FIELD_WEIGHTS[field] / cosine**0.5 if field in SATURATING else FIELD_WEIGHTS[field]
            yield from ((field, name, scale * product) for name, product in shared)

    def of_year(self, row: int) -> float:
        """Return what nearness in time adds to a row's score."""
        return float(self._year_curve[self._index.year_bins[row]]) if self.seeds else 0.0

    def of_length(self, row: int) -> float:
        """Return what nearness in length adds to a row's score."""
        return float(self._length_curve[self._index.length_bins[row]]) if self.seeds else 0.0


def similarities(index: Index, rows: Rows, *, late: bool = True) -> Numbers:
    """Return the similarity of every row to each of these rows, many times faster than one seed after another.

    Parameters
    ----------
    late
        Whether to include the features of rows added after the index was built.
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
    total += YEAR_WEIGHT * _curves(year_nearness, index.year_bins, rows)
    total += LENGTH_WEIGHT * _curves(length_nearness, index.length_bins, rows)
    return total


def _curves(near: Callable[[int], Numbers], bins: Rows, rows: Rows) -> Numbers:
    """Return how near every row's bin is to the bin of each of some rows."""
    places, curve = np.unique(bins[rows], return_inverse=True)
    curves = np.array([near(place) for place in listed(places)])
    return curves[curve][:, bins]


def _signed_sqrt(cosines: Numbers) -> Numbers:
    return np.copysign(np.sqrt(np.abs(cosines)), cosines)


def _weighted_sum(curves: Iterable[tuple[Numbers, float]]) -> Numbers:
    total = np.zeros(1)
    for curve, weight in curves:
        total = total + weight * curve
    return total
