"""Looks up titles and people for `/show`, `/review` and `/cast`, as visible in the asker's server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec.structs import replace

from bot.i18n import country
from bot.models.catalogue import Anthology, Instalment, Person, Tag
from bot.models.consensus import summary
from bot.models.ids import (
    ID_PATTERN,
    INSTALMENT_ID_PATTERN,
    AnthologyId,
    InstalmentId,
    PersonId,
    ServerId,
    anthology_of,
    is_instalment,
    key_of_person,
    person_of_key,
)
from bot.models.known_works import KnownWork
from bot.models.opinions import ServerReview
from bot.models.queries import Asker, Choice, SearchKind
from bot.search import Match, Subject
from bot.search.normalise import fold
from bot.search.typed import is_link, readings
from bot.storage import Store
from bot.titles.anthologies import ReviewedAnthologies, ReviewedAnthology
from bot.titles.autocomplete import MOST
from bot.titles.catalogue_index import CatalogueIndex
from bot.titles.names import CatalogueNames
from bot.titles.recents import Recents
from bot.titles.resolving import NEAREST, Absent, Found, FoundSeveral, Known, Missing, Resolver, Unreadable
from bot.titles.results import (
    AnthologyResult,
    InstalmentResult,
    KnownWorkResult,
    MissingPlace,
    NothingFound,
    NotInCatalogue,
    Partner,
    PersonResult,
    Story,
    TitleResult,
    UnreadableLink,
    WorkOf,
)
from bot.titles.seeds import seed_of
from bot.titles.server_catalogue import ServerCatalogue, ServerCatalogues

PARTNERS = 5
"""People on a person's card who worked on the same instalments."""
ELSEWHERE = 3
"""People on an instalment's card who also worked on another one."""
KNOWN_WORKS = 8
"""Known works offered below the catalogue's own titles while a member types."""
SHORTEST_TITLE = 3
"""Letters from which a typed text is offered itself where nothing is close to it."""

_SUBJECTS = {
    SearchKind.SHOW: frozenset(Subject),
    SearchKind.TITLE: frozenset({Subject.ANTHOLOGY, Subject.INSTALMENT}),
    SearchKind.PERSON: frozenset({Subject.PERSON}),
}


