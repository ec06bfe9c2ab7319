"""What servers decided, how their curators are called, which of them the bot has left."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from functools import partial

from bot.models.ids import MemberId, ServerId
from bot.models.servers import RETENTION_DAYS, Actor, ChannelId, ChannelTrouble, RoleId, ServerSettings
from bot.storage.engine.database import Database
from bot.storage.rows import Value, insert, moment_text, now_text, upsert
from bot.storage.servers.retention import TABLES, purge_batch

_SETTINGS = """
SELECT curator_role_id, language, announcement_channel_id, channel_trouble FROM server_settings WHERE server_id = ?"""
_CHANGE = upsert(
    "server_settings",
    ("server_id", "curator_role_id", "language", "announcement_channel_id", "channel_trouble"),
    ("server_id",),
)
_CHOOSE_ROLE = upsert("server_settings", ("server_id", "curator_role_id"), ("server_id",))
_CHOOSE_LANGUAGE = upsert("server_settings", ("server_id", "language"), ("server_id",))
_CHOOSE_CHANNEL = upsert(
    "server_settings",
    ("server_id", "announcement_channel_id", "channel_trouble", "trouble_told_at"),
    ("server_id",),
)
_NOT_ANNOUNCED = "DELETE FROM server_announcements WHERE server_id = ? AND message_id IS NULL"

_TROUBLE = """
UPDATE server_settings SET channel_trouble = ?, trouble_told_at = NULL
 WHERE server_id = ? AND announcement_channel_id = ? AND (channel_trouble IS NULL OR channel_trouble <> ?)"""
_NO_TROUBLE = """
UPDATE server_settings SET channel_trouble = NULL, trouble_told_at = NULL
 WHERE server_id = ? AND announcement_channel_id = ? AND channel_trouble IS NOT NULL"""
_UNTOLD = "channel_trouble IS NOT NULL AND trouble_told_at IS NULL AND left_at IS NULL"
_TELL = f"UPDATE server_settings SET trouble_told_at = ? WHERE server_id = ? AND {_UNTOLD}"

_NAME = upsert("server_curators", ("server_id", "member_id", "name", "seen_at"), ("server_id", "member_id"))
_NEW_NAME = insert("server_curators", ("server_id", "member_id", "name", "seen_at"))
_NAMES = "SELECT member_id, name FROM server_curators WHERE server_id = ?"

_KNOWN = " UNION ".join(f"SELECT server_id FROM {table}" for table in TABLES)
_LEFT = "SELECT server_id, left_at FROM server_settings WHERE left_at IS NOT NULL"
_LEAVE = f"""
{insert("server_settings", ("server_id", "left_at"))}
ON CONFLICT (server_id) DO UPDATE SET left_at = COALESCE(server_settings.left_at, excluded.left_at)"""
_BACK = "UPDATE server_settings SET left_at = NULL WHERE server_id = ? AND left_at IS NOT NULL"


class Servers:
    """The settings of servers, the names of their curators, and whether the bot is there."""

    __slots__ = ("_database",)

    def __init__(self, database: Database) -> None:
        self._database = database

    async def settings(self, server: ServerId) -> ServerSettings:
        """Give what a server decided; the defaults where it decided nothing."""
        return await self._database.read(partial(_settings, server=server))

    async def change(self, settings: ServerSettings) -> None:
        """Keep a server's settings, in place of those it had."""
        await self._database.write(partial(_change, settings=settings))

    async def choose_role(self, server: ServerId, role: RoleId | None) -> ServerSettings:
        """Let the members with a role curate, or nobody but those who manage the server."""
        return await self._database.write(partial(_choose, server=server, statement=_CHOOSE_ROLE, row=(role,)))

    async def choose_language(self, server: ServerId, language: str | None) -> ServerSettings:
        """Answer a server in a language, or each member in their own."""
        return await self._database.write(partial(_choose, server=server, statement=_CHOOSE_LANGUAGE, row=(language,)))

    async def choose_channel(self, server: ServerId, channel: ChannelId | None) -> ServerSettings:
        """Announce new reviews in a channel, or nowhere; what was wrong with the one before is done with."""
        return await self._database.write(partial(_choose_channel, server=server, channel=channel))

    async def note_trouble(self, server: ServerId, channel: ChannelId, trouble: ChannelTrouble) -> bool:
        """Note that nothing can be announced in the channel chosen; False where that is known, or another is chosen."""
        row = (trouble, server, channel, trouble)
        return await self._database.write(lambda connection: connection.execute(_TROUBLE, row).rowcount > 0)

    async def note_no_trouble(self, server: ServerId, channel: ChannelId) -> bool:
        """Note that the channel chosen can be used; False where nothing else was known."""
        return await self._database.write(lambda found: found.execute(_NO_TROUBLE, (server, channel)).rowcount > 0)

    async def trouble_unreported(self) -> frozenset[ServerId]:
        """Give the servers whose curators have not been told yet what is wrong with their channel."""
        return await self._database.read(_untold)

    async def note_trouble_reported(self, server: ServerId) -> ServerSettings | None:
        """Note that the curators are being told what is wrong; None where they were told, or nothing is wrong."""
        return await self._database.write(partial(_tell, server=server))

    async def names(self, server: ServerId) -> Mapping[MemberId, str]:
        """Give how those who wrote in a server were called when they did so last."""
        return await self._database.read(partial(names_of, server=server))

    async def known(self) -> frozenset[ServerId]:
        """Give every server that something is kept of."""
        return await self._database.read(_known, slow=True)

    async def left(self) -> Mapping[ServerId, datetime]:
        """Give the servers that the bot was removed from, and when."""
        return await self._database.read(_left)

    async def leave(self, server: ServerId, now: datetime) -> bool:
        """Note that the bot was removed from a server; False where nothing is kept of it.

        What was noted before stays: the days count from when the bot went.
        """
        return await self._database.write(partial(_leave, server=server, now=moment_text(now)))

    async def come_back(self, servers: Collection[ServerId]) -> None:
        """Note that the bot is in these servers: everything of theirs is there as it was."""
        await self._database.write(partial(_come_back, servers=servers))

    async def purge(self, now: datetime) -> int:
        """Erase for good what was kept for its 30 days; give the number of rows.

        That is all of a server that the bot left, reviews that were removed, drafts, uploaded files, and the names of
        those of whom nothing else is left. In batches, each a transaction, so that nobody who writes waits long: a
        server's mark that the bot left goes last, so that what is interrupted goes on the next time.
        """
        before = moment_text(now - timedelta(days=RETENTION_DAYS))
        total = 0
        while erased := await self._database.write(partial(purge_batch, before=before)):
            total += erased
        if total:
            await self._database.checkpoint()
        return total


