"""Find the anthology, instalment or person that someone meant by what they typed. Start here: :class:`TitleSearch`."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from msgspec.structs import replace
from rapidfuzz.distance import OSA

from bot.search.buckets import RANKED, Bucket
from bot.search.closeness import Closeness, closeness, describes, has_slips, is_close, says_nothing, without_article
from bot.search.confidence import (
    NONE_OF_THESE,
    Candidate,
    Confidence,
    Match,
    Nearness,
    SearchResult,
    assess,
    candidate,
)
from bot.search.keywords import KeywordIndex
from bot.search.names import Origin, SearchDocument, Spelling, Subject, Thing, sounds, spellings
from bot.search.normalise import LONGEST_KEY, close_up, fold, on_the_other_keyboard
from bot.search.numbers import numbered, says_only_a_number
from bot.search.romanise import sounding

FAVOUR = 2.0
"""What full favour adds to a fit: enough to break ties, too little to lift a poor match."""
GOOD_FIT = NONE_OF_THESE + 2.0
"""The fit from which a match by spelling is good enough to skip the fallbacks."""
KEYWORD_FITS = (0.0, 0.5, 2.0, 4.5)
"""How far above "none of these" a thing scores if every keyword points to it, by the number of keywords. Two words may
occur in the same story by chance, so only three or more make it sure. Set by hand, using examples."""
KEYWORDS_NEEDED = 0.6
"""The share of keywords at which a thing scores the same as "none of these"."""
EXACT = 30.0
"""The fit of an id or an exact title: no doubt left."""
EXACT_OTHER_NAME = 2.5
"""What an exact match with an alternative name adds. It's no proof: ``my dear`` may be some show's third name, or the
beginning of the title that is meant."""

_EVERYTHING = frozenset(Subject)
_FEWEST_KEPT = 40
_SHARE_OF_BEST = 0.5
"""The share of the best thing's keywords that others need. Many with one word each would drown out the one with all."""
_UNFINISHED = (":", "-", "–", "—", ",", "(")
"""Signs behind which a title goes on."""
_COUNTING_WORD = re.compile(r" (?:seasons?|series|episodes?)$")
_VAGUE_BELOW = 3
"""Texts with fewer letters are too vague to be sure of anything."""


