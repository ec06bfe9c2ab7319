"""Find which anthology, instalment or person somebody meant by what they typed."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from bot.search.buckets import RANKED, Bucket
from bot.search.confidence import NONE_OF_THESE, Candidate, Nearness, SearchResult, assess, candidate
from bot.search.keyboards import on_the_other_keyboard
from bot.search.keywords import KeywordIndex
from bot.search.names import Origin, SearchDocument, Spelling, Subject, Thing, sounds, spellings
from bot.search.normalise import LONGEST_KEY, close_up, fold
from bot.search.numbers import numbered, says_only_a_number
from bot.search.romanise import sounding

FAVOUR = 2.0
"""What full favour adds to a thing's fit: enough among equals, too little to lift what fits badly."""
WELL = NONE_OF_THESE + 2.0
"""The fit from which a match by letters is good enough to look no further."""
KEYWORDS = (0.0, 0.5, 2.0, 4.5)
"""How far above "none of these" a thing stands at which every word points, where that is one word, two, or more: two
words may meet in many a story by chance, so only three make sure. Set by hand, on examples."""
KEYWORDS_NEEDED = 0.6
"""Which share of the words brings a thing level with "none of these"."""
EXACT = 30.0
"""The fit of an id, or of the title itself: beyond doubt."""
EXACT_OTHER_NAME = 2.5
"""What is added where another name is just what was typed: ``my dear`` may be some show's third name, or the beginning
of the title that is meant."""

_EVERYTHING = frozenset(Subject)
_FEWEST_KEPT = 40
_SHARE_OF_BEST = 0.5
"""What share of the best one's clues a thing needs: many with a word each would drown one with all of them."""
_TELLING = 3
"""Letters below which a text tells too little to be sure of anything."""


