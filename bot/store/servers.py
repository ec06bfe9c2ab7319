"""What servers decided, and how their curators are called."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from functools import partial

from bot.models import MemberId, ServerId
from bot.servers import ChannelId, ChannelTrouble, Curator, RoleId, ServerSettings
from bot.store.database import Database
from bot.store.rows import insert, now_text, upsert

_SETTINGS = """
SELECT curator_role_id, language, announcement_channel_id, channel_trouble FROM server_settings WHERE server_id = ?"""
_CHANGE = upsert(
    "server_settings",
    ("server_id", "curator_role_id", "language", "announcement_channel_id", "channel_trouble"),
    ("server_id",),
)
_NAME = upsert("server_curators", ("server_id", "member_id", "name", "seen_at"), ("server_id", "member_id"))
_NEW_NAME = insert("server_curators", ("server_id", "member_id", "name", "seen_at"))
_NAMES = "SELECT member_id, name FROM server_curators WHERE server_id = ?"


class Servers:
    """The settings of servers and the names of their curators."""

    __slots__ = ("_database",)

    def __init__(self, database: Database) -> None:
        self._database = database

    async def settings(self, server: ServerId) -> ServerSettings:
        """Give what a server decided; the defaults where it decided nothing."""
        return await self._database.read(partial(_settings, server=server))

    async def change(self, settings: ServerSettings) -> None:
        """Keep a server's settings, in place of those it had."""
        await self._database.write(partial(_change, settings=settings))

    async def names(self, server: ServerId) -> Mapping[MemberId, str]:
        """Give how those who wrote in a server were called when they did so last."""
        return await self._database.read(partial(names_of, server=server))


def note_name(connection: sqlite3.Connection, curator: Curator) -> None:
    """Keep how a curator is called; a part of every write of theirs."""
    connection.execute(_NAME, (curator.server, curator.member, curator.name, now_text()))


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


def names_of(connection: sqlite3.Connection, server: ServerId) -> dict[MemberId, str]:
    """Give how those who wrote in a server were called last, as a part of a transaction."""
    return {MemberId(member): name for member, name in connection.execute(_NAMES, (server,))}
