"""The recommender itself: a request in, picks out. Titles can be added and removed at any time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import copy
from functools import cache

import numpy as np

from bot.models.catalogue import Tag
from bot.models.words import NO_WORDS, WordLists
from bot.recommender.index.candidates import Candidate
from bot.recommender.index.fields import Field
from bot.recommender.index.model import Model
from bot.recommender.index.sparse import Mask, Numbers, listed
from bot.recommender.index.weights import BROKEN_FILTER_PENALTY, FEW, STALE_SHARE
from bot.recommender.models import Pick, Ranking, Reason, TitleComparison
from bot.recommender.ranking.comparison import compare_titles
from bot.recommender.ranking.explanations import reasons_of, shown_reasons
from bot.recommender.ranking.filters import allowed
from bot.recommender.ranking.query import Query
from bot.recommender.ranking.selection import best, select
from bot.recommender.requests import Praise, Request, Understood
from bot.recommender.text.names import Names
from bot.recommender.text.parser import QueryParser
from bot.recommender.text.tokens import stems


class Recommender:
    """Recommends what to watch next, and why.

    Building takes seconds for every 5,000 candidates, so do it off the event loop. Everything else is fast, and only
    :meth:`add` and :meth:`remove` change anything.

    Parameters
    ----------
    candidates
        If two have the same key, the later one wins.
    vocabulary
        The tags that :meth:`understand` recognises.
    read_words
        Gives the word files; called once, by :meth:`load` or by the first request in words.
    """

    def __init__(
        self,
        candidates: Iterable[Candidate],
        vocabulary: Sequence[Tag] = (),
        read_words: Callable[[], WordLists] = lambda: NO_WORDS,
    ) -> None:
        self._model = Model(candidates)
        self._index = self._model.index
        services = list(dict.fromkeys(self._index.names_in(Field.SERVICE)))
        newest = max((one.year for one in self._index.candidates if one.year), default=0)
        # Copies of this recommender share the parser, and what their servers add changes no one's words.
        self._parser = cache(lambda: QueryParser(vocabulary, read_words(), services, newest, self._model.bm25.knows))
        self._changes = 0

    @property
    def candidates(self) -> Sequence[Candidate]:
        """Everything that can be recommended."""
        return [self._index.candidates[row] for row in self._index.row_of.values()]

    def __len__(self) -> int:
        return len(self._index.row_of)

    def __contains__(self, key: object) -> bool:
        return key in self._index.row_of

    @property
    def stale(self) -> bool:
        """Whether so much has changed since it was built that a rebuild is worthwhile."""
        return self._changes > STALE_SHARE * max(1, self._index.built_from)

    def add(self, candidate: Candidate) -> None:
        """Add a candidate, replacing one with the same key."""
        self._model.add(candidate)
        self._changes += 1

    def remove(self, key: str) -> bool:
        """Remove a candidate; return whether it was there."""
        gone = self._model.remove(key)
        self._changes += gone
        return gone

    def with_changes(self, candidates: Iterable[Candidate], without: Iterable[str] = ()) -> Recommender:
        """Return a copy with these candidates added and others removed.

        This recommender and earlier copies of it don't change. What one server adds is weighed by the counts of the
        shared catalogue, so it changes no one else's answers. It costs a few hundred kilobytes, plus one comparison
        with all others for each candidate that differs.

        Parameters
        ----------
        candidates
            Added, replacing those with the same keys. Unchanged candidates cost nothing.
        without
            Keys to remove.
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
        """Detach from the recommender that this was copied from, so that a change here changes nothing there."""
        self._model = copy(self._model)
        self._model.fork()
        self._index = self._model.index

    def mentions(self, word: str) -> bool:
        """Return whether a word, in any of its forms, stands in a premise."""
        return any(map(self._model.bm25.knows, stems(word)))

    def load(self) -> None:
        """Read the word files now, so that no member waits for it."""
        self._parser()

    def understand(self, typed: str, names: Names | None = None) -> Understood:
        """Parse a request typed in plain words.

        Parameters
        ----------
        names
            Finds titles and people; without it, their names are only words.
        """
        return self._parser().understand(typed, names)

    def recommend(self, request: Request, limit: int = 5, *, fill: bool = True) -> Ranking:
        """Return what to watch next. The same request gives the same answer until a candidate is added or removed.

        Picks have the very tags that say best what was asked for, if there are a few of those; else others of the same
        family too. If nothing was asked for but what they must not be, they are well reviewed. If nothing has it all,
        one wish of several is given up, or the roles of people, or "film", and each pick says what it lacks.

        Parameters
        ----------
        fill
            Whether the nearest fill up a short list; otherwise they are only looked for where nothing fits.
        """
        query = Query(self._model, request)
        scores = query.scores()
        among_fitting = scores + query.praise()
        may = allowed(self._index, request)
        fits = may & query.fits() & ~self._index.panned
        matches = query.matches()
        at_best = query.matches_best() if query.asks_for_something else self._index.praised(Praise.GOOD)
        for wanted in (matches & at_best, matches):
            picks = self._picks(query, among_fitting, fits & wanted, limit)
            if len(picks) >= FEW:
                break
        if not picks and (nearly := query.nearly_matches()) is not None:
            picks = self._picks(query, among_fitting, fits & nearly, FEW)
        if not picks and request.loosened != request:
            looser = Query(self._model, request.loosened)
            picks = self._picks(query, among_fitting, may & looser.fits() & matches, FEW)
        if len(picks) == limit or (picks and not fill):
            return Ranking(picks)
        broken_filters = sum(
            (~each for each in (*(mask for _, mask in query.filters), matches)), start=np.zeros(len(self._index))
        )
        others = may & ~(fits & matches)
        for pick in picks:
            anthology = self._index.candidates[self._index.row_of[pick.key]].anthology
            others[self._index.rows_of_anthology(anthology)] = False
        near = self._picks(query, scores - BROKEN_FILTER_PENALTY * broken_filters, others, limit - len(picks))
        return Ranking(picks, near)

    def similar(self, key: str, limit: int = 5) -> Ranking:
        """Return what is most similar to one title."""
        return self.recommend(Request(liked=(key,)), limit)

    def ranked(self, key: str, limit: int) -> list[str]:
        """Return the keys most similar to one title by score alone, without diversity and reasons."""
        request = Request(liked=(key,))
        scores = Query(self._model, request).scores()
        rows = best(self._index, scores, allowed(self._index, request), limit)
        return [self._index.candidates[row].key for row in listed(rows)]

    def compare(self, first: str, second: str) -> TitleComparison:
        """Compare two titles.

        Raises
        ------
        KeyError
            If one of them is not a candidate.
        """
        return compare_titles(self._model, first, second)

    def _picks(self, query: Query, scores: Numbers, fits: Mask, limit: int) -> tuple[Pick, ...]:
        picks: list[Pick] = []
        before: tuple[Reason, ...] = ()
        for place in select(self._index, scores, fits, limit):
            candidate = self._index.candidates[place.row]
            members = [self._index.candidates[row] for row in place.members]
            before = shown_reasons(reasons_of(query, place.row, place.members), before)
            score = float(scores[place.members[0] if place.members else place.row])
            missed = query.missed(place.row, place.members)
            picks.append(Pick(candidate.key, score, before, missed, tuple(member.key for member in members)))
        return tuple(picks)
