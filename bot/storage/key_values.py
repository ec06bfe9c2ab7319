"""What the bot remembers of itself between starts."""

from __future__ import annotations

import sqlite3
from functools import partial

from bot.storage.engine.database import Database
from bot.storage.rows import upsert

_WRITE = upsert("notes", ("name", "value"), ("name",))
_READ = "SELECT value FROM notes WHERE name = ?"


class KeyValues:
    """Named texts, such as the digest of the commands that Discord was told of last."""

    __slots__ = ("_database",)

    def __init__(self, database: Database) -> None:
        self._database = database

    async def write(self, name: str, value: str) -> None:
        """Remember a text under a name, in the place of the one before."""
        await self._database.write(partial(_write, name=name, value=value))

    async def read(self, name: str) -> str | None:
        """Give the text under a name; None where there is none."""
        return await self._database.read(partial(_read, name=name))


def _write(connection: sqlite3.Connection, name: str, value: str) -> None:
    connection.execute(_WRITE, (name, value))


def _read(connection: sqlite3.Connection, name: str) -> str | None:
    row = connection.execute(_READ, (name,)).fetchone()
    return None if row is None else str(row[0])
