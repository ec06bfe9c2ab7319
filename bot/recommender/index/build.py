"""Build the feature index: a normalised vector for each candidate, its year and length in bins, and the postings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from itertools import accumulate, islice, pairwise
from math import log, log2
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from bot.models import limits
from bot.recommender.index.candidates import Candidate
from bot.recommender.index.features import Feature, features_of
from bot.recommender.index.fields import Field
from bot.recommender.index.sparse import Mask, Numbers, Postings, Rows, Sparse, listed, tally
from bot.recommender.index.weights import (
    LEAST_POPULARITY,
    LENGTH_FADE,
    NEWER_FADE,
    OLDER_FADE,
    RARE_SHARE,
    RARITY_POWERS,
)
from bot.recommender.requests import Praise

LAST_YEAR = 2100
BINS_PER_DOUBLING = 8
LAST_LENGTH_BIN = 17 * BINS_PER_DOUBLING
"""The bin of about 2,000 hours, the last one for lengths."""
UNKNOWN = -1

_FIELDS = tuple(Field)
_PLACE = {field: place for place, field in enumerate(_FIELDS)}


class Index:
    """The candidates, with everything the ranking needs to know about each, row by row.

    The rarity (inverse document frequency) of features is counted when the index is built. Whatever is added later is
    weighed by those counts, so that an addition changes no other row.
    """

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self.candidates: list[Candidate] = sorted({one.key: one for one in candidates}.values(), key=attrgetter("key"))
        self.row_of: dict[str, int] = {one.key: row for row, one in enumerate(self.candidates)}
        self.built_from = len(self.candidates)
        self._rows_of_anthology: dict[str, list[int]] = {}
        self._related_by: dict[str, set[str]] = {}
        self._feature_ids: dict[Feature, int] = {}
        self._names: list[Feature] = []
        self._document_frequency: list[int] = []
        self._rarities: Numbers = np.empty(0)
        self.field_places: NDArray[np.int8] = np.empty(0, np.int8)
        self.vectors: list[Sparse] = self._vectors([features_of(one) for one in self.candidates])
        self.postings = Postings(self.vectors)
        self.alive: Mask = np.ones(len(self.candidates), np.bool_)
        self.years: Rows = np.array([one.year or UNKNOWN for one in self.candidates], np.intp)
        self.year_bins: Rows = np.array([year_bin(one.year) for one in self.candidates], np.intp)
        self.length_bins: Rows = np.array([length_bin(one.minutes) for one in self.candidates], np.intp)
        self.minutes: Rows = np.array([one.minutes or UNKNOWN for one in self.candidates], np.intp)
        self.popularity: Numbers = np.array([one.popularity for one in self.candidates])
        self.episodes: Rows = np.array([one.episodes or 1 for one in self.candidates], np.intp)
        self.umbrellas: Mask = np.array([one.umbrella for one in self.candidates], np.bool_)
        self.reviewed: Mask = np.array([one.reviewed for one in self.candidates], np.bool_)
        self.fame: Numbers = np.array([one.fame for one in self.candidates])
        self.needs_other: Mask = np.array([one.needs_other for one in self.candidates], np.bool_)
        for row, one in enumerate(self.candidates):
            self._register(row, one)

    def __len__(self) -> int:
        return len(self.candidates)

    def fork(self) -> None:
        """Detach from the index that this was copied from: copy whatever can change, share the rest."""
        self.candidates, self.vectors = self.candidates.copy(), self.vectors.copy()
        self.row_of, self.alive = self.row_of.copy(), self.alive.copy()
        self._rows_of_anthology = {key: rows.copy() for key, rows in self._rows_of_anthology.items()}
        self._related_by = {key: keys.copy() for key, keys in self._related_by.items()}
        self._feature_ids, self._names = self._feature_ids.copy(), self._names.copy()
        self.postings = copy(self.postings)
        self.postings.fork()

    def add(self, candidate: Candidate) -> None:
        """Add a candidate, replacing one with the same key."""
        self.remove(candidate.key)
        (vector,) = self._vectors([features_of(candidate)])
        row = self.postings.add(vector)
        self.candidates.append(candidate)
        self.row_of[candidate.key] = row
        self._register(row, candidate)
        self.vectors.append(vector)
        self.alive = np.append(self.alive, np.True_)
        self.years = np.append(self.years, candidate.year or UNKNOWN)
        self.year_bins = np.append(self.year_bins, year_bin(candidate.year))
        self.length_bins = np.append(self.length_bins, length_bin(candidate.minutes))
        self.minutes = np.append(self.minutes, candidate.minutes or UNKNOWN)
        self.popularity = np.append(self.popularity, candidate.popularity)
        self.episodes = np.append(self.episodes, candidate.episodes or 1)
        self.umbrellas = np.append(self.umbrellas, candidate.umbrella)
        self.reviewed = np.append(self.reviewed, candidate.reviewed)
        self.fame = np.append(self.fame, candidate.fame)
        self.needs_other = np.append(self.needs_other, candidate.needs_other)

    def remove(self, key: str) -> bool:
        """Remove a candidate; return whether it was there."""
        row = self.row_of.pop(key, None)
        if row is None:
            return False
        self.alive[row] = False
        self._rows_of_anthology[self.candidates[row].anthology].remove(row)
        return True

    def get(self, key: str) -> Candidate | None:
        """Return the candidate with this key."""
        row = self.row_of.get(key)
        return None if row is None else self.candidates[row]

    def rows_of_anthology(self, anthology: str) -> list[int]:
        """Return the rows of an anthology and all its instalments."""
        return self._rows_of_anthology.get(anthology, [])

    def related_to(self, key: str) -> list[int]:
        """Return the rows that list this key as a sequel, remake or the like."""
        return [self.row_of[other] for other in self._related_by.get(key, ()) if other in self.row_of]

    def feature(self, feature: int) -> Feature:
        """Return the field and name of a feature."""
        return self._names[feature]

    def feature_id(self, field: Field, name: str) -> int | None:
        """Return the number of a feature; None if no candidate ever had it."""
        return self._feature_ids.get((field, name))

    def rarity(self, field: Field, name: str) -> float:
        """Return the rarity of a feature: the fewer candidates have it, the higher."""
        number = self.feature_id(field, name)
        return self._rarity(field, number) if number is None else float(self._rarities[number])

    def is_rare(self, field: Field, name: str) -> bool:
        """Return whether a feature is rare enough to be worth mentioning when two candidates share it."""
        return self._frequency(self.feature_id(field, name)) <= max(2, RARE_SHARE * self.built_from)

    def holders(self, field: Field, name: str) -> NDArray[np.int32]:
        """Return the rows that have a feature."""
        number = self.feature_id(field, name)
        return np.empty(0, np.int32) if number is None else self.postings.holders(number)

    def praised(self, praise: Praise) -> Mask:
        """Return, row by row, whether its verdict is as good as that."""
        return self.reviewed & (self.popularity >= LEAST_POPULARITY[praise])

    @property
    def panned(self) -> Mask:
        """Row by row, whether the verdict is to skip it."""
        return self.reviewed & (self.popularity == 0)

    def names_in(self, field: Field) -> Iterator[str]:
        """Yield the name of every feature of a field that a candidate ever had."""
        return (name for found, name in self._names if found is field)

    def by_field(self, vector: Sparse) -> Iterator[tuple[Field, Sparse]]:
        """Split a vector by field, skipping the fields it has nothing in."""
        places = self.field_places[vector.ids]
        for place, field in enumerate(_FIELDS):
            mine = places == place
            if mine.any():
                yield field, Sparse(vector.ids[mine], vector.values[mine])

    def named(self, vector: Sparse) -> Iterator[tuple[Field, str, float]]:
        """Yield the field, name and value of each feature of a vector."""
        for number, value in zip(vector.ids.tolist(), vector.values.tolist(), strict=True):
            yield (*self._names[number], value)

    def _register(self, row: int, candidate: Candidate) -> None:
        self._rows_of_anthology.setdefault(candidate.anthology, []).append(row)
        for other in candidate.related:
            self._related_by.setdefault(other, set()).add(candidate.key)

    def _vectors(self, candidates: Sequence[Mapping[Field, Mapping[str, float]]]) -> list[Sparse]:
        """Weigh each field's features by their rarity and normalise every field to length 1."""
        parts = [(field, names) for fields in candidates for field, names in fields.items()]
        known = self._feature_ids
        numbers = [known.setdefault((field, name), len(known)) for field, names in parts for name in names]
        ids: Rows = np.array(numbers, np.intp)
        self._register_features(ids)
        values = np.array([strength for _, names in parts for strength in names.values()]) * self._rarities[ids]
        part = np.repeat(np.arange(len(parts)), [len(names) for _, names in parts])
        values /= np.sqrt(tally(part, values * values, len(parts)))[part]
        sizes = [sum(map(len, fields.values())) for fields in candidates]
        order = np.lexsort((ids, np.repeat(np.arange(len(candidates)), sizes)))
        bounds = pairwise(accumulate(sizes, initial=0))
        return [Sparse(ids[order[start:end]], values[order[start:end]]) for start, end in bounds]

    def _register_features(self, ids: Rows) -> None:
        """Register the features numbered last. Their document frequency is only counted while the index is built."""
        if not self._names:
            self._document_frequency = listed(np.bincount(ids))
        new = list(islice(self._feature_ids, len(self._names), None))
        rarities = [self._rarity(field, number) for number, (field, _) in enumerate(new, len(self._names))]
        self._names += new
        self._rarities = np.append(self._rarities, rarities)
        self.field_places = np.append(self.field_places, np.array([_PLACE[field] for field, _ in new], np.int8))

    def _frequency(self, number: int | None) -> int:
        """Return how many candidates had a feature when the index was built."""
        return self._document_frequency[number] if number is not None and number < len(self._document_frequency) else 0

    def _rarity(self, field: Field, number: int | None) -> float:
        return log(1 + (self.built_from + 1) / (self._frequency(number) + 1)) ** RARITY_POWERS.get(field, 1.0)


