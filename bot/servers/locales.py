"""The language that each server has chosen, cached because every interaction asks for it."""

from __future__ import annotations

import asyncio
import logging
from collections import OrderedDict

from bot.models.ids import ServerId
from bot.storage import Store, StoreError

log = logging.getLogger(__name__)

CACHED_SERVERS = 10_000
"""Servers whose language is cached; the least recently used is dropped first."""
LOOK_UP_SECONDS = 0.5
"""If the database takes longer, the member's own language is used: the answer itself needs the rest of the time."""


class ServerLocales:
    """The languages that servers have chosen."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._chosen: OrderedDict[ServerId, str | None] = OrderedDict()

    async def of(self, server: ServerId) -> str | None:
        """Return a server's language; None if each member is answered in their own."""
        if server in self._chosen:
            self._chosen.move_to_end(server)
            return self._chosen[server]
        try:
            async with asyncio.timeout(LOOK_UP_SECONDS):
                language = (await self._store.servers.settings(server)).language
        except (StoreError, TimeoutError) as error:
            log.warning("a server's language could not be looked up: %s", type(error).__name__)
            return None
        # If it was changed while the database was asked, the cached value is the newer one.
        return self._chosen[server] if server in self._chosen else self._remember(server, language)

    def changed(self, server: ServerId, language: str | None) -> None:
        """Cache the language that a server has just chosen."""
        self._remember(server, language)

    def forget(self, server: ServerId) -> None:
        """Drop a server from the cache, so that the database is asked again."""
        self._chosen.pop(server, None)

    def _remember(self, server: ServerId, language: str | None) -> str | None:
        self._chosen[server] = language
        self._chosen.move_to_end(server)
        while len(self._chosen) > CACHED_SERVERS:
            self._chosen.popitem(last=False)
        return language
