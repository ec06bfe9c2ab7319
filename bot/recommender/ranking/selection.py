"""Select the final list from scores: the best that fit, diverse, with a cap per anthology."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice
from zlib import crc32

import numpy as np
from msgspec import Struct

from bot.recommender.index.build import Index
from bot.recommender.index.candidates import UNKNOWN_POPULARITY
from bot.recommender.index.sparse import Mask, Numbers, Rows, listed
from bot.recommender.index.weights import FEW, FITTING, MMR_LAMBDA, MOST_MEMBERS, MOST_OF_ONE_ANTHOLOGY, POOL, SEVERAL
from bot.recommender.ranking.mmr import mmr

BLOCK = 32


class Place(Struct, frozen=True):
    """A picked row; for an umbrella, with the rows of the instalments that it stands for."""

    row: int
    members: tuple[int, ...] = ()


def select(index: Index, scores: Numbers, fits: Mask, limit: int) -> list[Place]:
    """Choose at most ``limit`` rows.

    An anthology contributes at most two instalments, or itself if several of its instalments fit about as well as the
    best pick, but never both. If that leaves only a few, its instalments are chosen themselves.

    Parameters
    ----------
    fits
        Rows that may be picked.
    """
    pool = best(index, scores, fits, POOL)
    rows = [*_candidates(index, scores, fits, pool)]
    places = [*islice(_places(index, rows, fits, _families(index, scores, pool), MOST_OF_ONE_ANTHOLOGY), limit)]
    if len(places) < FEW:
        stories = [row for row in rows if not index.candidates[row].umbrella]
        apart = [*islice(_places(index, stories, fits, {}, FEW), min(limit, FEW))]
        if len(apart) > len(places):
            places = apart
    return _unreviewed_last(index, places)


def _places(
    index: Index, rows: Iterable[int], fits: Mask, families: Mapping[str, Sequence[int]], most: int
) -> Iterator[Place]:
    """Yield the places of rows, best first: up to ``most`` of an anthology, or the anthology itself."""
    picked: dict[str, int] = {}
    for row in rows:
        candidate = index.candidates[row]
        times = picked.get(candidate.anthology, 0)
        umbrella = index.row_of.get(candidate.anthology)
        family = families.get(candidate.anthology, ())
        stands_in = umbrella is not None and bool(fits[umbrella]) and len(family) >= SEVERAL
        if times == 0 and umbrella is not None and (candidate.umbrella or stands_in):
            picked[candidate.anthology] = most
            yield Place(umbrella, () if candidate.umbrella else tuple(family[:MOST_MEMBERS]))
        elif times < most and not candidate.umbrella:
            picked[candidate.anthology] = times + 1
            yield Place(row)


def _unreviewed_last(index: Index, places: Sequence[Place]) -> list[Place]:
    """Move anthologies of which no story is reviewed below the last story that is a must watch."""
    last = max(
        (n for n, one in enumerate(places) if index.reviewed[one.row] and index.popularity[one.row] == 1), default=-1
    )
    unreviewed = [
        one
        for one in places[: last + 1]
        if index.candidates[one.row].umbrella and index.popularity[one.row] == UNKNOWN_POPULARITY
    ]
    return [*(one for one in places[: last + 1] if one not in unreviewed), *unreviewed, *places[last + 1 :]]


def best(index: Index, scores: Numbers, fits: Mask, limit: int) -> Rows:
    """Return the best rows that fit, best first, with ties always in the same order."""
    if limit <= 0:
        return np.empty(0, np.intp)
    scores = np.where(fits, scores, -np.inf)
    rows = np.flatnonzero(scores >= _threshold(scores, limit))
    ordered = sorted(listed(rows), key=lambda row: (-scores[row], *_tie_break(index.candidates[row].key)))
    return np.array(ordered[:limit], np.intp)


def _threshold(scores: Numbers, limit: int) -> float:
    """Return a score that at least ``limit`` rows reach (if there are that many), but not many more.

    Each block of rows is represented by its best one: each of the ``limit`` best blocks has at least one row that good.
    """
    blocks = len(scores) // BLOCK
    lowest = np.finfo(np.float64).min
    if blocks <= limit:
        return float(lowest)
    best_of_block = scores[: blocks * BLOCK].reshape(blocks, BLOCK).max(axis=1)
    return max(float(lowest), float(np.partition(best_of_block, blocks - limit)[blocks - limit]))


def _tie_break(key: str) -> tuple[int, str]:
    """Return the sort key that breaks ties: a hash, as alphabetical order would always favour the same few titles."""
    return crc32(key.encode()), key


def _families(index: Index, scores: Numbers, pool: Rows) -> dict[str, list[int]]:
    """Group the instalments that fit about as well as the best row by anthology."""
    families: dict[str, list[int]] = {}
    if not len(pool):
        return families
    highest, lowest = scores[pool[0]], scores[pool[-1]]
    least = highest - (1 - FITTING) * (highest - lowest)
    for row in listed(pool):
        candidate = index.candidates[row]
        if not candidate.umbrella and scores[row] >= least:
            families.setdefault(candidate.anthology, []).append(row)
    return families


def _candidates(index: Index, scores: Numbers, fits: Mask, pool: Rows) -> Iterator[int]:
    """Yield the rows of the pool, reranked for diversity, then all other rows by score."""
    vectors = [index.vectors[row] for row in listed(pool)]
    diverse = (int(pool[place]) for place in mmr(scores[pool], vectors, MMR_LAMBDA))

    def rest() -> Iterator[int]:
        left = fits.copy()
        left[pool] = False
        yield from listed(best(index, scores, left, len(index)))

    return chain(diverse, rest())
