"""The one desk that cogs ask: a member's question in, everything one answer needs out."""

from __future__ import annotations

from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from bot.i18n import country
from bot.models.catalogue import Anthology, Credit, Instalment, Person
from bot.models.consensus import summary
from bot.models.ids import ID_PATTERN, INSTALMENT_ID_PATTERN, AnthologyId, InstalmentId, PersonId, ServerId
from bot.models.opinions import PressReview, ServerReview
from bot.models.queries import PERSON_KEY, Asker, Choice, SearchKind
from bot.search import Confidence, Match, Subject
from bot.storage import Store
from bot.titles.catalogue_index import CatalogueIndex
from bot.titles.recents import Recents
from bot.titles.results import (
    AnthologyResult,
    InstalmentResult,
    NothingFound,
    Partner,
    PersonResult,
    Story,
    TitleResult,
    WorkOf,
)
from bot.titles.server_catalogue import ServerCatalogue, ServerCatalogues

CACHED_ANTHOLOGIES = 256
"""Anthologies kept at hand with their press reviews; the whole bundled catalogue and as much again."""
OTHERS = 10
"""Runners-up offered when it is not clear what was meant."""
NEAREST = 3
NEAR = 0.2
"""Runners-up are offered when they are at least this likely, beside the best."""
PARTNERS = 5
ELSEWHERE = 3

_SUBJECTS = {
    SearchKind.SHOW: frozenset(Subject),
    SearchKind.TITLE: frozenset({Subject.ANTHOLOGY, Subject.INSTALMENT}),
    SearchKind.PERSON: frozenset({Subject.PERSON}),
}


@dataclass(frozen=True)  # no slots: what is worked out once is kept beside
class ReviewedAnthology:
    """An anthology as it stands on the shelf, with the press's reviews by instalment."""

    anthology: Anthology
    press: dict[InstalmentId, tuple[PressReview, ...]]

    @cached_property
    def stories(self) -> Mapping[InstalmentId, Story]:
        """Its stories with what the press thinks of them, by id and in their order."""
        return {one.id: Story(one, summary(self.press.get(one.id, ()), ())) for one in self.anthology.instalments}

    def instalment(self, key: InstalmentId) -> Instalment | None:
        """Give one of its instalments."""
        return next((one for one in self.anthology.instalments if one.id == key), None)


OwnReviews = Mapping[InstalmentId, tuple[ServerReview, ...]]
"""What one server's curators wrote, by instalment."""


