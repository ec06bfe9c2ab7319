"""Looks up titles and people for `/show`, `/review` and `/cast`, as visible in the asker's server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from bot.i18n import country
from bot.models.catalogue import Anthology, Instalment, Tag
from bot.models.ids import (
    AnthologyId,
    PersonId,
    key_of_person,
    person_of_key,
    today_key,
)
from bot.models.known_works import KnownWork
from bot.models.queries import Asker, Choice, SearchKind
from bot.recommender import Recommender, Understood
from bot.search import Match, Subject
from bot.search.normalise import fold
from bot.search.typed import is_link, readings
from bot.storage import Store
from bot.titles.anthologies import ReviewedAnthology
from bot.titles.autocomplete import MOST
from bot.titles.catalogue_index import CatalogueIndex
from bot.titles.gathering import Gathering
from bot.titles.names import CatalogueNames, NotLookedUpError
from bot.titles.recents import Recents
from bot.titles.resolving import NEAREST, Absent, Found, FoundSeveral, Known, Missing, Resolver, Unreadable
from bot.titles.results import (
    AnthologyResult,
    InstalmentResult,
    KnownWorkResult,
    MissingPlace,
    NothingFound,
    NotInCatalogue,
    PersonResult,
    TitleResult,
    UnreadableLink,
)
from bot.titles.server_catalogue import ServerCatalogue, ServerCatalogues

KNOWN_WORKS = 8
"""Known works offered below the catalogue's own titles while a member types."""
SHORTEST_TITLE = 3
"""Letters from which a typed text is offered itself where nothing is close to it."""

_SUBJECTS = {
    SearchKind.SHOW: frozenset(Subject),
    SearchKind.TITLE: frozenset({Subject.ANTHOLOGY, Subject.INSTALMENT}),
    SearchKind.PERSON: frozenset({Subject.PERSON}),
}


