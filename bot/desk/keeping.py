"""Which servers the bot is in: that decides how long their data is kept; and erasing what was kept long enough."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.desk.languages import Languages
from bot.models import ServerId
from bot.overlays import Overlays
from bot.store import Store


class KeepingDesk:
    """Keeps what belongs to a server for 30 days after the bot was removed from it, in case that was a mistake."""

    def __init__(self, store: Store, languages: Languages, overlays: Overlays) -> None:
        self._store = store
        self._languages = languages
        self._overlays = overlays

    async def leave(self, server: ServerId, now: datetime) -> bool:
        """Take note that the bot was removed from a server; False where nothing is kept of it."""
        return await self._store.servers.leave(server, now)

    async def come_back(self, servers: Collection[ServerId]) -> frozenset[ServerId]:
        """Take note of the servers that the bot is in, and give those of them that it had left."""
        returned = frozenset(await self._store.servers.left()) & frozenset(servers)
        if returned:
            await self._store.servers.come_back(returned)
        return returned

    async def missing(self, present: Collection[ServerId]) -> frozenset[ServerId]:
        """Give the servers that something is kept of and that seem to be gone without the bot having been told."""
        known = await self._store.servers.known()
        return known - frozenset(present) - frozenset(await self._store.servers.left())

    async def erase_old(self, now: datetime) -> int:
        """Erase for good what was kept for its time; give the number of rows."""
        gone = frozenset(await self._store.servers.left())
        erased = await self._store.servers.erase_old(now)
        for server in gone:
            self._languages.forget(server)
            self._overlays.forget(server)
        return erased
