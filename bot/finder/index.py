"""Which keys share the most with a typed one: three-letter pieces, each with the list of keys that hold it."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

POSTINGS_READ = 60_000
"""Entries of posting lists that one look reads at most, rarest pieces first: what bounds the time in a large index."""
LENGTH_PULL = 0.3
"""How much a key that is mostly something else falls behind, against the share of the typed pieces that it holds."""

_BUCKET_BITS = 20
_BUCKETS = 1 << _BUCKET_BITS
"""Pieces are counted under a hash of this many values; two pieces in one bucket are sorted out by the re-ranking."""
_MIXERS = tuple(np.uint64(mixer) for mixer in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9))
_SPACE, _START, _END = np.uint64(32), np.uint64(1), np.uint64(0)

Rows = NDArray[np.int64]
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

    rows: Rows
    shared: Weights


class PieceIndex:
    """Keys by their pieces.

    Parameters
    ----------
    keys
        Folded keys, shortest first: a list that is not read to its end then leaves out the longest keys. Their places
        are the rows; keys that are added later get the next ones.
    groups
        A small number for each key, by which a look can be narrowed.

    Notes
    -----
    A piece is three letters in a row, spaces left out, or two where a sign is a whole syllable or word (kana, hanzi);
    the beginning of each word, and the first letter of all. One look at a time: the tallies are shared.
    """

    GONE = 255
    """The group of a row that was removed."""

    def __init__(self, keys: Sequence[str] = (), groups: Sequence[int] = ()) -> None:
        buckets, rows = _pieces(keys)
        pairs = np.unique((buckets.astype(np.uint64) << np.uint64(32)) | rows.astype(np.uint64))
        self._postings = (pairs & np.uint64(0xFFFFFFFF)).astype(np.int32)
        sizes = np.bincount((pairs >> np.uint64(32)).astype(np.int64), minlength=_BUCKETS)
        self._starts = np.concatenate(([0], np.cumsum(sizes))).astype(np.int32)
        self._later: dict[int, array[int]] = {}
        self._rows = len(keys)
        capacity = max(64, len(keys))
        self._groups = np.full(capacity, self.GONE, np.uint8)
        self._groups[: len(keys)] = groups
        self._lengths = np.zeros(capacity, np.float32)
        self._lengths[: len(keys)] = np.bincount(self._postings, minlength=len(keys))
        self._tally = np.zeros(capacity, np.float32)
        self._stamp = np.zeros(capacity, np.int32)

    def __len__(self) -> int:
        return self._rows

    def add(self, key: str, group: int) -> int:
        """Take in one more key and give its row; it is found from now on."""
        row = self._rows
        if row == len(self._groups):
            self._grow()
        buckets = np.unique(_pieces([key])[0]).tolist()
        for bucket in buckets:
            self._later.setdefault(bucket, array("i")).append(row)
        self._groups[row] = group
        self._lengths[row] = len(buckets)
        self._rows += 1
        return row

    def remove(self, row: int) -> None:
        """Leave a row out of every further look."""
        self._groups[row] = self.GONE

    def nearest(self, key: str, limit: int, groups: Sequence[int]) -> Near:
        """Give the rows of these groups that share most with the key, at most ``limit``."""
        buckets = np.unique(_pieces([key])[0])
        lists = sorted(((self._list(bucket), bucket) for bucket in buckets.tolist()), key=lambda each: len(each[0]))
        total, read = 0.0, 0
        counted: list[NDArray[np.int32]] = []
        unread: list[tuple[NDArray[np.int32], float]] = []
        for rows, _ in lists:
            weight = float(np.log1p(self._rows / (1 + len(rows))))
            total += weight
            left = POSTINGS_READ - read
            if len(rows) > left and counted:
                unread.append((rows, weight))
                continue
            counted.append(rows[:left])
            read += len(rows)
            self._tally[counted[-1]] += weight
        if not read:
            return Near(np.zeros(0, np.int64), np.zeros(0, np.float32))
        met = np.concatenate(counted)
        order = np.arange(len(met), dtype=np.int32)
        self._stamp[met] = order
        rows = met[self._stamp[met] == order]
        tally = self._tally[rows]
        self._tally[rows] = 0
        wanted = np.zeros(256, bool)
        wanted[list(groups)] = True
        among = wanted[self._groups[rows]]
        if not among.all():
            rows, tally = rows[among], tally[among]
        if len(rows) > limit:
            lengths = self._lengths[rows]
            promise = tally / total - LENGTH_PULL * lengths / (lengths + len(buckets))
            best = np.argpartition(promise, len(rows) - limit)[-limit:]
            rows, tally = rows[best], tally[best]
        for others, weight in unread:
            place = np.minimum(np.searchsorted(others, rows), len(others) - 1)
            tally += np.float32(weight) * (others[place] == rows)
        return Near(rows.astype(np.int64), tally / np.float32(total))

    def _list(self, bucket: int) -> NDArray[np.int32]:
        """Give the rows that hold a piece, in ascending order."""
        listed = self._postings[self._starts[bucket] : self._starts[bucket + 1]]
        later = self._later.get(bucket)
        return listed if later is None else np.concatenate((listed, np.array(later, np.int32)))

    def _grow(self) -> None:
        more = len(self._groups)
        self._groups = np.concatenate((self._groups, np.full(more, self.GONE, np.uint8)))
        self._lengths = np.concatenate((self._lengths, np.zeros(more, np.float32)))
        self._tally = np.zeros(2 * more, np.float32)
        self._stamp = np.zeros(2 * more, np.int32)


def _pieces(keys: Sequence[str]) -> tuple[Rows, Rows]:
    """Give the bucket of every piece of every key, and beside it the key's row; a piece that comes twice stands twice."""
    if not keys:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    text = "".join(f" {key}\0\0" for key in keys)
    signs = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32).astype(np.uint64)
    rows = np.repeat(np.arange(len(keys)), [len(key) + 3 for key in keys])

    first, second, third = signs[:-2], signs[1:-1], signs[2:]
    begins = (first == _SPACE) & (second != _END)
    third = np.where(_is_whole(second) | (third == _SPACE), _END, third)
    word_starts = _bucket(first[begins], second[begins], third[begins]), rows[:-2][begins]

    opens = np.concatenate(([True], rows[1:-2] != rows[:-3]))
    nothing = np.zeros(1, np.uint64)
    key_starts = _bucket(nothing + _START, second[opens], nothing), rows[:-2][opens]

    joined = signs != _SPACE
    signs, rows = signs[joined], rows[joined]
    first, second, third = signs[:-2], signs[1:-1], signs[2:]
    third = np.where(_is_whole(second), _END, third)
    inside = (first != _END) & (second != _END) & ((third != _END) | _is_whole(second))
    inner = _bucket(first[inside], second[inside], third[inside]), rows[:-2][inside]

    buckets, owners = zip(word_starts, key_starts, inner, strict=True)
    return np.concatenate(buckets), np.concatenate(owners)


def _is_whole(signs: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Tell which signs say as much as several letters: kana, hanzi and what lies beyond."""
    return (signs >= np.uint64(0x3400)) | ((signs >= np.uint64(0x3041)) & (signs <= np.uint64(0x30FF)))


def _bucket(first: NDArray[np.uint64], second: NDArray[np.uint64], third: NDArray[np.uint64]) -> Rows:
    mixed = first * _MIXERS[0] + second * _MIXERS[1] + third * _MIXERS[2]
    return ((mixed ^ (mixed >> np.uint64(31))) >> np.uint64(64 - 31 - _BUCKET_BITS) & np.uint64(_BUCKETS - 1)).astype(
        np.int64
    )
