"""From scores to a list: the best that fit, unlike each other, and no anthology more than its share."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from zlib import crc32

import numpy as np

from bot.recommender.index.build import Index
from bot.recommender.index.sparse import Mask, Numbers, Rows, listed
from bot.recommender.index.weights import CLOSENESS_COUNTS, FITTING, MOST_MEMBERS, MOST_OF_ONE_ANTHOLOGY, POOL, SEVERAL
from bot.recommender.ranking.mmr import mmr

BLOCK = 32


@dataclass(frozen=True, slots=True)
class Place:
    """A row that is picked; for an umbrella with the rows of the instalments that made it one."""

    row: int
    members: tuple[int, ...] = ()


def select(index: Index, scores: Numbers, fits: Mask, umbrellas: Mask, limit: int) -> list[Place]:
    """Choose at most ``limit`` rows.

    An anthology gives at most two instalments, or itself when several of its instalments fit about as well as the best
    pick, and never both.

    Parameters
    ----------
    fits
        Rows that may be picked.
    umbrellas
        Rows that may stand in for their instalments, though they say little themselves.
    """
    pool = best(index, scores, fits, POOL)
    families = _families(index, scores, pool)
    picked: dict[str, int] = {}
    places: list[Place] = []
    for row in _in_turn(index, scores, fits, pool):
        if len(places) >= limit:
            break
        candidate = index.candidates[row]
        times = picked.get(candidate.anthology, 0)
        umbrella = index.row_of.get(candidate.anthology)
        family = families.get(candidate.anthology, ())
        stands_in = umbrella is not None and bool(umbrellas[umbrella]) and len(family) >= SEVERAL
        if times == 0 and umbrella is not None and (candidate.umbrella or stands_in):
            places.append(Place(umbrella, () if candidate.umbrella else tuple(family[:MOST_MEMBERS])))
            picked[candidate.anthology] = MOST_OF_ONE_ANTHOLOGY
        elif times < MOST_OF_ONE_ANTHOLOGY and not candidate.umbrella:
            places.append(Place(row))
            picked[candidate.anthology] = times + 1
    return places


def best(index: Index, scores: Numbers, fits: Mask, limit: int) -> Rows:
    """Give the best rows that fit, best first; what is equal stands in an order that is always the same."""
    if limit <= 0:
        return np.empty(0, np.intp)
    scores = np.where(fits, scores, -np.inf)
    rows = np.flatnonzero(scores >= _within_reach(scores, limit))
    ordered = sorted(listed(rows), key=lambda row: (-scores[row], *_lot(index.candidates[row].key)))
    return np.array(ordered[:limit], np.intp)


def _within_reach(scores: Numbers, limit: int) -> float:
    """Give a score that at least ``limit`` rows reach, if there are so many, and not many more.

    The best of each block of rows stands for the block: of the ``limit`` best blocks each has one row that good.
    """
    blocks = len(scores) // BLOCK
    lowest = np.finfo(np.float64).min
    if blocks <= limit:
        return float(lowest)
    best_of_block = scores[: blocks * BLOCK].reshape(blocks, BLOCK).max(axis=1)
    return max(float(lowest), float(np.partition(best_of_block, blocks - limit)[blocks - limit]))


def _lot(key: str) -> tuple[int, str]:
    """Draw the lot that decides between equals: the alphabet would put the same few titles first for ever."""
    return crc32(key.encode()), key


def _families(index: Index, scores: Numbers, pool: Rows) -> dict[str, list[int]]:
    """Sort the instalments that fit about as well as the best row by their anthology."""
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


def _in_turn(index: Index, scores: Numbers, fits: Mask, pool: Rows) -> Iterator[int]:
    """Go through the pool, made diverse, and then through everything else by score."""
    vectors = [index.vectors[row] for row in listed(pool)]
    diverse = (int(pool[place]) for place in mmr(scores[pool], vectors, CLOSENESS_COUNTS))

    def rest() -> Iterator[int]:
        left = fits.copy()
        left[pool] = False
        yield from listed(best(index, scores, left, len(index)))

    return chain(diverse, rest())
