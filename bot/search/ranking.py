"""Score how well each spelling fits what was typed: a linear model over 13 features."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from operator import itemgetter

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, LCSseq

from bot.search.names import Origin, Spelling, in_order
from bot.search.normalise import close_up

Numbers = NDArray[np.float32]

WEIGHTS = {
    "ngrams": 2.68,
    "letters": 2.38,
    "similarity": 3.63,
    "edits": -5.07,
    "edits_whole": -0.91,
    "begins": 1.03,
    "within": -0.42,
    "words": 0.92,
    "completeness": 1.68,
    "other_number": -1.75,
    "title": 2.03,
    "made_key": -0.89,
    "prior": 0.3,
}
"""The weight of each feature of :func:`measures` in a candidate's fit, which is its softmax exponent.

Learned by ``tests/benchmarks/search_weights.py``: a softmax over candidates, trained on 4,800 texts generated from four
seeds, a twelfth of them from alternative names, and each text a second time with the right answer removed. On texts
from other seeds the weights do just as well. Only ``prior`` is set by hand: popularity breaks ties.
"""

_VECTOR = np.array(list(WEIGHTS.values()), np.float32)
_MOST_EDITS = 4
_DIGITS = re.compile(r"\d+")


class Typed(Struct, frozen=True):
    """A typed text in all the forms that are compared.

    Parameters
    ----------
    key, closed, in_order
        As in :class:`Spelling`.
    bounded
        The key after a space, and followed by one if the last word is finished.
    words
        Each word with a space on either side.
    """

    key: str
    closed: str
    in_order: str
    bounded: str
    words: tuple[str, ...]

    @classmethod
    def of(cls, key: str, *, finished: bool = False) -> Typed:
        """Prepare a folded key. ``finished`` means a space was typed after it."""
        words = tuple(f" {word} " for word in key.split(" "))
        return cls(key, close_up(key), in_order(key), f" {key} " if finished else f" {key}", words)


def prior(spelled: Sequence[Spelling]) -> Numbers:
    """Return the features that don't depend on what is typed, one row per spelling.

    The columns are the last three features of :func:`measures`, then the length without spaces.
    """
    priors = np.empty((len(spelled), 4), np.float32)
    origins = np.array([each.origin for each in spelled], np.uint8)
    priors[:, 0] = origins == Origin.TITLE
    priors[:, 1] = origins >= Origin.ROMANISED
    priors[:, 2] = [each.document.weight for each in spelled]
    priors[:, 3] = [len(each.closed) for each in spelled]
    return priors


def measures(typed: Typed, candidates: Sequence[Spelling], shared: Numbers, priors: Numbers) -> Numbers:
    """Return the feature matrix: one row per feature of :data:`WEIGHTS`, one column per candidate.

    ``shared`` is each candidate's share of the typed n-grams, ``priors`` its row of :func:`prior`.

    - ``ngrams``, ``letters``: the share of the typed n-grams, and of the typed letters with words in any order (longest
      common subsequence), that the candidate contains.
    - ``similarity``: the best similarity by edit distance of three comparisons: with its beginning, with all of it, and
      with all of it with words in any order. ``edits``: the smallest distance of the three (insertions, deletions,
      substitutions and swaps); 0 if the text occurs in it as typed. ``edits_whole``: the distance to all of it.
    - ``begins``, ``within``: the text occurs in it as typed, at its beginning or at the beginning of a word.
    - ``words``: the share of the typed words that it contains. ``completeness``: how much of it is typed (logarithm).
    - ``other_number``: a number was typed that it does not have.
    - ``title``, ``made_key``, ``prior``: its origin (a title; a derived key) and its popularity.
    """
    closed = [candidate.closed for candidate in candidates]
    any_order = [candidate.in_order for candidate in candidates]
    padded = [candidate.padded for candidate in candidates]
    length = len(typed.closed)
    lengths = priors[:, 3]

    beginnings = [*map(itemgetter(slice(length)), closed), *map(itemgetter(slice(length + 1)), closed)]
    of_beginning, of_longer, of_all = _each(typed.closed, beginnings + closed, OSA.distance).reshape(3, -1)
    of_beginning = np.minimum(of_beginning, of_longer)
    fewest = of_all
    if len(typed.words) > 1:
        fewest = np.minimum(of_all, _each(typed.in_order, any_order, OSA.distance))
    contains = [typed.bounded in key for key in padded]
    begins = [contained and key.startswith(typed.bounded) for contained, key in zip(contains, padded, strict=True)]
    has_words = [word in key for word in typed.words for key in padded]
    # Via bytes: building an array from a list of booleans takes numpy three times as long.
    occurs = np.frombuffer(bytes(contains + begins + has_words), np.bool_).reshape(-1, len(candidates))
    within = occurs[0]
    similarity = 1 - np.minimum(of_beginning / length, fewest / np.maximum(lengths, length))

    measured = np.empty((len(WEIGHTS), len(candidates)), np.float32)
    measured[0] = shared
    measured[1] = _each(typed.in_order, any_order, LCSseq.similarity) / length
    measured[2] = np.maximum(similarity, within)
    measured[3] = np.minimum(of_beginning, fewest) * ~within
    measured[4] = of_all
    edits = measured[3:5]
    np.minimum(edits, _MOST_EDITS, out=edits)
    edits /= _MOST_EDITS
    measured[5] = occurs[1]
    measured[6] = within
    measured[7] = np.add.reduce(occurs[2:], 0, int) / len(typed.words)
    measured[8] = np.log(np.minimum(length / lengths, 1))
    if numbers := set(_DIGITS.findall(typed.key)):
        measured[9] = [not numbers.issubset(_DIGITS.findall(key)) for key in padded]
    else:
        measured[9] = 0
    measured[10:] = priors[:, :3].T
    return measured


def fit(typed: Typed, candidates: Sequence[Spelling], shared: Numbers, priors: Numbers) -> Numbers:
    """Return how well each candidate fits, as its softmax exponent."""
    return (_VECTOR @ measures(typed, candidates, shared, priors)).round(3)


def _each(typed: str, keys: Sequence[str], scorer: Callable[..., int]) -> NDArray[np.int32]:
    return process.cdist((typed,), keys, scorer=scorer)[0]