class TitleSearch:
    """All findable things under all their spellings.

    Parameters
    ----------
    findables
        What can be found at first, in any order. Building takes about two seconds for 30,000 names: do it off the event
        loop.

    Notes
    -----
    A look changes nothing; looks and changes must not run at once in several threads.
    """

    def __init__(self, findables: Iterable[SearchDocument] = ()) -> None:
        self._things = {findable.thing: findable for findable in findables}
        self._instalments: defaultdict[str, set[str]] = defaultdict(set)
        everything = self._things.values()
        for findable in everything:
            if findable.parent:
                self._instalments[findable.parent].add(findable.key)
        self._keywords = KeywordIndex((findable, self._parent(findable)) for findable in everything)
        letters: list[Spelling] = []
        spoken: list[Spelling] = []
        for findable in everything:
            letters += spellings(findable, self._parent(findable))
            spoken += sounds(findable)
        self._letters, self._sounds = Bucket(letters), Bucket(spoken)

    def __len__(self) -> int:
        return len(self._things)

    def __iter__(self) -> Iterator[SearchDocument]:
        return iter(self._things.values())

    def __contains__(self, thing: object) -> bool:
        """Tell whether a findable, or a pair of subject and key, can be found here."""
        return self._things.get(thing.thing) == thing if isinstance(thing, SearchDocument) else thing in self._things

    def find(
        self,
        typed: str,
        limit: int = 25,
        *,
        subjects: Collection[Subject] | None = None,
        favour: Mapping[str, float] | None = None,
        delta: TitleSearch | None = None,
    ) -> SearchResult:
        """Find what was meant, best first.

        Parameters
        ----------
        typed
            Whatever was typed: a name in any spelling, a part of it, an id. Where it is empty, the matches are what is
            favoured and then what weighs most.
        limit
            The most matches wanted.
        subjects
            What kinds of thing to look for; all where it is None.
        favour
            By key, from 0 to 1: what comes first among equals (a server's own titles, what its members often open).
        beside
            Another finder whose things are found too, in place of those with the same id here: a server's own titles.
        """
        wanted = _EVERYTHING if subjects is None else frozenset(subjects)
        if not typed.strip():
            return assess(typed, self._likeliest(wanted, favour or {}, delta), limit)
        key = fold(typed)
        found = self.candidates(typed, wanted, key)
        if delta:
            found = [each for each in found if each[3] not in delta]
            found += delta.candidates(typed, wanted, key)
        if favour:
            found = [
                (near, fit - FAVOUR * favour.get(thing[1], 0.0), weight, thing, name, findable)
                for near, fit, weight, thing, name, findable in found
            ]
        found.sort()
        vague = len(close_up(key)) < _TELLING or says_only_a_number(key)
        return assess(typed, found, limit, vague=vague)

    def add(self, findable: SearchDocument) -> None:
        """Take a thing in, in place of one with the same subject and key; it is found from now on."""
        self.remove(findable.key, findable.subject)
        self._things[findable.thing] = findable
        if findable.parent:
            self._instalments[findable.parent].add(findable.key)
        self._enter(findable)
        self._enter_instalments_anew(findable)

    def remove(self, key: str, subject: Subject) -> None:
        """Take a thing out; nothing happens where it is not there."""
        findable = self._things.pop((subject, key), None)
        if findable:
            if findable.parent:
                self._instalments[findable.parent].discard(key)
            self._leave(findable)
            self._enter_instalments_anew(findable)

    def _parent(self, findable: SearchDocument) -> SearchDocument | None:
        return self._things.get((Subject.ANTHOLOGY, findable.parent)) if findable.parent else None

    def _enter(self, findable: SearchDocument) -> None:
        parent = self._parent(findable)
        for spelling in spellings(findable, parent):
            self._letters.add(spelling)
        for spelling in sounds(findable):
            self._sounds.add(spelling)
        self._keywords.add(findable, parent)

    def _leave(self, findable: SearchDocument) -> None:
        self._letters.remove(findable.thing)
        self._sounds.remove(findable.thing)
        self._keywords.remove(findable.thing)

    def _enter_instalments_anew(self, anthology: SearchDocument) -> None:
        """Spell the instalments again: they are also found under their anthology's names."""
        if anthology.subject is Subject.ANTHOLOGY:
            for key in self._instalments.get(anthology.key, ()):
                instalment = self._things[Subject.INSTALMENT, key]
                self._leave(instalment)
                self._enter(instalment)

    def candidates(self, typed: str, wanted: frozenset[Subject], key: str) -> list[Candidate]:
        """Give everything of these subjects that may be meant, in no order, each once with its best name.

        ``key`` is what was typed, folded.
        """
        best: dict[Thing, Candidate] = {}
        finished = typed[-1].isspace()
        for form in dict.fromkeys(filter(None, (key, numbered(key)))):
            most = RANKED if form == key else _FEWEST_KEPT
            _offer_all(best, self._letters.like(form, wanted, finished=finished, most=most))
            self._offer_exact(best, typed, form, wanted)
        if key and min((fit for _, fit, _, _, _, _ in best.values()), default=0.0) > -WELL:
            self._look_again(best, key, wanted)
        plain = typed.strip()
        for subject in wanted:
            if findable := self._things.get((subject, plain)):
                name = findable.names[0] if findable.names else findable.key
                best[findable.thing] = candidate(findable, name, EXACT, Nearness.ID)
        return list(best.values())

    def _look_again(self, best: dict[Thing, Candidate], key: str, wanted: frozenset[Subject]) -> None:
        """Look by other ways than the letters as they stand."""
        if key.isascii() and len(self._sounds):
            _offer_all(best, self._sounds.like(sounding(key), wanted, most=_FEWEST_KEPT))
        if other := on_the_other_keyboard(key):
            _offer_all(best, self._letters.like(other, wanted))
        pointed = self._keywords.pointing(key, wanted)
        most = max((share for _, share, _ in pointed), default=0.0)
        for thing, share, count in pointed:
            if share >= _SHARE_OF_BEST * most:
                above = KEYWORDS[min(count, len(KEYWORDS) - 1)]
                fitting = NONE_OF_THESE + above * (share - KEYWORDS_NEEDED) / (1 - KEYWORDS_NEEDED)
                findable = self._things[thing]
                _offer(best, candidate(findable, findable.names[0] if findable.names else findable.key, fitting))

    def _offer_exact(self, best: dict[Thing, Candidate], typed: str, key: str, wanted: frozenset[Subject]) -> None:
        for spelling in self._letters.just(key, wanted):
            plain = unicodedata.normalize("NFC", typed.strip()[:LONGEST_KEY])
            known = best.get(spelling.thing)
            fitting = EXACT if spelling.origin is Origin.TITLE else EXACT_OTHER_NAME + (-known[1] if known else WELL)
            nearness = (
                Nearness.AS_TYPED
                if spelling.name == plain
                else Nearness.AS_FOLDED
                if spelling.key == key
                else Nearness.CLOSED_UP
            )
            _offer(best, candidate(spelling.findable, spelling.name, min(fitting, EXACT), nearness))

    def _likeliest(
        self, wanted: frozenset[Subject], favoured: Mapping[str, float], beside: TitleSearch | None
    ) -> list[Candidate]:
        """Give what is likely before anything is typed."""
        things = self._things | {each.thing: each for each in beside or ()}
        likely: list[Candidate] = []
        for thing, each in things.items():
            if each.subject in wanted and each.names:
                liking = favoured.get(each.key, 0.0) * FAVOUR + each.weight
                likely.append((-Nearness.NOTHING_TYPED, -liking, 0.0, thing, each.names[0], each))
        likely.sort()
        return likely


def _offer_all(best: dict[Thing, Candidate], found: Iterable[tuple[float, Spelling]]) -> None:
    """Offer what a shelf gave."""
    for fitting, spelling in found:
        thing = spelling.thing
        known = best.get(thing)
        if known is None or (-fitting < known[1] and not known[0]):
            findable = spelling.findable
            best[thing] = (0, -fitting, -findable.weight, thing, spelling.name, findable)


def _offer(best: dict[Thing, Candidate], offered: Candidate) -> None:
    """Keep a candidate where it is the best so far of its thing."""
    known = best.get(offered[3])
    if known is None or offered[:2] < known[:2]:
        best[offered[3]] = offered