class TitleSearch:
    """A search over titles and people by all their spellings and keywords.

    Parameters
    ----------
    documents
        What can be found to begin with, in any order. Building takes about two seconds for 30,000 names: do it off the
        event loop.

    Notes
    -----
    Searching changes nothing. Don't search and change it in several threads at the same time.
    """

    def __init__(self, documents: Iterable[SearchDocument] = ()) -> None:
        self._things = {document.thing: document for document in documents}
        self._instalments: defaultdict[str, set[str]] = defaultdict(set)
        everything = self._things.values()
        for document in everything:
            if document.parent:
                self._instalments[document.parent].add(document.key)
        self._keywords = KeywordIndex((document, self._parent(document)) for document in everything)
        letters: list[Spelling] = []
        phonetic: list[Spelling] = []
        for document in everything:
            letters += spellings(document, self._parent(document))
            phonetic += sounds(document)
        self._letters, self._sounds = Bucket(letters), Bucket(phonetic)

    def __len__(self) -> int:
        return len(self._things)

    def __iter__(self) -> Iterator[SearchDocument]:
        return iter(self._things.values())

    def __contains__(self, thing: object) -> bool:
        """Return whether a search document, or a (subject, key) pair, can be found here."""
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
        """Return the best matches for a typed text, best first.

        Parameters
        ----------
        typed
            Whatever was typed: a name in any spelling, part of one, an id. If empty, the matches are whatever is
            favoured, then whatever has the highest weight.
        limit
            The most matches to return.
        subjects
            The kinds of things to look for; None means all.
        favour
            By key, from 0 to 1: what wins ties (a server's own titles, titles its members often open).
        delta
            A delta index: its things are found too, and replace those with the same id here (a server's own titles).
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
                (less_near, less_fit - FAVOUR * favour.get(thing[1], 0.0), less_weight, thing, name, document)
                for less_near, less_fit, less_weight, thing, name, document in found
            ]
        found.sort()
        _put_anthology_first(found, key)
        vague = len(close_up(key)) < _VAGUE_BELOW or says_only_a_number(key)
        result = assess(typed, found, limit, vague=vague)
        if result.certainty in {Confidence.SURE, Confidence.UNSURE} and not self._is_meant(typed, key, found[0]):
            return replace(result, certainty=Confidence.NEAR)
        if result.certainty is Confidence.SURE and _goes_on(typed, key, found):
            return replace(result, certainty=Confidence.UNSURE)
        return result

    def is_close(self, typed: str, match: Match) -> bool:
        """Say whether a match is near enough to what was typed to be offered as what may have been meant."""
        document = self._things.get((match.subject, match.key))
        key = fold(typed)
        return document is not None and is_close(_forms(key), self._spellings_of(document), _sound(key))

    def closeness(self, typed: str, match: Match) -> Closeness:
        """Say how a match is meant by what was typed."""
        document = self._things.get((match.subject, match.key))
        key = fold(typed)
        return closeness(_forms(key), self._spellings_of(document), _sound(key)) if document else Closeness.FAR

    def knows_word(self, word: str) -> bool:
        """Say whether a folded word stands in a name, a premise or a cast here, and so is no slip."""
        return word in self._keywords

    def is_named(self, match: Match, typed: str) -> bool:
        """Say whether one of a match's names is just what was typed, apart from case, signs and spaces."""
        document = self._things.get((match.subject, match.key))
        key = close_up(fold(typed))
        return document is not None and any(close_up(fold(name)) == key for name in document.names)

    def called(self, typed: str, subjects: Collection[Subject]) -> list[str]:
        """Return the keys of all that is called just what was typed, apart from case, signs and spaces.

        Takes microseconds, so that every few words of a sentence can be tried.
        """
        found = self._letters.equal_to(fold(typed), subjects)
        return [one.document.key for one in found if one.origin in {Origin.TITLE, Origin.OTHER_NAME}]

    def _is_meant(self, typed: str, key: str, first: Candidate) -> bool:
        """Say whether the first candidate is what was typed, and not only what is most like it."""
        nearness, document = -first[0], first[5]
        if describes(typed) or (nearness > Nearness.ALIKE and document.subject is not Subject.PERSON):
            return True
        return not says_nothing(key) and is_close(_forms(key), self._spellings_of(document), _sound(key))

    def _spellings_of(self, document: SearchDocument) -> list[Spelling]:
        return [*spellings(document, self._parent(document)), *sounds(document)]

    def add(self, document: SearchDocument) -> None:
        """Add a thing, replacing one with the same subject and key. It can be found right away."""
        self.remove(document.key, document.subject)
        self._things[document.thing] = document
        if document.parent:
            self._instalments[document.parent].add(document.key)
        self._index(document)
        self._reindex_instalments(document)

    def remove(self, key: str, subject: Subject) -> None:
        """Remove a thing; does nothing if it isn't there."""
        document = self._things.pop((subject, key), None)
        if document:
            if document.parent:
                self._instalments[document.parent].discard(key)
            self._unindex(document)
            self._reindex_instalments(document)

    def _parent(self, document: SearchDocument) -> SearchDocument | None:
        return self._things.get((Subject.ANTHOLOGY, document.parent)) if document.parent else None

    def _index(self, document: SearchDocument) -> None:
        parent = self._parent(document)
        for spelling in spellings(document, parent):
            self._letters.add(spelling)
        for spelling in sounds(document):
            self._sounds.add(spelling)
        self._keywords.add(document, parent)

    def _unindex(self, document: SearchDocument) -> None:
        self._letters.remove(document.thing)
        self._sounds.remove(document.thing)
        self._keywords.remove(document.thing)

    def _reindex_instalments(self, anthology: SearchDocument) -> None:
        """Index an anthology's instalments again, because they can be found under its names too."""
        if anthology.subject is Subject.ANTHOLOGY:
            for key in self._instalments.get(anthology.key, ()):
                instalment = self._things[Subject.INSTALMENT, key]
                self._unindex(instalment)
                self._index(instalment)

    def candidates(self, typed: str, wanted: frozenset[Subject], key: str) -> list[Candidate]:
        """Return everything that may be meant, in no particular order, each thing once with its best name.

        ``wanted`` are the subjects to look for; ``key`` is ``typed``, folded.
        """
        best: dict[Thing, Candidate] = {}
        finished = typed[-1].isspace()
        for form in dict.fromkeys(filter(None, (key, numbered(key)))):
            most = RANKED if form == key else _FEWEST_KEPT
            _offer_all(best, self._letters.like(form, wanted, finished=finished, most=most))
            self._offer_exact(best, typed, form, wanted)
        if key and max((-less_fit for _, less_fit, _, _, _, _ in best.values()), default=0.0) < GOOD_FIT:
            self._search_fallbacks(best, key, wanted)
        plain = typed.strip()
        for subject in wanted:
            if document := self._things.get((subject, plain)):
                name = document.names[0] if document.names else document.key
                best[document.thing] = candidate(document, name, EXACT, Nearness.ID)
        return list(best.values())

    def _search_fallbacks(self, best: dict[Thing, Candidate], key: str, wanted: frozenset[Subject]) -> None:
        """Try the fallbacks: sounds, the other keyboard layout, keywords."""
        if key.isascii() and len(self._sounds):
            _offer_all(best, self._sounds.like(sounding(key), wanted, most=_FEWEST_KEPT))
        if other := on_the_other_keyboard(key):
            _offer_all(best, self._letters.like(other, wanted))
        hits = self._keywords.pointing(key, wanted)
        most = max((share for _, share, _ in hits), default=0.0)
        for thing, share, count in hits:
            if share >= _SHARE_OF_BEST * most:
                above = KEYWORD_FITS[min(count, len(KEYWORD_FITS) - 1)]
                fit = NONE_OF_THESE + above * (share - KEYWORDS_NEEDED) / (1 - KEYWORDS_NEEDED)
                document = self._things[thing]
                _offer(best, candidate(document, document.names[0] if document.names else document.key, fit))

    def _offer_exact(self, best: dict[Thing, Candidate], typed: str, key: str, wanted: frozenset[Subject]) -> None:
        for spelling in self._letters.equal_to(key, wanted):
            plain = unicodedata.normalize("NFC", typed.strip()[:LONGEST_KEY])
            known = best.get(spelling.thing)
            fit = EXACT if spelling.origin is Origin.TITLE else EXACT_OTHER_NAME + (-known[1] if known else GOOD_FIT)
            nearness = (
                Nearness.AS_TYPED
                if spelling.name == plain
                else Nearness.AS_FOLDED
                if spelling.key == key
                else Nearness.CLOSED_UP
            )
            _offer(best, candidate(spelling.document, spelling.name, min(fit, EXACT), nearness))

    def _likeliest(
        self, wanted: frozenset[Subject], favour: Mapping[str, float], delta: TitleSearch | None
    ) -> list[Candidate]:
        """Return what is likely before anything is typed."""
        things = self._things | {each.thing: each for each in delta or ()}
        likely: list[Candidate] = []
        for thing, each in things.items():
            if each.subject in wanted and each.names:
                score = favour.get(each.key, 0.0) * FAVOUR + each.weight
                likely.append((-Nearness.NOTHING_TYPED, -score, 0.0, thing, each.names[0], each))
        likely.sort()
        return likely


