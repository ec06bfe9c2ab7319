"""Every candidate as numbers: its features measured against all others, its year and length on rulers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import copy
from itertools import accumulate, islice, pairwise
from math import log, log2
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from bot.recommender.index.candidates import Candidate
from bot.recommender.index.features import Feature, features_of
from bot.recommender.index.fields import Field
from bot.recommender.index.sparse import Mask, Numbers, Postings, Rows, Sparse, listed, tally
from bot.recommender.index.weights import LENGTH_FADE, NEWER_FADE, OLDER_FADE, RARE_SHARE, RARITY

FIRST_YEAR, LAST_YEAR = 1920, 2100
NOTCHES_A_DOUBLING = 8
LONGEST_NOTCH = 17 * NOTCHES_A_DOUBLING
"""The notch of about 2,000 hours, where the ruler of lengths ends."""
UNKNOWN = -1

_FIELDS = tuple(Field)
_PLACE = {field: place for place, field in enumerate(_FIELDS)}


class Index:
    """The candidates with what the ranking needs of each, row by row.

    How rare a feature is was counted when the index was built; what is added later is measured by that count, so that
    an addition changes nobody else's numbers.
    """

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self.candidates: list[Candidate] = sorted({one.key: one for one in candidates}.values(), key=attrgetter("key"))
        self.row_of: dict[str, int] = {one.key: row for row, one in enumerate(self.candidates)}
        self.built_from = len(self.candidates)
        self._rows_of_anthology: dict[str, list[int]] = {}
        self._named_by: dict[str, set[str]] = {}
        self._feature_ids: dict[Feature, int] = {}
        self._names: list[Feature] = []
        self._carried_by: list[int] = []
        self._rarities: Numbers = np.empty(0)
        self.field_places: NDArray[np.int8] = np.empty(0, np.int8)
        self.vectors: list[Sparse] = self._vectors([features_of(one) for one in self.candidates])
        self.postings = Postings(self.vectors)
        self.alive: Mask = np.ones(len(self.candidates), np.bool_)
        self.years: Rows = np.array([one.year or UNKNOWN for one in self.candidates], np.intp)
        self.year_notches: Rows = np.array([year_notch(one.year) for one in self.candidates], np.intp)
        self.length_notches: Rows = np.array([length_notch(one.minutes) for one in self.candidates], np.intp)
        self.minutes: Rows = np.array([one.minutes or UNKNOWN for one in self.candidates], np.intp)
        self.standings: Numbers = np.array([one.popularity for one in self.candidates])
        self.fames: Numbers = np.array([one.fame for one in self.candidates])
        self.needs_other: Mask = np.array([one.needs_other for one in self.candidates], np.bool_)
        for row, one in enumerate(self.candidates):
            self._place(row, one)

    def __len__(self) -> int:
        return len(self.candidates)

    def fork(self) -> None:
        """Part from the index that this one was copied from: what changes is held twice, what never does is shared."""
        self.candidates, self.vectors = self.candidates.copy(), self.vectors.copy()
        self.row_of, self.alive = self.row_of.copy(), self.alive.copy()
        self._rows_of_anthology = {key: rows.copy() for key, rows in self._rows_of_anthology.items()}
        self._named_by = {key: keys.copy() for key, keys in self._named_by.items()}
        self._feature_ids, self._names = self._feature_ids.copy(), self._names.copy()
        self.postings = copy(self.postings)
        self.postings.fork()

    def add(self, candidate: Candidate) -> None:
        """Take a candidate in, in place of the one of the same key if there is one."""
        self.remove(candidate.key)
        (vector,) = self._vectors([features_of(candidate)])
        row = self.postings.add(vector)
        self.candidates.append(candidate)
        self.row_of[candidate.key] = row
        self._place(row, candidate)
        self.vectors.append(vector)
        self.alive = np.append(self.alive, np.True_)
        self.years = np.append(self.years, candidate.year or UNKNOWN)
        self.year_notches = np.append(self.year_notches, year_notch(candidate.year))
        self.length_notches = np.append(self.length_notches, length_notch(candidate.minutes))
        self.minutes = np.append(self.minutes, candidate.minutes or UNKNOWN)
        self.standings = np.append(self.standings, candidate.popularity)
        self.fames = np.append(self.fames, candidate.fame)
        self.needs_other = np.append(self.needs_other, candidate.needs_other)

    def remove(self, key: str) -> bool:
        """Take a candidate out; says whether it was there."""
        row = self.row_of.pop(key, None)
        if row is None:
            return False
        self.alive[row] = False
        self._rows_of_anthology[self.candidates[row].anthology].remove(row)
        return True

    def get(self, key: str) -> Candidate | None:
        """Give the candidate of this key."""
        row = self.row_of.get(key)
        return None if row is None else self.candidates[row]

    def rows_of_anthology(self, anthology: str) -> list[int]:
        """Give the rows of an anthology and of all its instalments."""
        return self._rows_of_anthology.get(anthology, [])

    def related_to(self, key: str) -> list[int]:
        """Give the rows that name this key among their sequels and remakes."""
        return [self.row_of[other] for other in self._named_by.get(key, ()) if other in self.row_of]

    def feature(self, feature: int) -> Feature:
        """Give the field and the name of a feature."""
        return self._names[feature]

    def feature_id(self, field: Field, name: str) -> int | None:
        """Give the number of a feature; None where no candidate ever carried it."""
        return self._feature_ids.get((field, name))

    def rarity(self, field: Field, name: str) -> float:
        """Say how much a feature tells: the less, the more candidates carry it."""
        number = self.feature_id(field, name)
        return self._rarity(field, number) if number is None else float(self._rarities[number])

    def is_rare(self, field: Field, name: str) -> bool:
        """Say whether two candidates that share a feature have something in common worth telling."""
        return self._carrying(self.feature_id(field, name)) <= max(2, RARE_SHARE * self.built_from)

    def holders(self, field: Field, name: str) -> NDArray[np.int32]:
        """Give the rows that carry a feature."""
        number = self.feature_id(field, name)
        return np.empty(0, np.int32) if number is None else self.postings.holders(number)

    def by_field(self, vector: Sparse) -> Iterator[tuple[Field, Sparse]]:
        """Take a vector apart field by field; fields in which it has nothing are passed over."""
        places = self.field_places[vector.ids]
        for place, field in enumerate(_FIELDS):
            mine = places == place
            if mine.any():
                yield field, Sparse(vector.ids[mine], vector.values[mine])

    def named(self, vector: Sparse) -> Iterator[tuple[Field, str, float]]:
        """Spell a vector out."""
        for number, value in zip(vector.ids.tolist(), vector.values.tolist(), strict=True):
            yield (*self._names[number], value)

    def _place(self, row: int, candidate: Candidate) -> None:
        self._rows_of_anthology.setdefault(candidate.anthology, []).append(row)
        for other in candidate.related:
            self._named_by.setdefault(other, set()).add(candidate.key)

    def _vectors(self, candidates: Sequence[Mapping[Field, Mapping[str, float]]]) -> list[Sparse]:
        """Measure each field's features by their rarity and bring every field to length 1."""
        parts = [(field, names) for fields in candidates for field, names in fields.items()]
        known = self._feature_ids
        numbers = [known.setdefault((field, name), len(known)) for field, names in parts for name in names]
        ids: Rows = np.array(numbers, np.intp)
        self._learn_new(ids)
        values = np.array([strength for _, names in parts for strength in names.values()]) * self._rarities[ids]
        part = np.repeat(np.arange(len(parts)), [len(names) for _, names in parts])
        values /= np.sqrt(tally(part, values * values, len(parts)))[part]
        sizes = [sum(map(len, fields.values())) for fields in candidates]
        order = np.lexsort((ids, np.repeat(np.arange(len(candidates)), sizes)))
        bounds = pairwise(accumulate(sizes, initial=0))
        return [Sparse(ids[order[start:end]], values[order[start:end]]) for start, end in bounds]

    def _learn_new(self, ids: Rows) -> None:
        """Take in the features that were numbered last; who carries them counts only while the index is built."""
        if not self._names:
            self._carried_by = listed(np.bincount(ids))
        new = list(islice(self._feature_ids, len(self._names), None))
        rarities = [self._rarity(field, number) for number, (field, _) in enumerate(new, len(self._names))]
        self._names += new
        self._rarities = np.append(self._rarities, rarities)
        self.field_places = np.append(self.field_places, np.array([_PLACE[field] for field, _ in new], np.int8))

    def _carrying(self, number: int | None) -> int:
        """Say how many candidates carried a feature when the index was built."""
        return self._carried_by[number] if number is not None and number < len(self._carried_by) else 0

    def _rarity(self, field: Field, number: int | None) -> float:
        return log(1 + (self.built_from + 1) / (self._carrying(number) + 1)) ** RARITY.get(field, 1.0)


