"""An uploaded file is kept for its curator alone, and applied whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.models.custom_titles import Cover, Fact, Holdings, Part, ServerTitle, TitleFacts
from bot.models.ids import AnthologyId, InstalmentId, MemberId, ServerId
from bot.models.opinions import Comparison, Opinion, Verdict
from bot.models.reviews import Deed, KeptReview, Writing
from bot.models.servers import Curator
from bot.storage import Store
from bot.storage.servers.imports import ImportNumber

ADA = Curator(ServerId(1), MemberId(11), "Ada", manages=False, roles=frozenset())
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
COVER = Cover(AnthologyId("harbour"), Part.PREMISE)


def uncounted(_done: int, _whole: int) -> None:
    """Tell nobody how far it is."""


async def saved(store: Store, curator: Curator, instalment: InstalmentId, based_on: int = 0) -> KeptReview:
    found = await store.reviews.save(curator, Writing(instalment, curator.member, FOG, based_on), deed=Deed.WROTE)
    assert isinstance(found, KeptReview)
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
        Writing(WINTER, ADA.member, replace(FOG, headline="Less fog."), before.version),
        Writing(SPRING, CARA, FOG),
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
    assert {one.deed for versions in held.versions.values() for one in versions[:1]} == {Deed.IMPORTED}
    assert {len(versions) for versions in held.versions.values()} == {1, 2}
    assert [one.facts.title for one in held.titles] == ["Club"]
    assert held.covers == {COVER}
    assert held.names == {ADA.member: "Ada", CARA: "Cara"}
    assert await store.imports.content(ADA, number) is None
    assert (counted[0], counted[-1]) == ((0, 3), (3, 3))


async def test_one_row_that_somebody_changed_meanwhile_keeps_all_of_them_out(store: Store) -> None:
    await saved(store, ADA, WINTER)
    number = await store.imports.keep(ADA, "text")
    await saved(store, ADA, WINTER, based_on=1)
    writings = [Writing(SPRING, CARA, FOG), Writing(WINTER, ADA.member, replace(FOG, headline="Mine."), 1)]

    assert not await store.imports.apply(ADA, number, writings, [(CLUB, 0)], [COVER], {CARA: "Cara"}, uncounted)
    held = await store.imports.holdings(ServerId(1))
    assert [(one.review.instalment, one.version) for one in held.reviews] == [(WINTER, 2)]
    assert (held.titles, held.covers, held.names) == ((), frozenset(), {ADA.member: "Ada"})
    assert await store.imports.content(ADA, number) == "text"


async def test_a_title_that_somebody_changed_meanwhile_keeps_all_of_them_out(store: Store) -> None:
    await store.titles.save(BEN, CLUB, based_on=0)
    number = await store.imports.keep(ADA, "text")

    assert not await store.imports.apply(ADA, number, [Writing(SPRING, CARA, FOG)], [(CLUB, 0)], [], {}, uncounted)
    assert (await store.imports.holdings(ServerId(1))).reviews == ()


async def test_holdings_are_one_servers_alone(store: Store) -> None:
    await saved(store, ADA, WINTER)
    await store.titles.save(ADA, CLUB, based_on=0)
    await store.titles.cover(ADA, COVER, on=True)
    there = await store.imports.holdings(ServerId(2), versions=True)

    assert (there.reviews, there.titles, there.covers, there.names, there.versions) == ((), (), frozenset(), {}, {})


async def test_an_own_title_that_was_taken_away_meanwhile_keeps_all_of_it_out(store: Store) -> None:
    night = InstalmentId("own-club/own-night")
    story = replace(CLUB, id=night)
    number = await store.imports.keep(ADA, "text")
    other = Writing(WINTER, ADA.member, FOG)

    async def apply(*writings: Writing, titles: tuple[ServerTitle, ...] = (), covers: tuple[Cover, ...] = ()) -> bool:
        brought = [(title, 0) for title in titles]
        return await store.imports.apply(ADA, number, [other, *writings], brought, covers, {}, uncounted)

    assert not await apply(Writing(night, ADA.member, FOG))
    assert not await apply(Writing(SPRING, ADA.member, replace(FOG, comparison=Comparison(night, "colder"))))
    assert not await apply(titles=(story,))
    assert not await apply(covers=(Cover(night, Part.PREMISE),))
    assert await store.imports.holdings(ADA.server) == Holdings(ADA.server, (), (), frozenset(), {})
    assert await store.imports.content(ADA, number) == "text"
    assert await apply(Writing(night, ADA.member, FOG), titles=(CLUB, story), covers=(Cover(night, Part.PREMISE),))
