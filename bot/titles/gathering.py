"""Gathers what one answer needs: an anthology, an instalment or a person, with reviews, as visible in a server."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.models.catalogue import Instalment, Person
from bot.models.consensus import summary
from bot.models.ids import AnthologyId, InstalmentId, PersonId, ServerId, anthology_of, is_instalment, person_of_key
from bot.models.opinions import ServerReview
from bot.storage import Store
from bot.titles.anthologies import ReviewedAnthologies, ReviewedAnthology
from bot.titles.results import AnthologyResult, InstalmentResult, Partner, PersonResult, Story, WorkOf
from bot.titles.server_catalogue import ServerCatalogue

PARTNERS = 5
"""People on a person's card who worked on the same instalments."""
ELSEWHERE = 3
"""People on an instalment's card who also worked on another one."""
OwnReviews = Mapping[InstalmentId, tuple[ServerReview, ...]]
"""The reviews by one server's curators, by instalment."""


class Gathering:
    """Puts results together from the store; it decides nothing about what was meant."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._anthologies = ReviewedAnthologies(store)

    async def reviewed(self, key: AnthologyId, catalogue: ServerCatalogue) -> ReviewedAnthology | None:
        """Return an anthology with its press reviews, as visible in a server; None if none with this id is."""
        bundled = await self._anthologies.get(key)
        anthology = catalogue.overrides.get(key, bundled and bundled.anthology)
        if anthology is None:
            return None
        marked = catalogue.with_spoiler_marks(anthology)
        if bundled is not None and marked is bundled.anthology:
            return bundled
        return ReviewedAnthology(marked, bundled.press if bundled else {})

    async def result(
        self, key: str, server: ServerId | None, catalogue: ServerCatalogue
    ) -> AnthologyResult | InstalmentResult | PersonResult | None:
        """Return the result for an id; None if nothing has that id (any more)."""
        if (person := person_of_key(key)) is not None:
            return await self._person(person, server, catalogue)
        reviewed = await self.reviewed(anthology_of(key), catalogue)
        if reviewed is None:
            return None
        if not is_instalment(key):
            return AnthologyResult(
                reviewed.anthology, _stories(reviewed, await self._server_reviews([reviewed], server))
            )
        instalment = reviewed.instalment(InstalmentId(key))
        return await self._instalment(reviewed, instalment, server, catalogue) if instalment else None

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
            reviewed = await self.reviewed(anthology, catalogue)
            if reviewed is not None and (instalment := reviewed.instalment(instalment_id)) is not None:
                (overridden if anthology in catalogue.overrides else bundled).append((reviewed, instalment))
        bundled.sort(key=lambda one: (one[1].anthology, -one[1].number))
        bundled.sort(key=lambda one: str(one[1].first_aired or ""), reverse=True)
        return [*bundled, *overridden]


def _stories(reviewed: ReviewedAnthology, own: OwnReviews) -> tuple[Story, ...]:
    return tuple(_story(reviewed, one, own) for one in reviewed.anthology.instalments)


def _story(reviewed: ReviewedAnthology, instalment: Instalment, own: OwnReviews) -> Story:
    if instalment.id not in own:
        return reviewed.stories[instalment.id]
    return Story(instalment, summary(reviewed.press.get(instalment.id, ()), own.get(instalment.id, ())))


def _newest_first(work: WorkOf) -> tuple[str, str, int]:
    instalment = work.story.instalment
    return str(instalment.first_aired or ""), instalment.anthology, instalment.number
