"""An uploaded file is kept for its curator alone, and applied whole or not at all."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec.structs import replace

from bot.models.custom_titles import Fact, Holdings, ServerTitle, SpoilerMark, SpoilerPart, TitleFacts
from bot.models.ids import AnthologyId, InstalmentId, MemberId, ServerId
from bot.models.opinions import Comparison, Opinion, Verdict
from bot.models.reviews import ChangeKind, ReviewChange, ReviewRecord
from bot.models.servers import Actor
from bot.storage import Store
from bot.storage.servers.imports import ImportNumber

ADA = Actor(ServerId(1), MemberId(11), "Ada", manages=False, roles=frozenset())
BEN = replace(ADA, member=MemberId(22), name="Ben")
ELSEWHERE = replace(ADA, server=ServerId(2))
CARA = MemberId(33)
WINTER, SPRING = InstalmentId("harbour/1"), InstalmentId("harbour/2")
FOG = Opinion(Verdict.SKIP, "All fog.")
CLUB = ServerTitle(
    ServerId(1),
    AnthologyId("own-club"),
    own=True,
    facts=TitleFacts(title="Club"),
    said=frozenset({Fact.TITLE}),
    version=0,
    changed_by=ADA.member,
    changed=datetime(2024, 5, 1, tzinfo=UTC),
)
COVER = SpoilerMark(AnthologyId("harbour"), SpoilerPart.PREMISE)


def uncounted(_done: int, _whole: int) -> None:
    """Tell nobody how far it is."""


async def saved(store: Store, actor: Actor, instalment: InstalmentId, based_on: int = 0) -> ReviewRecord:
    found = await store.reviews.save(
        actor, ReviewChange(instalment, actor.member, FOG, based_on), deed=ChangeKind.WROTE
    )
    assert isinstance(found, ReviewRecord)
    return found


async def test_a_file_is_its_curators_alone(store: Store) -> None:
    number = await store.imports.keep(ADA, "text")

    assert await store.imports.content(ADA, number) == "text"
    for other in (BEN, ELSEWHERE):
        assert await store.imports.content(other, number) is None
        assert not await store.imports.drop(other, number)
        assert not await store.imports.apply(other, number, [], [], [], {}, uncounted)
    assert await store.imports.content(ADA, ImportNumber(2**70)) is None
    assert not await store.imports.drop(ADA, ImportNumber(2**70))
    assert await store.imports.drop(ADA, number)
    assert await store.imports.content(ADA, number) is None


async def test_another_file_takes_the_place_of_the_one_before(store: Store) -> None:
    first = await store.imports.keep(ADA, "first")
    elsewhere = await store.imports.keep(ELSEWHERE, "there")
    bens = await store.imports.keep(BEN, "Ben's")
    second = await store.imports.keep(ADA, "second")

    assert first != second
    assert await store.imports.content(ADA, first) is None
    assert await store.imports.content(ADA, second) == "second"
    assert await store.imports.content(ELSEWHERE, elsewhere) == "there"
    assert await store.imports.content(BEN, bens) == "Ben's"


async def test_reviews_titles_covers_and_names_are_written_at_once_and_the_file_is_gone(store: Store) -> None:
    before = await saved(store, ADA, WINTER)
    number = await store.imports.keep(ADA, "text")
    writings = [
        ReviewChange(WINTER, ADA.member, replace(FOG, headline="Less fog."), before.version),
        ReviewChange(SPRING, CARA, FOG),
    ]
    counted: list[tuple[int, int]] = []

    def count(done: int, whole: int) -> None:
        counted.append((done, whole))

    done = await store.imports.apply(ADA, number, writings, [(CLUB, 0)], [COVER], {CARA: "Cara"}, count)
    held = await store.imports.holdings(ServerId(1), versions=True)

    assert done
    assert {
        (one.review.instalment, one.review.curator): (one.review.opinion.headline, one.version) for one in held.reviews
    } == {
        (WINTER, ADA.member): ("Less fog.", 2),
        (SPRING, CARA): ("All fog.", 1),
    }
    assert {one.kind for versions in held.versions.values() for one in versions[:1]} == {ChangeKind.IMPORTED}
    assert {len(versions) for versions in held.versions.values()} == {1, 2}
    assert [one.facts.title for one in held.titles] == ["Club"]
    assert held.spoiler_marks == {COVER}
    assert held.names == {ADA.member: "Ada", CARA: "Cara"}
    assert await store.imports.content(ADA, number) is None
    assert (counted[0], counted[-1]) == ((0, 3), (3, 3))


async def test_one_row_that_somebody_changed_meanwhile_keeps_all_of_them_out(store: Store) -> None:
    await saved(store, ADA, WINTER)
    number = await store.imports.keep(ADA, "text")
    await saved(store, ADA, WINTER, based_on=1)
    writings = [ReviewChange(SPRING, CARA, FOG), ReviewChange(WINTER, ADA.member, replace(FOG, headline="Mine."), 1)]

    assert not await store.imports.apply(ADA, number, writings, [(CLUB, 0)], [COVER], {CARA: "Cara"}, uncounted)
    held = await store.imports.holdings(ServerId(1))
    assert [(one.review.instalment, one.version) for one in held.reviews] == [(WINTER, 2)]
    assert (held.titles, held.spoiler_marks, held.names) == ((), frozenset(), {ADA.member: "Ada"})
    assert await store.imports.content(ADA, number) == "text"


async def test_a_title_that_somebody_changed_meanwhile_keeps_all_of_them_out(store: Store) -> None:
    await store.custom_titles.save(BEN, CLUB, based_on=0)
    number = await store.imports.keep(ADA, "text")

    assert not await store.imports.apply(ADA, number, [ReviewChange(SPRING, CARA, FOG)], [(CLUB, 0)], [], {}, uncounted)
    assert (await store.imports.holdings(ServerId(1))).reviews == ()


async def test_holdings_are_one_servers_alone(store: Store) -> None:
    await saved(store, ADA, WINTER)
    await store.custom_titles.save(ADA, CLUB, based_on=0)
    await store.custom_titles.mark_spoiler(ADA, COVER, on=True)
    there = await store.imports.holdings(ServerId(2), versions=True)

    assert (there.reviews, there.titles, there.spoiler_marks, there.names, there.versions) == (
        (),
        (),
        frozenset(),
        {},
        {},
    )


async def test_an_own_title_that_was_taken_away_meanwhile_keeps_all_of_it_out(store: Store) -> None:
    night = InstalmentId("own-club/own-night")
    story = replace(CLUB, id=night)
    number = await store.imports.keep(ADA, "text")
    other = ReviewChange(WINTER, ADA.member, FOG)

    async def apply(
        *writings: ReviewChange, titles: tuple[ServerTitle, ...] = (), covers: tuple[SpoilerMark, ...] = ()
    ) -> bool:
        brought = [(title, 0) for title in titles]
        return await store.imports.apply(ADA, number, [other, *writings], brought, covers, {}, uncounted)

    assert not await apply(ReviewChange(night, ADA.member, FOG))
    assert not await apply(ReviewChange(SPRING, ADA.member, replace(FOG, comparison=Comparison(night, "colder"))))
    assert not await apply(titles=(story,))
    assert not await apply(covers=(SpoilerMark(night, SpoilerPart.PREMISE),))
    assert await store.imports.holdings(ADA.server) == Holdings(ADA.server, (), (), frozenset(), {})
    assert await store.imports.content(ADA, number) == "text"
    assert await apply(
        ReviewChange(night, ADA.member, FOG), titles=(CLUB, story), covers=(SpoilerMark(night, SpoilerPart.PREMISE),)
    )
