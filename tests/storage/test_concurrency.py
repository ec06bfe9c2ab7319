"""Many tasks read and write at once, some are cancelled half way: nobody sees half a transaction, nothing is lost."""

from __future__ import annotations

import asyncio
import sqlite3
import threading
from contextlib import closing, suppress
from pathlib import Path
from random import Random
from typing import cast

import pytest
from msgspec.structs import replace

from bot.models.catalogue import Anthology
from bot.models.ids import ServerId
from bot.models.opinions import Verdict
from bot.storage import BusyError, ClosedError, RefusedError, Store
from bot.storage.engine.database import Database
from bot.storage.engine.migrations import MIGRATIONS
from tests.storage.samples import (
    ADA,
    FULL,
    FULL_OPINION,
    SECOND,
    record,
    save,
    server_review,
    simple,
    timeless,
    write_review,
)

HERE = ServerId(1)


def generation(number: int) -> list[Anthology]:
    """Make six anthologies and a person, all of which say in their names which generation they are."""
    person = replace(ADA, name=f"Ada {number}")
    return [replace(simple(f"show-{each}", people=[person]), title=f"{number}") for each in range(6)]


async def test_readers_see_whole_transactions_and_every_write_is_there_in_the_end(store: Store) -> None:
    await save(store, record(FULL), *map(record, generation(0)))
    writing = True
    seen: set[str] = set()

    async def save_generations() -> None:
        for number in range(1, 13):
            await save(store, *map(record, generation(number)))

    async def write_reviews(curator: int) -> None:
        for server in range(1, 9):
            await write_review(store, server_review(server, curator))

    async def read() -> None:
        while writing:
            shows = [show for show in await store.catalogue.everything() if show.id != FULL.id]
            told = {show.title for show in shows} | {
                show.instalments[0].credits[0].person.name.removeprefix("Ada ") for show in shows
            }
            assert len(told) == 1, f"half of a transaction was seen: {told}"
            seen.update(told)
            for review in await store.reviews.of(HERE, [SECOND]):
                assert timeless([review]) == (server_review(1, review.curator),)

    readers = [asyncio.create_task(read()) for _ in range(8)]
    await asyncio.gather(save_generations(), *(write_reviews(curator) for curator in range(1, 25)))
    writing = False
    await asyncio.gather(*readers)

    assert len(seen) > 1
    for server in range(1, 9):
        found = await store.reviews.of(ServerId(server), [SECOND])
        assert {review.curator for review in found} == set(range(1, 25))


async def test_one_failing_write_takes_no_other_along(store: Store) -> None:
    await save(store, record(FULL))
    nonsense = replace(FULL_OPINION, verdict=cast("Verdict", "nonsense"))
    broken = replace(server_review(1, 7), opinion=nonsense)
    results = await asyncio.gather(
        *(write_review(store, broken if number % 3 == 0 else server_review(1, number)) for number in range(60)),
        return_exceptions=True,
    )

    assert all(isinstance(result, RefusedError) == (number % 3 == 0) for number, result in enumerate(results))
    found = await store.reviews.of(HERE, [SECOND])
    assert {review.curator for review in found} == {number for number in range(60) if number % 3}


async def test_cancelled_writers_leave_whole_transactions_and_lose_nothing_acknowledged(
    store: Store, path: Path
) -> None:
    await save(store, record(FULL))
    dice = Random(11)
    acknowledged: set[int] = set()
    cancelled = 0

    async def write(number: int) -> None:
        await write_review(store, server_review(1, number))
        acknowledged.add(number)

    for number in range(1, 301):
        task = asyncio.create_task(write(number))
        for _ in range(dice.randrange(4)):
            await asyncio.sleep(0)
        if number % 3:
            await asyncio.sleep(dice.random() * 0.006)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        cancelled += task.cancelled()

    # Once this one is through, so are all that were asked for before it.
    await write_review(store, server_review(1, 999))
    found = await store.reviews.of(HERE, [SECOND])
    assert acknowledged <= {review.curator for review in found}
    assert all(review == server_review(1, review.curator) for review in timeless(found))
    assert cancelled > 50
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as another:
        another.execute("BEGIN IMMEDIATE")  # fails where a transaction was left open


