"""BM25 full-text index over the stems of the premises.

After Robertson and Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond* (2009).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from copy import copy
from math import log

import numpy as np

from bot.recommender.index.candidates import Candidate
from bot.recommender.index.sparse import Postings, Rows, Sparse, listed
from bot.recommender.index.weights import BM25_B, BM25_K1, WANTED_WORDS_WEIGHT
from bot.recommender.text.tokens import stems


class Bm25:
    """Which premise contains which stems, with the BM25 weight of each."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        texts = [Counter(stems(one.text)) for one in candidates]
        self._document_frequency = Counter(stem for text in texts for stem in text)
        self._document_count = len(texts)
        self._average_length = sum(text.total() for text in texts) / max(1, len(texts)) or 1.0
        self._ids: dict[str, int] = {}
        self.rows: list[Sparse] = [self._row(text) for text in texts]
        self._stems = list(self._ids)
        self.postings = Postings(self.rows)

    def fork(self) -> None:
        """Detach from the index that this was copied from."""
        self.rows, self._ids = self.rows.copy(), self._ids.copy()
        self.postings = copy(self.postings)
        self.postings.fork()

    def add(self, candidate: Candidate) -> None:
        """Add a candidate's premise."""
        self.rows.append(self._row(Counter(stems(candidate.text))))
        self._stems = list(self._ids)
        self.postings.add(self.rows[-1])

    def query(self, words: str) -> Sparse:
        """Weigh the stems of some words by IDF, so that the best possible premise scores ``WANTED_WORDS_WEIGHT``."""
        weights = {self._ids[stem]: self._idf(stem) for stem in stems(words) if stem in self._ids}
        best = sum(weights.values()) * (BM25_K1 + 1)
        return Sparse.of({number: WANTED_WORDS_WEIGHT * idf / best for number, idf in weights.items()})

    @property
    def width(self) -> int:
        """How many stems there are."""
        return len(self._stems)

    def knows(self, stem: str) -> bool:
        """Return whether a stem stands in a premise."""
        return stem in self._ids

    def holding(self, words: str) -> Iterator[Rows]:
        """Yield, for each of the words, the rows that contain it."""
        for stem in dict.fromkeys(stems(words)):
            if stem in self._ids:
                yield self.postings.holders(self._ids[stem]).astype(np.intp)

    def found(self, query: Sparse, row: int) -> list[tuple[float, str]]:
        """Return the query's stems that a premise contains, each with what it adds to the score."""
        shared = query.shared(self.rows[row])
        found = zip(listed(shared.ids), shared.values.tolist(), strict=True)
        return [(weight, self._stems[number]) for number, weight in found]

    def _idf(self, stem: str) -> float:
        """Return the inverse document frequency of a stem: the rarer, the higher."""
        found = self._document_frequency[stem]
        return log(1 + (self._document_count - found + 0.5) / (found + 0.5))

    def _row(self, text: Counter[str]) -> Sparse:
        length = 1 - BM25_B + BM25_B * text.total() / self._average_length
        return Sparse.of(
            {
                self._ids.setdefault(stem, len(self._ids)): times * (BM25_K1 + 1) / (times + BM25_K1 * length)
                for stem, times in text.items()
            }
        )
