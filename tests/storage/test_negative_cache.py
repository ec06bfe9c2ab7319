"""A server that was seen to have no review is not looked up again, and yet its first review is seen at once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

import pytest

from bot.models.ids import MemberId, ServerId
from bot.models.reviews import ChangeKind, ReviewChange
from bot.storage import Store
from bot.storage.engine.database import Database
from bot.storage.engine.migrations import MIGRATIONS
from bot.storage.servers.negative_cache import NegativeCache
from tests.storage.samples import FULL, FULL_OPINION, SECOND, curator_of, record, save, server_review, write_review

SERVERS = [ServerId(number) for number in range(1, 41)]


@pytest.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    database = await Database.open(path, MIGRATIONS)
    async with Store(database) as store:
        await save(store, record(FULL))
        yield database


async def test_a_server_without_reviews_costs_one_look_and_no_more(database: Database) -> None:
    store = Store(database)
    asked: list[str] = []
    await database.read(lambda connection: connection.set_trace_callback(asked.append))
    for _ in range(5):
        assert await store.reviews.of(SERVERS[0], [SECOND]) == ()
    assert len([one for one in asked if "server_reviews" in one]) == 1

    await write_review(store, server_review(SERVERS[0], 5))
    assert len(await store.reviews.of(SERVERS[0], [SECOND])) == 1
    assert await store.reviews.of(SERVERS[1], [SECOND]) == ()


async def test_what_was_looked_up_before_a_review_was_written_is_not_remembered() -> None:
    reviewless = NegativeCache()
    before = reviewless.written
    reviewless.wrote(SERVERS[0])
    reviewless.seen(SERVERS[0], before)
    assert SERVERS[0] not in reviewless

    reviewless.seen(SERVERS[0], reviewless.written)
    assert SERVERS[0] in reviewless
    reviewless.wrote(SERVERS[0])
    assert SERVERS[0] not in reviewless


async def test_whoever_looks_after_a_first_review_was_acknowledged_sees_it(database: Database) -> None:
    store = Store(database)
    writing = True

    async def look(server: ServerId) -> None:
        while writing:
            await store.reviews.of(server, [SECOND])
            await asyncio.sleep(0.001)  # what is known without a look gives nobody else a turn

    looking = [asyncio.create_task(look(server)) for server in SERVERS[:8]]
    for server in SERVERS[:8]:
        await asyncio.sleep(0.002)
        await write_review(store, server_review(server, 5))
        assert len(await store.reviews.of(server, [SECOND])) == 1
    writing = False
    await asyncio.gather(*looking)
    for server in SERVERS[:8]:
        assert len(await store.reviews.of(server, [SECOND])) == 1


async def test_a_review_is_seen_though_its_writer_was_cancelled(database: Database) -> None:
    store = Store(database)
    for server in SERVERS:
        assert await store.reviews.of(server, [SECOND]) == ()
        curator = curator_of(server_review(server, 5))
        saving = asyncio.create_task(
            store.reviews.save(curator, ReviewChange(SECOND, MemberId(5), FULL_OPINION), deed=ChangeKind.WROTE)
        )
        await asyncio.sleep(0)
        saving.cancel()
        with suppress(asyncio.CancelledError):
            await saving
    await write_review(store, server_review(99, 5))  # once this is through, so are all that were asked for before it
    for server in SERVERS:
        kept = await store.reviews.records(server)
        assert len(await store.reviews.of(server, [SECOND])) == len(kept)


async def test_an_import_is_seen_where_there_was_nothing_before(database: Database) -> None:
    store = Store(database)
    curator = curator_of(server_review(SERVERS[0], 5))
    assert await store.reviews.of(curator.server, [SECOND]) == ()
    number = await store.imports.keep(curator, "a file")
    writings = [ReviewChange(SECOND, MemberId(5), FULL_OPINION)]
    assert await store.imports.apply(curator, number, writings, [], [], {}, lambda _done, _whole: None)

    assert len(await store.reviews.of(curator.server, [SECOND])) == 1
