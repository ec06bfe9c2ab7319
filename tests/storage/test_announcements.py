"""A new review comes with a note of what is to be announced; the note is due until Discord shows what it should."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec.structs import replace

from bot.models.ids import AnthologyId, ServerId
from bot.models.reviews import ChangeKind, MessageId, ReviewChange, ReviewKey, ReviewRecord
from bot.models.servers import ChannelId
from bot.storage import Store
from tests.storage.samples import FIRST, FULL, SECOND, curator_of, record, save, server_review, write_review

HERE, THERE = ServerId(1), ServerId(2)
NEWS, MESSAGE = ChannelId(77), MessageId(770)
FIVE = curator_of(server_review(HERE, 5))


def key(review: ReviewRecord) -> ReviewKey:
    return review.review.server, review.review.instalment, review.review.curator


async def announced(store: Store, server: ServerId = HERE) -> ReviewRecord:
    """Let a server have a channel, and a new review."""
    await save(store, record(FULL))
    await store.servers.choose_channel(server, NEWS)
    return await write_review(store, server_review(server, 5))


async def test_a_new_review_is_due_where_there_is_a_channel_and_nowhere_else(store: Store) -> None:
    review = await announced(store)
    await write_review(store, server_review(THERE, 5))

    assert await store.announcements.due() == (key(review),)
    assert await store.announcements.due_in(THERE) == ()
    found = await store.announcements.one(key(review))
    assert found is not None
    assert (found.channel, found.message, found.shown, found.review) == (NEWS, None, 0, review)
    assert await store.announcements.named(HERE, review.number) == key(review)
    assert await store.announcements.named(THERE, review.number) is None


async def test_what_hangs_is_due_again_when_the_review_changes(store: Store) -> None:
    review = await announced(store)
    await store.announcements.hung(key(review), NEWS, MESSAGE, review.version)
    assert await store.announcements.due() == ()

    changed = await write_review(store, server_review(HERE, 5, headline="Other words."))
    assert await store.announcements.due() == (key(changed),)
    found = await store.announcements.one(key(changed))
    assert found is not None
    assert (found.message, found.withdrawn) == (MESSAGE, False)


async def test_what_hangs_is_due_when_the_review_is_removed_and_when_it_is_restored(store: Store) -> None:
    review = await announced(store)
    await store.announcements.hung(key(review), NEWS, MESSAGE, review.version)
    await store.reviews.remove(FIVE, review.number, based_on=review.version)
    assert await store.announcements.due_in(HERE) == (key(review),)
    await store.announcements.taken_down(key(review), NEWS)
    assert await store.announcements.due() == ()

    await store.reviews.restore(FIVE, review.number)
    assert await store.announcements.due() == (key(review),)


async def test_a_review_that_was_removed_before_it_was_announced_is_not_due(store: Store) -> None:
    review = await announced(store)
    await store.reviews.remove(FIVE, review.number, based_on=review.version)

    assert await store.announcements.due() == ()


async def test_nothing_waits_for_a_channel_that_is_chosen_some_day(store: Store) -> None:
    await announced(store)
    await store.servers.choose_channel(HERE, None)
    assert await store.announcements.due() == ()
    await store.servers.choose_channel(HERE, ChannelId(78))

    assert await store.announcements.due() == ()


async def test_what_could_not_be_announced_is_due_in_the_next_channel(store: Store) -> None:
    review = await announced(store)
    await store.servers.choose_channel(HERE, ChannelId(78))

    assert await store.announcements.due() == (key(review),)


async def test_nothing_is_due_in_a_server_that_the_bot_left(store: Store) -> None:
    review = await announced(store)
    await store.servers.leave(HERE, datetime.now(UTC))
    assert await store.announcements.due() == ()
    await store.servers.come_back([HERE])

    assert await store.announcements.due() == (key(review),)


async def test_imported_reviews_are_not_announced(store: Store) -> None:
    await save(store, record(FULL))
    await store.servers.choose_channel(HERE, NEWS)
    writing = ReviewChange(SECOND, FIVE.member, server_review(HERE, 5).opinion)
    assert await store.reviews.save_all(FIVE, [writing], {}) == ()

    assert await store.announcements.due() == ()


async def test_the_oldest_is_first_and_a_title_has_its_own(store: Store) -> None:
    second = await announced(store)
    first = await write_review(store, server_review(HERE, 5, FIRST))

    assert await store.announcements.due() == (key(second), key(first))
    assert await store.announcements.of(HERE, FIRST) == (key(first),)
    assert await store.announcements.of(HERE, FULL.id) == (key(first), key(second))
    assert await store.announcements.of(HERE, AnthologyId(FULL.id[:-1])) == ()
    assert await store.announcements.of(THERE, FIRST) == ()


async def test_one_that_was_dropped_is_announced_no_more(store: Store) -> None:
    review = await announced(store)
    await store.announcements.drop(key(review))
    writing = ReviewChange(SECOND, FIVE.member, replace(review.review.opinion, headline="Again."), review.version)
    await store.reviews.save(FIVE, writing, deed=ChangeKind.CHANGED)

    assert await store.announcements.one(key(review)) is None
    assert await store.announcements.due() == ()
