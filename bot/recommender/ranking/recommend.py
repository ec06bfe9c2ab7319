"""The recommender itself: a request in, picks out; titles come and go while it answers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import copy

import numpy as np

from bot.models.catalogue import Tag
from bot.recommender.index.candidates import Candidate
from bot.recommender.index.model import Model
from bot.recommender.index.sparse import Mask, Numbers, listed
from bot.recommender.index.weights import OUTSIDE, STALE_SHARE
from bot.recommender.models import Pick, Ranking, Reason, Request, TitleComparison, Understood
from bot.recommender.ranking.comparison import compare_titles
from bot.recommender.ranking.explanations import reasons_of, shown_reasons
from bot.recommender.ranking.filters import allowed, broken, fitting, keep_allowed, missing
from bot.recommender.ranking.query import Query
from bot.recommender.ranking.selection import best, select
from bot.recommender.text.parser import QueryParser, Titles


class Recommender:
    """Says what to watch next, and why.

    Building measures every candidate against all others and takes seconds for every 5,000: build off the event loop.
    Everything else answers at once and does not change anything, except :meth:`add` and
    :meth:`remove`.

    Parameters
    ----------
    candidates
        Of two with the same key the later one counts.
    vocabulary
        The tags that :meth:`understand` knows.
    """

    def __init__(self, candidates: Iterable[Candidate], vocabulary: Sequence[Tag] = ()) -> None:
        self._known = Model(candidates)
        self._index = self._known.index
        self._plain_words = QueryParser(
            vocabulary,
            {service for one in self._index.candidates for service in one.services},
            max((one.year for one in self._index.candidates if one.year), default=0),
        )
        self._changes = 0

    def __len__(self) -> int:
        return len(self._index.row_of)

    def __contains__(self, key: object) -> bool:
        return key in self._index.row_of

    @property
    def stale(self) -> bool:
        """Whether so much has changed since it was built that building anew pays."""
        return self._changes > STALE_SHARE * max(1, self._index.built_from)

    def add(self, candidate: Candidate) -> None:
        """Let a candidate take part from now on, in place of the one of the same key if there is one."""
        self._known.add(candidate)
        self._changes += 1

    def remove(self, key: str) -> bool:
        """Let a candidate take part no longer; says whether it did."""
        gone = self._known.remove(key)
        self._changes += gone
        return gone

    def with_changes(self, candidates: Iterable[Candidate], without: Iterable[str] = ()) -> Recommender:
        """Give a recommender that also knows these candidates, and does not know others.

        This one goes on as it is, and so does whatever was built on it before: what one server adds is measured by the
        counts of what all have in common, and changes nobody else's answers. It costs some hundred kilobytes and a
        likeness to all others for each candidate that differs.

        Parameters
        ----------
        candidates
            In place of those with the same keys; what is just as it was costs nothing.
        without
            Keys that take no part there.
        """
        other = copy(self)
        other.fork()
        for key in without:
            other.remove(key)
        for candidate in candidates:
            if self._index.get(candidate.key) != candidate:
                other.add(candidate)
        return other

    def fork(self) -> None:
        """Part from the recommender that this one was copied from, so that a change here changes nothing there."""
        self._known = copy(self._known)
        self._known.fork()
        self._index = self._known.index

    def understand(self, typed: str, titles: Titles | None = None) -> Understood:
        """Read plain words.

        Parameters
        ----------
        titles
            Finds the title that stands after "like": takes words, gives the keys meant, best first.
        """
        return self._plain_words.understand(typed, titles)

    def recommend(self, request: Request, limit: int = 5) -> Ranking:
        """Give what to watch next; the same request gives the same answer until a candidate comes or goes."""
        query = Query(self._known, request)
        scores = query.scores()
        may = allowed(self._index, request)
        keeps = fitting(self._index, request)
        answers = query.answers()
        picks = self._picks(query, scores, may & keeps & answers, may & keeps, limit)
        if len(picks) == limit:
            return Ranking(picks)
        outside = sum(
            (~each for each in (*keep_allowed(self._index, request), answers)), start=np.zeros(len(self._index))
        )
        may &= ~(keeps & answers)
        for pick in picks:
            may[self._index.rows_of_anthology(self._index.candidates[self._index.row_of[pick.key]].anthology)] = False
        return Ranking(picks, self._picks(query, scores - OUTSIDE * outside, may, may, limit - len(picks)))

    def similar(self, key: str, limit: int = 5) -> Ranking:
        """Give what is most like one title."""
        return self.recommend(Request(liked=(key,)), limit)

    def ranked(self, key: str, limit: int) -> list[str]:
        """Give the keys most like one title by score alone: no diversity, no reasons."""
        request = Request(liked=(key,))
        scores = Query(self._known, request).scores()
        rows = best(self._index, scores, allowed(self._index, request), limit)
        return [self._index.candidates[row].key for row in listed(rows)]

    def compare(self, first: str, second: str) -> TitleComparison:
        """Set two titles side by side.

        Raises
        ------
        KeyError
            If one of them is no candidate.
        """
        return compare_titles(self._known, first, second)

    def _picks(self, query: Query, scores: Numbers, fits: Mask, umbrellas: Mask, limit: int) -> tuple[Pick, ...]:
        picks: list[Pick] = []
        before: tuple[Reason, ...] = ()
        for place in select(self._index, scores, fits, umbrellas, limit):
            candidate = self._index.candidates[place.row]
            members = [self._index.candidates[row] for row in place.members]
            before = shown_reasons(reasons_of(query, place.row, place.members), before)
            misses = (*broken(candidate, query.request), *missing(candidate, query.request, members))
            score = float(scores[place.members[0] if place.members else place.row])
            picks.append(Pick(candidate.key, score, before, misses, tuple(member.key for member in members)))
        return tuple(picks)
