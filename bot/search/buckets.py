"""Spellings of one sort side by side: looked up by what they share with a typed key, or by being just that key."""

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
from bot.search.ranking import Figures, Typed, fit, prior

RANKED = 160
"""Spellings that are compared letter by letter at most; with 200, one typed text in two thousand fared better."""

_FAR_BEHIND = 12.0
"""How far a fit may lie behind the best one beyond the first few."""

_fit = itemgetter(0)
_GROUPS = {subject: group for group, subject in enumerate(Subject)}


def _length(spelling: Spelling) -> int:
    return len(spelling.padded)


@cache
def _among(subjects: frozenset[Subject]) -> Groups:
    return only(_GROUPS[subject] for subject in subjects)


class Bucket:
    """Spellings that are compared with each other.

    Parameters
    ----------
    spelled
        What stands on it at first, in any order; what comes later is found at once.
    """

    def __init__(self, spelled: Sequence[Spelling] = ()) -> None:
        self._spellings = sorted(spelled, key=attrgetter("thing"))
        self._spellings.sort(key=attrgetter("padded"))
        self._spellings.sort(key=_length)
        self._index = NgramIndex(
            [each.key for each in self._spellings], [_GROUPS[each.findable.subject] for each in self._spellings]
        )
        self._rows: defaultdict[Thing, list[int]] = defaultdict(list)
        for row, spelling in enumerate(self._spellings):
            self._rows[spelling.thing].append(row)
        self._standing = prior(self._spellings)
        hashes = np.array([hash(each.closed) for each in self._spellings], np.int64)
        self._by_hash = np.argsort(hashes, kind="stable").astype(np.int32)
        self._hashes = hashes[self._by_hash].data
        self._later: defaultdict[str, list[int]] = defaultdict(list)

    def __len__(self) -> int:
        return sum(map(len, self._rows.values()))

    def add(self, spelling: Spelling) -> None:
        """Take in one more spelling."""
        row = self._index.add(spelling.key, _GROUPS[spelling.findable.subject])
        self._spellings.append(spelling)
        if row == len(self._standing):
            self._standing = np.concatenate((self._standing, np.zeros((max(64, row), 4), np.float32)))
        self._standing[row] = prior((spelling,))
        self._rows[spelling.thing].append(row)
        self._later[spelling.closed].append(row)

    def remove(self, thing: Thing) -> None:
        """Take out every spelling of a thing."""
        for row in self._rows.pop(thing, ()):
            self._index.remove(row)

    def like(
        self, key: str, subjects: Collection[Subject], *, finished: bool = False, most: int = RANKED
    ) -> list[tuple[float, Spelling]]:
        """Give the spellings that are most like a folded key, each with how well it fits, in no order.

        Those that fit so badly that nothing could come of them are left out.
        """
        spelled, shared, known = self.near(key, subjects, most)
        if not spelled:
            return []
        fits = fit(Typed.of(key, finished=finished), spelled, shared, known)
        found = list(zip(fits.tolist(), spelled, strict=True))
        if len(found) > FEWEST:
            least = np.maximum.reduce(fits) - _FAR_BEHIND
            if np.minimum.reduce(fits) < least:
                found.sort(key=_fit, reverse=True)
                found = [each for place, each in enumerate(found) if place < FEWEST or each[0] >= least]
        return found

    def near(
        self, key: str, subjects: Collection[Subject], most: int = RANKED
    ) -> tuple[list[Spelling], Figures, Figures]:
        """Give the spellings worth comparing with a folded key, their shares of its pieces, and their standing."""
        among = None if len(subjects) == len(Subject) else _among(frozenset(subjects))
        near = self._index.nearest(key, most, among)
        rows: list[int] = near.rows.tolist()
        return [self._spellings[row] for row in rows], near.shared, self._standing.take(near.rows, axis=0)

    def just(self, key: str, subjects: Collection[Subject]) -> Iterator[Spelling]:
        """Give the spellings that are this folded key, spaces aside."""
        closed = close_up(key)
        kind = hash(closed)
        first = bisect_left(self._hashes, kind)
        end = bisect_right(self._hashes, kind, first)
        rows: list[int] = self._by_hash[first:end].tolist()
        for row in (*rows, *self._later.get(closed, ())):
            spelling = self._spellings[row]
            if spelling.closed == closed and row in self._index and spelling.findable.subject in subjects:
                yield spelling
