"""Which language each server is answered in, where those who manage it chose one."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict

from bot.models.ids import ServerId
from bot.storage import Store, StoreError

log = logging.getLogger(__name__)

CACHED_SERVERS = 10_000
"""Servers whose choice is kept in memory; the one that asked longest ago is forgotten first."""
LOOK_UP_SECONDS = 0.5
"""A database that is busy for longer leaves the member's own language: the answer itself needs what time is left."""


class ServerLocales:
    """The languages that servers chose, remembered: every interaction asks."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._chosen: OrderedDict[ServerId, str | None] = OrderedDict()

    async def of(self, server: ServerId) -> str | None:
        """Give a server's language; None where its members are answered each in their own."""
        if server in self._chosen:
            self._chosen.move_to_end(server)
            return self._chosen[server]
        try:
            async with asyncio.timeout(LOOK_UP_SECONDS):
                language = (await self._store.servers.settings(server)).language
        except (StoreError, TimeoutError) as error:
            log.warning("a server's language could not be looked up: %s", type(error).__name__)
            return None
        # Chosen anew while the database was asked: what it said is older than what is remembered.
        return self._chosen[server] if server in self._chosen else self._remember(server, language)

    def changed(self, server: ServerId, language: str | None) -> None:
        """Take note of what a server chose now."""
        self._remember(server, language)

    def forget(self, server: ServerId) -> None:
        """Drop what is remembered of a server, so that the database is asked again."""
        self._chosen.pop(server, None)

    def _remember(self, server: ServerId, language: str | None) -> str | None:
        self._chosen[server] = language
        self._chosen.move_to_end(server)
        while len(self._chosen) > CACHED_SERVERS:
            self._chosen.popitem(last=False)
        return language
