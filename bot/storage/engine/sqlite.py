"""Everything that only SQLite knows: pragmas, its file, its checks, copying a live database."""

from __future__ import annotations

import contextlib
import os
import secrets
import sqlite3
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from bot.storage.errors import ExistsError, ForeignFileError, StoreError, damaged, explain

APPLICATION_ID = 0x416E7468
"""``Anth`` in the file's header: what tells our database from another program's."""
BUSY_SECONDS = 5.0
"""How long to wait for another program's write; in this bot there is one writer, so nobody waits for it."""

OLDEST_VERSION = (3, 37)
"""The first SQLite that knows STRICT tables."""

CHECKED_BYTES = 64 * 2**20
"""A database up to this size is checked at each start (about a second); beyond it the check command does so."""

_HEADER_BYTES = 100
_WRITE_VERSION = 18
_WAL_VERSION = 2

Mode = Literal["rwc", "ro", "immutable"]


def check_version() -> None:
    """See that this Python's SQLite is new enough.

    Raises
    ------
    StoreError
        If it is not.
    """
    if sqlite3.sqlite_version_info < OLDEST_VERSION:
        oldest = ".".join(map(str, OLDEST_VERSION))
        raise StoreError(
            f"This Python comes with SQLite {sqlite3.sqlite_version}, and the bot needs {oldest} or newer: "
            "use a newer Python."
        )


def address(path: Path, mode: Mode) -> str:
    """Give the URI that opens a file: to write, to read, or to read as a file that nobody else can have open."""
    return f"{path.as_uri()}?mode=ro&immutable=1" if mode == "immutable" else f"{path.as_uri()}?mode={mode}"


