"""What buttons go on from when a custom_id cannot hold it: questions that were asked, for a while."""

from __future__ import annotations

import secrets
import sqlite3
from datetime import UTC, datetime, timedelta
from functools import partial

from bot.storage.engine.database import Database
from bot.storage.rows import moment_text

QUESTION_DAYS = 90
"""How long a question is kept: buttons have to work next month."""
NUMBER_BITS = 62
"""Random bits of a question's number: nobody presses their way to somebody else's. Fits SQLite's integers."""

_KEEP = "INSERT INTO kept_questions (id, question, kept_at) VALUES (?, ?, ?)"
_KEPT = "SELECT question FROM kept_questions WHERE id = ? AND kept_at >= ?"
_FORGET = "DELETE FROM kept_questions WHERE kept_at < ?"


class KeptQuestions:
    """Questions that cards lead on from; who asked them is not kept."""

    __slots__ = ("_database",)

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, question: str) -> int:
        """Keep a question and give the number that it is found under; questions past their time are dropped."""
        number = secrets.randbits(NUMBER_BITS)
        await self._database.write(partial(_keep, number=number, question=question, now=datetime.now(UTC)))
        return number

    async def find(self, number: int) -> str | None:
        """Give a question back; None when it is past its time or never was."""
        if number.bit_length() > NUMBER_BITS:
            return None
        return await self._database.read(partial(_kept, number=number, now=datetime.now(UTC)))


def _keep(connection: sqlite3.Connection, number: int, question: str, now: datetime) -> None:
    connection.execute(_FORGET, (_oldest(now),))
    connection.execute(_KEEP, (number, question, moment_text(now)))


def _kept(connection: sqlite3.Connection, number: int, now: datetime) -> str | None:
    row = connection.execute(_KEPT, (number, _oldest(now))).fetchone()
    return None if row is None else str(row[0])


def _oldest(now: datetime) -> str:
    return moment_text(now - timedelta(days=QUESTION_DAYS))
