"""The store against bare sqlite3 in the same run: point reads, whole anthologies, writes, the whole catalogue.

Run with ``python tests/benchmarks/storage.py``.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
import statistics
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from time import perf_counter_ns, process_time_ns

from msgspec.structs import replace

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bot.models.ids import ServerId
from bot.models.reviews import ChangeKind, ReviewChange
from bot.storage import Store
from tests.storage.samples import curator_of, large_catalogue, save, server_review, write_review

ROUNDS = 400
ANTHOLOGIES, INSTALMENTS, CREDITS = 120, 500, 5000


async def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "bot.db")
        entries = large_catalogue(ANTHOLOGIES, INSTALMENTS, CREDITS)
        began = perf_counter_ns()
        async with await Store.open(path) as store:
            opened = perf_counter_ns()
            await save(store, *entries)
            saved = perf_counter_ns()
            print(f"open a new database      {(opened - began) / 1e6:8.1f} ms")
            print(f"save the whole catalogue {(saved - opened) / 1e6:8.1f} ms, once")
            await _everything(store)
            await _reads(store, path, entries[60].anthology.id)
            await _writes(store, Path(folder, "floor.db"), entries[60].anthology.instalments[0].id)
        began = perf_counter_ns()
        async with await Store.open(path):
            print(f"open it again            {(perf_counter_ns() - began) / 1e6:8.1f} ms, with the check of its pages")


async def _everything(store: Store) -> None:
    walls: list[float] = []
    shows = await store.catalogue.everything()
    for _ in range(7):
        began = perf_counter_ns()
        await store.catalogue.everything()
        walls.append((perf_counter_ns() - began) / 1e6)
    instalments = [each for show in shows for each in show.instalments]
    sizes = f"{len(shows)}, {len(instalments)}, {sum(len(each.credits) for each in instalments)}"
    print(f"everything()             {statistics.median(walls):8.1f} ms, {min(walls):.1f} at best ({sizes})")


async def _reads(store: Store, path: Path, anthology: str) -> None:
    show = next(each for each in await store.catalogue.everything() if each.id == anthology)
    bare = sqlite3.connect(path, isolation_level=None)
    point = "SELECT folder_digest FROM catalogue_state WHERE only_row = 1"
    await _compare("point read", store.catalogue.folder_digest, lambda: bare.execute(point).fetchone())
    document = "SELECT anthology FROM anthology_documents WHERE id = ?"

    def floor() -> None:
        json.loads(bare.execute(document, (anthology,)).fetchone()[0])

    name = (
        f"one anthology ({len(show.instalments)} instalments, {sum(len(i.credits) for i in show.instalments)} credits)"
    )
    await _compare(name, lambda: store.catalogue.anthology(show.id), floor)
    bare.close()


async def _writes(store: Store, floor_path: Path, instalment: str) -> None:
    bare = sqlite3.connect(floor_path, isolation_level=None)
    bare.execute("PRAGMA journal_mode = WAL")
    bare.execute("PRAGMA synchronous = FULL")
    bare.execute("CREATE TABLE r (server INTEGER, instalment TEXT, headline TEXT, PRIMARY KEY (server, instalment))")
    bare.execute("CREATE TABLE reasons (server INTEGER, instalment TEXT, position INTEGER, reason TEXT)")
    review = server_review(1, 2, large_catalogue(ANTHOLOGIES, INSTALMENTS, CREDITS)[60].anthology.instalments[0].id)
    review = replace(review, opinion=replace(review.opinion, comparison=None), changed=datetime.now(UTC))

    def floor() -> None:
        bare.execute("BEGIN IMMEDIATE")
        bare.execute("INSERT OR REPLACE INTO r VALUES (?, ?, ?)", (1, instalment, review.opinion.headline))
        bare.execute("DELETE FROM reasons WHERE server = ? AND instalment = ?", (1, instalment))
        texts = (*review.opinion.works, *review.opinion.doesnt)
        bare.executemany("INSERT INTO reasons VALUES (1, ?, ?, ?)", [(instalment, *each) for each in enumerate(texts)])
        bare.execute("COMMIT")

    versions = count()

    async def save_version() -> None:
        writing = ReviewChange(review.instalment, review.curator, review.opinion, based_on=next(versions))
        await store.reviews.save(curator_of(review), writing, deed=ChangeKind.CHANGED)

    await _compare("write one review", save_version, floor)
    bare.close()
    began = perf_counter_ns()
    servers = (replace(review, server=ServerId(number)) for number in range(2, ROUNDS + 2))
    await asyncio.gather(*(write_review(store, each) for each in servers))
    print(f"{ROUNDS} writers at once      {ROUNDS / (perf_counter_ns() - began) * 1e9:8.0f} writes/s")


async def _compare(name: str, ours: Callable[[], Awaitable[object]], floor: Callable[[], object]) -> None:
    """Time both in turns, so that whatever else the machine does strikes both alike."""
    walls: tuple[list[int], list[int]] = ([], [])
    cpus: tuple[list[int], list[int]] = ([], [])
    for _ in range(ROUNDS):
        cpu, began = process_time_ns(), perf_counter_ns()
        await ours()
        walls[0].append(perf_counter_ns() - began)
        cpus[0].append(process_time_ns() - cpu)
        cpu, began = process_time_ns(), perf_counter_ns()
        floor()
        walls[1].append(perf_counter_ns() - began)
        cpus[1].append(process_time_ns() - cpu)
    wall, bare_wall, cpu_time, bare_cpu = (statistics.median(times) / 1e3 for times in (*walls, *cpus))
    print(
        f"{name}: {wall:.0f} µs against {bare_wall:.0f} µs bare ({wall / bare_wall:.1f} to 1), "
        f"CPU {cpu_time:.0f} µs against {bare_cpu:.0f} µs ({cpu_time / bare_cpu:.1f} to 1)"
    )


if __name__ == "__main__":
    asyncio.run(main())
