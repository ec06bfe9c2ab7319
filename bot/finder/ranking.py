"""How well each spelling fits what was typed: nine measures and their weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import process
from rapidfuzz.distance import OSA, LCSseq

from bot.finder.keys import close_up
from bot.finder.spelling import Origin, Spelling, in_order

Figures = NDArray[np.float32]

WEIGHTS = {
    "pieces": 6.12,
    "beginning": 3.05,
    "whole": -0.41,
    "any_order": 2.76,
    "letters_in_order": 3.05,
    "letters_any_order": 4.41,
    "words_inside": 2.99,
    "length": 1.47,
    "title": 3.9,
    "made_key": -1.0,
    "prior": 0.3,
}
"""What each measure counts for, in the exponent of a softmax over all candidates."""

_VECTOR = np.array(list(WEIGHTS.values()), np.float32)


@dataclass(frozen=True, slots=True)
class Typed:
    """A typed text in the forms in which it is compared."""

    key: str
    closed: str
    in_order: str

    @classmethod
    def of(cls, key: str) -> Typed:
        """Take a folded key."""
        return cls(key, close_up(key), in_order(key))


def measures(typed: Typed, candidates: Sequence[Spelling], shared: Figures) -> Figures:
    """Give one row a candidate and one column a measure of :data:`WEIGHTS`, each between 0 and 1.

    ``shared`` is the share of the typed pieces that each candidate holds.
    """
    closed = [candidate.closed for candidate in candidates]
    words = [candidate.in_order for candidate in candidates]
    length = len(typed.closed)
    lengths = np.array([len(key) for key in closed], np.float32)
    cuts = (length, length + 1, max(length - 1, 1))
    cut_distance = np.min([_each(typed.closed, [key[:cut] for key in closed], OSA.distance) for cut in cuts], axis=0)
    bounded = f" {typed.key}"
    return np.stack(
        (
            shared,
            1 - cut_distance / length,
            1 - _each(typed.closed, closed, OSA.distance) / np.maximum(lengths, length),
            _each(typed.in_order, words, OSA.normalized_similarity),
            _each(typed.closed, closed, LCSseq.similarity) / length,
            _each(typed.in_order, words, LCSseq.similarity) / length,
            np.array([bounded in f" {candidate.key}" for candidate in candidates], np.float32),
            np.minimum(length / lengths, 1),
            np.array([candidate.origin == Origin.TITLE for candidate in candidates], np.float32),
            np.array([candidate.origin >= Origin.ROMANISED for candidate in candidates], np.float32),
            np.array([candidate.findable.weight for candidate in candidates], np.float32),
        ),
        axis=1,
    )


def fit(typed: Typed, candidates: Sequence[Spelling], shared: Figures) -> list[float]:
    """Give how well each candidate fits, as the exponent of its share."""
    return (measures(typed, candidates, shared) @ _VECTOR).tolist()


def _each(typed: str, keys: Sequence[str], scorer: object) -> Figures:
    return process.cdist([typed], keys, scorer=scorer, dtype=np.float32)[0]  # pyright: ignore
