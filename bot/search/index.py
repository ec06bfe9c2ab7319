"""N-gram index: for each n-gram, the posting list of the keys that contain it. Finds the keys closest to typed text."""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable, Sequence

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from bot.search.ngrams import BUCKET_BITS, Rows, head_pairs, ngrams, ngrams_of_all

POSTINGS_READ = 16_000
"""The most posting-list entries one lookup reads, rarest n-grams first. Caps the time a large index takes.
With 34,000 names, half the lookups would read fewer than 5,000 and one in a hundred more than 22,000."""
LENGTH_PULL = 0.3
"""Length penalty: how much a key that is mostly something else loses, next to its share of the typed n-grams."""
PROMISE_GAP = 0.5
"""How far behind the best a key's n-gram score may be for it to still be compared letter by letter. In 3,300 typed
texts, the right answer was never further behind."""
FEWEST = 40
"""How many keys are always compared: enough to fill a menu."""
SHORT = 8
"""Up to this many typed letters, head pairs are looked up too."""
HEAD_WORTH = 0.5
"""The weight of a head pair; an n-gram weighs 1."""

_BUCKETS_A_KEY = 16
"""Buckets per key. A small index merges buckets, so one for a handful of titles takes only kilobytes."""
_FEW_ROWS = 16_000
"""Up to this many rows a lookup counts into one slot per row; above, sorting the entries read is faster."""
_KEYS_AT_ONCE = 8_000
"""Keys split into n-grams at a time while building. Caps the peak memory."""
_LIST_BITS = 8
"""An entry is a row shifted left by this many bits. A lookup puts the number of the list into the low bits, so that one
sort brings a row's lists together."""
_MOST_LISTS = 1 << _LIST_BITS
_WEIGHT_SCALE = 1 << 20
"""Weights are scaled by this and rounded to whole numbers, so that sums are exact and ties stay ties."""
_SHIFT = np.uint32(_LIST_BITS)
_PLACES = np.arange(_MOST_LISTS, dtype=np.uint32)

Entries = NDArray[np.uint32]
Weights = NDArray[np.float32]


class Near(Struct, frozen=True):
    """Rows of an index that share n-grams with what was typed.

    Parameters
    ----------
    rows
        The keys' rows, in no particular order.
    shared
        For each row, its share of the typed n-grams (0 to 1), weighted so that rare ones count more.
    """

    rows: NDArray[np.integer]
    shared: Weights


Groups = NDArray[np.bool_]
"""A mask: for each group number, whether it is searched. :func:`only` makes one."""

NOTHING_NEAR = Near(np.zeros(0, np.uint32), np.zeros(0, np.float32))


def only(groups: Iterable[int]) -> Groups:
    """Return the mask that limits a lookup to these groups."""
    among = np.zeros(NgramIndex.GONE + 1, bool)
    among[list(groups)] = True
    return among


