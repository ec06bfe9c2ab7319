"""A server's reviews as lists and suggestions need them: a line each, read at every keystroke."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from functools import partial

from bot.models.ids import InstalmentId, MemberId, ServerId
from bot.models.opinions import Verdict
from bot.models.reviews import ReviewLine, ReviewNumber, ReviewRecord
from bot.storage.engine.database import Database
from bot.storage.servers.reviews import current

_LINES = """
SELECT number, instalment_id, curator_id, verdict, removed_at IS NOT NULL FROM server_reviews
 WHERE server_id = ? ORDER BY changed_at DESC, number DESC"""


class ReviewLines:
    """What tells a server's reviews from one another, without their texts."""

    __slots__ = ("_database",)

    def __init__(self, database: Database) -> None:
        self._database = database

    async def of(self, server: ServerId) -> tuple[ReviewLine, ...]:
        """Give the lines of all reviews of a server, removed ones too, the latest change first."""
        return await self._database.read(partial(_lines, server=server))

    async def kept(self, server: ServerId, lines: Sequence[ReviewLine]) -> tuple[ReviewRecord, ...]:
        """Give the reviews of some lines, in their order; those that are gone are left out."""
        return await self._database.read(partial(_kept, server=server, lines=lines))


def _lines(connection: sqlite3.Connection, server: ServerId) -> tuple[ReviewLine, ...]:
    return tuple(
        ReviewLine(ReviewNumber(number), InstalmentId(instalment), MemberId(curator), Verdict(verdict), bool(removed))
        for number, instalment, curator, verdict, removed in connection.execute(_LINES, (server,))
    )


def _kept(connection: sqlite3.Connection, server: ServerId, lines: Sequence[ReviewLine]) -> tuple[ReviewRecord, ...]:
    found = (current(connection, (server, line.instalment, line.curator)) for line in lines)
    return tuple(one for one in found if one is not None)