OwnReviews = Mapping[InstalmentId, tuple[ServerReview, ...]]
"""The reviews by one server's curators, by instalment."""


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
        self._anthologies = ReviewedAnthologies(store)
        self._recents = Recents()
        self.server_catalogues = ServerCatalogues(store, index)

    def seed_of(self, typed: str, catalogue: ServerCatalogue, *, guess: bool = False) -> str | None:
        """Return the key of the title or the known work that a member likes; None if nothing is called that."""
        return seed_of(typed, self._index, catalogue, guess=guess)

    def names(self, catalogue: ServerCatalogue) -> CatalogueNames:
        """Return what finds the titles and people that words of a request may name."""
        return CatalogueNames(self._search, catalogue, lambda words: self.seed_of(words, catalogue), self._tag_words)

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
        subjects = _SUBJECTS[kind]
        by_id = await self._by_id(typed.strip(), asker)
        if by_id is not None and (Subject.PERSON if isinstance(by_id, PersonResult) else Subject.ANTHOLOGY) in subjects:
            self._recents.opened(asker, typed.strip())
            return by_id
        catalogue = await self.server_catalogues.of(asker.server)
        match await self._resolver(asker, catalogue, kind).resolve(typed):
            case Found(key, others):
                first = await self.open(key, asker)
                found = replace(first, others=others) if first and others else first
                return found or NothingFound(typed, kind, others[:NEAREST])
            case FoundSeveral(anthology, instalments):
                return await self._several(anthology, instalments, asker)
            case other:
                return _not_here(typed, kind, other)

    def _resolver(self, asker: Asker, catalogue: ServerCatalogue, kind: SearchKind) -> Resolver:
        async def anthology_of_key(key: AnthologyId) -> Anthology | None:
            reviewed = await self._reviewed(key, catalogue)
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

    async def open(self, key: str, asker: Asker) -> AnthologyResult | InstalmentResult | PersonResult | None:
        """Return what a member opened by a button or menu; None if nothing has that id (any more)."""
        result = await self.get(key, asker)
        if result is not None:
            self._recents.opened(asker, key)
        return result

    async def _by_id(self, typed: str, asker: Asker) -> TitleResult | None:
        is_id = INSTALMENT_ID_PATTERN.fullmatch(typed) or ID_PATTERN.fullmatch(person_of_key(typed) or typed)
        return await self.get(typed, asker) if is_id else None

    async def get(self, key: str, asker: Asker) -> AnthologyResult | InstalmentResult | PersonResult | None:
        """Return the result for an id; None if nothing has that id (any more)."""
        catalogue = await self.server_catalogues.of(asker.server)
        if (person := person_of_key(key)) is not None:
            return await self._person(person, asker.server, catalogue)
        reviewed = await self._reviewed(anthology_of(key), catalogue)
        if reviewed is None:
            return None
        if not is_instalment(key):
            return AnthologyResult(
                reviewed.anthology, _stories(reviewed, await self._server_reviews([reviewed], asker.server))
            )
        instalment = reviewed.instalment(InstalmentId(key))
        return await self._instalment(reviewed, instalment, asker.server, catalogue) if instalment else None

    async def anthology(self, key: AnthologyId, asker: Asker) -> ReviewedAnthology | None:
        """Return an anthology as visible in the asker's server; None if none with this id is."""
        return await self._reviewed(key, await self.server_catalogues.of(asker.server))

    async def _reviewed(self, key: AnthologyId, catalogue: ServerCatalogue) -> ReviewedAnthology | None:
        bundled = await self._anthologies.get(key)
        anthology = catalogue.overrides.get(key, bundled and bundled.anthology)
        if anthology is None:
            return None
        marked = catalogue.with_spoiler_marks(anthology)
        if bundled is not None and marked is bundled.anthology:
            return bundled
        return ReviewedAnthology(marked, bundled.press if bundled else {})

    async def _server_reviews(
        self, reviewed_anthologies: Sequence[ReviewedAnthology], server: ServerId | None
    ) -> OwnReviews:
        if server is None:
            return {}
        found: dict[InstalmentId, tuple[ServerReview, ...]] = {}
        instalments = [one.id for reviewed in reviewed_anthologies for one in reviewed.anthology.instalments]
        for review in await self._store.reviews.of(server, instalments):
            found[review.instalment] = (*found.get(review.instalment, ()), review)
        return found

    async def _instalment(
        self, reviewed: ReviewedAnthology, instalment: Instalment, server: ServerId | None, catalogue: ServerCatalogue
    ) -> InstalmentResult:
        own = await self._server_reviews([reviewed], server)
        stories = _stories(reviewed, own)
        return InstalmentResult(
            anthology=reviewed.anthology,
            story=next(story for story in stories if story.instalment.id == instalment.id),
            stories=stories,
            press=reviewed.press.get(instalment.id, ()),
            server=own.get(instalment.id, ()),
            elsewhere=catalogue.autocomplete.elsewhere(instalment, ELSEWHERE),
        )

    async def _person(self, key: PersonId, server: ServerId | None, catalogue: ServerCatalogue) -> PersonResult | None:
        person = catalogue.autocomplete.person(key)
        if person is None:
            return None
        found = await self._credited(key, catalogue)
        own = await self._server_reviews([reviewed for reviewed, _one in found], server)
        works: list[WorkOf] = []
        partners: Counter[PersonId] = Counter()
        people: dict[PersonId, Person] = {}
        for reviewed, instalment in found:
            parts = tuple(credit for credit in instalment.credits if credit.person.id == key)
            works.append(WorkOf(reviewed.anthology, _story(reviewed, instalment, own), parts))
            others = {credit.person.id: credit.person for credit in instalment.credits if credit.person.id != key}
            people |= others
            partners.update(others.keys())
        if catalogue.overrides:
            works.sort(key=_newest_first, reverse=True)
        shared = tuple(Partner(people[one], times) for one, times in partners.most_common(PARTNERS))
        return PersonResult(person, tuple(works), shared)

    async def _credited(
        self, key: PersonId, catalogue: ServerCatalogue
    ) -> Sequence[tuple[ReviewedAnthology, Instalment]]:
        """Give what a person is credited in, the newest first and what has no date last.

        What the server's members see differently from everybody else follows, in the order of the catalogue.
        """
        bundled: list[tuple[ReviewedAnthology, Instalment]] = []
        overridden: list[tuple[ReviewedAnthology, Instalment]] = []
        for instalment_id in catalogue.autocomplete.works_of(key):
            anthology = anthology_of(instalment_id)
            reviewed = await self._reviewed(anthology, catalogue)
            if reviewed is not None and (instalment := reviewed.instalment(instalment_id)) is not None:
                (overridden if anthology in catalogue.overrides else bundled).append((reviewed, instalment))
        bundled.sort(key=lambda one: (one[1].anthology, -one[1].number))
        bundled.sort(key=lambda one: str(one[1].first_aired or ""), reverse=True)
        return [*bundled, *overridden]

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
            if not self._is_close(typed, found.matches, catalogue):
                return [*(works or itself), *choices]
            if _has_place(typed) and not (choices and fold(choices[0].title).startswith(fold(typed))):
                match await self._resolver(asker, catalogue, kind).resolve(typed):
                    case Found(key) if choice := catalogue.autocomplete.choice(key):
                        choices = list(dict.fromkeys((choice, *choices)))
                    case _:
                        choices = [*itself, *choices]
            return [*choices[: MOST - len(works)], *works]
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
        case Missing(anthology, reading):
            seasons = {one.season for one in anthology.instalments if one.season is not None}
            return MissingPlace(typed, anthology, reading.season, reading.episode, reading.number, len(seasons))
        case Known(work):
            return KnownWorkResult(work)
        case Absent(nearest):
            return NothingFound(typed, kind, nearest)
        case Unreadable():
            return UnreadableLink(typed)


def _has_place(typed: str) -> bool:
    return any(reading.has_place or reading.year is not None for reading in readings(typed))


def _choices(matches: Sequence[Match], catalogue: ServerCatalogue) -> Iterable[Choice]:
    return (choice for match in matches if (choice := catalogue.autocomplete.choice(_key(match))))


def _stories(reviewed: ReviewedAnthology, own: OwnReviews) -> tuple[Story, ...]:
    return tuple(_story(reviewed, one, own) for one in reviewed.anthology.instalments)


def _story(reviewed: ReviewedAnthology, instalment: Instalment, own: OwnReviews) -> Story:
    if instalment.id not in own:
        return reviewed.stories[instalment.id]
    return Story(instalment, summary(reviewed.press.get(instalment.id, ()), own.get(instalment.id, ())))


def _newest_first(work: WorkOf) -> tuple[str, str, int]:
    instalment = work.story.instalment
    return str(instalment.first_aired or ""), instalment.anthology, instalment.number


def _key(match: Match) -> str:
    return key_of_person(PersonId(match.key)) if match.subject is Subject.PERSON else match.key
