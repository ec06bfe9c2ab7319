"""Looking at a database without changing it, for the check command."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from bot.storage.catalogue import Counts, count, read_every_document
from bot.storage.engine import sqlite
from bot.storage.engine.migrations import MIGRATIONS, Migration, pending, read_migrations
from bot.storage.errors import StoreError, damaged, explain, missing_folder


class DatabaseReport(Struct, frozen=True):
    """What a look at a database found.

    Parameters
    ----------
    path
        The file that was looked at.
    exists
        Whether it is there; a missing one is no problem, the first start makes it.
    latest_schema_version
        The last migration that this version of the bot knows. An older database is brought up to it at the next start.
    schema_version
        The database's last migration; None when there is no database to ask.
    pragmas
        Settings of the file and of the connection, by name: ``journal_mode``, ``page_size`` ...
    counts
        What the catalogue in it holds; None where the schema is another one.
    problems
        One sentence for each thing that is wrong; empty when all is well.
    """

    path: Path
    exists: bool
    latest_schema_version: int
    sqlite_version: str = sqlite3.sqlite_version
    schema_version: int | None = None
    pragmas: Mapping[str, str | int] = field(default_factory=dict[str, str | int])
    counts: Counts | None = None
    problems: tuple[str, ...] = ()


def inspect(path: Path, *, migrations: Path = MIGRATIONS) -> DatabaseReport:
    """Look at a database, in use or not: its schema, pragmas, every page, every reference.

    Nothing is changed and no file is made. (Where a killed bot left a write-ahead log, SQLite reads that too, and may
    renew its scratch index beside it.)
    """
    path = path.resolve()
    try:
        sqlite.check_version()
        known = read_migrations(migrations)
    except StoreError as error:
        return DatabaseReport(path, path.exists(), 0, problems=(str(error),))
    report = DatabaseReport(path, path.exists(), len(known))
    if not report.exists:
        missing = () if path.parent.is_dir() else (str(missing_folder(path)),)
        return replace(report, problems=missing)
    try:
        with contextlib.closing(sqlite.connect(path, reading_mode(path))) as connection:
            return _look(connection, report, known)
    except StoreError as error:
        return replace(report, problems=(str(error),))
    except (sqlite3.Error, OSError) as error:
        return replace(report, problems=(str(explain(error, path)),))


def reading_mode(path: Path) -> sqlite.Mode:
    """Say how to open a file that is not ours to change.

    An open database has a write-ahead log beside it; where there is none, opening the file the usual way would make
    one.
    """
    return "ro" if path.with_name(f"{path.name}-wal").exists() else "immutable"


def _look(connection: sqlite3.Connection, report: DatabaseReport, known: Sequence[Migration]) -> DatabaseReport:
    path = report.path
    connection.execute("BEGIN DEFERRED")
    report = replace(report, schema_version=sqlite.schema_version(connection), pragmas=sqlite.pragmas(connection, path))
    if findings := sqlite.integrity_problems(connection, thorough=True):
        return replace(report, problems=tuple(str(damaged(path, finding)) for finding in findings))
    if not sqlite.recognise(connection, path):
        return report
    todo = pending(connection, known, path)
    if not todo:
        read_every_document(connection)
    return replace(
        report,
        counts=None if todo else count(connection),
        problems=tuple(f"In {path}, {problem}." for problem in sqlite.foreign_key_problems(connection)),
    )
