"""Decides what a typed text means: a title, a place in an anthology, a known work, or nothing that is here."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping

from msgspec import Struct
from rapidfuzz import fuzz

from bot.models.catalogue import Anthology, Instalment
from bot.models.ids import AnthologyId, PersonId, anthology_of, is_instalment, key_of_person, person_of_key
from bot.models.known_works import KnownWork, WorkKind
from bot.models.queries import Choice
from bot.search import Confidence, Match, SearchResult, Subject, TitleSearch
from bot.search.closeness import Closeness, is_another_word, says_nothing
from bot.search.known_works import KnownWorks
from bot.search.normalise import fold
from bot.search.typed import Link, Reading, is_link, is_mention, is_only_a_place, read_link, readings
from bot.titles.external import ExternalKeys, key_of_link
from bot.titles.places import Place, place_of
from bot.titles.server_catalogue import ServerCatalogue

OTHERS = 10
"""Other matches offered if it is not clear what was meant."""
NEAREST = 3
NEAR = 0.2
"""Other matches are offered if their score is at least this share of the best one's."""
CLOSE = 75.0
"""From this likeness on (0 to 100, rapidfuzz's ratio), a title is close enough to be offered for an absent one."""
VERY_CLOSE = 85.0
"""The same for an instalment's own title, without its anthology's, and for a person."""
SHORTEST_BEGUN = 4
"""Letters from which a title that begins with them is close enough too."""


class Found(Struct, frozen=True):
    """One title or person.

    Parameters
    ----------
    others
        What else may have been meant, if that is not clear.
    named
        Whether it is called just what was typed.
    """

    key: str
    others: tuple[Choice, ...] = ()
    named: bool = False

    @property
    def is_sure(self) -> bool:
        """Whether nothing else is likely to be meant."""
        return self.named or not self.others


class FoundSeveral(Struct, frozen=True):
    """Some instalments of an anthology: all of one season, or of one year."""

    anthology: Anthology
    instalments: tuple[Instalment, ...]


class Missing(Struct, frozen=True):
    """A season, an episode, a special or a number that the catalogue does not have.

    Parameters
    ----------
    around
        The season of which an episode was typed that it does not have.
    """

    anthology: Anthology
    reading: Reading
    around: Instalment | None = None


class Known(Struct, frozen=True):
    """A well-known work that is no anthology."""

    work: KnownWork


class Absent(Struct, frozen=True):
    """Nothing here is called that.

    Parameters
    ----------
    nearest
        Titles that are close to it; none if none is.
    """

    nearest: tuple[Choice, ...] = ()


class Unreadable(Struct, frozen=True):
    """A link that does not say which title it is about."""


Resolution = Found | FoundSeveral | Missing | Known | Absent | Unreadable