def year_bin(year: int | None) -> int:
    """Return the bin of a year; bin 0 means unknown."""
    return 0 if year is None else min(max(year, limits.FIRST_YEAR), LAST_YEAR) - limits.FIRST_YEAR + 1


def length_bin(minutes: int | None) -> int:
    """Return the bin of a length, on a logarithmic scale; bin 0 means unknown."""
    return 1 + min(round(log2(minutes) * BINS_PER_DOUBLING), LAST_LENGTH_BIN) if minutes and minutes > 0 else 0


def year_nearness(centre: int) -> Numbers:
    """Return how near every year bin is to this one, from 0 to 1."""
    return _near(centre, LAST_YEAR - limits.FIRST_YEAR + 2, OLDER_FADE, NEWER_FADE)


def length_nearness(centre: int) -> Numbers:
    """Return how near every length bin is to this one, from 0 to 1."""
    return _near(centre, LAST_LENGTH_BIN + 2, LENGTH_FADE * BINS_PER_DOUBLING, LENGTH_FADE * BINS_PER_DOUBLING)


def _near(centre: int, size: int, fade_below: float, fade_above: float) -> Numbers:
    if not centre:
        return np.zeros(size)
    offset = np.arange(size) - centre
    nearness = np.exp(np.where(offset < 0, offset / fade_below, -offset / fade_above))
    nearness[0] = 0.0
    return nearness
