"""A Discord server's settings, and who acts in it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from bot.models.ids import MemberId, ServerId

RoleId = NewType("RoleId", int)


ChannelId = NewType("ChannelId", int)


RETENTION_DAYS = 30
"""How long what was removed, left unfinished, or belongs to a server without the bot is kept before it is erased."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts at the curators' desk, as one interaction alone tells it.

    Parameters
    ----------
    name
        How the member is called there at this moment; lists name them so.
    manages
        Whether the member has Manage Server now.
    roles
        The member's roles now.
    """

    server: ServerId
    member: MemberId
    name: str
    manages: bool
    roles: frozenset[RoleId]


class NotACuratorError(Exception):
    """Somebody asked for what curators alone may do, or for what only those may who manage the server.

    Parameters
    ----------
    managing
        Whether Manage Server is asked for, and the curator role is not enough.
    """

    def __init__(self, *, managing: bool = False) -> None:
        super().__init__("Manage Server is needed" if managing else "Manage Server or the curator role is needed")
        self.managing = managing


class ChannelTrouble(StrEnum):
    """Why nothing can be announced in the channel that was chosen."""

    GONE = "gone"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class ServerSettings:
    """What those who manage a server decided.

    Parameters
    ----------
    language
        BCP 47 code of the language answers there are in; None: each member's own.
    announcements
        The channel where new reviews are announced.
    """

    server: ServerId
    curator_role: RoleId | None = None
    language: str | None = None
    announcements: ChannelId | None = None
    trouble: ChannelTrouble | None = None

    def may_curate(self, actor: Actor) -> bool:
        """Tell whether somebody may curate here."""
        return actor.server == self.server and (
            actor.manages or (self.curator_role is not None and self.curator_role in actor.roles)
        )