def year_notch(year: int | None) -> int:
    """Give a year's place on the ruler of years; place 0 stands for an unknown one."""
    return 0 if year is None else min(max(year, FIRST_YEAR), LAST_YEAR) - FIRST_YEAR + 1


def length_notch(minutes: int | None) -> int:
    """Give a length's place on the ruler of lengths; place 0 stands for an unknown one."""
    return 1 + min(round(log2(minutes) * NOTCHES_A_DOUBLING), LONGEST_NOTCH) if minutes and minutes > 0 else 0


def near_year(notch: int) -> Numbers:
    """Say for every place on the ruler of years how near it is, from 0 to 1."""
    return _near(notch, LAST_YEAR - FIRST_YEAR + 2, OLDER_FADE, NEWER_FADE)


def near_length(notch: int) -> Numbers:
    """Say for every place on the ruler of lengths how near it is, from 0 to 1."""
    return _near(notch, LONGEST_NOTCH + 2, LENGTH_FADE * NOTCHES_A_DOUBLING, LENGTH_FADE * NOTCHES_A_DOUBLING)


def _near(notch: int, size: int, fade_below: float, fade_above: float) -> Numbers:
    if not notch:
        return np.zeros(size)
    apart = np.arange(size) - notch
    near = np.exp(np.where(apart < 0, apart / fade_below, -apart / fade_above))
    near[0] = 0.0
    return near
