"""Curators write, change, remove and restore reviews; nothing is overwritten unseen, no other server sees it."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace

from bot.models.ids import InstalmentId, MemberId, ServerId
from bot.models.opinions import Opinion, Verdict
from bot.models.reviews import ChangeKind, ReviewChange, ReviewNumber, ReviewRecord, StaleVersion
from bot.models.servers import Actor, ChannelId, ServerSettings
from bot.storage import Store
from tests.storage.samples import (
    FIRST,
    FULL,
    FULL_OPINION,
    SECOND,
    curator_of,
    record,
    save,
    server_review,
    simple,
    timeless,
    write_review,
)

HERE, THERE = ServerId(1_200_000_000_000_000_001), ServerId(1_200_000_000_000_000_002)
SKIP = Opinion(Verdict.SKIP, "No longer.", ("fog",))
FIVE = curator_of(server_review(HERE, 5))
SIX = replace(FIVE, member=MemberId(6), name="Six")


@pytest.fixture
async def stored(store: Store) -> Store:
    await save(store, record(FULL))
    return store


def kept(answer: ReviewRecord | StaleVersion | None) -> ReviewRecord:
    assert isinstance(answer, ReviewRecord)
    return answer


async def write(
    store: Store, by: Actor, opinion: Opinion, based_on: int = 0, whose: int | None = None
) -> ReviewRecord | StaleVersion:
    writing = ReviewChange(SECOND, MemberId(whose or by.member), opinion, based_on)
    return await store.reviews.save(by, writing, deed=ChangeKind.CHANGED)


async def test_a_review_comes_back_as_it_was_written(stored: Store) -> None:
    review = server_review(HERE, 2**63 - 1)
    written = await write_review(stored, review)

    assert timeless(await stored.reviews.of(HERE, [SECOND])) == (review,)
    assert await stored.reviews.of(HERE, [FIRST]) == ()
    assert await stored.reviews.of(HERE, []) == ()
    assert await stored.reviews.one(HERE, written.number) == written
    assert await stored.reviews.by(HERE, review.curator, SECOND) == written
    assert await stored.reviews.records(HERE) == (written,)


async def test_a_second_writing_of_the_same_curator_replaces_the_first_and_keeps_when_it_was_written(
    stored: Store,
) -> None:
    first = kept(await write(stored, FIVE, FULL_OPINION))
    second = kept(await write(stored, FIVE, SKIP, based_on=1))

    assert second.number == first.number
    assert second.review.written == first.review.written < second.review.changed
    assert await stored.reviews.of(HERE, [SECOND]) == (second.review,)
    assert second.review.opinion == SKIP


async def test_whoever_saves_second_is_told_what_was_made_meanwhile_and_nothing_is_overwritten(stored: Store) -> None:
    first = kept(await write(stored, FIVE, FULL_OPINION))
    second = kept(await write(stored, SIX, SKIP, based_on=1, whose=5))
    late = await write(stored, FIVE, replace(FULL_OPINION, headline="mine"), based_on=1)

    assert isinstance(late, StaleVersion)
    assert late.current == second
    assert [(one.number, one.kind, one.by, one.opinion) for one in late.made] == [(2, ChangeKind.CHANGED, 6, SKIP)]
    assert (await stored.reviews.one(HERE, first.number)) == second
    assert second.changed_by == 6
    assert isinstance(await write(stored, FIVE, SKIP), StaleVersion), "a first version where there is one already"


async def test_of_many_who_save_at_once_one_is_through_and_all_others_are_told(stored: Store) -> None:
    await write(stored, FIVE, FULL_OPINION)
    answers = await asyncio.gather(
        *(write(stored, FIVE, replace(SKIP, headline=f"number {number}"), based_on=1) for number in range(20))
    )

    through = [one for one in answers if isinstance(one, ReviewRecord)]
    assert len(through) == 1
    assert await stored.reviews.of(HERE, [SECOND]) == (through[0].review,)


async def test_several_curators_are_all_heard_the_latest_first(stored: Store) -> None:
    for curator in (1, 3, 2):
        await write_review(stored, server_review(HERE, curator))

    assert [review.curator for review in await stored.reviews.of(HERE, [SECOND, FIRST])] == [2, 3, 1]
    assert [one.review.curator for one in await stored.reviews.records(HERE)] == [2, 3, 1]


async def test_a_removed_review_is_out_of_sight_until_it_is_restored(stored: Store) -> None:
    written = await write_review(stored, server_review(HERE, 5))
    await write_review(stored, server_review(HERE, 6))

    removed = kept(await stored.reviews.remove(SIX, written.number, based_on=1))
    assert removed.removed
    assert [review.curator for review in await stored.reviews.of(HERE, [SECOND])] == [6]
    assert {one.removed for one in await stored.reviews.records(HERE)} == {None, removed.removed}
    assert isinstance(await stored.reviews.remove(FIVE, written.number, based_on=1), StaleVersion)

    back = kept(await stored.reviews.restore(FIVE, written.number))
    assert back.removed is None
    assert back.review.opinion == written.review.opinion
    assert await stored.reviews.restore(FIVE, written.number) == back, "restoring twice changes nothing"
    assert len(await stored.reviews.of(HERE, [SECOND])) == 2


async def test_writing_again_what_was_removed_brings_it_back(stored: Store) -> None:
    written = await write_review(stored, server_review(HERE, 5))
    await stored.reviews.remove(FIVE, written.number, based_on=1)

    again = kept(await write(stored, FIVE, SKIP, based_on=2))
    assert (again.number, again.version, again.removed) == (written.number, 3, None)
    assert await stored.reviews.of(HERE, [SECOND]) == (again.review,)


async def test_the_history_holds_every_version_with_who_and_what(stored: Store) -> None:
    written = kept(await write(stored, FIVE, FULL_OPINION))
    await write(stored, SIX, SKIP, based_on=1, whose=5)
    await stored.reviews.remove(SIX, written.number, based_on=2)
    await stored.reviews.restore(FIVE, written.number)

    told = [(one.number, one.kind, one.by, one.opinion) for one in await stored.reviews.history(HERE, written.number)]
    assert told == [
        (4, ChangeKind.RESTORED, 5, SKIP),
        (3, ChangeKind.REMOVED, 6, SKIP),
        (2, ChangeKind.CHANGED, 6, SKIP),
        (1, ChangeKind.WROTE, 5, FULL_OPINION),
    ]
    assert await stored.servers.names(HERE) == {5: "Curator 5", 6: "Six"}


async def test_two_servers_never_see_or_touch_one_anothers_reviews(stored: Store) -> None:
    ours = await write_review(stored, server_review(HERE, 5, headline="ours"))
    stranger = replace(FIVE, server=THERE)
    assert await stored.reviews.of(THERE, [FIRST, SECOND]) == ()
    assert await stored.reviews.one(THERE, ours.number) is None
    assert await stored.reviews.history(THERE, ours.number) == ()
    assert await stored.reviews.records(THERE) == ()
    assert await stored.reviews.remove(stranger, ours.number, based_on=1) is None
    assert await stored.reviews.restore(stranger, ours.number) is None
    assert await stored.servers.names(THERE) == {}

    theirs = await write_review(stored, server_review(THERE, 5, headline="theirs"))
    assert await stored.reviews.of(HERE, [FIRST, SECOND]) == (ours.review,)
    assert await stored.reviews.of(THERE, [FIRST, SECOND]) == (theirs.review,)


async def test_a_number_that_nobody_could_have_been_given_names_nothing(stored: Store) -> None:
    await write_review(stored, server_review(HERE, 5))
    for number in (0, -1, 2**63, 10**80):
        assert await stored.reviews.one(HERE, ReviewNumber(number)) is None


async def test_saving_what_a_draft_was_made_for_ends_the_draft(stored: Store) -> None:
    draft = await stored.drafts.keep(FIVE, "review", 0, {"headline": "x"})
    other = await stored.drafts.keep(FIVE, "another", 0, {"headline": "y"})
    writing = ReviewChange(SECOND, FIVE.member, SKIP)
    await stored.reviews.save(FIVE, writing, deed=ChangeKind.WROTE, draft=draft)
    assert await stored.drafts.of(FIVE) == (other,)

    answer = await stored.reviews.save(FIVE, writing, deed=ChangeKind.WROTE, draft=other)
    assert isinstance(answer, StaleVersion)
    assert await stored.drafts.of(FIVE) == (other,), "what could not be saved stays a draft"


async def test_many_reviews_are_written_all_or_none(stored: Store) -> None:
    one = kept(await write(stored, SIX, FULL_OPINION))
    new = ReviewChange(SECOND, FIVE.member, SKIP)
    late = ReviewChange(SECOND, SIX.member, SKIP, based_on=7)
    outdated = await stored.reviews.save_all(FIVE, [new, late], {})
    assert [found.current for found in outdated] == [one]
    assert await stored.reviews.records(HERE) == (one,)

    names = {MemberId(6): "not Six", MemberId(8): "Eight"}
    assert await stored.reviews.save_all(FIVE, [new, replace(late, based_on=1)], names) == ()
    assert {one.review.opinion for one in await stored.reviews.records(HERE)} == {SKIP}
    assert await stored.servers.names(HERE) == {5: "Curator 5", 6: "Six", 8: "Eight"}
    history = await stored.reviews.history(HERE, one.number)
    assert [(version.kind, version.by) for version in history] == [(ChangeKind.IMPORTED, 5), (ChangeKind.WROTE, 6)]


async def test_a_review_of_a_title_that_the_catalogue_lacks_can_be_written(stored: Store) -> None:
    own = InstalmentId("own-story/own-1")
    written = await write_review(stored, server_review(HERE, 5, own))
    assert await stored.reviews.of(HERE, [own]) == (written.review,)


async def test_settings_are_kept_and_belong_to_one_server(stored: Store) -> None:
    assert await stored.servers.settings(HERE) == ServerSettings(HERE)
    ours = ServerSettings(HERE, language="ko", announcements=ChannelId(7))
    await stored.servers.change(ours)

    assert await stored.servers.settings(HERE) == ours
    assert await stored.servers.settings(THERE) == ServerSettings(THERE)


async def test_reviews_of_more_instalments_than_one_query_can_name_all_come(store: Store) -> None:
    show = simple("long", instalments=1201)
    await save(store, record(show))
    opinion = Opinion(Verdict.SKIP, "x", ("a",), ("b", "c"))
    reviews = [replace(server_review(HERE, 5, each.id), opinion=opinion) for each in show.instalments[::100]]
    await asyncio.gather(*(write_review(store, review) for review in reviews))

    found = timeless(await store.reviews.of(HERE, [each.id for each in show.instalments]))
    assert sorted(found, key=lambda review: review.instalment) == sorted(reviews, key=lambda review: review.instalment)