class TitleService:
    """Looks up titles and people in the store and the indexes.

    Parameters
    ----------
    index
        The indexes over the catalogue that the store holds.

    Attributes
    ----------
    server_catalogues
        What each server's members can see. After a change to a server's titles or spoiler marks, call
        :meth:`bot.titles.server_catalogue.ServerCatalogues.forget`.
    """

    def __init__(self, store: Store, index: CatalogueIndex) -> None:
        self._store = store
        self._index = index
        self._search = index.search
        words = (word.casefold() for tag in index.vocabulary for word in (tag.name, *tag.synonyms))
        names = {tag.name.casefold() for tag in index.vocabulary}
        self._tag_words = frozenset(word for word in words if word in names or " " not in word)
        self._gathering = Gathering(store)
        self._recents = Recents()
        self.server_catalogues = ServerCatalogues(store, index)

    async def understand(self, typed: str, asker: Asker, recommender: Recommender) -> Understood:
        """Read a request in plain words. Where a title has to be looked up for it, it is read again."""
        names = CatalogueNames(
            self._search, self._index.known_works, await self.server_catalogues.of(asker.server), self._tag_words
        )
        while True:
            try:
                return recommender.understand(typed, names)
            except NotLookedUpError as asked:
                names.know(asked.words, await self.seed_of(asked.words, asker))

    def forget_recents(self) -> None:
        """Forget what was opened recently, so that the next question is answered like the first."""
        self._recents = Recents()

    @property
    def vocabulary(self) -> Sequence[Tag]:
        """Every tag there is."""
        return self._index.vocabulary

    def known_work(self, key: str) -> KnownWork | None:
        """Return the known work that a key stands for."""
        return self._index.known_works.get(key)

    async def look_up(self, typed: str, asker: Asker, kind: SearchKind = SearchKind.SHOW) -> TitleResult:
        """Find what a member typed.

        Parameters
        ----------
        typed
            A title or a name in any spelling, or an id.
        asker
            Who asks: the result includes their server's reviews, and what the server often opens is preferred.
        kind
            What to look for: a show (which also finds people), only a title, or only a person.
        """
        catalogue = await self.server_catalogues.of(asker.server)
        match await self._resolver(asker, catalogue, kind).resolve(self.today_key(typed)):
            case Found(key, others):
                first = await self.open(key, asker)
                found = replace(first, others=others) if first and others else first
                return found or NothingFound(typed, kind, others[:NEAREST])
            case FoundSeveral(anthology, instalments):
                return await self._several(anthology, instalments, asker)
            case other:
                return _not_here(typed, kind, other)

    async def seed_of(self, typed: str, asker: Asker, *, guess: bool = False) -> str | None:
        """Return the key of the title or the known work that a member likes; None if nothing is called that.

        It is read as :meth:`look_up` reads it. Where some stories of an anthology are meant, or one that is not here,
        it is the anthology.

        Parameters
        ----------
        guess
            Whether the best match is returned although others may be meant: for a text that can only be a title.
        """
        catalogue = await self.server_catalogues.of(asker.server)
        match await self._resolver(asker, catalogue, SearchKind.TITLE).resolve(self.today_key(typed)):
            case Known(work):
                return work.key
            case Found() as found if guess or found.is_sure:
                return found.key if catalogue.shows(found.key) else None
            case FoundSeveral(anthology):
                return anthology.id
            case Missing(anthology) if guess:
                return anthology.id
            case _:
                return None

    def _resolver(self, asker: Asker, catalogue: ServerCatalogue, kind: SearchKind) -> Resolver:
        async def anthology_of_key(key: AnthologyId) -> Anthology | None:
            reviewed = await self._gathering.reviewed(key, catalogue)
            return reviewed.anthology if reviewed else None

        return Resolver(
            self._search,
            self._index.known_works,
            self._index.acronyms,
            self._index.external,
            catalogue,
            _SUBJECTS[kind],
            self._favour(asker, catalogue),
            anthology_of_key,
        )

    async def _several(
        self, anthology: Anthology, instalments: Sequence[Instalment], asker: Asker
    ) -> AnthologyResult | NothingFound:
        """Return an anthology with only some of its stories: a season, or a year."""
        result = await self.get(anthology.id, asker)
        assert isinstance(result, AnthologyResult)
        keys = {one.id for one in instalments}
        self._recents.opened(asker, anthology.id)
        return replace(result, stories=tuple(story for story in result.stories if story.instalment.id in keys))

    def _favour(self, asker: Asker, catalogue: ServerCatalogue) -> Mapping[str, float]:
        often = self._recents.favour(asker)
        return {**catalogue.favour, **often} if catalogue.favour else often

    def today_key(self, key: str) -> str:
        """Return the id that a title has today: a button may be older than that. Any other text stays as it is."""
        return today_key(key, self._index.moved)

    async def open(self, key: str, asker: Asker) -> AnthologyResult | InstalmentResult | PersonResult | None:
        """Return what a member opened by a button or menu; None if nothing has that id (any more)."""
        key = self.today_key(key)
        result = await self.get(key, asker)
        if result is not None:
            self._recents.opened(asker, key)
        return result

    async def get(self, key: str, asker: Asker) -> AnthologyResult | InstalmentResult | PersonResult | None:
        """Return the result for an id; None if nothing has that id (any more)."""
        key = self.today_key(key)
        return await self._gathering.result(key, asker.server, await self.server_catalogues.of(asker.server))

    async def anthology(self, key: AnthologyId, asker: Asker) -> ReviewedAnthology | None:
        """Return an anthology as visible in the asker's server; None if none with this id is."""
        return await self._gathering.reviewed(key, await self.server_catalogues.of(asker.server))

    async def suggest(
        self, typed: str, asker: Asker, kind: SearchKind = SearchKind.SHOW, *, known_works: bool = False
    ) -> list[Choice]:
        """Offer titles and people while a member types.

        Before anything is typed: what the member opened recently, then the best reviewed titles or the busiest people.
        Where nothing is close to what was typed, a known work that begins so comes first, or else the typed text
        itself: Discord's apps take the first choice when a member presses Enter.

        Parameters
        ----------
        known_works
            Whether works that are no anthologies are offered too.
        """
        catalogue = await self.server_catalogues.of(asker.server)
        if typed.strip():
            if is_link(typed):
                return await self._suggest_linked(typed, asker, catalogue, kind)
            favour = self._favour(asker, catalogue)
            found = self._search.find(typed, subjects=_SUBJECTS[kind], favour=favour, delta=catalogue.delta)
            choices = list(_choices(found.matches, catalogue))
            begun = self._index.known_works.begun(typed, KNOWN_WORKS) if known_works else ()
            works = [Choice(work.key, work.title_with_year) for work in begun]
            itself = [Choice(typed, typed)] if len(typed.strip()) >= SHORTEST_TITLE else []
            says_more = any(reading.says_more for reading in readings(typed))
            if says_more and not (choices and fold(choices[0].title).startswith(fold(typed))):
                match await self._resolver(asker, catalogue, kind).resolve(typed):
                    case Found(key) if choice := catalogue.autocomplete.choice(key):
                        choices = list(dict.fromkeys((choice, *choices)))
                    case _:
                        choices = [*(works or itself), *choices]
            elif not self._is_close(typed, found.matches, catalogue):
                return [*(works or itself), *choices]
            return list(dict.fromkeys((*choices[: MOST - len(works)], *works)))
        may_be_person = {SearchKind.SHOW: (False, True), SearchKind.TITLE: (False,), SearchKind.PERSON: (True,)}[kind]
        recent = [key for key in self._recents.recent(asker) if (person_of_key(key) is not None) in may_be_person]
        autocomplete = catalogue.autocomplete
        known = (choice for key in recent if (choice := autocomplete.choice(key)))
        usual = autocomplete.people() if kind is SearchKind.PERSON else autocomplete.titles()
        return list(dict.fromkeys((*known, *usual)))

    async def _suggest_linked(
        self, typed: str, asker: Asker, catalogue: ServerCatalogue, kind: SearchKind
    ) -> list[Choice]:
        """Offer the one title that a link is about; the link itself where that is not clear."""
        match await self._resolver(asker, catalogue, kind).resolve(typed):
            case Found(key) if choice := catalogue.autocomplete.choice(key):
                return [choice]
            case _:
                return [Choice(typed, typed)]

    def _is_close(self, typed: str, matches: Sequence[Match], catalogue: ServerCatalogue) -> bool:
        first = next((match for match in matches if catalogue.autocomplete.choice(_key(match))), None)
        if first is None:
            return False
        choice = catalogue.autocomplete.choice(_key(first))
        if choice and fold(choice.title).startswith(fold(typed)):
            return True
        return any(search.is_close(typed, first) for search in filter(None, (catalogue.delta, self._search)))

    async def suggest_wishes(self, typed: str, asker: Asker) -> list[Choice]:
        """Offer tags for the words of a wish, after the words themselves."""
        found = (await self.server_catalogues.of(asker.server)).autocomplete.tags(typed)
        own = [Choice(typed, typed)] if typed.strip() and all(one.title != typed for one in found) else []
        return [*own, *found]

    async def suggest_countries(self, typed: str, asker: Asker) -> list[Choice]:
        """Offer the countries in the catalogue, named in the member's language."""
        wanted = typed.casefold().strip()
        codes = (await self.server_catalogues.of(asker.server)).autocomplete.countries()
        named = [Choice(code, country(code)) for code in codes]
        return [one for one in named if wanted in one.title.casefold() or wanted == one.key.casefold()]

    async def suggest_services(self, typed: str, asker: Asker) -> list[Choice]:
        """Offer the broadcasters and services in the catalogue."""
        services = (await self.server_catalogues.of(asker.server)).autocomplete.services(typed)
        return [Choice(name, name) for name in services]


def _not_here(typed: str, kind: SearchKind, resolution: Missing | Known | Absent | Unreadable) -> NotInCatalogue:
    match resolution:
        case Missing(anthology, reading, around):
            season = reading.season if reading.last is None else reading.last
            return MissingPlace(typed, anthology, season, reading.episode, reading.number, around)
        case Known(work):
            return KnownWorkResult(work)
        case Absent(nearest):
            return NothingFound(typed, kind, nearest)
        case Unreadable():
            return UnreadableLink(typed)


def _choices(matches: Sequence[Match], catalogue: ServerCatalogue) -> Iterable[Choice]:
    return (choice for match in matches if (choice := catalogue.autocomplete.choice(_key(match))))


def _key(match: Match) -> str:
    return key_of_person(PersonId(match.key)) if match.subject is Subject.PERSON else match.key
