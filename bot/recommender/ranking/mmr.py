"""A list that is not five times the same: maximal marginal relevance.

After Carbonell and Goldstein, *The Use of MMR, Diversity-Based Reranking* (1998).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from bot.recommender.index.sparse import Numbers, Sparse, tally


def mmr(scores: Numbers, vectors: Sequence[Sparse], counts: float) -> Iterator[int]:
    """Give the places of a pool one by one, each the best of those left that is least like the ones before.

    Parameters
    ----------
    scores
        Best first.
    vectors
        What each is like, of any length.
    counts
        The lambda of MMR: 1 leaves the pool as it is.
    """
    if not len(scores):
        return
    span = float(scores[0] - scores[-1]) or 1.0
    worth = (scores - scores[-1]) / span
    alike = PairSimilarity(vectors)
    likest = np.zeros(len(scores))
    left = np.ones(len(scores), bool)
    for _ in range(len(scores)):
        marginal = np.where(left, counts * worth - (1 - counts) * likest, -np.inf)
        place = int(np.argmax(marginal))
        left[place] = False
        yield place
        likest = np.maximum(likest, alike.to(place))


class PairSimilarity:
    """Cosines between the members of a pool, worked out for one member when it is asked about."""

    def __init__(self, vectors: Sequence[Sparse]) -> None:
        self._ids = np.concatenate([vector.ids for vector in vectors])
        values = np.concatenate([vector.values for vector in vectors])
        self._owners = np.repeat(np.arange(len(vectors)), [len(vector.ids) for vector in vectors])
        lengths = np.sqrt(tally(self._owners, values * values, len(vectors)))
        self._values = values / np.where(lengths, lengths, 1.0)[self._owners]
        self._row = np.zeros(int(self._ids.max(initial=0)) + 1)
        self._size = len(vectors)

    def to(self, place: int) -> Numbers:
        """Give the cosine of every member to the one at this place."""
        mine = self._owners == place
        self._row[self._ids[mine]] = self._values[mine]
        cosines = tally(self._owners, self._values * self._row[self._ids], self._size)
        self._row[self._ids[mine]] = 0.0
        return cosines
