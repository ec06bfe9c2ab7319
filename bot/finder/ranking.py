"""How well each spelling fits what was typed: a handful of measures and their weights."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, LCSseq

from bot.finder.keys import close_up
from bot.finder.spelling import Spelling, in_order

Figures = NDArray[np.float32]

WEIGHTS = {
    "pieces": 2.68,
    "letters": 2.38,
    "likeness": 3.63,
    "slips": -5.07,
    "slips_of_all": -0.91,
    "begins": 1.03,
    "within": -0.42,
    "words": 0.92,
    "completeness": 1.68,
    "other_number": -1.75,
    "title": 2.03,
    "made_key": -0.89,
    "prior": 0.3,
}
"""What each measure of :func:`measures` counts for in the exponent of a share.

Learned by ``tests/benchmarks/finder_weights.py``: a softmax over candidates, on 4,800 texts made from four seeds,
a twelfth of them from other names than titles, and each a second time with what was meant taken out. On texts from
other seeds these weights do as well. ``prior`` alone is set by hand: popularity decides among equals.
"""

_VECTOR = np.array(list(WEIGHTS.values()), np.float32)
_MOST_SLIPS = 4
_FIGURES = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed text in the forms in which it is compared.

    Parameters
    ----------
    key, closed, in_order
        As a spelling has them.
    bounded
        The key behind a space, and with one at its end where the last word was finished.
    """

    key: str
    closed: str
    in_order: str
    bounded: str

    @classmethod
    def of(cls, key: str, *, finished: bool = False) -> Typed:
        """Take a folded key; ``finished`` where a space was typed behind it."""
        return cls(key, close_up(key), in_order(key), f" {key} " if finished else f" {key}")


def measures(typed: Typed, candidates: Sequence[Spelling], shared: Figures) -> Figures:
    """Give one row a measure of :data:`WEIGHTS`, one column a candidate; ``shared`` is each one's share of the pieces.

    - ``pieces``, ``letters``: the share of typed pieces, and of typed letters in any order of words, that it holds.
    - ``likeness``: the best of three ways to be alike, each letter for letter: as the beginning, as the whole, as the
      whole with its words in any order. ``slips``: the fewest slips (letters too many, missing, wrong or swapped) of
      the three; none where the text stands in it as it was typed. ``slips_of_all``: those of the whole.
    - ``begins``, ``within``: the text stands in it as typed, at its beginning or at a word's.
    - ``words``: which share of the typed words are words of it. ``completeness``: how much of it is typed (logarithm).
    - ``other_number``: a number was typed that it does not have.
    - ``title``, ``made_key``, ``prior``: what is known of it before anything is typed.
    """
    closed = [candidate.closed for candidate in candidates]
    any_order = [candidate.in_order for candidate in candidates]
    padded = [candidate.padded for candidate in candidates]
    words = [f" {word} " for word in typed.key.split(" ")]
    length = len(typed.closed)
    lengths = np.array([*map(len, closed)], np.float32)

    one_more = length + 1
    beginnings = [key[:length] for key in closed] + [key[:one_more] for key in closed]
    of_beginning, of_longer, of_all = _each(typed.closed, beginnings + closed, OSA.distance).reshape(3, -1)
    of_beginning = np.minimum(of_beginning, of_longer)
    of_words = _each(typed.in_order, any_order, OSA.distance) if len(words) > 1 else of_all
    fewest = np.minimum(of_all, of_words)
    within = _tell([typed.bounded in key for key in padded])
    likeness = np.maximum(1 - of_beginning / length, 1 - fewest / np.maximum(lengths, length))

    measured = np.empty((len(WEIGHTS), len(candidates)), np.float32)
    measured[0] = shared
    measured[1] = _each(typed.in_order, any_order, LCSseq.similarity) / length
    measured[2] = np.maximum(likeness, within)
    measured[3] = np.minimum(np.minimum(of_beginning, fewest) * (1 - within), _MOST_SLIPS) / _MOST_SLIPS
    measured[4] = np.minimum(of_all, _MOST_SLIPS) / _MOST_SLIPS
    measured[5] = [key.startswith(typed.bounded) for key in padded]
    measured[6] = within
    measured[7] = np.sum([[word in key for key in padded] for word in words], axis=0) / len(words)
    measured[8] = np.log(np.minimum(length / lengths, 1))
    if numbers := set(_FIGURES.findall(typed.key)):
        measured[9] = [not numbers.issubset(_FIGURES.findall(key)) for key in padded]
    else:
        measured[9] = 0
    measured[10:] = np.array([candidate.standing for candidate in candidates], np.float32).T
    return measured


def fit(typed: Typed, candidates: Sequence[Spelling], shared: Figures) -> list[float]:
    """Give how well each candidate fits, as the exponent of its share."""
    return np.round(_VECTOR @ measures(typed, candidates, shared), 3).tolist()


def _tell(answers: list[bool]) -> Figures:
    return np.array(answers, np.float32)


def _each(typed: str, keys: Sequence[str], scorer: Callable[..., int]) -> Figures:
    return process.cdist((typed,), keys, scorer=scorer, dtype=np.float32)[0]
