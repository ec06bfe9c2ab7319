"""Every way in which a database cannot be used: one clear sentence, nothing lost, nothing half done."""

# ruff: noqa: ASYNC240 - a test may wait for its own files

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
import threading
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bot.models.ids import ServerId
from bot.storage import (
    DamagedError,
    DiskFullError,
    ForeignFileError,
    LockedError,
    MissingFolderError,
    ReadOnlyError,
    Store,
    StoreError,
    inspect,
)
from bot.storage.engine.database import Database
from bot.storage.engine.migrations import MIGRATIONS
from tests.storage.samples import (
    FULL,
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
NOBODY = 65534


@pytest.fixture
async def filled(path: Path) -> Path:
    async with await Store.open(path) as store:
        await save(store, record(FULL))
    return path


async def refused(path: Path, kind: type[StoreError]) -> str:
    """Give what opening says, and see that it leaves no thread, no lock and no other trace of having tried."""
    threads = set(threading.enumerate())
    before = {file: file.read_bytes() for file in path.parent.glob("*") if file.is_file()}
    with pytest.raises(kind) as caught:
        await Store.open(path)
    assert type(caught.value) is kind
    assert set(threading.enumerate()) == threads
    after = {file: file.read_bytes() for file in path.parent.glob("*") if file.is_file()}
    after.pop(path.with_name(f"{path.name}.lock"), None)
    before.pop(path.with_name(f"{path.name}.lock"), None)
    assert after == before
    return str(caught.value)


async def test_a_second_bot_is_told_who_has_the_database(filled: Path) -> None:
    async with await Store.open(filled) as store:
        with pytest.raises(LockedError, match=rf"{filled} is in use by another bot \(process {os.getpid()}\): stop"):
            await Store.open(filled)
        assert await store.catalogue.anthology(HARBOUR) == FULL
    await (await Store.open(filled)).close()


def opened_elsewhere(path: Path) -> subprocess.CompletedProcess[str]:
    script = "import asyncio, sys, pathlib, bot.storage as s; asyncio.run(s.Store.open(pathlib.Path(sys.argv[1])))"
    command = [sys.executable, "-c", script, str(path)]
    return subprocess.run(command, cwd=ROOT, timeout=60, capture_output=True, text=True, check=False)


async def test_a_second_bot_in_another_process_is_refused(filled: Path) -> None:
    async with await Store.open(filled):
        second = opened_elsewhere(filled)
    assert second.returncode == 1
    assert "LockedError" in second.stderr
    assert opened_elsewhere(filled).returncode == 0


async def test_one_database_under_two_names_has_one_lock(filled: Path) -> None:
    other = filled.with_name("other.db")
    other.symlink_to(filled)
    async with await Store.open(filled):
        with pytest.raises(LockedError):
            await Store.open(other)


async def test_a_lock_file_that_was_left_behind_is_no_hindrance(filled: Path) -> None:
    filled.with_name("bot.db.lock").write_text("999999\n")
    async with await Store.open(filled) as store:
        assert await store.catalogue.anthology(HARBOUR) == FULL


@pytest.mark.parametrize("content", [b"no database at all, just text" * 200, b"SQLite format 3\0" + b"\xff" * 5000])
async def test_a_file_that_is_no_database_is_called_so_and_left_as_it_is(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    said = await refused(path, DamagedError)
    assert f"{path} is not a sound database" in said
    assert "backups" in said


async def test_a_database_with_broken_pages_is_called_damaged_and_left_as_it_is(path: Path) -> None:
    async with await Store.open(path) as store:
        await save(store, *large_catalogue(10, 40, 400))
    content = bytearray(path.read_bytes())
    for page in range(20, 30):
        content[page * 4096 : page * 4096 + 200] = b"\x5a" * 200
    path.write_bytes(content)
    assert "not a sound database" in await refused(path, DamagedError)


async def test_a_database_that_was_cut_off_is_called_damaged(path: Path) -> None:
    async with await Store.open(path) as store:
        await save(store, *large_catalogue(10, 40, 400))
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    await refused(path, DamagedError)


async def test_another_programs_database_is_not_touched(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (id INTEGER)")
        connection.commit()
    assert "another program's database" in await refused(path, ForeignFileError)


async def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    path = tmp_path / "nowhere" / "bot.db"
    assert f"There is no folder {path.parent}" in await refused(path, MissingFolderError)
    assert not path.parent.exists()


async def test_a_file_in_the_folders_place_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    await refused(tmp_path / "file" / "bot.db", MissingFolderError)


async def test_a_folder_in_the_files_place_is_named(path: Path) -> None:
    path.mkdir()
    assert f"{path} is a folder, not a database" in await refused(path, StoreError)


@contextmanager
def as_somebody_without_rights() -> Generator[None]:
    """Be an ordinary user for a while, for whom read-only means read-only; root may write everywhere."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that every user can reach, unlike pytest's own."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder
        folder.chmod(0o755)


posix = pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in another way")


@posix
async def test_a_folder_that_cannot_be_written_is_named(public_folder: Path) -> None:
    public_folder.chmod(0o555)
    with as_somebody_without_rights():
        said = await refused(public_folder / "bot.db", ReadOnlyError)
    assert f"{public_folder / 'bot.db'} or its folder cannot be written" in said


@posix
async def test_a_database_that_cannot_be_written_is_named_at_the_start(public_folder: Path) -> None:
    path = public_folder / "bot.db"
    async with await Store.open(path) as store:
        await save(store, record(FULL))
    public_folder.chmod(0o777)
    path.chmod(0o444)
    path.with_name("bot.db.lock").chmod(0o666)
    with as_somebody_without_rights(), pytest.raises(ReadOnlyError, match="cannot be written"):
        await Store.open(path)
    path.chmod(stat.S_IRUSR | stat.S_IWUSR)
    async with await Store.open(path) as store:
        assert await store.catalogue.everything() == (FULL,)


async def test_a_full_database_refuses_the_whole_write_and_still_answers(path: Path) -> None:
    database = await Database.open(path, MIGRATIONS)
    async with Store(database) as store:
        await save(store, record(FULL))
        await write_review(store, server_review(1, 1))
        await database.write(lambda connection: connection.execute("PRAGMA max_page_count = 1").fetchall())
        with pytest.raises(DiskFullError, match=f"The disk that holds {path} is full: make room"):
            await save(store, *large_catalogue(10, 40, 400), retire=[HARBOUR])

        assert await store.catalogue.everything() == (FULL,)
        assert timeless(await store.reviews.of(ServerId(1), [SECOND])) == (server_review(1, 1),)
        await database.write(lambda connection: connection.execute("PRAGMA max_page_count = 1000000").fetchall())
        await save(store, record(simple("lighthouse")), retire=[HARBOUR])
        assert await store.catalogue.everything() == (simple("lighthouse"),)
    assert inspect(path).problems == ()


_NO_ROOM = """
import asyncio, resource, sys
from pathlib import Path
from bot.storage import DiskFullError, Store
from tests.storage.samples import FULL, large_catalogue, record, save, server_review, simple, write_review

async def main(path):
    async with await Store.open(path) as store:
        await save(store, record(FULL))
        log = path.with_name(path.name + "-wal")
        room, most = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (log.stat().st_size + 20_000, most))
        for _ in range(3):
            try:
                await save(store, *large_catalogue(10, 40, 400))
            except DiskFullError as error:
                print(error)
            else:
                raise AssertionError("a write went through that had no room")
            assert await store.catalogue.everything() == (FULL,)
        resource.setrlimit(resource.RLIMIT_FSIZE, (room, most))
        await save(store, record(FULL), record(simple("lighthouse")))
        await write_review(store, server_review(1, 1))
        assert len(await store.catalogue.everything()) == 2

asyncio.run(main(Path(sys.argv[1])))
"""


def run_script(script: str, path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", script, str(path)]
    return subprocess.run(command, cwd=ROOT, timeout=60, capture_output=True, text=True, check=False)


@posix
async def test_a_disk_without_room_refuses_the_whole_write_and_later_goes_on(path: Path) -> None:
    done = run_script(_NO_ROOM, path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(str(path)) == 3
    assert inspect(path).problems == ()
    async with await Store.open(path) as store:
        assert await store.catalogue.everything() == (FULL, simple("lighthouse"))
        assert timeless(await store.reviews.of(ServerId(1), [SECOND])) == (server_review(1, 1),)


_NO_ROOM_AT_ALL = """
import asyncio, resource, sys
from pathlib import Path
from bot.storage import DiskFullError, Store
resource.setrlimit(resource.RLIMIT_FSIZE, (8192, 8192))
try:
    asyncio.run(Store.open(Path(sys.argv[1])))
except DiskFullError as error:
    print(error)
"""


@posix
async def test_a_disk_without_room_at_the_first_start_is_named(path: Path) -> None:
    done = run_script(_NO_ROOM_AT_ALL, path)
    assert str(path) in done.stdout, done.stderr
    async with await Store.open(path) as store:
        await save(store, record(FULL))


async def test_a_python_with_too_old_an_sqlite_is_named(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.34.1")
    assert "comes with SQLite 3.34.1, and the bot needs 3.37 or newer" in await refused(path, StoreError)
    assert "3.34.1" in inspect(path).problems[0]


async def test_every_error_says_what_where_and_what_to_do(path: Path) -> None:
    path.mkdir()
    said = await refused(path, StoreError)
    assert str(path) in said
    assert said.endswith(".")
    assert ":" in said
    assert "sqlite" not in said.lower()
