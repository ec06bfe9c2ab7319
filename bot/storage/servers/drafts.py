"""Texts that curators have typed and not published yet: a restart or an expired form loses none of them."""

from __future__ import annotations

import json
import secrets
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from functools import partial

from bot.models.ids import MemberId, ServerId
from bot.models.reviews import Draft, DraftNumber
from bot.models.servers import Actor
from bot.storage.engine.database import Database
from bot.storage.rows import now_text
from bot.storage.servers.settings import note_name

NUMBER_BITS = 62
"""Random bits of a number that stands in a custom_id; fits SQLite's integers."""

_COLUMNS = "number, server_id, curator_id, subject, based_on, fields, kept_at"
_MINE = f"SELECT {_COLUMNS} FROM server_drafts WHERE server_id = ? AND curator_id = ?"
_KEEP = """
INSERT INTO server_drafts (server_id, curator_id, subject, number, based_on, fields, kept_at)
VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (server_id, curator_id, subject)
DO UPDATE SET based_on = excluded.based_on, fields = excluded.fields, kept_at = excluded.kept_at"""
_DROP = "DELETE FROM server_drafts WHERE server_id = ? AND curator_id = ? AND number = ?"
_FINISH = f"{_DROP} AND fields = ?"


class Drafts:
    """What each curator is in the midst of writing; nobody else ever sees it."""

    __slots__ = ("_database",)

    def __init__(self, database: Database) -> None:
        self._database = database

    async def keep(self, actor: Actor, subject: str, based_on: int, fields: Mapping[str, str]) -> Draft:
        """Keep what was typed, in place of what the curator had of the same subject; its number stays.

        Parameters
        ----------
        based_on
            The version that the form was filled with; 0 where there was none.
        """
        return await self._database.write(
            partial(_keep, actor=actor, subject=subject, based_on=based_on, fields=dict(fields))
        )

    async def one(self, actor: Actor, number: DraftNumber) -> Draft | None:
        """Give a draft of the curator's own; None where they have none of that number in that server."""
        return await self._database.read(partial(_one, actor=actor, number=number))

    async def about(self, actor: Actor, subject: str) -> Draft | None:
        """Give the curator's draft of a subject."""
        return await self._database.read(partial(_about, actor=actor, subject=subject))

    async def of(self, actor: Actor) -> tuple[Draft, ...]:
        """Give all drafts of a curator, the latest first."""
        return await self._database.read(partial(_of, actor=actor))

    async def drop(self, actor: Actor, number: DraftNumber) -> bool:
        """Throw a draft away; False when there was none."""
        return await self._database.write(partial(drop_draft, actor=actor, number=number))

    async def finish(self, actor: Actor, draft: Draft) -> None:
        """Throw a draft away that is done with, as :func:`finish_draft` does."""
        await self._database.write(partial(finish_draft, actor=actor, draft=draft))


def drop_draft(connection: sqlite3.Connection, actor: Actor, number: DraftNumber) -> bool:
    """Throw a draft away, as a part of a transaction."""
    return connection.execute(_DROP, (actor.server, actor.member, number)).rowcount > 0


def finish_draft(connection: sqlite3.Connection, actor: Actor, draft: Draft) -> None:
    """Throw a draft away that is done with, as a part of a transaction; not what was typed into it meanwhile."""
    connection.execute(_FINISH, (actor.server, actor.member, draft.number, _written(draft.fields)))


def _keep(
    connection: sqlite3.Connection, actor: Actor, subject: str, based_on: int, fields: Mapping[str, str]
) -> Draft:
    number, written = secrets.randbits(NUMBER_BITS), _written(fields)
    connection.execute(_KEEP, (actor.server, actor.member, subject, number, based_on, written, now_text()))
    note_name(connection, actor)
    kept = _about(connection, actor, subject)
    assert kept is not None
    return kept


def _written(fields: Mapping[str, str]) -> str:
    return json.dumps(fields, ensure_ascii=False)


def _one(connection: sqlite3.Connection, actor: Actor, number: DraftNumber) -> Draft | None:
    if number.bit_length() > NUMBER_BITS:
        return None
    row = connection.execute(f"{_MINE} AND number = ?", (actor.server, actor.member, number)).fetchone()
    return None if row is None else _draft(*row)


def _about(connection: sqlite3.Connection, actor: Actor, subject: str) -> Draft | None:
    row = connection.execute(f"{_MINE} AND subject = ?", (actor.server, actor.member, subject)).fetchone()
    return None if row is None else _draft(*row)


def _of(connection: sqlite3.Connection, actor: Actor) -> tuple[Draft, ...]:
    rows = connection.execute(f"{_MINE} ORDER BY kept_at DESC, number", (actor.server, actor.member))
    return tuple(_draft(*row) for row in rows)


def _draft(number: int, server: int, curator: int, subject: str, based_on: int, fields: str, kept: str) -> Draft:
    return Draft(
        DraftNumber(number),
        ServerId(server),
        MemberId(curator),
        subject,
        based_on,
        json.loads(fields),
        datetime.fromisoformat(kept),
    )
