"""Find which anthology, instalment or person somebody meant by what they typed."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from bot.finder.index import PieceIndex
from bot.finder.judgement import Candidate, Finding, judge
from bot.finder.keys import LONGEST_KEY, close_up, fold
from bot.finder.numbers import numbered
from bot.finder.ranking import Typed, fit
from bot.finder.spelling import Findable, Spelling, Subject, spellings

RANKED = 300
"""Spellings that are compared letter by letter."""
FAVOUR = 2.0
"""What full favour adds to a thing's fit: enough among equals, too little to lift what fits badly."""

_GROUPS = {subject: group for group, subject in enumerate(Subject)}
_AS_TYPED, _AS_FOLDED, _CLOSED_UP = 3, 2, 1
_EXACT_FIT = 40.0

_Id = tuple[Subject, str]


class Finder:
    """All findable things under all their spellings.

    Parameters
    ----------
    findables
        What can be found at first. Building takes about a second for 30,000 names: do it off the event loop.

    Notes
    -----
    One look at a time: neither looks nor changes may run in two threads at once.
    """

    def __init__(self, findables: Iterable[Findable] = ()) -> None:
        self._things = {(findable.subject, findable.key): findable for findable in findables}
        self._instalments: defaultdict[str, set[str]] = defaultdict(set)
        for findable in self._things.values():
            if findable.parent:
                self._instalments[findable.parent].add(findable.key)
        spelled = [spelling for findable in self._things.values() for spelling in self._spell(findable)]
        spelled.sort(key=lambda spelling: (len(spelling.closed), spelling.closed, spelling.findable.key))
        self._spellings = spelled
        self._index = PieceIndex(
            [spelling.key for spelling in spelled], [_GROUPS[spelling.findable.subject] for spelling in spelled]
        )
        self._rows: defaultdict[_Id, list[int]] = defaultdict(list)
        self._exact: defaultdict[str, list[int]] = defaultdict(list)
        for row, spelling in enumerate(spelled):
            self._enter(row, spelling)

    def __len__(self) -> int:
        return len(self._things)

    def __contains__(self, thing: object) -> bool:
        """Tell whether a findable, or a pair of subject and key, is in the index."""
        if isinstance(thing, Findable):
            return self._things.get((thing.subject, thing.key)) == thing
        return thing in self._things

    def find(
        self,
        typed: str,
        limit: int = 25,
        *,
        subjects: Collection[Subject] | None = None,
        favour: Mapping[str, float] | None = None,
        beside: Finder | None = None,
    ) -> Finding:
        """Find what was meant, best first.

        Parameters
        ----------
        typed
            Whatever was typed: a name in any spelling, a part of it, an id.
        limit
            The most matches wanted.
        subjects
            What kinds of thing to look for; all where it is None.
        favour
            By key, from 0 to 1: what comes first among equals (a server's own titles, what its members often open).
        beside
            Another finder whose things are found too, in place of those with the same id here: a server's own titles.
        """
        wanted = frozenset(Subject if subjects is None else subjects)
        best: dict[_Id, Candidate] = {}
        for finder in (self, beside) if beside else (self,):
            for candidate in finder._candidates(typed, wanted):
                thing = (candidate.findable.subject, candidate.findable.key)
                if finder is self and beside and thing in beside:
                    continue
                best[thing] = candidate
        favoured = favour or {}
        ranked = sorted(
            best.values(),
            key=lambda each: (
                -each.exact,
                -round(each.fit + FAVOUR * favoured.get(each.findable.key, 0), 4),
                _GROUPS[each.findable.subject],
                each.findable.key,
            ),
        )
        return judge(typed, ranked, limit)

    def add(self, findable: Findable) -> None:
        """Take a thing in, in place of one with the same subject and key; it is found from now on."""
        thing = (findable.subject, findable.key)
        self.remove(findable.key, findable.subject)
        self._things[thing] = findable
        if findable.parent:
            self._instalments[findable.parent].add(findable.key)
        self._take_in(findable)
        self._respell_instalments(findable)

    def remove(self, key: str, subject: Subject) -> None:
        """Take a thing out; nothing happens where it is not there."""
        findable = self._things.pop((subject, key), None)
        if not findable:
            return
        if findable.parent:
            self._instalments[findable.parent].discard(key)
        self._forget(findable)
        self._respell_instalments(findable)

    def _spell(self, findable: Findable) -> Iterator[Spelling]:
        parent = self._things.get((Subject.ANTHOLOGY, findable.parent)) if findable.parent else None
        return spellings(findable, parent)

    def _take_in(self, findable: Findable) -> None:
        for spelling in self._spell(findable):
            row = self._index.add(spelling.key, _GROUPS[findable.subject])
            self._spellings.append(spelling)
            self._enter(row, spelling)

    def _enter(self, row: int, spelling: Spelling) -> None:
        self._rows[spelling.findable.subject, spelling.findable.key].append(row)
        self._exact[spelling.closed].append(row)

    def _forget(self, findable: Findable) -> None:
        for row in self._rows.pop((findable.subject, findable.key), ()):
            self._index.remove(row)
            self._exact[self._spellings[row].closed].remove(row)

    def _respell_instalments(self, anthology: Findable) -> None:
        """Spell the instalments anew: they are also found under their anthology's names."""
        if anthology.subject is not Subject.ANTHOLOGY:
            return
        for key in self._instalments.get(anthology.key, ()):
            instalment = self._things[Subject.INSTALMENT, key]
            self._forget(instalment)
            self._take_in(instalment)

    def _candidates(self, typed: str, wanted: frozenset[Subject]) -> Iterable[Candidate]:
        best: dict[_Id, Candidate] = {}

        def offer(candidate: Candidate) -> None:
            thing = (candidate.findable.subject, candidate.findable.key)
            known = best.get(thing)
            if not known or (candidate.exact, candidate.fit) > (known.exact, known.fit):
                best[thing] = candidate

        stripped = typed.strip()
        for subject in wanted:
            if findable := self._things.get((subject, stripped)):
                offer(Candidate(findable, findable.names[0] if findable.names else findable.key, _EXACT_FIT, _AS_TYPED))
        key = fold(typed)
        forms = dict.fromkeys(filter(None, (key, numbered(key))))
        groups = [_GROUPS[subject] for subject in wanted]
        plain = unicodedata.normalize("NFC", stripped[:LONGEST_KEY])
        for form in forms:
            near = self._index.nearest(form, RANKED, groups)
            spelled = [self._spellings[row] for row in near.rows.tolist()]
            if not spelled:
                continue
            for spelling, fitting in zip(spelled, fit(Typed.of(form), spelled, near.shared), strict=True):
                offer(Candidate(spelling.findable, spelling.name, fitting))
            for row in self._exact.get(close_up(form), ()):
                spelling = self._spellings[row]
                if spelling.findable.subject in wanted:
                    tier = _AS_TYPED if spelling.name == plain else _AS_FOLDED if spelling.key == form else _CLOSED_UP
                    offer(Candidate(spelling.findable, spelling.name, _EXACT_FIT + spelling.findable.weight, tier))
        return best.values()
