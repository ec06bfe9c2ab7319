"""All that is known of the candidates, learned together and kept in step."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy

from bot.recommender.index.associations import Associations
from bot.recommender.index.bm25 import Bm25
from bot.recommender.index.build import Index
from bot.recommender.index.candidates import Candidate
from bot.recommender.index.hubness import Hubness


class Model:
    """The candidates as numbers, their premises, who is near everybody, and what goes with what."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        self.index = Index(candidates)
        self.bm25 = Bm25(self.index.candidates)
        self.hubness = Hubness(self.index)
        self.associations = Associations(self.index, self.bm25)

    def fork(self) -> None:
        """Part from the knowledge that this was copied from, so that a change here changes nothing there.

        What goes with what was learned from the candidates that were there first; that is shared.
        """
        self.index, self.bm25, self.hubness = copy(self.index), copy(self.bm25), copy(self.hubness)
        self.index.fork()
        self.bm25.fork()
        self.hubness.fork(self.index)

    def add(self, candidate: Candidate) -> None:
        """Take a candidate in, in place of the one of the same key if there is one."""
        self.index.add(candidate)
        self.bm25.add(candidate)
        self.hubness.add()

    def remove(self, key: str) -> bool:
        """Take a candidate out; says whether it was there."""
        return self.index.remove(key)
