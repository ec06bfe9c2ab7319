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
from bot.models.queries import PERSON_KEY, Asker, Choice, Sought
from bot.recommendations.results import Compared
from bot.recommendations.service import Adviser
from bot.search import Certainty, Match, Subject
from bot.storage import Store
from bot.titles.catalogue_index import CatalogueIndex
from bot.titles.recents import Habits
from bot.titles.results import AnthologyPage, InstalmentPage, NothingFound, Page, Partner, PersonPage, Story, WorkOf
from bot.titles.server_catalogue import Overlay, Overlays

SHELF = 256
"""Anthologies kept at hand with their press reviews; the whole bundled catalogue and as much again."""
OTHERS = 10
"""Runners-up offered when it is not clear what was meant."""
NEAREST = 3
NEAR = 0.2
"""Runners-up are offered when they are at least this likely, beside the best."""
PARTNERS = 5
ELSEWHERE = 3

_SUBJECTS = {
    Sought.SHOW: frozenset(Subject),
    Sought.TITLE: frozenset({Subject.ANTHOLOGY, Subject.INSTALMENT}),
    Sought.PERSON: frozenset({Subject.PERSON}),
}


@dataclass(frozen=True)  # no slots: what is worked out once is kept beside
class Volume:
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


class Library:
    """Answers members' questions from the store, the finder and the recommender together.

    Parameters
    ----------
    index
        The indexes over the catalogue that the store holds.

    Attributes
    ----------
    overlays
        What each server's members meet. Whoever writes a server's titles or covers tells them so, by
        :meth:`bot.titles.server_catalogue.Overlays.forget`.
    """

    def __init__(self, store: Store, index: CatalogueIndex) -> None:
        self._store = store
        self._finder = index.finder
        self._shelf: OrderedDict[AnthologyId, Volume] = OrderedDict()
        self._habits = Habits()
        self.overlays = Overlays(store, index)
        self.adviser = Adviser(store, self.overlays, self.title_of, self.page)

    def title_of(self, typed: str, overlay: Overlay, *, guess: bool = False) -> str | None:
        """Say which anthology or instalment was meant by typed words.

        Parameters
        ----------
        overlay
            What is met where they were typed.
        guess
            Whether the best guess will do where it is not sure; nothing near is None all the same.
        """
        finding = self._finder.find(
            typed, 1, subjects=_SUBJECTS[Sought.TITLE], favour=overlay.favour, beside=overlay.finder
        )
        good_enough = {Certainty.SURE, Certainty.UNSURE} if guess else {Certainty.SURE}
        if not finding.matches or finding.certainty not in good_enough:
            return None
        key = finding.matches[0].key
        return key if overlay.meets(key) else None

    async def look_up(self, typed: str, asker: Asker, sought: Sought = Sought.SHOW) -> Page:
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
        subjects = _SUBJECTS[sought]
        by_id = await self._by_id(typed.strip(), asker)
        if by_id is not None and (Subject.PERSON if isinstance(by_id, PersonPage) else Subject.ANTHOLOGY) in subjects:
            self._habits.opened(asker, typed.strip())
            return by_id
        overlay = await self.overlays.of(asker.server)
        finding = self._finder.find(
            typed, OTHERS + 1, subjects=subjects, favour=self._favour(asker, overlay), beside=overlay.finder
        )
        if finding.certainty in {Certainty.NOTHING, Certainty.NEAR} or not finding.matches:
            return NothingFound(typed, sought, tuple(_choices(finding.matches[:NEAREST], overlay)))
        first = await self.page(_key(finding.matches[0]), asker)
        if first is None:
            return NothingFound(typed, sought, tuple(_choices(finding.matches[1 : NEAREST + 1], overlay)))
        self._habits.opened(asker, _key(finding.matches[0]))
        if finding.certainty is Certainty.SURE:
            return first
        near = [one for one in finding.matches[1:] if one.score >= NEAR * finding.matches[0].score]
        return replace(first, others=tuple(_choices(near, overlay)))

    def _favour(self, asker: Asker, overlay: Overlay) -> Mapping[str, float]:
        often = self._habits.favour(asker)
        return {**overlay.favour, **often} if overlay.favour else often

    async def compare(self, first: str, second: str, asker: Asker) -> Compared | Page:
        """Set two titles side by side.

        Where one is not found, its nearest stand instead; where both are the same, its page does.
        """
        pages: list[AnthologyPage | InstalmentPage] = []
        for typed in (first, second):
            page = await self.look_up(typed, asker, Sought.TITLE)
            if isinstance(page, NothingFound):
                return page
            if not isinstance(page, PersonPage):
                pages.append(page)
        if pages[0] == pages[1]:
            return pages[0]
        return await self.adviser.compare(pages[0], pages[1], asker) or pages[0]

    async def walk(self, key: str, asker: Asker) -> AnthologyPage | InstalmentPage | PersonPage | None:
        """Give the page that a member walked to; None where there is nothing of that id (any more)."""
        page = await self.page(key, asker)
        if page is not None:
            self._habits.opened(asker, key)
        return page

    async def _by_id(self, typed: str, asker: Asker) -> Page | None:
        is_id = INSTALMENT_ID_PATTERN.fullmatch(typed) or ID_PATTERN.fullmatch(typed.removeprefix(PERSON_KEY))
        return await self.page(typed, asker) if is_id else None

    async def page(self, key: str, asker: Asker) -> AnthologyPage | InstalmentPage | PersonPage | None:
        """Give the page behind an id; None where there is nothing of that id (any more)."""
        overlay = await self.overlays.of(asker.server)
        if key.startswith(PERSON_KEY):
            return await self._person(PersonId(key.removeprefix(PERSON_KEY)), asker.server, overlay)
        anthology, slash, _rest = key.partition("/")
        volume = await self._volume(AnthologyId(anthology), overlay)
        if volume is None:
            return None
        if not slash:
            return AnthologyPage(volume.anthology, _stories(volume, await self._server_reviews([volume], asker.server)))
        instalment = volume.instalment(InstalmentId(key))
        return await self._instalment(volume, instalment, asker.server, overlay) if instalment else None

    async def volume(self, key: AnthologyId, asker: Asker) -> Volume | None:
        """Give an anthology as those meet it who ask from there; None where they meet none of that id."""
        return await self._volume(key, await self.overlays.of(asker.server))

    async def _volume(self, key: AnthologyId, overlay: Overlay) -> Volume | None:
        bundled = await self._bundled(key)
        anthology = overlay.met.get(key, bundled and bundled.anthology)
        if anthology is None:
            return None
        shown = overlay.shown(anthology)
        if bundled is not None and shown is bundled.anthology:
            return bundled
        return Volume(shown, bundled.press if bundled else {})

    async def _bundled(self, key: AnthologyId) -> Volume | None:
        """Take an anthology from the shelf, or from the store the first time."""
        if (volume := self._shelf.get(key)) is not None:
            self._shelf.move_to_end(key)
            return volume
        anthology = await self._store.shows.anthology(key)
        if anthology is None:
            return None
        press: dict[InstalmentId, tuple[PressReview, ...]] = {}
        for review in await self._store.shows.press_reviews(key):
            press[review.instalment] = (*press.get(review.instalment, ()), review)
        volume = self._shelf[key] = Volume(anthology, press)
        while len(self._shelf) > SHELF:
            self._shelf.popitem(last=False)
        return volume

    async def _server_reviews(self, volumes: Sequence[Volume], server: ServerId | None) -> OwnReviews:
        if server is None:
            return {}
        found: dict[InstalmentId, tuple[ServerReview, ...]] = {}
        instalments = [one.id for volume in volumes for one in volume.anthology.instalments]
        for review in await self._store.reviews.of(server, instalments):
            found[review.instalment] = (*found.get(review.instalment, ()), review)
        return found

    async def _instalment(
        self, volume: Volume, instalment: Instalment, server: ServerId | None, overlay: Overlay
    ) -> InstalmentPage:
        own = await self._server_reviews([volume], server)
        stories = _stories(volume, own)
        return InstalmentPage(
            anthology=volume.anthology,
            story=next(story for story in stories if story.instalment.id == instalment.id),
            stories=stories,
            press=volume.press.get(instalment.id, ()),
            server=own.get(instalment.id, ()),
            elsewhere=overlay.suggestions.elsewhere(instalment, ELSEWHERE),
        )

    async def _person(self, key: PersonId, server: ServerId | None, overlay: Overlay) -> PersonPage | None:
        person = overlay.suggestions.person(key)
        if person is None:
            return None
        parts_in: dict[InstalmentId, tuple[Credit, ...]] = {}
        for work in await self._store.people.work_of(key):
            if _anthology_of(work.instalment) not in overlay.met:
                parts_in[work.instalment] = (*parts_in.get(work.instalment, ()), work.credit)
        parts_in |= _parts_of(key, overlay)
        volumes = {one: await self._volume(_anthology_of(one), overlay) for one in parts_in}
        own = await self._server_reviews([volume for volume in volumes.values() if volume], server)
        works: list[WorkOf] = []
        partners: Counter[PersonId] = Counter()
        met: dict[PersonId, Person] = {}
        for instalment_id, volume in volumes.items():
            instalment = volume.instalment(instalment_id) if volume else None
            if volume is None or instalment is None:
                continue
            works.append(WorkOf(volume.anthology, _story(volume, instalment, own), parts_in[instalment_id]))
            company = {credit.person.id: credit.person for credit in instalment.credits if credit.person.id != key}
            met |= company
            partners.update(company.keys())
        if overlay.met:
            works.sort(key=_newest_first, reverse=True)
        shared = tuple(Partner(met[one], times) for one, times in partners.most_common(PARTNERS))
        return PersonPage(person, tuple(works), shared)

    async def suggest(self, typed: str, asker: Asker, sought: Sought = Sought.SHOW) -> list[Choice]:
        """Offer titles and people while a member types.

        Before anything is typed: what the member opened lately, then the best thought of titles or the busiest people.
        """
        overlay = await self.overlays.of(asker.server)
        if typed.strip():
            favour = self._favour(asker, overlay)
            found = self._finder.find(typed, subjects=_SUBJECTS[sought], favour=favour, beside=overlay.finder)
            return list(_choices(found.matches, overlay))
        kinds = {Sought.SHOW: (False, True), Sought.TITLE: (False,), Sought.PERSON: (True,)}[sought]
        recent = [key for key in self._habits.recent(asker) if key.startswith(PERSON_KEY) in kinds]
        suggestions = overlay.suggestions
        known = (choice for key in recent if (choice := suggestions.choice(key)))
        usual = suggestions.people() if sought is Sought.PERSON else suggestions.titles()
        return list(dict.fromkeys((*known, *usual)))

    async def suggest_wishes(self, typed: str, asker: Asker) -> list[Choice]:
        """Offer tags for the words of a wish, behind the words themselves."""
        found = (await self.overlays.of(asker.server)).suggestions.tags(typed)
        own = [Choice(typed, typed)] if typed.strip() and all(one.title != typed for one in found) else []
        return [*own, *found]

    async def suggest_countries(self, typed: str, asker: Asker) -> list[Choice]:
        """Offer the countries in the catalogue, by their names in the member's language."""
        wanted = typed.casefold().strip()
        codes = (await self.overlays.of(asker.server)).suggestions.countries()
        named = [Choice(code, country(code)) for code in codes]
        return [one for one in named if wanted in one.title.casefold() or wanted == one.key.casefold()]

    async def suggest_services(self, typed: str, asker: Asker) -> list[Choice]:
        """Offer the broadcasters and services in the catalogue."""
        services = (await self.overlays.of(asker.server)).suggestions.services(typed)
        return [Choice(name, name) for name in services]


def _choices(matches: Sequence[Match], overlay: Overlay) -> Iterable[Choice]:
    return (choice for match in matches if (choice := overlay.suggestions.choice(_key(match))))


def _stories(volume: Volume, own: OwnReviews) -> tuple[Story, ...]:
    return tuple(_story(volume, one, own) for one in volume.anthology.instalments)


def _story(volume: Volume, instalment: Instalment, own: OwnReviews) -> Story:
    if instalment.id not in own:
        return volume.stories[instalment.id]
    return Story(instalment, summary(volume.press.get(instalment.id, ()), own.get(instalment.id, ())))


def _parts_of(key: PersonId, overlay: Overlay) -> dict[InstalmentId, tuple[Credit, ...]]:
    """Give what a person did in the anthologies that a server's members meet otherwise than everybody else."""
    credited = (
        (one.id, tuple(credit for credit in one.credits if credit.person.id == key))
        for anthology in overlay.met.values()
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
