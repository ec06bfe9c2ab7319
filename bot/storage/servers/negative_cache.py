"""Which servers have no review at all: most of them, and for those no look-up needs to ask the file."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock

from bot.models.ids import ServerId

MOST = 50_000
"""Servers remembered; some five megabytes."""


class NegativeCache:
    """Remembers servers that were seen to have no review, until one is written.

    The store has the file for itself, so that nobody writes one unnoticed. Told from the threads of the connections.
    """

    __slots__ = ("_lock", "_servers", "_written")

    def __init__(self) -> None:
        self._servers: OrderedDict[ServerId, None] = OrderedDict()
        self._written = 0
        self._lock = Lock()

    def __contains__(self, server: ServerId) -> bool:
        """Say whether a server is known to have none."""
        return server in self._servers

    @property
    def written(self) -> int:
        """How often something was written: to be read before one looks, and handed to :meth:`seen`."""
        return self._written

    def seen(self, server: ServerId, written: int) -> None:
        """Remember that a server has none; not where something was written since somebody began to look."""
        with self._lock:
            if written == self._written:
                self._servers[server] = None
                if len(self._servers) > MOST:
                    self._servers.popitem(last=False)

    def wrote(self, server: ServerId) -> None:
        """Forget that a server has none: called as soon as a review of its is on the disk."""
        with self._lock:
            self._written += 1
            self._servers.pop(server, None)
