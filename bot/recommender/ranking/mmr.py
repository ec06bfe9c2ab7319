"""Maximal marginal relevance (MMR): rerank a list so that it isn't five times the same.

After Carbonell and Goldstein, *The Use of MMR, Diversity-Based Reranking for Reordering Documents and Producing
Summaries* (SIGIR 1998).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from bot.recommender.index.sparse import Numbers, Sparse, tally


def mmr(scores: Numbers, vectors: Sequence[Sparse], trade_off: float) -> Iterator[int]:
    """Yield the positions of a pool one by one: each time, the best trade-off between score and novelty.

    Parameters
    ----------
    scores
        The scores of the pool, best first.
    vectors
        The feature vector of each, of any length (L2 norm).
    trade_off
        The lambda of MMR: 1 leaves the pool as it is.
    """
    if not len(scores):
        return
    span = float(scores[0] - scores[-1]) or 1.0
    relevance = (scores - scores[-1]) / span
    similarity = PairSimilarity(vectors)
    redundancy = np.zeros(len(scores))
    left = np.ones(len(scores), bool)
    for _ in range(len(scores)):
        marginal = np.where(left, trade_off * relevance - (1 - trade_off) * redundancy, -np.inf)
        place = int(np.argmax(marginal))
        left[place] = False
        yield place
        redundancy = np.maximum(redundancy, similarity.to(place))


class PairSimilarity:
    """Cosines between the members of a pool, computed for one member at a time."""

    def __init__(self, vectors: Sequence[Sparse]) -> None:
        self._ids = np.concatenate([vector.ids for vector in vectors])
        values = np.concatenate([vector.values for vector in vectors])
        self._owners = np.repeat(np.arange(len(vectors)), [len(vector.ids) for vector in vectors])
        lengths = np.sqrt(tally(self._owners, values * values, len(vectors)))
        self._values = values / np.where(lengths, lengths, 1.0)[self._owners]
        self._row = np.zeros(int(self._ids.max(initial=0)) + 1)
        self._size = len(vectors)

    def to(self, place: int) -> Numbers:
        """Return the cosine of every member to the one at this position."""
        mine = self._owners == place
        self._row[self._ids[mine]] = self._values[mine]
        cosines = tally(self._owners, self._values * self._row[self._ids], self._size)
        self._row[self._ids[mine]] = 0.0
        return cosines