def connect(path: Path, mode: Mode) -> sqlite3.Connection:
    """Open a database and set what holds for this connection; nothing in the file is changed."""
    connection = sqlite3.connect(address(path, mode), uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    try:
        _configure(connection, writes=mode == "rwc")
    except BaseException:
        connection.close()
        raise
    return connection


def _configure(connection: sqlite3.Connection, *, writes: bool) -> None:
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    # A failing disk gives an error through read() and a dead process through a memory map.
    connection.execute("PRAGMA mmap_size = 0")
    if writes:
        # Of simulated power losses, synchronous=NORMAL lost acknowledged writes in four out of five, FULL in none.
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA journal_size_limit = 67108864")
        connection.execute("PRAGMA analysis_limit = 400")
        # What is erased is overwritten, not only let go of. It costs a save less than can be measured.
        connection.execute("PRAGMA secure_delete = ON").fetchall()
    else:
        connection.execute("PRAGMA query_only = ON")


def recognise(connection: sqlite3.Connection, path: Path) -> bool:
    """Say whether the file holds our tables already; False for a new one.

    Raises
    ------
    ForeignFileError
        If another program's tables are in it.
    DamagedError
        If it is small enough to be checked and the check finds something.
    """
    if number(connection, "PRAGMA application_id") == APPLICATION_ID:
        if number(connection, "PRAGMA page_count") * number(connection, "PRAGMA page_size") <= CHECKED_BYTES:
            for finding in integrity_problems(connection, thorough=False):
                raise damaged(path, finding)
        return True
    if number(connection, "SELECT count(*) FROM sqlite_schema") or number(connection, "PRAGMA user_version"):
        raise ForeignFileError(
            f"{path} is another program's database: set DATABASE_PATH to a file of the bot's own, or to a new name."
        )
    return False


def try_to_write(connection: sqlite3.Connection) -> None:
    """Fail now where a write would: SQLite opens a file that may only be read, and says nothing until then."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(f"PRAGMA user_version = {schema_version(connection):d}")
    finally:
        connection.execute("ROLLBACK")


def use_wal(connection: sqlite3.Connection, path: Path) -> None:
    """Switch the file to a write-ahead log, so that nobody who reads waits for somebody who writes."""
    (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise StoreError(
            f"The file system that holds {path} allows no write-ahead log: "
            "set DATABASE_PATH to a file on a disk of this machine."
        )


def number(connection: sqlite3.Connection, query: str) -> int:
    """Give the one number that a query or pragma answers."""
    return int(connection.execute(query).fetchone()[0])


def schema_version(connection: sqlite3.Connection) -> int:
    """Give the number of the last migration applied."""
    return number(connection, "PRAGMA user_version")


def set_schema_version(connection: sqlite3.Connection, version: int) -> None:
    """Note the number of the last migration applied, inside the transaction that applied it."""
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID:d}")
    connection.execute(f"PRAGMA user_version = {version:d}")


def integrity_problems(connection: sqlite3.Connection, *, thorough: bool) -> tuple[str, ...]:
    """Give what is wrong with the file's pages and rows (at most ten findings); thorough compares indexes as well."""
    pragma = "integrity_check" if thorough else "quick_check"
    try:
        findings = [str(finding) for (finding,) in connection.execute(f"PRAGMA {pragma}(10)")]
    except sqlite3.DatabaseError as error:
        return (str(error),)
    return () if findings == ["ok"] else tuple(findings)


def foreign_key_problems(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Give, as sentences, the rows that refer to something that is not there (the first ten)."""
    rows = connection.execute('SELECT "table", "parent" FROM pragma_foreign_key_check LIMIT 10').fetchall()
    return tuple(f"a row of {table} refers to a row of {parent} that is not there" for table, parent in rows)


def pragmas(connection: sqlite3.Connection, path: Path) -> Mapping[str, str | int]:
    """Give the settings of the file and of this connection, by name."""
    names = ("page_size", "page_count", "encoding", "foreign_keys", "trusted_schema", "query_only", "busy_timeout")
    found: dict[str, str | int] = {"journal_mode": journal_mode(path)}
    for name in names:
        (found[name],) = connection.execute(f"PRAGMA {name}").fetchone()
    return found


def journal_mode(path: Path) -> str:
    """Read from the file's header whether it is kept with a write-ahead log.

    The pragma of the same name answers ``delete`` for a file that was opened as immutable.
    """
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    return "wal" if len(header) > _WRITE_VERSION and header[_WRITE_VERSION] == _WAL_VERSION else "delete"


def optimize(connection: sqlite3.Connection) -> None:
    """Let SQLite renew the statistics by which it plans queries; a failure costs speed and nothing else."""
    with contextlib.suppress(sqlite3.Error):
        connection.execute("PRAGMA optimize")


def checkpoint(connection: sqlite3.Connection) -> None:
    """Move the write-ahead log into the file; what cannot be moved now is moved at the next start."""
    with contextlib.suppress(sqlite3.Error):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def copy(source: sqlite3.Connection, target: Path) -> None:
    """Write a consistent, checked copy of a live database; its name appears when it is complete and on the disk.

    In one step: a copy that lets writers in between the steps begins anew at each of their writes.

    Raises
    ------
    ExistsError
        If the target exists.
    StoreError
        If it cannot be written, or the copy is damaged (because what was copied is).
    """
    target = target.absolute()
    if target.exists():
        raise ExistsError(f"{target} exists already: choose a name that is free.")
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.part")
    try:
        # Made here and not by SQLite: nobody else may read what curators wrote.
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        with contextlib.closing(sqlite3.connect(part, isolation_level=None)) as copied:
            source.backup(copied, pages=-1)
            # A file in WAL mode cannot be read where its folder is read-only, as a backup's may be.
            copied.execute("PRAGMA journal_mode = DELETE").fetchall()
            for finding in integrity_problems(copied, thorough=False):
                raise damaged(target, finding)
        _to_disk(part)
        _give_name(part, target)
        _to_disk(target.parent)
    except (sqlite3.Error, OSError) as error:
        raise explain(error, target) from error
    finally:
        for left in (part, part.with_name(f"{part.name}-journal")):
            left.unlink(missing_ok=True)


def _give_name(part: Path, target: Path) -> None:
    try:
        # Unlike a renaming, a link never replaces a file that came in between.
        os.link(part, target)
    except FileExistsError as error:
        raise ExistsError(f"{target} exists already: choose a name that is free.") from error
    except OSError:
        # Some file systems know no links; what is left there is to look first.
        if target.exists():
            raise
        part.rename(target)


def _to_disk(path: Path) -> None:
    if os.name == "nt" and path.is_dir():
        return  # Windows opens no folders, and needs no such call
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
