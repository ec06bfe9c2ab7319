"""Which servers the bot is in, and so how long their data is kept; purging what was kept long enough."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from bot.models.ids import ServerId
from bot.storage import Store


class RetentionService:
    """Keeps what belongs to a server for 30 days after the bot was removed from it, in case that was a mistake.

    Parameters
    ----------
    forget
        What drops everything that is remembered of a server in memory.
    """

    def __init__(self, store: Store, forget: Iterable[Callable[[ServerId], None]] = ()) -> None:
        self._store = store
        self._forget = tuple(forget)

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

    async def purge(self, now: datetime) -> int:
        """Erase for good what was kept for its time; give the number of rows."""
        gone = frozenset(await self._store.servers.left())
        erased = await self._store.servers.purge(now)
        for server in gone:
            for forget in self._forget:
                forget(server)
        return erased