class Resolver(Struct, frozen=True):
    """Resolves typed texts for one asker.

    Parameters
    ----------
    search, known, acronyms, external
        The indexes of the bundled catalogue.
    catalogue
        What is visible in the asker's server.
    subjects
        What may be found.
    favour
        What comes first among equals.
    anthology_of_key
        Gives an anthology as visible there.
    """

    search: TitleSearch
    known: KnownWorks
    acronyms: Mapping[str, str]
    external: ExternalKeys
    catalogue: ServerCatalogue
    subjects: Collection[Subject]
    favour: Mapping[str, float]
    anthology_of_key: Callable[[AnthologyId], Awaitable[Anthology | None]]

    async def resolve(self, typed: str) -> Resolution:
        """Say what a text means; what is not sure of anything is absent."""
        if Subject.ANTHOLOGY in self.subjects and (chosen := self.known.get(typed.strip())):
            return Known(chosen)
        if self._is_id(typed.strip()):
            return Found(typed.strip(), named=True)
        return await (self._linked(read_link(typed)) if is_link(typed) else self._written(typed))

    async def _linked(self, link: Link | None) -> Resolution:
        """Say what a link is about: by its site's own id, else by the title in its address."""
        if link is None:
            return Unreadable()
        if found := await self._by_id(link):
            return found
        if not link.title:
            return Unreadable()
        if link.is_film:
            return await self._film(link)
        if link.reading.has_place:
            return await self._placed(link.reading) or self._titled(link.title, self._find(link.title))
        return await self._written(link.words)

    async def _by_id(self, link: Link) -> Resolution | None:
        """Say which title here has the id in a link; a place in an anthology that the link names counts too."""
        if Subject.ANTHOLOGY not in self.subjects:
            return None
        key = key_of_link(link, self.external, self.catalogue.shows)
        if key is None or is_instalment(key):
            return Found(key) if key else None
        return await self._in_anthology(AnthologyId(key), link.reading)

    async def _written(self, typed: str) -> Resolution:
        """Say what a text means that is no link."""
        direct = self._find(typed)
        if self._is_exact(typed, direct) and not self._is_less(typed, direct.matches[0]):
            return Found(_key(direct.matches[0]), self._others(direct), named=True)
        return await self._inexact(typed, direct)

    async def _inexact(self, typed: str, direct: SearchResult) -> Resolution:
        """Say what a text means that is the very name of nothing in the catalogue."""
        if Subject.ANTHOLOGY in self.subjects and (work := self.known.find(typed)):
            return Known(work)
        if is_mention(typed) or is_only_a_place(typed) or self.catalogue.autocomplete.is_service(typed):
            return Absent()
        for reading in readings(typed):
            if reading.says_more:
                placed = await self._placed(reading)
                if placed is not None:
                    return placed
        return self._titled(typed, direct)

    def _is_id(self, typed: str) -> bool:
        subject = Subject.PERSON if person_of_key(typed) else Subject.ANTHOLOGY
        return subject in self.subjects and self.catalogue.shows(typed)

    def _is_less(self, typed: str, match: Match) -> bool:
        """Say whether a negative number was typed: ``season -1`` looks like *Season 1* once its signs are left out."""
        return any(reading.is_negative for reading in readings(typed)) and typed.casefold() != match.name.casefold()

    async def _film(self, link: Link) -> Resolution:
        """Say which film a link is about: a known one or an instalment, but never a series of that name."""
        if Subject.ANTHOLOGY in self.subjects and (work := self.known.find(link.title, link.year, WorkKind.FILM)):
            return Known(work)
        found = await self._written(link.words)
        is_series = isinstance(found, Known) or (isinstance(found, Found) and not is_instalment(found.key))
        return Unreadable() if is_series else found

    def _titled(self, typed: str, direct: SearchResult) -> Resolution:
        """Say what a text means that is nothing but a title, and the very name of nothing."""
        may_be_known = Subject.ANTHOLOGY in self.subjects
        first = direct.matches[0] if direct.matches else None
        only_like = first is not None and self._is_another_title(first, typed)
        first = None if only_like else first
        if first and direct.certainty is Confidence.SURE:
            return Found(_key(first))
        if expanded := self._expanded(typed):
            found = self._find(expanded)
            if found.certainty in {Confidence.SURE, Confidence.UNSURE}:
                return Found(_key(found.matches[0]), self._others(found))
        unsure = direct.certainty is Confidence.UNSURE
        if may_be_known and not (first and unsure) and (work := self.known.near(typed, is_word=self._is_word)):
            return Known(work)
        if first and unsure:
            return Found(_key(first), self._others(direct))
        return Absent(self._nearest(typed, direct))

    def _is_another_title(self, match: Match, typed: str) -> bool:
        """Say whether what was typed is more likely another title than a match with slips, or a match half typed.

        That is so where its words are ones that people use: *cargo* is not *Fargo*, *perfect* not *Perfectly Spotless*.
        """
        key, closeness = fold(typed), self._closeness(match, typed)
        if closeness is Closeness.MISSPELT:
            return match.subject is not Subject.PERSON and is_another_word(key, fold(match.name), self._is_word)
        is_title = Subject.ANTHOLOGY in self.subjects
        return is_title and closeness is Closeness.IN_PART and self.known.has_word(key)

    def _is_word(self, word: str) -> bool:
        return self.search.knows_word(word) or self.known.has_word(word)

    async def _placed(self, reading: Reading) -> Resolution | None:
        """Say what a title with a season, an episode, a number or a year means; None if its title is none."""
        if Subject.ANTHOLOGY not in self.subjects:
            return None
        base = self._find(reading.title)
        expanded = None if self._is_exact(reading.title, base) else self._expanded(reading.title)
        if expanded:
            base = self._find(expanded)
        named = [match for match in base.matches if self._is_named(match, expanded or reading.title)]
        sure = base.certainty is Confidence.SURE and self._is_whole(base.matches[0], expanded or reading.title, reading)
        for match in named or (base.matches[:1] if sure else ()):
            found = await self._in(match, reading)
            if isinstance(found, Found | FoundSeveral):
                return found
        may_be_known = reading.year is not None or reading.country is not None or not (named or sure)
        known = self._known(reading) if may_be_known else None
        if known or not (named or sure):
            return known
        others = [await self._in(match, reading) for match in named or base.matches[:1]]
        return next(filter(None, others), None)

    def _is_whole(self, match: Match, title: str, reading: Reading) -> bool:
        """Say whether enough of a title stands before what else was typed: behind a beginning only a clear season does.

        ``gen v`` is not season 5 of *Genius*.
        """
        closeness = self._closeness(match, title)
        is_clear = reading.season is not None or reading.episode is not None
        return not self._is_another_title(match, title) and (is_clear or closeness is not Closeness.IN_PART)

    def _known(self, reading: Reading) -> Known | None:
        work = self.known.find(reading.title, reading.year, country=reading.country) or self.known.near(
            reading.title, reading.year, reading.country, self._is_word
        )
        return Known(work) if work and not (reading.has_place and work.kind is WorkKind.FILM) else None

    async def _in(self, match: Match, reading: Reading) -> Resolution | None:
        if match.subject is Subject.ANTHOLOGY:
            return await self._in_anthology(AnthologyId(match.key), reading)
        if match.subject is Subject.INSTALMENT and not reading.has_place:
            return await self._told_apart(match, reading)
        return None

    async def _in_anthology(self, key: AnthologyId, reading: Reading) -> Resolution | None:
        anthology = await self.anthology_of_key(key)
        if anthology is None:
            return None
        if reading.country not in {None, *anthology.countries}:
            return self._another(key)
        place = place_of(anthology, reading)
        if place.is_there:
            return _there(anthology, place)
        if reading.year is not None:
            # Another work of this name and that year, or nothing: never a title from another year.
            return None if reading.has_place else self._another(key)
        return Missing(anthology, reading, place.around)

    async def _told_apart(self, match: Match, reading: Reading) -> Resolution | None:
        """Say whether an instalment is from the year or the country that was typed."""
        choice = self.catalogue.autocomplete.choice(match.key)
        if choice is None:
            return None
        anthology = await self.anthology_of_key(anthology_of(match.key))
        instalment = next((one for one in anthology.instalments if one.id == match.key), None) if anthology else None
        if anthology is None or instalment is None:
            return self._another(match.key)
        right_year = reading.year is None or instalment.year in {None, reading.year}
        if right_year and reading.country in {None, *(instalment.countries or anthology.countries)}:
            return Found(match.key)
        return self._another(match.key)

    def _another(self, key: str) -> Absent:
        choice = self.catalogue.autocomplete.choice(key)
        return Absent((choice,) if choice else ())

    def _find(self, typed: str) -> SearchResult:
        return self.search.find(
            typed, OTHERS + 1, subjects=self.subjects, favour=self.favour, delta=self.catalogue.delta
        )

    def _is_exact(self, typed: str, found: SearchResult) -> bool:
        """Say whether the first match is called just what was typed."""
        if not found.matches or found.certainty not in {Confidence.SURE, Confidence.UNSURE}:
            return False
        return self._is_named(found.matches[0], typed)

    def _is_named(self, match: Match, typed: str) -> bool:
        searches = filter(None, (self.catalogue.delta, self.search))
        return any(search.is_named(match, typed) for search in searches)

    def _closeness(self, match: Match, typed: str) -> Closeness:
        searches = filter(None, (self.catalogue.delta, self.search))
        return max(search.closeness(typed, match) for search in searches)

    def _expanded(self, typed: str) -> str | None:
        """Write out initials that an anthology is known by: ``bm san junipero``, ``ahs``."""
        first, _, rest = fold(typed).partition(" ")
        title = self.acronyms.get(first)
        return f"{title} {rest}".strip() if title else None

    def _others(self, found: SearchResult) -> tuple[Choice, ...]:
        if found.certainty is Confidence.SURE:
            return ()
        first, *others = found.matches
        return tuple(self._choices(one for one in others if one.score >= NEAR * first.score))

    def _nearest(self, typed: str, found: SearchResult) -> tuple[Choice, ...]:
        """Give what is close to an absent title, the closest first; an anthology stands for its stories too."""
        key = fold(typed)
        if says_nothing(key):
            return ()

        def likeness(match: Match, choice: Choice) -> float:
            name = choice.title.rpartition(" (")[0] or choice.title
            title, own = fold(name), fold(name.rpartition(": ")[2])
            whole, alone = fuzz.ratio(key, title), fuzz.ratio(key, own)
            if match.subject is Subject.PERSON:
                return whole if whole >= VERY_CLOSE else 0.0
            # An instalment goes by its own title too, but many of those are short and like one another.
            if whole >= CLOSE or alone >= VERY_CLOSE:
                return max(whole, alone)
            # A word that people use begins many other names that nobody sees here.
            names = (title, own) if self.known.has_word(key) else (title, own, fold(match.name))
            return CLOSE if len(key) >= SHORTEST_BEGUN and any(one.startswith(key) for one in names) else 0.0

        choices = ((match, self.catalogue.autocomplete.choice(_key(match))) for match in found.matches)
        close = [(like, choice) for match, choice in choices if choice and (like := likeness(match, choice))]
        close.sort(key=lambda one: -one[0])
        anthologies: set[str] = set()
        nearest: list[Choice] = []
        for _like, choice in close:
            if not (is_instalment(choice.key) and anthology_of(choice.key) in anthologies):
                nearest.append(choice)
                anthologies.add(choice.key)
        return tuple(nearest[:NEAREST])

    def _choices(self, matches: Iterator[Match]) -> Iterator[Choice]:
        for match in matches:
            if choice := self.catalogue.autocomplete.choice(_key(match)):
                yield choice


def _there(anthology: Anthology, place: Place) -> Found | FoundSeveral:
    if place.whole:
        return Found(anthology.id)
    if len(place.instalments) == 1 and not place.part:
        return Found(place.instalments[0].id)
    return FoundSeveral(anthology, place.instalments)


def _key(match: Match) -> str:
    return key_of_person(PersonId(match.key)) if match.subject is Subject.PERSON else match.key