def note_name(connection: sqlite3.Connection, actor: Actor) -> None:
    """Keep how a curator is called; a part of every write of theirs."""
    connection.execute(_NAME, (actor.server, actor.member, actor.name, now_text()))


def note_names(connection: sqlite3.Connection, server: ServerId, names: Mapping[MemberId, str]) -> None:
    """Keep how others are called whom an import names; who has a name here already keeps it."""
    connection.executemany(
        f"{_NEW_NAME} ON CONFLICT (server_id, member_id) DO NOTHING",
        [(server, member, name, now_text()) for member, name in names.items()],
    )


def _settings(connection: sqlite3.Connection, server: ServerId) -> ServerSettings:
    row = connection.execute(_SETTINGS, (server,)).fetchone()
    if row is None:
        return ServerSettings(server)
    role, language, channel, trouble = row
    return ServerSettings(
        server,
        RoleId(role) if role is not None else None,
        language,
        ChannelId(channel) if channel is not None else None,
        ChannelTrouble(trouble) if trouble is not None else None,
    )


def _change(connection: sqlite3.Connection, settings: ServerSettings) -> None:
    connection.execute(
        _CHANGE,
        (settings.server, settings.curator_role, settings.language, settings.announcements, settings.trouble),
    )


def _choose(connection: sqlite3.Connection, server: ServerId, statement: str, row: tuple[Value, ...]) -> ServerSettings:
    connection.execute(statement, (server, *row))
    return _settings(connection, server)


def _choose_channel(connection: sqlite3.Connection, server: ServerId, channel: ChannelId | None) -> ServerSettings:
    if channel is None:
        # What waits to be announced must not all come at once when a channel is chosen some day.
        connection.execute(_NOT_ANNOUNCED, (server,))
    return _choose(connection, server, _CHOOSE_CHANNEL, (channel, None, None))


def _untold(connection: sqlite3.Connection) -> frozenset[ServerId]:
    query = f"SELECT server_id FROM server_settings WHERE {_UNTOLD}"
    return frozenset(ServerId(server) for (server,) in connection.execute(query))


def _tell(connection: sqlite3.Connection, server: ServerId) -> ServerSettings | None:
    if not connection.execute(_TELL, (now_text(), server)).rowcount:
        return None
    return _settings(connection, server)


def names_of(connection: sqlite3.Connection, server: ServerId) -> dict[MemberId, str]:
    """Give how those who wrote in a server were called last, as a part of a transaction."""
    return {MemberId(member): name for member, name in connection.execute(_NAMES, (server,))}


def _known(connection: sqlite3.Connection) -> frozenset[ServerId]:
    return frozenset(ServerId(server) for (server,) in connection.execute(_KNOWN))


def _left(connection: sqlite3.Connection) -> dict[ServerId, datetime]:
    return {ServerId(server): datetime.fromisoformat(when) for server, when in connection.execute(_LEFT)}


def _leave(connection: sqlite3.Connection, server: ServerId, now: str) -> bool:
    kept = any(
        connection.execute(f"SELECT 1 FROM {table} WHERE server_id = ? LIMIT 1", (server,)).fetchone()
        for table in TABLES
    )
    if kept:
        connection.execute(_LEAVE, (server, now))
    return kept


def _come_back(connection: sqlite3.Connection, servers: Collection[ServerId]) -> None:
    connection.executemany(_BACK, [(server,) for server in servers])
