"""An own title becomes the bundled one: all that hangs on it moves at once or not at all, and nothing is lost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from bot.models.custom_titles import Fact, ServerTitle, SpoilerMark, SpoilerPart, TitleFacts
from bot.models.ids import AnthologyId, InstalmentId, MemberId, ServerId
from bot.models.opinions import Comparison, Opinion, Verdict
from bot.models.reviews import ChangeKind, MessageId, ReviewChange, ReviewNumber, ReviewRecord, Revision, StaleVersion
from bot.models.servers import Actor, ChannelId, ServerSettings
from bot.reviews.service import ReviewService
from bot.storage import Store
from bot.titles.catalogue_index import CatalogueIndex
from bot.titles.service import TitleService
from tests.storage.samples import FIRST, FULL, record, save

HERE, THERE = ServerId(11), ServerId(12)
ADA = Actor(HERE, MemberId(1), "Ada", manages=True, roles=frozenset())
BEN = replace(ADA, member=MemberId(2), name="Ben")
ELSEWHERE = replace(ADA, server=THERE)
OWN = AnthologyId("own-harbour-1")
WINTER, EXTRA = InstalmentId("own-harbour-1/own-winter"), InstalmentId("own-harbour-1/own-extra")
ADDED = InstalmentId("harbour/own-extra")
MOVES: dict[str, str] = {OWN: FULL.id, WINTER: FIRST, EXTRA: ADDED}
MESSAGES = {WINTER: MessageId(70), FIRST: MessageId(71)}
MINE, OLDER = Opinion(Verdict.SKIP, "Mine."), Opinion(Verdict.MIXED, "Older.")


def own_title(key: str, title: str) -> ServerTitle:
    facts = TitleFacts(title=title)
    now = datetime.now(UTC)
    return ServerTitle(HERE, InstalmentId(key), True, facts, frozenset({Fact.TITLE}), 0, ADA.member, now)  # noqa: FBT003  # own


@pytest.fixture
async def stored(store: Store) -> Store:
    await save(store, record(FULL))
    for curator in (ADA, ELSEWHERE):
        for key, title in ((OWN, "Harbour"), (WINTER, "Winter"), (EXTRA, "Extra")):
            await store.custom_titles.save(curator, own_title(key, title), based_on=0)
    return store


async def write(
    store: Store, actor: Actor, instalment: InstalmentId, opinion: Opinion, based_on: int = 0
) -> ReviewRecord:
    writing = ReviewChange(instalment, actor.member, opinion, based_on)
    saved = await store.reviews.save(actor, writing, deed=ChangeKind.CHANGED)
    assert isinstance(saved, ReviewRecord)
    return saved


async def join(store: Store, gone: dict[AnthologyId | InstalmentId, int] | None = None) -> bool:
    there = {title.id: title for title in await store.custom_titles.of(HERE)}
    extra = [replace(there[EXTRA], id=ADDED, version=0)] if EXTRA in there else []
    return await store.title_merges.merge(ADA, gone or {OWN: 1, WINTER: 1, EXTRA: 1}, MOVES, extra)


async def history(store: Store, number: ReviewNumber) -> list[tuple[int, ChangeKind, str]]:
    versions: tuple[Revision, ...] = await store.reviews.history(HERE, number)
    return [(one.number, one.kind, one.opinion.headline) for one in reversed(versions)]


async def test_reviews_move_with_reasons_versions_and_number(stored: Store) -> None:
    await write(stored, ADA, WINTER, OLDER)
    before = await write(stored, ADA, WINTER, replace(MINE, works=("fog", "gulls")), based_on=1)
    assert await join(stored)

    after = await stored.reviews.one(HERE, before.number)
    assert after == replace(before, review=replace(before.review, instalment=FIRST))
    assert await history(stored, before.number) == [(1, ChangeKind.WROTE, "Older."), (2, ChangeKind.CHANGED, "Mine.")]
    assert await stored.reviews.of(HERE, [WINTER, EXTRA]) == ()


async def test_what_the_bundle_lacks_stays_as_an_addition_and_the_rest_of_the_own_titles_is_gone(stored: Store) -> None:
    await write(stored, BEN, EXTRA, MINE)
    assert await join(stored)

    (left,) = await stored.custom_titles.of(HERE)
    assert (left.id, left.own, left.facts.title) == (ADDED, True, "Extra")
    assert [one.opinion for one in await stored.reviews.of(HERE, [ADDED])] == [MINE]


async def test_of_two_reviews_of_one_curator_the_newer_stays_and_the_other_stands_in_its_history(stored: Store) -> None:
    old = await write(stored, ADA, FIRST, OLDER)
    new = await write(stored, ADA, WINTER, MINE)
    assert await join(stored)

    (seen,) = await stored.reviews.of(HERE, [FIRST])
    assert seen.opinion == MINE
    kept = await stored.reviews.one(HERE, new.number)
    assert kept is not None
    assert kept.version == 3
    assert await history(stored, new.number) == [
        (1, ChangeKind.WROTE, "Older."),
        (2, ChangeKind.WROTE, "Mine."),
        (3, ChangeKind.MOVED, "Mine."),
    ]
    assert await stored.reviews.one(HERE, old.number) is None


async def test_a_review_that_members_see_goes_before_a_newer_one_that_is_removed(stored: Store) -> None:
    kept = await write(stored, ADA, FIRST, OLDER)
    removed = await write(stored, ADA, WINTER, MINE)
    await stored.reviews.remove(ADA, removed.number, based_on=1)
    assert await join(stored)

    assert [one.opinion for one in await stored.reviews.of(HERE, [FIRST])] == [OLDER]
    assert [deed for _number, deed, _headline in await history(stored, kept.number)] == [
        ChangeKind.WROTE,
        ChangeKind.WROTE,
        ChangeKind.REMOVED,
        ChangeKind.MOVED,
    ]


async def test_whoever_had_a_form_open_is_told_that_the_review_has_moved_on(stored: Store) -> None:
    await write(stored, ADA, FIRST, OLDER)
    await write(stored, ADA, WINTER, MINE)
    assert await join(stored)

    late = await stored.reviews.save(ADA, ReviewChange(FIRST, ADA.member, OLDER, 1), deed=ChangeKind.CHANGED)
    assert isinstance(late, StaleVersion)


async def test_another_curators_review_of_the_bundled_title_is_left_alone(stored: Store) -> None:
    theirs = await write(stored, BEN, FIRST, OLDER)
    await write(stored, ADA, WINTER, MINE)
    assert await join(stored)

    assert {one.curator: one.opinion for one in await stored.reviews.of(HERE, [FIRST])} == {
        ADA.member: MINE,
        BEN.member: OLDER,
    }
    assert await stored.reviews.one(HERE, theirs.number) == theirs


async def test_comparisons_follow_in_reviews_and_in_their_versions(stored: Store) -> None:
    compared = replace(MINE, comparison=Comparison(WINTER, "calmer than that"))
    number = (await write(stored, ADA, EXTRA, compared)).number
    await write(stored, ADA, EXTRA, replace(compared, headline="Again."), based_on=1)
    assert await join(stored)

    versions = await stored.reviews.history(HERE, number)
    assert [one.opinion.comparison and one.opinion.comparison.other for one in versions] == [FIRST, FIRST]
    (seen,) = await stored.reviews.of(HERE, [ADDED])
    assert seen.opinion.comparison == Comparison(FIRST, "calmer than that")


async def test_drafts_and_covers_follow(stored: Store) -> None:
    review = await stored.drafts.keep(ADA, f"review:{WINTER}:{ADA.member}", 0, {"other": EXTRA, "headline": "H"})
    title = await stored.drafts.keep(BEN, f"title:{WINTER}", 1, {"titles": "Winter"})
    await stored.custom_titles.mark_spoiler(ADA, SpoilerMark(WINTER, SpoilerPart.PREMISE), True)  # noqa: FBT003  # on
    assert await join(stored)

    moved = await stored.drafts.one(ADA, review.number)
    assert moved is not None
    assert (moved.subject, moved.fields) == (f"review:{FIRST}:{ADA.member}", {"other": ADDED, "headline": "H"})
    moved = await stored.drafts.one(BEN, title.number)
    assert moved is not None
    # The bundled title has no corrections yet: whoever publishes this is not told of a change that nobody made.
    assert (moved.subject, moved.based_on) == (f"title:{FIRST}", 0)
    assert await stored.custom_titles.spoiler_marks(HERE) == {SpoilerMark(FIRST, SpoilerPart.PREMISE)}


async def test_a_draft_of_the_bundled_title_is_not_thrown_away_for_the_other(stored: Store) -> None:
    for instalment in (WINTER, FIRST):
        await stored.drafts.keep(ADA, f"review:{instalment}:{ADA.member}", 0, {"headline": instalment})
    assert await join(stored)

    assert {draft.fields["headline"] for draft in await stored.drafts.of(ADA)} == {WINTER, FIRST}


async def test_an_announcement_that_moved_is_due_and_one_too_many_is_withdrawn(stored: Store) -> None:
    await stored.servers.change(ServerSettings(HERE, announcements=ChannelId(7)))
    for curator, instalment in ((ADA, WINTER), (BEN, WINTER), (BEN, FIRST)):
        await write(stored, curator, instalment, MINE)
        await stored.announcements.hung((HERE, instalment, curator.member), ChannelId(7), MESSAGES[instalment], 1)
    assert await stored.announcements.due() == ()
    assert await join(stored)

    assert set(await stored.announcements.due()) == {
        (HERE, FIRST, ADA.member),
        (HERE, FIRST, BEN.member),
        (HERE, WINTER, BEN.member),
    }


async def test_nothing_is_done_where_somebody_changed_one_of_the_titles_meanwhile(stored: Store) -> None:
    review = await write(stored, ADA, WINTER, MINE)
    winter = await stored.custom_titles.one(HERE, WINTER)
    assert winter is not None
    await stored.custom_titles.save(BEN, replace(winter, hidden=True), based_on=1)

    assert not await join(stored)
    assert {title.id for title in await stored.custom_titles.of(HERE)} == {OWN, WINTER, EXTRA}
    assert await stored.reviews.one(HERE, review.number) == review


async def test_nothing_is_done_where_somebody_added_an_instalment_meanwhile(stored: Store) -> None:
    await stored.custom_titles.save(BEN, own_title(f"{OWN}/own-late", "Late"), based_on=0)

    assert not await join(stored)
    assert len(await stored.custom_titles.of(HERE)) == 4


async def test_another_servers_title_of_the_same_id_stays_where_it_is(stored: Store) -> None:
    theirs = await write(stored, ELSEWHERE, WINTER, MINE)
    assert await join(stored)

    assert {title.id for title in await stored.custom_titles.of(THERE)} == {OWN, WINTER, EXTRA}
    assert await stored.reviews.one(THERE, theirs.number) == theirs


async def test_a_review_that_was_compared_with_what_it_is_of_by_now_is_compared_with_nothing(stored: Store) -> None:
    mine = replace(MINE, comparison=Comparison(FIRST, "colder than the first"))
    theirs = replace(OLDER, comparison=Comparison(WINTER, "warmer than ours"))
    of_winter = await write(stored, ADA, WINTER, mine)
    of_first = await write(stored, BEN, FIRST, theirs)
    assert await join(stored)

    assert {one.curator: one.opinion for one in await stored.reviews.of(HERE, [FIRST])} == {
        ADA.member: MINE,
        BEN.member: OLDER,
    }
    for before, said in ((of_winter, mine), (of_first, theirs)):
        moved, first = await stored.reviews.history(HERE, before.number)
        assert (moved.number, moved.kind, moved.opinion.comparison) == (2, ChangeKind.MOVED, None)
        assert first.opinion.comparison is not None
        assert said.comparison is not None
        assert first.opinion.comparison.text == said.comparison.text, "what was written stands in its history"
        late = await stored.reviews.save(
            ADA, ReviewChange(FIRST, before.review.curator, MINE, 1), deed=ChangeKind.CHANGED
        )
        assert isinstance(late, StaleVersion), "whoever has a form open is told"


async def test_an_old_version_that_is_brought_back_is_not_compared_with_itself(stored: Store) -> None:
    review = await write(stored, ADA, WINTER, replace(MINE, comparison=Comparison(FIRST, "colder than the first")))
    await write(stored, ADA, WINTER, OLDER, based_on=1)
    assert await join(stored)

    service = ReviewService(stored, TitleService(stored, await CatalogueIndex.build(stored)))
    assert await service.bring_back(ADA, review.number, 1, 2)
    assert [one.opinion for one in await stored.reviews.of(HERE, [FIRST])] == [MINE]