async def test_a_cancelled_save_is_whole_or_not_there_at_all(store: Store) -> None:
    await save(store, *map(record, generation(0)))
    dice = Random(5)
    for number in range(1, 25):
        task = asyncio.create_task(save(store, *map(record, generation(number))))
        await asyncio.sleep(dice.random() * 0.02)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        assert len({show.title for show in await store.catalogue.everything()}) == 1
    await save(store, *map(record, generation(99)))
    assert {show.title for show in await store.catalogue.everything()} == {"99"}


async def test_a_cancelled_reader_leaves_the_connection_free_for_the_next(store: Store) -> None:
    await save(store, *map(record, generation(0)))
    for _ in range(50):
        task = asyncio.create_task(store.catalogue.everything())
        await asyncio.sleep(0)
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    await save(store, *map(record, generation(1)))
    assert {show.title for show in await store.catalogue.everything()} == {"1"}


async def test_closing_waits_for_what_is_under_way_and_refuses_what_comes_later(path: Path) -> None:
    store = await Store.open(path)
    await save(store, record(FULL))
    under_way = [asyncio.create_task(write_review(store, server_review(1, number))) for number in range(20)]
    await asyncio.sleep(0)
    await asyncio.gather(store.close(), store.close())
    await store.close()

    assert all(task.done() and not task.exception() for task in under_way)
    for late in (store.catalogue.everything(), write_review(store, server_review(1, 99)), store.backup(path)):
        with pytest.raises(ClosedError, match="shutting down"):
            await late
    async with await Store.open(path) as again:
        assert len(await again.reviews.of(HERE, [SECOND])) == 20


async def test_a_closed_store_leaves_no_thread_no_log_and_no_lock(path: Path) -> None:
    before = set(threading.enumerate())
    async with await Store.open(path) as store:
        await save(store, record(FULL))
        assert len(set(threading.enumerate()) - before) == 3
    assert set(threading.enumerate()) == before
    assert {file.name for file in path.parent.iterdir()} == {"bot.db", "bot.db.lock"}


async def test_opening_that_is_cancelled_leaves_nothing_open(path: Path) -> None:
    before = set(threading.enumerate())
    dice = Random(3)
    for _ in range(12):
        opening = asyncio.create_task(Store.open(path))
        await asyncio.sleep(dice.random() * 0.03)
        opening.cancel()
        try:
            store = await opening
        except asyncio.CancelledError:
            continue
        await store.close()
    assert set(threading.enumerate()) == before
    async with await Store.open(path) as store:
        await save(store, record(FULL))


async def test_a_slow_question_does_not_hold_up_a_quick_one(path: Path) -> None:
    database = await Database.open(path, MIGRATIONS)
    async with Store(database) as store:
        await save(store, record(FULL))
        let_go = threading.Event()
        slow = asyncio.create_task(database.read(lambda _: let_go.wait(30), slow=True))
        assert await store.catalogue.anthology(FULL.id) == FULL
        await write_review(store, server_review(1, 2))
        assert not slow.done()
        let_go.set()
        assert await slow


async def test_another_programs_long_write_is_named_as_what_it_is(path: Path) -> None:
    database = await Database.open(path, MIGRATIONS)
    async with Store(database) as store:
        await save(store, record(FULL))
        await database.write(lambda connection: connection.execute("PRAGMA busy_timeout = 20").fetchall())
        with closing(sqlite3.connect(path, isolation_level=None)) as another:
            another.execute("BEGIN IMMEDIATE")
            with pytest.raises(BusyError, match="Another program is writing"):
                await write_review(store, server_review(1, 2))
            assert await store.catalogue.anthology(FULL.id) == FULL
        await write_review(store, server_review(1, 2))
        assert len(await store.reviews.of(HERE, [SECOND])) == 1
