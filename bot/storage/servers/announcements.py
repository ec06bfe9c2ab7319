"""The cards that announce reviews: which of them are not as they should be, and where each hangs.

A row is written with the review that it announces, in the same transaction, and corrected only when Discord has
acknowledged a card: whatever a crash interrupts is due again at the next start.
"""

from __future__ import annotations

import sqlite3
from functools import partial

from bot.models.ids import InstalmentId, MemberId, ServerId, TitleId
from bot.models.reviews import Announcement, MessageId, ReviewKey, ReviewNumber
from bot.models.servers import ChannelId
from bot.storage.engine.database import Database
from bot.storage.servers.review_history import KEY, WHOSE
from bot.storage.servers.reviews import current

_ROW = f"SELECT channel_id, message_id, shown_version FROM server_announcements WHERE {WHOSE}"
# An anthology's instalments are what begins with its id and a slash; "0" follows the slash.
_OF = f"""
SELECT {", ".join(KEY)} FROM server_announcements
 WHERE server_id = ? AND (instalment_id = ? OR (instalment_id >= ? || '/' AND instalment_id < ? || '0'))"""
_NAMED = f"SELECT {', '.join(KEY)} FROM server_reviews WHERE server_id = ? AND number = ?"
_HUNG = f"UPDATE server_announcements SET channel_id = ?, message_id = ?, shown_version = ? WHERE {WHOSE}"
_DROP = f"DELETE FROM server_announcements WHERE {WHOSE}"
_DUE = """
SELECT a.server_id, a.instalment_id, a.curator_id
  FROM server_announcements AS a
  JOIN server_settings AS s ON s.server_id = a.server_id AND s.left_at IS NULL
  LEFT JOIN server_reviews AS r
    ON r.server_id = a.server_id AND r.instalment_id = a.instalment_id AND r.curator_id = a.curator_id
 WHERE CASE
         WHEN r.number IS NULL OR r.removed_at IS NOT NULL THEN a.message_id IS NOT NULL
         WHEN a.message_id IS NULL THEN s.announcement_channel_id IS NOT NULL
         ELSE a.shown_version <> r.version
       END"""
_IN_ORDER = "ORDER BY a.server_id, r.written_at, a.instalment_id, a.curator_id"


class Announcements:
    """The announcements of servers' new reviews; who was not announced when it was new never is."""

    __slots__ = ("_database",)

    def __init__(self, database: Database) -> None:
        self._database = database

    async def one(self, key: ReviewKey) -> Announcement | None:
        """Give the announcement of a review with the review as it is now; None where it is not announced."""
        return await self._database.read(partial(_one, key=key))

    async def named(self, server: ServerId, number: ReviewNumber) -> ReviewKey | None:
        """Give the key of a server's review by its number."""
        return await self._database.read(partial(_named, server=server, number=number))

    async def of(self, server: ServerId, title: TitleId) -> tuple[ReviewKey, ...]:
        """Give all announcements of an instalment, or of an anthology's instalments, in a server."""
        return await self._database.read(partial(_keys, query=_OF, row=(server, title, title, title)))

    async def due(self) -> tuple[ReviewKey, ...]:
        """Give every announcement that is not as it should be, in servers where the bot is; the oldest first."""
        return await self._database.read(partial(_keys, query=f"{_DUE} {_IN_ORDER}", row=()), slow=True)

    async def due_in(self, server: ServerId) -> tuple[ReviewKey, ...]:
        """Give those of one server."""
        query = f"{_DUE} AND a.server_id = ? {_IN_ORDER}"
        return await self._database.read(partial(_keys, query=query, row=(server,)))

    async def hung(self, key: ReviewKey, channel: ChannelId, message: MessageId, version: int) -> None:
        """Note which message shows which version."""
        row = (channel, message, version, *key)
        await self._database.write(lambda connection: connection.execute(_HUNG, row).rowcount)

    async def taken_down(self, key: ReviewKey, channel: ChannelId) -> None:
        """Note that a review is announced nowhere at present."""
        row = (channel, None, 0, *key)
        await self._database.write(lambda connection: connection.execute(_HUNG, row).rowcount)

    async def drop(self, key: ReviewKey) -> None:
        """Announce a review no more."""
        await self._database.write(lambda connection: connection.execute(_DROP, key).rowcount)


def _one(connection: sqlite3.Connection, key: ReviewKey) -> Announcement | None:
    row = connection.execute(_ROW, key).fetchone()
    if row is None:
        return None
    channel, message, shown = row
    review = current(connection, key)
    return Announcement(key, ChannelId(channel), None if message is None else MessageId(message), shown, review)


def _named(connection: sqlite3.Connection, server: ServerId, number: ReviewNumber) -> ReviewKey | None:
    found = _keys(connection, _NAMED, (server, number))
    return found[0] if found else None


def _keys(connection: sqlite3.Connection, query: str, row: tuple[int | str, ...]) -> tuple[ReviewKey, ...]:
    return tuple(
        (ServerId(server), InstalmentId(instalment), MemberId(curator))
        for server, instalment, curator in connection.execute(query, row)
    )
