"""How long a server's data is kept after the bot was removed from it, and purging it after that."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from bot.models.ids import ServerId
from bot.storage import Store


class RetentionService:
    """Keeps a server's data for 30 days after the bot was removed from it, in case that was a mistake.

    Parameters
    ----------
    forget
        Functions that drop a server from the caches.
    """

    def __init__(self, store: Store, forget: Iterable[Callable[[ServerId], None]] = ()) -> None:
        self._store = store
        self._forget = tuple(forget)

    async def leave(self, server: ServerId, now: datetime) -> bool:
        """Record that the bot was removed from a server; False if there is no data of it."""
        return await self._store.servers.leave(server, now)

    async def come_back(self, servers: Collection[ServerId]) -> frozenset[ServerId]:
        """Record which servers the bot is in, and return those that it had been removed from."""
        returned = frozenset(await self._store.servers.left()) & frozenset(servers)
        if returned:
            await self._store.servers.come_back(returned)
        return returned

    async def missing(self, present: Collection[ServerId]) -> frozenset[ServerId]:
        """Return the servers with data that the bot is not in, without having been told that it was removed."""
        known = await self._store.servers.known()
        return known - frozenset(present) - frozenset(await self._store.servers.left())

    async def purge(self, now: datetime) -> int:
        """Delete everything whose retention has ended, for good; return the number of rows."""
        gone = frozenset(await self._store.servers.left())
        erased = await self._store.servers.purge(now)
        for server in gone:
            for forget in self._forget:
                forget(server)
        return erased
