"""Which keys share the most with a typed one: every piece with the list of the keys that hold it."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.search.ngrams import BUCKET_BITS, Rows, head_pairs, ngrams, ngrams_of_all

POSTINGS_READ = 16_000
"""Entries of posting lists that one look reads at most, rarest pieces first: what bounds the time in a large index.
With 34,000 names half of the looks read fewer than 5,000 and one in a hundred more than 22,000."""
LENGTH_PULL = 0.3
"""How much a key that is mostly something else falls behind, against the share of the typed pieces that it holds."""
PROMISE_GAP = 0.5
"""How far a key may fall behind the best by its pieces and still be compared letter by letter: in 3,300 typed texts
none that was meant fell further behind."""
FEWEST = 40
"""Keys that are compared in any case: enough to fill a menu."""
SHORT = 8
"""Typed letters up to which head pairs are looked at too."""
HEAD_WORTH = 0.5
"""What a head pair counts beside a piece."""

_BUCKETS_A_KEY = 16
"""Buckets are joined in a small index, so that one for a handful of titles takes kilobytes."""
_FEW_ROWS = 16_000
"""Rows up to which a look adds up what each of all rows holds: above, sorting the entries that were read is quicker."""
_CUT_AT_ONCE = 8_000
"""Keys that are cut into pieces at once while building: what bounds the memory that this takes for a moment."""
_LIST_BITS = 8
"""An entry is a row, shifted by this; in a look the number of its list stands below, so that one sort brings a row's
lists together."""
_MOST_LISTS = 1 << _LIST_BITS
_GRAINS = 1 << 20
"""A piece weighs so many times what it counts, in whole numbers: their sums are exact, so that equals stay equal."""
_SHIFT = np.uint32(_LIST_BITS)
_PLACES = np.arange(_MOST_LISTS, dtype=np.uint32)

Entries = NDArray[np.uint32]
Weights = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Near:
    """Rows of an index that share pieces with what was typed.

    Parameters
    ----------
    rows
        Which keys, in no order.
    shared
        For each of them, which share of the typed pieces it holds (0 to 1), rare pieces counting more.
    """

    rows: NDArray[np.integer]
    shared: Weights


Groups = NDArray[np.bool_]
"""For every number of a group whether it is looked at; :func:`only` makes it."""

NOTHING_NEAR = Near(np.zeros(0, np.uint32), np.zeros(0, np.float32))


def only(groups: Iterable[int]) -> Groups:
    """Give what narrows a look to these groups."""
    among = np.zeros(NgramIndex.GONE + 1, bool)
    among[list(groups)] = True
    return among


class NgramIndex:
    """Keys by their pieces.

    Parameters
    ----------
    keys
        Folded keys, shortest first: a list that is not read to its end then leaves out the longest keys. Their places
        are the rows; keys that are added later get the next ones.
    groups
        A small number for each key, by which a look can be narrowed.
    """

    GONE = 255
    """The group of a row that was removed."""

    def __init__(self, keys: Sequence[str] = (), groups: Sequence[int] = ()) -> None:
        bits = min(BUCKET_BITS, (_BUCKETS_A_KEY * len(keys)).bit_length())
        self._coarser = BUCKET_BITS - bits
        pairs = _pairs(keys, self._coarser)
        sizes = np.bincount(pairs >> 32, minlength=1 << bits)
        self._starts = memoryview(np.concatenate(([0], np.cumsum(sizes))).astype(np.uint32).data)
        pairs <<= _LIST_BITS
        self._entries = pairs.astype(np.uint32)
        self._later: dict[int, array[int]] = {}
        self._rows = len(keys)
        self._has_gaps = False
        self._groups = np.array(groups, np.uint8)
        self._lengths = np.array([len(key) for key in keys], np.float32)

    def __len__(self) -> int:
        return self._rows

    def __contains__(self, row: int) -> bool:
        """Tell whether a row is still looked at."""
        return self._groups[row] != self.GONE

    def add(self, key: str, group: int) -> int:
        """Take in one more key and give its row; it is found from now on."""
        row = self._rows
        if row == len(self._groups):
            more = max(64, row)
            self._groups = np.concatenate((self._groups, np.full(more, self.GONE, np.uint8)))
            self._lengths = np.concatenate((self._lengths, np.zeros(more, np.float32)))
        for bucket in ngrams(key) | head_pairs(key):
            self._later.setdefault(bucket, array("I")).append(row << _LIST_BITS)
        self._groups[row] = group
        self._lengths[row] = len(key)
        self._rows += 1
        return row

    def remove(self, row: int) -> None:
        """Leave a row out of every further look."""
        self._groups[row] = self.GONE
        self._has_gaps = True

    def nearest(self, key: str, limit: int, among: Groups | None = None) -> Near:
        """Give the rows of these groups (all where it is None) that share most with the key, at most ``limit``."""
        lists, weights, total = self._lists(key)
        if not lists:
            return NOTHING_NEAR
        read = _most_read(lists)
        rows, held = _met(lists[:read], weights[:read], self._rows)
        if among is not None or self._has_gaps:
            groups = self._groups.take(rows)
            wanted = among.take(groups) if among is not None else groups != self.GONE
            rows, held = rows[wanted], held[wanted]
        if len(rows) > FEWEST:
            lengths = self._lengths.take(rows)
            lengths += len(key)
            # Held less pull, but for what is the same for all: LENGTH_PULL * (1 - typed length / both lengths).
            promise = np.divide(LENGTH_PULL * total * len(key), lengths, dtype=np.float64)
            promise += held
            likely = promise >= np.maximum.reduce(promise) - PROMISE_GAP * total
            count = np.count_nonzero(likely)
            if FEWEST <= count <= limit:
                best = likely.nonzero()[0]
            else:
                count = min(max(count, FEWEST), limit)
                best = promise.argpartition(len(rows) - count)[-count:]
            rows, held = rows.take(best), held.take(best)
        for others, weight in zip(lists[read:], weights[read:], strict=True):
            kind = rows << _LIST_BITS
            place = np.minimum(others.searchsorted(kind), len(others) - 1)
            held += weight * (others.take(place) == kind)
        return Near(rows, (held / total).astype(np.float32))

    def _lists(self, key: str) -> tuple[list[Entries], list[int], int]:
        """Give the lists of the key's pieces, shortest first, what each piece counts, and what all do together.

        A piece that nothing holds has no list, but counts among all.
        """
        worth = dict.fromkeys(ngrams(key), 1.0)
        if len(key) <= SHORT:
            worth = dict.fromkeys(head_pairs(key), HEAD_WORTH) | worth
        starts = self._starts
        bounds: list[tuple[int, int, int]] = []
        for bucket in worth:
            listing = bucket >> self._coarser
            start = starts[listing]
            bounds.append((starts[listing + 1] - start, bucket, start))
        if self._later:
            bounds = [(size + len(self._later.get(bucket, ())), bucket, start) for size, bucket, start in bounds]
        bounds.sort()
        del bounds[_MOST_LISTS:]
        weights = [round(worth[bucket] * math.log1p(self._rows / (1 + size)) * _GRAINS) for size, bucket, _ in bounds]
        if self._later:
            lists = [self._entries_of(bucket, start, size) for size, bucket, start in bounds if size]
        else:
            lists = [self._entries[start : start + size] for size, _, start in bounds if size]
        return lists, weights[len(weights) - len(lists) :], sum(weights)

    def _entries_of(self, bucket: int, start: int, size: int) -> Entries:
        """Give the list of one piece, in ascending order."""
        later = self._later.get(bucket)
        if later is None:
            return self._entries[start : start + size]
        return np.concatenate((self._entries[start : start + size - len(later)], np.array(later, np.uint32)))


def _most_read(lists: Sequence[Entries]) -> int:
    """Give how many lists one look reads, the first in any case."""
    left = POSTINGS_READ
    for place, entries in enumerate(lists):
        left -= len(entries)
        if left < 0:
            return max(place, 1)
    return len(lists)


def _met(
    lists: Sequence[Entries], weights: Sequence[int], rows_in_all: int
) -> tuple[NDArray[np.integer], NDArray[np.integer] | NDArray[np.float64]]:
    """Give the rows that stand in these lists, ascending, and what each one's lists weigh together."""
    if len(lists) == 1:
        lists = [lists[0][:POSTINGS_READ]]
    sizes = [*map(len, lists)]
    entries = np.concatenate(lists)
    if rows_in_all <= _FEW_ROWS:
        sums = np.bincount(entries >> _SHIFT, np.array(weights, np.float64).repeat(sizes))
        rows = (sums > 0).nonzero()[0]
        return rows, sums.take(rows)
    entries += _PLACES[: len(lists)].repeat(sizes)
    entries.sort()
    rows = entries >> _SHIFT
    is_last = np.empty(len(rows), bool)
    np.not_equal(rows[1:], rows[:-1], out=is_last[:-1])
    is_last[-1] = True
    lasts = is_last.nonzero()[0]
    held = np.array(weights).take(entries.astype(np.uint8)).cumsum().take(lasts)
    held[1:] -= held[:-1].copy()
    return rows.take(lasts), held


def _pairs(keys: Sequence[str], coarser: int) -> Rows:
    """Give every bucket that each key holds, with its row in the lower half, in ascending order."""
    cut = [np.zeros(0, np.int64)]
    for first in range(0, len(keys), _CUT_AT_ONCE):
        buckets, rows = ngrams_of_all(keys[first : first + _CUT_AT_ONCE])
        pairs = (buckets >> coarser) << 32 | (rows + first)
        pairs.sort()
        cut.append(pairs[np.concatenate(([True], pairs[1:] != pairs[:-1]))])
    pairs = np.concatenate(cut)
    if len(cut) > 2:  # noqa: PLR2004 - the empty one, and one in order
        pairs.sort()
    return pairs
