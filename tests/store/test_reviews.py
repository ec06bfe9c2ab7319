"""A curator writes, changes and removes a review; no other server ever sees it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest

from bot.models import Comparison, InstalmentId, MemberId, Opinion, ServerId, Verdict
from bot.store import RefusedError, Store
from tests.store.samples import FIRST, FULL, FULL_OPINION, SECOND, record, save, server_review, simple

HERE, THERE = ServerId(1_200_000_000_000_000_001), ServerId(1_200_000_000_000_000_002)


@pytest.fixture
async def stored(store: Store) -> Store:
    await save(store, record(FULL))
    return store


async def test_a_review_comes_back_as_it_was_written(stored: Store) -> None:
    review = server_review(HERE, 2**63 - 1)
    await stored.reviews.write(review)

    assert await stored.reviews.of(HERE, [SECOND]) == (review,)
    assert await stored.reviews.of(HERE, [FIRST]) == ()
    assert await stored.reviews.of(HERE, []) == ()


async def test_a_second_review_of_the_same_curator_replaces_the_first_and_keeps_when_it_was_written(
    stored: Store,
) -> None:
    first = server_review(HERE, 5)
    later = first.written + timedelta(days=3)
    second = replace(first, opinion=Opinion(Verdict.SKIP, "No longer.", ("fog",)), written=later, changed=later)
    await stored.reviews.write(first)
    await stored.reviews.write(second)

    assert await stored.reviews.of(HERE, [SECOND]) == (replace(second, written=first.written),)


async def test_several_curators_are_all_heard_the_latest_first(stored: Store) -> None:
    reviews = [
        server_review(HERE, curator, changed=server_review(1, 1).changed + timedelta(hours=hours))
        for curator, hours in ((1, 2), (2, 9), (3, 4))
    ]
    for review in reviews:
        await stored.reviews.write(review)

    assert [review.curator for review in await stored.reviews.of(HERE, [SECOND, FIRST])] == [2, 3, 1]


async def test_a_removed_review_is_gone_and_removing_it_again_says_so(stored: Store) -> None:
    await stored.reviews.write(server_review(HERE, 5))
    await stored.reviews.write(server_review(HERE, 6))

    assert await stored.reviews.remove(HERE, MemberId(5), SECOND)
    assert not await stored.reviews.remove(HERE, MemberId(5), SECOND)
    assert await stored.reviews.of(HERE, [SECOND]) == (server_review(HERE, 6),)


async def test_two_servers_never_see_or_remove_one_anothers_reviews(stored: Store) -> None:
    ours = server_review(HERE, 5, headline="ours")
    theirs = server_review(THERE, 5, headline="theirs")
    await stored.reviews.write(ours)
    assert await stored.reviews.of(THERE, [FIRST, SECOND]) == ()
    assert not await stored.reviews.remove(THERE, MemberId(5), SECOND)
    await stored.reviews.write(theirs)

    assert await stored.reviews.of(HERE, [FIRST, SECOND]) == (ours,)
    assert await stored.reviews.of(THERE, [FIRST, SECOND]) == (theirs,)
    assert await stored.reviews.remove(THERE, MemberId(5), SECOND)
    assert await stored.reviews.of(HERE, [FIRST, SECOND]) == (ours,)


async def test_a_review_of_an_instalment_that_nobody_knows_is_refused(stored: Store) -> None:
    with pytest.raises(RefusedError, match="nothing was changed"):
        await stored.reviews.write(server_review(HERE, 5, InstalmentId("nowhere/1")))
    lost = replace(FULL_OPINION, comparison=Comparison(InstalmentId("nowhere/1"), "worse"))
    with pytest.raises(RefusedError):
        await stored.reviews.write(replace(server_review(HERE, 5), opinion=lost))

    assert await stored.reviews.of(HERE, [SECOND]) == ()


async def test_a_moment_without_a_time_zone_is_refused(stored: Store) -> None:
    with pytest.raises(ValueError, match="time zone"):
        await stored.reviews.write(replace(server_review(HERE, 5), changed=datetime(2024, 1, 1)))  # noqa: DTZ001 - meant

    assert await stored.reviews.of(HERE, [SECOND]) == ()


async def test_a_moment_of_another_time_zone_stays_the_same_moment(stored: Store) -> None:
    evening = datetime(2024, 1, 1, 20, tzinfo=timezone(timedelta(hours=9)))
    review = server_review(HERE, 5, written=evening, changed=evening)
    await stored.reviews.write(review)

    assert await stored.reviews.of(HERE, [SECOND]) == (review,)


async def test_reviews_of_more_instalments_than_one_query_can_name_all_come(store: Store) -> None:
    show = simple("long", instalments=1201)
    await save(store, record(show))
    reviews = [server_review(HERE, 5, each.id) for each in show.instalments[::100]]
    reviews = [replace(review, opinion=Opinion(Verdict.SKIP, "x", ("a",), ("b", "c"))) for review in reviews]
    await asyncio.gather(*(store.reviews.write(review) for review in reviews))

    found = await store.reviews.of(HERE, [each.id for each in show.instalments])
    assert sorted(found, key=lambda review: review.instalment) == sorted(reviews, key=lambda review: review.instalment)
