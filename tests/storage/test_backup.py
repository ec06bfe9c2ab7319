"""A backup is one consistent moment of a database in use, or there is none."""

# ruff: noqa: ASYNC240 - a test may wait for its own files

from __future__ import annotations

import asyncio
import stat
import subprocess
import sys
from collections.abc import Awaitable, Callable
from contextlib import suppress
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.models.ids import ServerId
from bot.storage import DamagedError, ExistsError, MissingFolderError, Store, StoreError, backup_database, inspect
from tests.storage.samples import (
    FULL,
    FULL_REVIEWS,
    HARBOUR,
    SECOND,
    large_catalogue,
    record,
    save,
    server_review,
    simple,
    timeless,
    write_review,
)

ROOT = Path(__file__).parents[2]


async def test_a_backup_is_the_whole_database_in_one_file_that_opens_anywhere(
    store: Store, path: Path, tmp_path: Path
) -> None:
    await save(store, record(FULL, FULL_REVIEWS))
    await write_review(store, server_review(1, 2))
    target = tmp_path / "copy.db"
    await store.backup(target)
    await save(store, retire=[HARBOUR])

    report = inspect(target)
    assert (report.problems, report.pragmas["journal_mode"]) == ((), "delete")
    assert stat.S_IMODE(target.stat().st_mode) == 0o600
    assert not list(tmp_path.glob("*.part*"))
    async with await Store.open(target) as copy:
        assert await copy.catalogue.everything() == (FULL,)
        assert await copy.catalogue.press_reviews(HARBOUR) == FULL_REVIEWS
        assert timeless(await copy.reviews.of(ServerId(1), [SECOND])) == (server_review(1, 2),)


async def from_inside(store: Store, _: Path, target: Path) -> None:
    await store.backup(target)


async def from_outside(_: Store, path: Path, target: Path) -> None:
    await backup_database(path, target)


@pytest.mark.parametrize("back_up", [from_inside, from_outside])
async def test_a_backup_made_while_others_write_is_one_moment_and_holds_all_acknowledged_before(
    store: Store, path: Path, tmp_path: Path, back_up: Callable[[Store, Path, Path], Awaitable[None]]
) -> None:
    await save(store, record(FULL))
    acknowledged = 0

    async def write() -> None:
        nonlocal acknowledged
        for number in range(1, 1000):
            title = f"{number}"
            shows = [replace(simple(name), title=title) for name in ("aaa", "bbb", "ccc")]
            await save(store, *map(record, shows))
            await write_review(store, server_review(1, number))
            acknowledged = number

    writing = asyncio.create_task(write())
    for number in range(5):
        while acknowledged < number * 2:  # noqa: ASYNC110 - an event for each number would say no more
            await asyncio.sleep(0.001)
        target = tmp_path / f"copy{number}.db"
        before = acknowledged
        await back_up(store, path, target)
        assert inspect(target).problems == ()
        async with await Store.open(target) as copy:
            reviews = await copy.reviews.of(ServerId(1), [SECOND])
            assert {review.curator for review in reviews} >= set(range(1, before + 1))
            assert len({show.title for show in await copy.catalogue.everything() if show.id != HARBOUR}) <= 1
    writing.cancel()
    with suppress(asyncio.CancelledError):
        await writing


def backed_up_elsewhere(path: Path, target: Path) -> subprocess.CompletedProcess[str]:
    script = (
        "import asyncio, sys, pathlib, bot.storage as s;"
        "asyncio.run(s.backup_database(*map(pathlib.Path, sys.argv[1:])))"
    )
    command = [sys.executable, "-c", script, str(path), str(target)]
    return subprocess.run(command, cwd=ROOT, timeout=60, capture_output=True, text=True, check=False)


async def test_another_process_backs_up_while_the_bot_runs(store: Store, path: Path, tmp_path: Path) -> None:
    await save(store, record(FULL))
    done = await asyncio.to_thread(backed_up_elsewhere, path, tmp_path / "copy.db")
    assert done.returncode == 0, done.stderr
    await write_review(store, server_review(1, 2))

    async with await Store.open(tmp_path / "copy.db") as copy:
        assert await copy.catalogue.everything() == (FULL,)


async def test_a_database_that_no_bot_has_open_is_backed_up_too(path: Path, tmp_path: Path) -> None:
    async with await Store.open(path) as store:
        await save(store, record(FULL))
    await backup_database(path, tmp_path / "copy.db")

    async with await Store.open(tmp_path / "copy.db") as copy:
        assert await copy.catalogue.everything() == (FULL,)
    async with await Store.open(path) as store:
        assert await store.catalogue.everything() == (FULL,)


async def test_an_existing_file_is_never_replaced(store: Store, path: Path, tmp_path: Path) -> None:
    target = tmp_path / "mine.txt"
    target.write_text("mine")
    for backup in (store.backup(target), backup_database(path, target), store.backup(path)):
        with pytest.raises(ExistsError, match="exists already: choose a name that is free"):
            await backup
    assert target.read_text() == "mine"


async def test_a_folder_that_is_missing_is_named_and_nothing_is_made(store: Store, tmp_path: Path) -> None:
    with pytest.raises(MissingFolderError, match=f"no folder {tmp_path / 'nowhere'}"):
        await store.backup(tmp_path / "nowhere" / "copy.db")
    assert not (tmp_path / "nowhere").exists()


async def test_a_missing_database_is_named_and_none_is_made(path: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=f"There is no database {path}"):
        await backup_database(path, tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


async def test_a_damaged_database_gives_no_backup_that_looks_sound(path: Path, tmp_path: Path) -> None:
    async with await Store.open(path) as store:
        await save(store, *large_catalogue(10, 40, 400))
    content = bytearray(path.read_bytes())
    for page in range(20, 30):
        content[page * 4096 : page * 4096 + 200] = b"\x5a" * 200
    path.write_bytes(content)
    with pytest.raises(DamagedError, match=f"{path} is not a sound database"):
        await backup_database(path, tmp_path / "copy.db")
    assert not (tmp_path / "copy.db").exists()
    assert not list(tmp_path.glob("*.part*"))


_NO_ROOM = """
import asyncio, resource, sys
from pathlib import Path
from bot.storage import DiskFullError, Store

async def main(path, target):
    async with await Store.open(path) as store:
        resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
        try:
            await store.backup(target)
        except DiskFullError as error:
            print(error)

asyncio.run(main(*map(Path, sys.argv[1:])))
"""


def backed_up_without_room(path: Path, target: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", _NO_ROOM, str(path), str(target)]
    return subprocess.run(command, cwd=ROOT, timeout=60, capture_output=True, text=True, check=False)


async def test_a_disk_without_room_leaves_nothing_under_the_backups_name(path: Path, tmp_path: Path) -> None:
    await (await Store.open(path)).close()
    done = backed_up_without_room(path, tmp_path / "copy.db")
    assert str(tmp_path / "copy.db") in done.stdout, done.stderr
    assert {file.name for file in tmp_path.iterdir()} == {"bot.db", "bot.db.lock"}
