"""The premises as something to be searched: BM25 over their stems.

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
from bot.recommender.index.weights import SATURATION, TEXT_LENGTH_COUNTS, WANTED_WORDS_WEIGHT
from bot.recommender.text.tokens import stems


class Bm25:
    """Which premise holds which stems, and how much each says there."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        texts = [Counter(stems(one.text)) for one in candidates]
        self._found_in = Counter(stem for text in texts for stem in text)
        self._built_from = len(texts)
        self._usual_length = sum(text.total() for text in texts) / max(1, len(texts)) or 1.0
        self._ids: dict[str, int] = {}
        self.rows: list[Sparse] = [self._row(text) for text in texts]
        self._stems = list(self._ids)
        self.postings = Postings(self.rows)

    def fork(self) -> None:
        """Part from the premises that these were copied from."""
        self.rows, self._ids = self.rows.copy(), self._ids.copy()
        self.postings = copy(self.postings)
        self.postings.fork()

    def add(self, candidate: Candidate) -> None:
        """Take one more premise in."""
        self.rows.append(self._row(Counter(stems(candidate.text))))
        self._stems = list(self._ids)
        self.postings.add(self.rows[-1])

    def query(self, words: str) -> Sparse:
        """Weigh the stems of some words so that the best possible answer scores ``WANTED_WORDS_WEIGHT``."""
        asked = {self._ids[stem]: self._telling(stem) for stem in stems(words) if stem in self._ids}
        best = sum(asked.values()) * (SATURATION + 1)
        return Sparse.of({number: WANTED_WORDS_WEIGHT * told / best for number, told in asked.items()})

    @property
    def width(self) -> int:
        """How many stems there are."""
        return len(self._stems)

    def holding(self, words: str) -> Iterator[Rows]:
        """Give for each of the words the rows that hold it."""
        for stem in dict.fromkeys(stems(words)):
            if stem in self._ids:
                yield self.postings.holders(self._ids[stem]).astype(np.intp)

    def found(self, query: Sparse, row: int) -> list[tuple[float, str]]:
        """Give the asked stems that a premise holds, each with what it adds to the score."""
        both = query.shared(self.rows[row])
        found = zip(listed(both.ids), both.values.tolist(), strict=True)
        return [(weight, self._stems[number]) for number, weight in found]

    def _telling(self, stem: str) -> float:
        found = self._found_in[stem]
        return log(1 + (self._built_from - found + 0.5) / (found + 0.5))

    def _row(self, text: Counter[str]) -> Sparse:
        length = 1 - TEXT_LENGTH_COUNTS + TEXT_LENGTH_COUNTS * text.total() / self._usual_length
        return Sparse.of(
            {
                self._ids.setdefault(stem, len(self._ids)): times * (SATURATION + 1) / (times + SATURATION * length)
                for stem, times in text.items()
            }
        )