class TitleService:
    """Answers members' questions from the store, the finder and the recommender together.

    Parameters
    ----------
    index
        The indexes over the catalogue that the store holds.

    Attributes
    ----------
    overlays
        What each server's members meet. Whoever writes a server's titles or covers tells them so, by
        :meth:`bot.titles.server_catalogue.ServerCatalogues.forget`.
    """

    def __init__(self, store: Store, index: CatalogueIndex) -> None:
        self._store = store
        self._search = index.search
        self._shelf: OrderedDict[AnthologyId, ReviewedAnthology] = OrderedDict()
        self._recents = Recents()
        self.server_catalogues = ServerCatalogues(store, index)

    def title_of(self, typed: str, catalogue: ServerCatalogue, *, guess: bool = False) -> str | None:
        """Say which anthology or instalment was meant by typed words.

        Parameters
        ----------
        overlay
            What is met where they were typed.
        guess
            Whether the best guess will do where it is not sure; nothing near is None all the same.
        """
        finding = self._search.find(
            typed, 1, subjects=_SUBJECTS[SearchKind.TITLE], favour=catalogue.favour, delta=catalogue.delta
        )
        good_enough = {Confidence.SURE, Confidence.UNSURE} if guess else {Confidence.SURE}
        if not finding.matches or finding.certainty not in good_enough:
            return None
        key = finding.matches[0].key
        return key if catalogue.shows(key) else None

    async def look_up(self, typed: str, asker: Asker, kind: SearchKind = SearchKind.SHOW) -> TitleResult:
        """Find what a member typed and give its page.

        Parameters
        ----------
        typed
            A title or a name in any spelling, or an id.
        asker
            Who asks: their server's own reviews are part of the page, and what it often opens is preferred.
        sought
            Whether a show is wanted (people are answered too: they lead somewhere useful), a title or a person alone.
        """
        subjects = _SUBJECTS[kind]
        by_id = await self._by_id(typed.strip(), asker)
        if by_id is not None and (Subject.PERSON if isinstance(by_id, PersonResult) else Subject.ANTHOLOGY) in subjects:
            self._recents.opened(asker, typed.strip())
            return by_id
        catalogue = await self.server_catalogues.of(asker.server)
        finding = self._search.find(
            typed, OTHERS + 1, subjects=subjects, favour=self._favour(asker, catalogue), delta=catalogue.delta
        )
        if finding.certainty in {Confidence.NOTHING, Confidence.NEAR} or not finding.matches:
            return NothingFound(typed, kind, tuple(_choices(finding.matches[:NEAREST], catalogue)))
        first = await self.get(_key(finding.matches[0]), asker)
        if first is None:
            return NothingFound(typed, kind, tuple(_choices(finding.matches[1 : NEAREST + 1], catalogue)))
        self._recents.opened(asker, _key(finding.matches[0]))
        if finding.certainty is Confidence.SURE:
            return first
        near = [one for one in finding.matches[1:] if one.score >= NEAR * finding.matches[0].score]
        return replace(first, others=tuple(_choices(near, catalogue)))

    def _favour(self, asker: Asker, catalogue: ServerCatalogue) -> Mapping[str, float]:
        often = self._recents.favour(asker)
        return {**catalogue.favour, **often} if catalogue.favour else often

    async def open(self, key: str, asker: Asker) -> AnthologyResult | InstalmentResult | PersonResult | None:
        """Give the page that a member walked to; None where there is nothing of that id (any more)."""
        page = await self.get(key, asker)
        if page is not None:
            self._recents.opened(asker, key)
        return page

    async def _by_id(self, typed: str, asker: Asker) -> TitleResult | None:
        is_id = INSTALMENT_ID_PATTERN.fullmatch(typed) or ID_PATTERN.fullmatch(typed.removeprefix(PERSON_KEY))
        return await self.get(typed, asker) if is_id else None

    async def get(self, key: str, asker: Asker) -> AnthologyResult | InstalmentResult | PersonResult | None:
        """Give the page behind an id; None where there is nothing of that id (any more)."""
        catalogue = await self.server_catalogues.of(asker.server)
        if key.startswith(PERSON_KEY):
            return await self._person(PersonId(key.removeprefix(PERSON_KEY)), asker.server, catalogue)
        anthology, slash, _rest = key.partition("/")
        reviewed = await self._reviewed(AnthologyId(anthology), catalogue)
        if reviewed is None:
            return None
        if not slash:
            return AnthologyResult(
                reviewed.anthology, _stories(reviewed, await self._server_reviews([reviewed], asker.server))
            )
        instalment = reviewed.instalment(InstalmentId(key))
        return await self._instalment(reviewed, instalment, asker.server, catalogue) if instalment else None

    async def anthology(self, key: AnthologyId, asker: Asker) -> ReviewedAnthology | None:
        """Give an anthology as those meet it who ask from there; None where they meet none of that id."""
        return await self._reviewed(key, await self.server_catalogues.of(asker.server))

    async def _reviewed(self, key: AnthologyId, catalogue: ServerCatalogue) -> ReviewedAnthology | None:
        bundled = await self._bundled(key)
        anthology = catalogue.overrides.get(key, bundled and bundled.anthology)
        if anthology is None:
            return None
        shown = catalogue.with_spoiler_marks(anthology)
        if bundled is not None and shown is bundled.anthology:
            return bundled
        return ReviewedAnthology(shown, bundled.press if bundled else {})

    async def _bundled(self, key: AnthologyId) -> ReviewedAnthology | None:
        """Take an anthology from the shelf, or from the store the first time."""
        if (reviewed := self._shelf.get(key)) is not None:
            self._shelf.move_to_end(key)
            return reviewed
        anthology = await self._store.catalogue.anthology(key)
        if anthology is None:
            return None
        press: dict[InstalmentId, tuple[PressReview, ...]] = {}
        for review in await self._store.catalogue.press_reviews(key):
            press[review.instalment] = (*press.get(review.instalment, ()), review)
        reviewed = self._shelf[key] = ReviewedAnthology(anthology, press)
        while len(self._shelf) > CACHED_ANTHOLOGIES:
            self._shelf.popitem(last=False)
        return reviewed

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
        parts_in: dict[InstalmentId, tuple[Credit, ...]] = {}
        for work in await self._store.people.work_of(key):
            if _anthology_of(work.instalment) not in catalogue.overrides:
                parts_in[work.instalment] = (*parts_in.get(work.instalment, ()), work.credit)
        parts_in |= _parts_of(key, catalogue)
        reviewed_anthologies = {one: await self._reviewed(_anthology_of(one), catalogue) for one in parts_in}
        own = await self._server_reviews([reviewed for reviewed in reviewed_anthologies.values() if reviewed], server)
        works: list[WorkOf] = []
        partners: Counter[PersonId] = Counter()
        met: dict[PersonId, Person] = {}
        for instalment_id, reviewed in reviewed_anthologies.items():
            instalment = reviewed.instalment(instalment_id) if reviewed else None
            if reviewed is None or instalment is None:
                continue
            works.append(WorkOf(reviewed.anthology, _story(reviewed, instalment, own), parts_in[instalment_id]))
            company = {credit.person.id: credit.person for credit in instalment.credits if credit.person.id != key}
            met |= company
            partners.update(company.keys())
        if catalogue.overrides:
            works.sort(key=_newest_first, reverse=True)
        shared = tuple(Partner(met[one], times) for one, times in partners.most_common(PARTNERS))
        return PersonResult(person, tuple(works), shared)

    async def suggest(self, typed: str, asker: Asker, kind: SearchKind = SearchKind.SHOW) -> list[Choice]:
        """Offer titles and people while a member types.

        Before anything is typed: what the member opened lately, then the best thought of titles or the busiest people.
        """
        catalogue = await self.server_catalogues.of(asker.server)
        if typed.strip():
            favour = self._favour(asker, catalogue)
            found = self._search.find(typed, subjects=_SUBJECTS[kind], favour=favour, delta=catalogue.delta)
            return list(_choices(found.matches, catalogue))
        kinds = {SearchKind.SHOW: (False, True), SearchKind.TITLE: (False,), SearchKind.PERSON: (True,)}[kind]
        recent = [key for key in self._recents.recent(asker) if key.startswith(PERSON_KEY) in kinds]
        suggestions = catalogue.autocomplete
        known = (choice for key in recent if (choice := suggestions.choice(key)))
        usual = suggestions.people() if kind is SearchKind.PERSON else suggestions.titles()
        return list(dict.fromkeys((*known, *usual)))

    async def suggest_wishes(self, typed: str, asker: Asker) -> list[Choice]:
        """Offer tags for the words of a wish, behind the words themselves."""
        found = (await self.server_catalogues.of(asker.server)).autocomplete.tags(typed)
        own = [Choice(typed, typed)] if typed.strip() and all(one.title != typed for one in found) else []
        return [*own, *found]

    async def suggest_countries(self, typed: str, asker: Asker) -> list[Choice]:
        """Offer the countries in the catalogue, by their names in the member's language."""
        wanted = typed.casefold().strip()
        codes = (await self.server_catalogues.of(asker.server)).autocomplete.countries()
        named = [Choice(code, country(code)) for code in codes]
        return [one for one in named if wanted in one.title.casefold() or wanted == one.key.casefold()]

    async def suggest_services(self, typed: str, asker: Asker) -> list[Choice]:
        """Offer the broadcasters and services in the catalogue."""
        services = (await self.server_catalogues.of(asker.server)).autocomplete.services(typed)
        return [Choice(name, name) for name in services]


