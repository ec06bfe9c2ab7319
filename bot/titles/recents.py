"""What members looked up recently and often, so that it comes first. In memory only, gone after a restart."""

from __future__ import annotations

from collections import Counter, OrderedDict, deque
from typing import TypeVar

from bot.models.ids import MemberId, ServerId
from bot.models.queries import Asker

Who = TypeVar("Who")
What = TypeVar("What")

RECENT = 8
"""How many of a member's latest look-ups are offered before anything is typed."""
MEMBERS = 20_000
"""Members whose look-ups are remembered; the least recent ones are forgotten first. At most about 20 MB."""
SERVERS = 5_000
COUNTED = 200
"""Titles counted per server; if there are more, the less often opened half is forgotten."""


class Recents:
    """Remembers who opened what; none of it is ever stored."""

    def __init__(self) -> None:
        self._recent: OrderedDict[MemberId, deque[str]] = OrderedDict()
        self._often: OrderedDict[ServerId, Counter[str]] = OrderedDict()

    def opened(self, asker: Asker, key: str) -> None:
        """Remember that a title or a person was opened."""
        if asker.member is not None:
            recent = self._recent.setdefault(asker.member, deque(maxlen=RECENT))
            if key in recent:
                recent.remove(key)
            recent.appendleft(key)
            _keep_newest(self._recent, asker.member, MEMBERS)
        if asker.server is not None:
            often = self._often.setdefault(asker.server, Counter())
            often[key] += 1
            if len(often) > COUNTED:
                self._often[asker.server] = Counter(dict(often.most_common(COUNTED // 2)))
            _keep_newest(self._often, asker.server, SERVERS)

    def recent(self, asker: Asker) -> tuple[str, ...]:
        """Return what a member opened recently, the latest first."""
        return tuple(self._recent.get(asker.member, ())) if asker.member is not None else ()

    def favour(self, asker: Asker) -> dict[str, float]:
        """Return how often a server opens each title or person, relative to the most opened one, from 0 to 1."""
        often = self._often.get(asker.server) if asker.server is not None else None
        if not often:
            return {}
        most = max(often.values())
        return {key: times / most for key, times in often.items()}


def _keep_newest(entries: OrderedDict[Who, What], who: Who, most: int) -> None:
    entries.move_to_end(who)
    while len(entries) > most:
        entries.popitem(last=False)
