"""Split a key into hashed n-grams, so that it can be looked up by any part of it.

The n-grams of a key are its trigrams, ignoring spaces (bigrams where one character says as much as several letters, as
kana and hanzi do), the first two letters of each word, and its first letter. Short texts also use *head pairs*, any two
of the first four letters in either order, in case no three letters in a row are right (``noe p``).

Each n-gram is identified by its hash bucket. Where two share a bucket, the ranking sorts it out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

BUCKET_BITS = 20
BUCKETS = 1 << BUCKET_BITS
HEAD = 4
"""How many letters at the start of a key form head pairs."""

_MIX_FIRST, _MIX_SECOND, _MIX_THIRD = 0x9E3779B1, 0x85EBCA6B * 3, 0xC2B2AE35 * 7
"""Hash multipliers, small enough that three code points combined stay under 64 bits."""
_FOLD_DOWN, _DROP = 29, 9
_END, _START, _PAIR, _SPACE = 0, 1, 2, 32

Codes = NDArray[np.uint64]
Buckets = NDArray[np.int64]
Rows = NDArray[np.int64]


def ngrams(key: str) -> set[int]:
    """Return the buckets of one key's n-grams."""
    if not key:
        return set()
    words = key.split(" ")
    letters = [*map(ord, key.replace(" ", ""))]
    hashes = [_hashed(_START, letters[0], _END)]
    if _WHOLE.search(key):
        hashes += [
            _hashed(_SPACE, ord(word[0]), _END if len(word) == 1 or _WHOLE.match(word) else ord(word[1]))
            for word in words
        ]
        for first, second, third in zip(letters, letters[1:], [*letters[2:], _END], strict=False):
            if _is_whole(second):
                hashes.append(_hashed(first, second, _END))
            elif third:
                hashes.append(_hashed(first, second, third))
    else:
        # The same for a key without such characters, inlined for speed: most searches end up here.
        hashes += [_hashed(_SPACE, ord(word[0]), ord(word[1]) if len(word) > 1 else _END) for word in words]
        hashes += [
            first * _MIX_FIRST + second * _MIX_SECOND + third * _MIX_THIRD
            for first, second, third in zip(letters, letters[1:], letters[2:], strict=False)
        ]
    return _buckets_of(hashes)


def head_pairs(key: str) -> set[int]:
    """Return the buckets of one key's head pairs."""
    head = sorted(letter for letter in map(ord, key.replace(" ", "")[:HEAD]) if not _is_whole(letter))
    return _buckets_of([_hashed(_PAIR, lower, upper) for lower, upper in combinations(head, 2)])


def ngrams_of_all(keys: Sequence[str]) -> tuple[Buckets, Rows]:
    """Return the buckets of the n-grams and head pairs of many keys, each with the position of its key.

    The same as :func:`ngrams` and :func:`head_pairs` for one key after another, many times faster. What occurs twice
    in a key is returned twice.
    """
    keys = [key or "\0" for key in keys]
    codes = np.frombuffer("".join(f" {key}\0\0" for key in keys).encode("utf-32-le", "surrogatepass"), np.uint32)
    codes = codes.astype(np.uint64)
    rows = np.repeat(np.arange(len(keys)), [len(key) + 3 for key in keys])

    first, second, third = codes[:-2], codes[1:-1], codes[2:]
    begins = (first == _SPACE) & (second != _END)
    third = np.where(_are_whole(second) | (third == _SPACE), _END, third)
    found = [(_buckets(first[begins], second[begins], third[begins]), rows[:-2][begins])]

    opens = begins & np.concatenate(([True], rows[1:-2] != rows[:-3]))
    start, end = np.full(opens.sum(), _START, np.uint64), np.full(opens.sum(), _END, np.uint64)
    found.append((_buckets(start, second[opens], end), rows[:-2][opens]))

    closed = codes != _SPACE
    codes, rows = codes[closed], rows[closed]
    first, second, third = codes[:-2], codes[1:-1], codes[2:]
    whole = _are_whole(second)
    third = np.where(whole, _END, third)
    inside = (first != _END) & (second != _END) & ((third != _END) | whole)
    found.append((_buckets(first[inside], second[inside], third[inside]), rows[:-2][inside]))

    opens = np.flatnonzero(np.concatenate(([True], rows[1:] != rows[:-1])))
    heads = np.concatenate((codes, np.zeros(HEAD, np.uint64)))[opens[:, np.newaxis] + np.arange(HEAD)]
    heads[np.logical_or.accumulate(heads == _END, axis=1) | _are_whole(heads)] = _END
    one, other = np.triu_indices(HEAD, 1)
    lower, upper = np.minimum(heads[:, one], heads[:, other]), np.maximum(heads[:, one], heads[:, other])
    places, pairs = np.nonzero(lower)
    lower, upper = lower[places, pairs], upper[places, pairs]
    found.append((_buckets(np.full(len(lower), _PAIR, np.uint64), lower, upper), places))

    buckets, owners = zip(*found, strict=True)
    return np.concatenate(buckets), np.concatenate(owners)


_WHOLE = re.compile("[\u3041-\u30ff\u3400-\U0010ffff]")


def _is_whole(letter: int) -> bool:
    """Return whether one character says as much as several letters: kana, hanzi and all later code points."""
    return letter >= 0x3400 or 0x3041 <= letter <= 0x30FF  # noqa: PLR2004 - blocks of Unicode


def _are_whole(letters: Codes) -> NDArray[np.bool_]:
    return (letters >= 0x3400) | ((letters >= 0x3041) & (letters <= 0x30FF))  # noqa: PLR2004 - as above


def _hashed(first: int, second: int, third: int) -> int:
    return first * _MIX_FIRST + second * _MIX_SECOND + third * _MIX_THIRD


def _buckets_of(hashes: list[int]) -> set[int]:
    return {((each ^ (each >> _FOLD_DOWN)) >> _DROP) & (BUCKETS - 1) for each in hashes}


def _buckets(first: Codes, second: Codes, third: Codes) -> Buckets:
    hashes = first * np.uint64(_MIX_FIRST) + second * np.uint64(_MIX_SECOND) + third * np.uint64(_MIX_THIRD)
    return (((hashes ^ (hashes >> np.uint64(_FOLD_DOWN))) >> np.uint64(_DROP)) & np.uint64(BUCKETS - 1)).astype(
        np.int64
    )