def _choices(matches: Sequence[Match], catalogue: ServerCatalogue) -> Iterable[Choice]:
    return (choice for match in matches if (choice := catalogue.autocomplete.choice(_key(match))))


def _stories(reviewed: ReviewedAnthology, own: OwnReviews) -> tuple[Story, ...]:
    return tuple(_story(reviewed, one, own) for one in reviewed.anthology.instalments)


def _story(reviewed: ReviewedAnthology, instalment: Instalment, own: OwnReviews) -> Story:
    if instalment.id not in own:
        return reviewed.stories[instalment.id]
    return Story(instalment, summary(reviewed.press.get(instalment.id, ()), own.get(instalment.id, ())))


def _parts_of(key: PersonId, catalogue: ServerCatalogue) -> dict[InstalmentId, tuple[Credit, ...]]:
    """Give what a person did in the anthologies that a server's members meet otherwise than everybody else."""
    credited = (
        (one.id, tuple(credit for credit in one.credits if credit.person.id == key))
        for anthology in catalogue.overrides.values()
        if anthology is not None
        for one in anthology.instalments
    )
    return {instalment: parts for instalment, parts in credited if parts}


def _newest_first(work: WorkOf) -> tuple[str, str, int]:
    instalment = work.story.instalment
    return str(instalment.first_aired or ""), instalment.anthology, instalment.number


def _anthology_of(instalment: InstalmentId) -> AnthologyId:
    return AnthologyId(instalment.partition("/")[0])


def _key(match: Match) -> str:
    return PERSON_KEY + match.key if match.subject is Subject.PERSON else match.key
