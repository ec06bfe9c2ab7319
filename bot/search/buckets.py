"""One bucket of spellings: n-gram candidates scored against a typed key, plus an exact lookup."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from functools import cache
from operator import attrgetter, itemgetter

import numpy as np

from bot.search.index import FEWEST, Groups, NgramIndex, only
from bot.search.names import Spelling, Subject, Thing
from bot.search.normalise import close_up
from bot.search.ranking import Numbers, Typed, fit, prior

RANKED = 160
"""The most spellings compared letter by letter. With 200, only one typed text in 2,000 did better."""

_FAR_BEHIND = 12.0
"""How far a fit may be behind the best one; the first few are kept anyway."""

_fit = itemgetter(0)
_GROUPS = {subject: group for group, subject in enumerate(Subject)}


def _length(spelling: Spelling) -> int:
    return len(spelling.padded)


@cache
def _among(subjects: frozenset[Subject]) -> Groups:
    return only(_GROUPS[subject] for subject in subjects)


class Bucket:
    """Spellings that compete with each other: letters in one bucket, sounds in another.

    Not to be confused with the hash buckets of :mod:`bot.search.ngrams`.

    Parameters
    ----------
    initial
        The spellings to start with, in any order. Any added later can be found right away.
    """

    def __init__(self, initial: Sequence[Spelling] = ()) -> None:
        self._spellings = sorted(initial, key=attrgetter("thing"))
        self._spellings.sort(key=attrgetter("padded"))
        self._spellings.sort(key=_length)
        self._index = NgramIndex(
            [each.key for each in self._spellings], [_GROUPS[each.document.subject] for each in self._spellings]
        )
        self._rows: defaultdict[Thing, list[int]] = defaultdict(list)
        for row, spelling in enumerate(self._spellings):
            self._rows[spelling.thing].append(row)
        self._priors = prior(self._spellings)
        hashes = np.array([hash(each.closed) for each in self._spellings], np.int64)
        self._by_hash = np.argsort(hashes, kind="stable").astype(np.int32)
        self._hashes = hashes[self._by_hash].data
        self._added: defaultdict[str, list[int]] = defaultdict(list)

    def __len__(self) -> int:
        return sum(map(len, self._rows.values()))

    def add(self, spelling: Spelling) -> None:
        """Add a spelling."""
        row = self._index.add(spelling.key, _GROUPS[spelling.document.subject])
        self._spellings.append(spelling)
        if row == len(self._priors):
            self._priors = np.concatenate((self._priors, np.zeros((max(64, row), 4), np.float32)))
        self._priors[row] = prior((spelling,))
        self._rows[spelling.thing].append(row)
        self._added[spelling.closed].append(row)

    def remove(self, thing: Thing) -> None:
        """Remove every spelling of a thing."""
        for row in self._rows.pop(thing, ()):
            self._index.remove(row)

    def like(
        self, key: str, subjects: Collection[Subject], *, finished: bool = False, most: int = RANKED
    ) -> list[tuple[float, Spelling]]:
        """Return the spellings most similar to a folded key, each with its fit, in no particular order.

        Spellings too far behind the best one to matter are left out.
        """
        candidates, shared, priors = self.near(key, subjects, most)
        if not candidates:
            return []
        fits = fit(Typed.of(key, finished=finished), candidates, shared, priors)
        found = list(zip(fits.tolist(), candidates, strict=True))
        if len(found) > FEWEST:
            least = np.maximum.reduce(fits) - _FAR_BEHIND
            if np.minimum.reduce(fits) < least:
                found.sort(key=_fit, reverse=True)
                found = [each for place, each in enumerate(found) if place < FEWEST or each[0] >= least]
        return found

    def near(
        self, key: str, subjects: Collection[Subject], most: int = RANKED
    ) -> tuple[list[Spelling], Numbers, Numbers]:
        """Return the spellings worth comparing with a folded key, their shares of its n-grams, and their priors."""
        among = None if len(subjects) == len(Subject) else _among(frozenset(subjects))
        near = self._index.nearest(key, most, among)
        rows: list[int] = near.rows.tolist()
        return [self._spellings[row] for row in rows], near.shared, self._priors.take(near.rows, axis=0)

    def equal_to(self, key: str, subjects: Collection[Subject]) -> Iterator[Spelling]:
        """Return the spellings equal to this folded key, ignoring spaces."""
        closed = close_up(key)
        hashed = hash(closed)
        first = bisect_left(self._hashes, hashed)
        end = bisect_right(self._hashes, hashed, first)
        rows: list[int] = self._by_hash[first:end].tolist()
        for row in (*rows, *self._added.get(closed, ())):
            spelling = self._spellings[row]
            if spelling.closed == closed and row in self._index and spelling.document.subject in subjects:
                yield spelling