class NgramIndex:
    """Inverted index from hashed n-grams to keys.

    Parameters
    ----------
    keys
        Folded keys, shortest first, so that a posting list that isn't read to the end leaves out the longest keys. A
        key's position is its row; keys added later get the next rows.
    groups
        A small number for each key, which a lookup can filter by.
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
        self._added: dict[int, array[int]] = {}
        self._rows = len(keys)
        self._has_gaps = False
        self._groups = np.array(groups, np.uint8)
        self._lengths = np.array([len(key) for key in keys], np.float32)

    def __len__(self) -> int:
        return self._rows

    def __contains__(self, row: int) -> bool:
        """Return whether a row hasn't been removed."""
        return self._groups[row] != self.GONE

    def add(self, key: str, group: int) -> int:
        """Add a key and return its row. Lookups find it right away."""
        row = self._rows
        if row == len(self._groups):
            more = max(64, row)
            self._groups = np.concatenate((self._groups, np.full(more, self.GONE, np.uint8)))
            self._lengths = np.concatenate((self._lengths, np.zeros(more, np.float32)))
        for bucket in ngrams(key) | head_pairs(key):
            self._added.setdefault(bucket, array("I")).append(row << _LIST_BITS)
        self._groups[row] = group
        self._lengths[row] = len(key)
        self._rows += 1
        return row

    def remove(self, row: int) -> None:
        """Leave a row out of all further lookups."""
        self._groups[row] = self.GONE
        self._has_gaps = True

    def nearest(self, key: str, limit: int, among: Groups | None = None) -> Near:
        """Return up to ``limit`` rows of the groups in ``among`` (None: all) that share the most with the key."""
        lists, weights, total = self._lists(key)
        if not lists:
            return NOTHING_NEAR
        read = _most_read(lists)
        rows, held = _matching_rows(lists[:read], weights[:read], self._rows)
        if among is not None or self._has_gaps:
            groups = self._groups.take(rows)
            kept = among.take(groups) if among is not None else groups != self.GONE
            rows, held = rows[kept], held[kept]
        if len(rows) > FEWEST:
            lengths = self._lengths.take(rows)
            lengths += len(key)
            # Score minus length penalty, LENGTH_PULL * (1 - typed length / sum of lengths), without its constant part.
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
            wanted = rows << _LIST_BITS
            place = np.minimum(others.searchsorted(wanted), len(others) - 1)
            held += weight * (others.take(place) == wanted)
        return Near(rows, (held / total).astype(np.float32))

    def _lists(self, key: str) -> tuple[list[Entries], list[int], int]:
        """Return the posting lists of the key's n-grams, shortest first, the weight of each, and the total weight.

        An n-gram that no key contains has no list, but its weight is part of the total.
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
        if self._added:
            bounds = [(size + len(self._added.get(bucket, ())), bucket, start) for size, bucket, start in bounds]
        bounds.sort()
        del bounds[_MOST_LISTS:]
        weights = [
            round(worth[bucket] * math.log1p(self._rows / (1 + size)) * _WEIGHT_SCALE) for size, bucket, _ in bounds
        ]
        if self._added:
            lists = [self._entries_of(bucket, start, size) for size, bucket, start in bounds if size]
        else:
            lists = [self._entries[start : start + size] for size, _, start in bounds if size]
        return lists, weights[len(weights) - len(lists) :], sum(weights)

    def _entries_of(self, bucket: int, start: int, size: int) -> Entries:
        """Return the posting list of one n-gram, in ascending order."""
        added = self._added.get(bucket)
        if added is None:
            return self._entries[start : start + size]
        return np.concatenate((self._entries[start : start + size - len(added)], np.array(added, np.uint32)))


def _most_read(lists: Sequence[Entries]) -> int:
    """Return how many lists one lookup reads: always at least the first."""
    left = POSTINGS_READ
    for place, entries in enumerate(lists):
        left -= len(entries)
        if left < 0:
            return max(place, 1)
    return len(lists)


def _matching_rows(
    lists: Sequence[Entries], weights: Sequence[int], row_count: int
) -> tuple[NDArray[np.integer], NDArray[np.integer] | NDArray[np.float64]]:
    """Return the rows in these lists, ascending, and the summed weight of each row's lists."""
    if len(lists) == 1:
        lists = [lists[0][:POSTINGS_READ]]
    sizes = [*map(len, lists)]
    entries = np.concatenate(lists)
    if row_count <= _FEW_ROWS:
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
    """Return each key's buckets, with its row in the lower 32 bits, in ascending order."""
    chunks = [np.zeros(0, np.int64)]
    for first in range(0, len(keys), _KEYS_AT_ONCE):
        buckets, rows = ngrams_of_all(keys[first : first + _KEYS_AT_ONCE])
        pairs = (buckets >> coarser) << 32 | (rows + first)
        pairs.sort()
        chunks.append(pairs[np.concatenate(([True], pairs[1:] != pairs[:-1]))])
    pairs = np.concatenate(chunks)
    if len(chunks) > 2:  # noqa: PLR2004 - the empty one, and one already sorted
        pairs.sort()
    return pairs
