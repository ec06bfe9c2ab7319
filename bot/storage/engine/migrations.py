"""The numbered migrations: which there are, which were applied, and applying the rest after a backup."""

from __future__ import annotations

import hashlib
import itertools
import re
import sqlite3
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from bot.settings import HOME
from bot.storage.engine import sqlite
from bot.storage.errors import MigrationError, NewerSchemaError, explain, result_code

MIGRATIONS = HOME / "data" / "migrations"
"""Where the bot's own migrations lie."""
BACKUPS_KEPT = 5
"""How many of the backups made before migrations are kept, the newest."""

_FILE_NAME = re.compile(r"(\d{4})_[a-z0-9_]+\.sql")

_LEDGER = """
CREATE TABLE IF NOT EXISTS migrations (
    number INTEGER NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    applied_at TEXT NOT NULL
) STRICT
"""

_FORBIDDEN = frozenset(
    {sqlite3.SQLITE_TRANSACTION, sqlite3.SQLITE_SAVEPOINT, sqlite3.SQLITE_ATTACH, sqlite3.SQLITE_DETACH}
)
"""What would end the transaction that makes a migration whole, or reach another file."""
_ABOUT_THE_DISK = frozenset({sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_READONLY})
"""Failures that are no migration's fault."""


class Migration(Struct, frozen=True):
    """One file of the migrations folder."""

    number: int
    name: str
    script: str

    @property
    def digest(self) -> str:
        """The SHA-256 of the text, whichever way the checkout ends its lines."""
        return hashlib.sha256(self.script.encode()).hexdigest()

    def statements(self) -> Iterator[str]:
        """Give the script's statements one by one.

        ``executescript`` would commit before it begins, so that a failure half way left half a migration behind.
        """
        statement = ""
        for piece in self.script.split(";"):
            statement += piece
            if sqlite3.complete_statement(f"{statement};"):
                yield f"{statement};"
                statement = ""
            else:
                statement += ";"  # within a trigger, a comment or a text
        if (rest := statement.removesuffix(";")).strip():
            yield rest


def read_migrations(folder: Path) -> tuple[Migration, ...]:
    """Give a folder's migrations in order.

    Raises
    ------
    MigrationError
        If there are none, or their numbers do not run 1, 2, 3 ... without gap or repetition.
    """
    found: list[Migration] = []
    for path in sorted(folder.glob("*.sql")):
        if not (name := _FILE_NAME.fullmatch(path.name)):
            raise MigrationError(f"{path} is no migration's name: expected one like 0002_what_it_does.sql.")
        found.append(Migration(int(name[1]), path.name, path.read_text("utf-8")))
    if not found:
        raise MigrationError(f"There are no migrations in {folder}: the installation is incomplete.")
    for expected, migration in enumerate(found, 1):
        if migration.number != expected:
            raise MigrationError(f"{folder / migration.name} should have the number {expected:04d}.")
    return tuple(found)


def pending(connection: sqlite3.Connection, migrations: Sequence[Migration], path: Path) -> tuple[Migration, ...]:
    """Give the migrations that a database still lacks.

    Raises
    ------
    NewerSchemaError
        If the database has had migrations that this version of the bot does not know.
    MigrationError
        If one that was applied has been changed since, or the database does not say what was applied.
    """
    version = sqlite.schema_version(connection)
    if version > len(migrations):
        raise NewerSchemaError(
            f"{path} was written by a newer version of the bot (its schema is {version}, this version knows "
            f"{len(migrations)}): install that version again, or put a backup from before it in the file's place."
        )
    if version:
        applied: dict[int, str] = dict(connection.execute("SELECT number, digest FROM migrations").fetchall())
        for migration in migrations[:version]:
            if applied.get(migration.number) != migration.digest:
                raise MigrationError(
                    f"{migration.name} is not the migration that {path} was made with: "
                    "bring back the file as it was, and put the change into a new migration."
                )
    return tuple(migrations[version:])


def migrate(connection: sqlite3.Connection, todo: Sequence[Migration], path: Path, *, new: bool) -> None:
    """Apply what a database lacks: a backup first where it holds something, then one migration at a time.

    Parameters
    ----------
    connection
        The writing connection, outside of any transaction.
    todo
        What it lacks, as :func:`pending` gives it.
    path
        The database's file; backups go to the folder ``backups`` beside it.
    new
        Whether the file holds nothing yet.

    Raises
    ------
    MigrationError
        If a migration fails: its file is named, and the database is as it was before that migration.
    """
    if not todo:
        return
    if not new:
        _back_up(connection, path)
    # A table is rebuilt by dropping the old one, which must not take along what refers to it; the references are
    # checked before the commit instead. The pragma does nothing inside a transaction, so it stands outside.
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        for migration in todo:
            _apply(connection, migration)
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
    sqlite.optimize(connection)


def _apply(connection: sqlite3.Connection, migration: Migration) -> None:
    connection.execute("BEGIN IMMEDIATE")
    try:
        connection.execute(_LEDGER)
        connection.set_authorizer(_no_transaction)
        try:
            for statement in migration.statements():
                connection.execute(statement)
        finally:
            connection.set_authorizer(None)
        _check_references(connection, migration)
        connection.execute(
            "INSERT INTO migrations (number, name, digest, applied_at) VALUES (?, ?, ?, ?)",
            (migration.number, migration.name, migration.digest, datetime.now(UTC).isoformat()),
        )
        sqlite.set_schema_version(connection, migration.number)
        connection.execute("COMMIT")
    except BaseException as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if isinstance(error, sqlite3.Error) and result_code(error) not in _ABOUT_THE_DISK:
            raise MigrationError(f"{migration.name} failed ({error}); the database is as it was before.") from error
        raise


def _check_references(connection: sqlite3.Connection, migration: Migration) -> None:
    for problem in sqlite.foreign_key_problems(connection):
        raise MigrationError(f"{migration.name} would leave the database inconsistent ({problem}); it was undone.")


def _no_transaction(action: int, *_: str | None) -> int:
    return sqlite3.SQLITE_DENY if action in _FORBIDDEN else sqlite3.SQLITE_OK


def _back_up(connection: sqlite3.Connection, path: Path) -> None:
    folder = path.parent / "backups"
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise explain(error, folder) from error
    stem = f"{path.stem}-schema{sqlite.schema_version(connection):04d}-{datetime.now(UTC):%Y%m%dT%H%M%SZ}"
    names = itertools.chain([stem], (f"{stem}-{again}" for again in itertools.count(2)))
    sqlite.copy(connection, next(target for name in names if not (target := folder / f"{name}.db").exists()))
    ours = sorted(folder.glob(f"{path.stem}-schema*.db"), key=lambda backup: (backup.stat().st_mtime_ns, backup.name))
    for old in ours[:-BACKUPS_KEPT]:
        old.unlink()
