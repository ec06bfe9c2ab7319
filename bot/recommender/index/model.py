"""The model: feature index, BM25 index, hubness and associations, built together and kept in sync."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy

from bot.recommender.index.associations import Associations
from bot.recommender.index.bm25 import Bm25
from bot.recommender.index.build import Index
from bot.recommender.index.candidates import Candidate
from bot.recommender.index.hubness import Hubness


class Model:
    """Everything learned from the candidates: their features, premises, hubness and associations."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self.index = Index(candidates)
        self.bm25 = Bm25(self.index.candidates)
        self.hubness = Hubness(self.index)
        self.associations = Associations(self.index, self.bm25)

    def fork(self) -> None:
        """Detach from the model that this was copied from, so that a change here changes nothing there.

        The associations never change after building, so they stay shared.
        """
        self.index, self.bm25, self.hubness = copy(self.index), copy(self.bm25), copy(self.hubness)
        self.index.fork()
        self.bm25.fork()
        self.hubness.fork(self.index)

    def add(self, candidate: Candidate) -> None:
        """Add a candidate, replacing one with the same key."""
        self.index.add(candidate)
        self.bm25.add(candidate)
        self.hubness.add()

    def remove(self, key: str) -> bool:
        """Remove a candidate; return whether it was there."""
        return self.index.remove(key)
