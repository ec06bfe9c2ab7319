"""How well each spelling fits what was typed: a handful of measures and their weights."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, LCSseq

from bot.search.names import Origin, Spelling, in_order
from bot.search.normalise import close_up

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

Learned by ``tests/benchmarks/search_weights.py``: a softmax over candidates, on 4,800 texts made from four seeds,
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
    words
        Each word between two spaces.
    """

    key: str
    closed: str
    in_order: str
    bounded: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, key: str, *, finished: bool = False) -> Typed:
        """Take a folded key; ``finished`` where a space was typed behind it."""
        words = tuple(f" {word} " for word in key.split(" "))
        return cls(key, close_up(key), in_order(key), f" {key} " if finished else f" {key}", words)


def prior(spelled: Sequence[Spelling]) -> Figures:
    """Give what is known of spellings before anything is typed, one row each.

    The columns are the last three of :func:`measures`, and the length.
    """
    known = np.empty((len(spelled), 4), np.float32)
    origins = np.array([each.origin for each in spelled], np.uint8)
    known[:, 0] = origins == Origin.TITLE
    known[:, 1] = origins >= Origin.ROMANISED
    known[:, 2] = [each.findable.weight for each in spelled]
    known[:, 3] = [len(each.closed) for each in spelled]
    return known


def measures(typed: Typed, candidates: Sequence[Spelling], shared: Figures, known: Figures) -> Figures:
    """Give one row a measure of :data:`WEIGHTS`, one column a candidate.

    ``shared`` is each one's share of the typed pieces, ``known`` its row of :func:`prior`.

    - ``ngrams``, ``letters``: the share of typed pieces, and of typed letters in any order of words, that it holds.
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
    length = len(typed.closed)
    lengths = known[:, 3]

    beginnings = [*map(itemgetter(slice(length)), closed), *map(itemgetter(slice(length + 1)), closed)]
    of_beginning, of_longer, of_all = _each(typed.closed, beginnings + closed, OSA.distance).reshape(3, -1)
    of_beginning = np.minimum(of_beginning, of_longer)
    fewest = of_all
    if len(typed.words) > 1:
        fewest = np.minimum(of_all, _each(typed.in_order, any_order, OSA.distance))
    holds = [typed.bounded in key for key in padded]
    begins = [held and key.startswith(typed.bounded) for held, key in zip(holds, padded, strict=True)]
    has_words = [word in key for word in typed.words for key in padded]
    # By way of bytes: numpy takes three times as long to make an array of a list of truths.
    told = np.frombuffer(bytes(holds + begins + has_words), np.bool_).reshape(-1, len(candidates))
    within = told[0]
    alike = 1 - np.minimum(of_beginning / length, fewest / np.maximum(lengths, length))

    measured = np.empty((len(WEIGHTS), len(candidates)), np.float32)
    measured[0] = shared
    measured[1] = _each(typed.in_order, any_order, LCSseq.similarity) / length
    measured[2] = np.maximum(alike, within)
    measured[3] = np.minimum(of_beginning, fewest) * ~within
    measured[4] = of_all
    slips = measured[3:5]
    np.minimum(slips, _MOST_SLIPS, out=slips)
    slips /= _MOST_SLIPS
    measured[5] = told[1]
    measured[6] = within
    measured[7] = np.add.reduce(told[2:], 0, int) / len(typed.words)
    measured[8] = np.log(np.minimum(length / lengths, 1))
    if numbers := set(_FIGURES.findall(typed.key)):
        measured[9] = [not numbers.issubset(_FIGURES.findall(key)) for key in padded]
    else:
        measured[9] = 0
    measured[10:] = known[:, :3].T
    return measured


def fit(typed: Typed, candidates: Sequence[Spelling], shared: Figures, known: Figures) -> Figures:
    """Give how well each candidate fits, as the exponent of its share."""
    return (_VECTOR @ measures(typed, candidates, shared, known)).round(3)


def _each(typed: str, keys: Sequence[str], scorer: Callable[..., int]) -> NDArray[np.int32]:
    return process.cdist((typed,), keys, scorer=scorer)[0]