def _forms(key: str) -> tuple[str, ...]:
    """Give the ways in which a folded text is compared with names."""
    return (key, numbered(key), on_the_other_keyboard(key) or "", _COUNTING_WORD.sub("", key))


def _sound(key: str) -> str:
    return sounding(key) if key.isascii() else ""


def _put_anthology_first(found: list[Candidate], key: str) -> None:
    """Put an anthology before an instalment that fits better only because its name goes on with ``Season 1``."""
    nearness, document = -found[0][0] if found else Nearness.ID, found[0][5] if found else None
    if document is None or nearness > Nearness.ALIKE or not document.parent:
        return
    place = next((n for n, each in enumerate(found) if each[3] == (Subject.ANTHOLOGY, document.parent)), None)
    if place is None:
        return
    typed = _COUNTING_WORD.sub("", key)
    own = min(OSA.distance(close_up(key), close_up(fold(name))) for name in document.names)
    for name in map(fold, found[place][5].names):
        if OSA.distance(close_up(typed), close_up(name)) < own and (typed == name or has_slips(typed, name)):
            found.insert(0, found.pop(place))
            return


def _goes_on(typed: str, key: str, found: list[Candidate]) -> bool:
    """Say whether other names go on where the text breaks off, so that the first is not sure to be meant.

    Only where the text is not letter for letter the first name: ``anna:`` can become *Anna: Extended Version*, ``i am``
    is *I Am Nobody* begun as much as it is *I Am...*.
    """
    nearness, name, first = -found[0][0], found[0][4], found[0][5]
    plain = " ".join(typed.split()).casefold()
    if nearness == Nearness.ID or plain == name.casefold():
        return False
    if nearness == Nearness.ALIKE and not plain.endswith(_UNFINISHED):
        return False
    others = (each for each in found[1:_FEWEST_KEPT] if each[5].parent != first.key)
    return any(without_article(fold(each[4])).startswith(without_article(key)) for each in others)


def _offer_all(best: dict[Thing, Candidate], found: Iterable[tuple[float, Spelling]]) -> None:
    """Offer the spellings that a bucket returned, with their fits."""
    for fit, spelling in found:
        thing = spelling.thing
        known = best.get(thing)
        if known is None or (-fit < known[1] and not known[0]):
            document = spelling.document
            best[thing] = (0, -fit, -document.weight, thing, spelling.name, document)


def _offer(best: dict[Thing, Candidate], offered: Candidate) -> None:
    """Keep a candidate if it is the best so far for its thing."""
    known = best.get(offered[3])
    if known is None or offered[:2] < known[:2]:
        best[offered[3]] = offered
