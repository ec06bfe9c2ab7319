"""The open database: one connection that writes, two that read, each on a thread of its own; one job is one call."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Awaitable, Callable
from functools import partial
from pathlib import Path
from typing import Self, TypeVar, cast

import aiosqlite

from bot.storage.engine import sqlite
from bot.storage.engine.lock import Lock
from bot.storage.engine.migrations import migrate, pending, read_migrations
from bot.storage.errors import ClosedError, StoreError, explain

T = TypeVar("T")
Job = Callable[[sqlite3.Connection], T]
"""Work for one connection's thread: it runs whole, with nothing of another task in between."""

WRITES_BETWEEN_OPTIMIZING = 1000


class Thread(aiosqlite.Connection):
    """One connection and the thread that it lives on.

    Awaiting a statement at a time would let other tasks' statements into a transaction, cost a change of threads for
    each, and leave the transaction open when the caller is cancelled. So the unit is a job: once asked for, it runs
    to its end whether or not anybody still waits for it.

    Derived from aiosqlite's class because that has no public word for either of the two things needed here: a thread
    that does not keep the process from ending, and a function run on it.
    """

    def __init__(self, path: Path, mode: sqlite.Mode) -> None:
        super().__init__(partial(sqlite.connect, path, mode), iter_chunk_size=64)
        # A store that somebody forgot to close must not keep the process alive; what was acknowledged is on the disk.
        self._thread.daemon = True
        self._path = path

    @classmethod
    async def start(cls, path: Path, mode: sqlite.Mode) -> Self:
        """Open a connection on a new thread."""
        thread = cls(path, mode)
        try:
            await thread
        except sqlite3.Error as error:
            thread._thread.join()  # aiosqlite has told it to end
            raise explain(error, path) from error
        return thread

    async def run(self, job: Job[T]) -> T:
        """Run a job on the thread and give what it gives.

        Raises
        ------
        StoreError
            In the place of SQLite's and the operating system's own errors.
        """
        run_on_thread = cast("Callable[[Job[T], sqlite3.Connection], Awaitable[T]]", self._execute)
        try:
            # aiosqlite's one way to run a function on its thread; its public methods run one statement each.
            return await run_on_thread(job, self._conn)
        except (sqlite3.Error, OSError) as error:
            raise explain(error, self._path) from error

    async def end(self) -> None:
        """Wait for the jobs under way, close the connection and see the thread end."""
        await self.close()
        self._thread.join()  # it has nothing left to do: microseconds


class Database:
    """A database that is open, migrated and locked for this process.

    Made by :meth:`open`; closed by :meth:`close`, which may be called twice.
    """

    __slots__ = ("_closing", "_lock", "_quick", "_slow", "_writer", "_writes", "path")

    def __init__(self, path: Path, lock: Lock, writer: Thread, quick: Thread, slow: Thread) -> None:
        self.path = path
        self._lock = lock
        self._writer = writer
        self._quick = quick
        self._slow = slow
        self._writes = 0
        self._closing: asyncio.Task[None] | None = None

    @classmethod
    async def open(cls, path: Path, migrations: Path) -> Self:
        """Open a database, make it if need be, and bring it to the newest schema.

        Raises
        ------
        StoreError
            If it cannot be used; the class and the sentence say why.
        """
        opening = asyncio.ensure_future(cls._open(_resolved(path), migrations))
        try:
            return await asyncio.shield(opening)
        except asyncio.CancelledError:
            # A half-opened database would keep its lock and its threads.
            with contextlib.suppress(StoreError):
                await (await opening).close()
            raise

    @classmethod
    async def _open(cls, path: Path, migrations: Path) -> Self:
        sqlite.check_version()
        lock = Lock(path)
        threads: list[Thread] = []
        try:
            threads.append(await Thread.start(path, "rwc"))
            await threads[0].run(partial(_prepare, path=path, migrations=migrations))
            threads += [await Thread.start(path, "ro"), await Thread.start(path, "ro")]
        except BaseException:
            for thread in reversed(threads):
                await thread.end()
            lock.release()
            raise
        return cls(path, lock, *threads)

    async def read(self, job: Job[T], *, slow: bool = False) -> T:
        """Run a job that reads: all its queries see one state of the database.

        Parameters
        ----------
        slow
            Whether it may take more than a few milliseconds; such jobs do not hold up the quick ones.
        """
        self._check_open()
        return await (self._slow if slow else self._quick).run(partial(_snapshot, job))

    async def write(self, job: Job[T], then: Callable[[], None] | None = None) -> T:
        """Run a job as one transaction: when this returns, what it wrote is on the disk.

        A job that raises leaves nothing behind. A caller that is cancelled meanwhile leaves a whole transaction or
        none; the job itself always runs to its end.

        Parameters
        ----------
        then
            What is to be done as soon as it is on the disk, whether or not the caller still waits; quick, and on the
            connection's thread.
        """
        self._check_open()
        self._writes += 1
        tidy = self._writes % WRITES_BETWEEN_OPTIMIZING == 0
        return await self._writer.run(partial(_transaction, job, then, tidy=tidy))

    async def checkpoint(self) -> None:
        """Put what was written into the one file: what was erased stands in no log any more."""
        self._check_open()
        await self._writer.run(sqlite.checkpoint)

    async def back_up(self, target: Path) -> None:
        """Write a consistent copy while the database is in use; see :func:`bot.storage.engine.sqlite.copy`."""
        self._check_open()
        await self._slow.run(partial(sqlite.copy, target=target))

    async def close(self) -> None:
        """Let the jobs under way end, put everything into the one file, end the threads and free the lock."""
        if self._closing is None:
            self._closing = asyncio.ensure_future(self._close())
        await asyncio.shield(self._closing)

    async def _close(self) -> None:
        try:
            await self._quick.end()
            await self._slow.end()
            await self._writer.run(_finish)
        finally:
            await self._writer.end()
            self._lock.release()

    def _check_open(self) -> None:
        if self._closing is not None:
            raise ClosedError(f"{self.path} was closed: the bot is shutting down.")


def _resolved(path: Path) -> Path:
    """Follow links, so that one file under two names has one lock."""
    return path.resolve()


def _prepare(connection: sqlite3.Connection, *, path: Path, migrations: Path) -> None:
    # First all that only looks: a file that is not ours, or newer than we are, is left exactly as it is.
    new = not sqlite.recognise(connection, path)
    known = read_migrations(migrations)
    todo = known if new else pending(connection, known, path)
    sqlite.try_to_write(connection)
    sqlite.use_wal(connection, path)
    migrate(connection, todo, path, new=new)


def _snapshot(job: Job[T], connection: sqlite3.Connection) -> T:
    connection.execute("BEGIN DEFERRED")
    try:
        return job(connection)
    finally:
        connection.execute("ROLLBACK")


def _transaction(job: Job[T], then: Callable[[], None] | None, connection: sqlite3.Connection, *, tidy: bool) -> T:
    # IMMEDIATE: a transaction that begins as a reader can find, when it comes to write, that it has read old rows.
    connection.execute("BEGIN IMMEDIATE")
    try:
        result = job(connection)
        connection.execute("COMMIT")
    except BaseException:
        # SQLite has already rolled back after some errors of the disk.
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    if then is not None:
        then()
    if tidy:
        sqlite.optimize(connection)
    return result


def _finish(connection: sqlite3.Connection) -> None:
    sqlite.optimize(connection)
    sqlite.checkpoint(connection)
