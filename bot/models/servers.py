"""A Discord server's settings, and its curators."""

from __future__ import annotations

from enum import StrEnum
from typing import NewType

from msgspec import Struct

from bot.models.ids import MemberId, ServerId

RoleId = NewType("RoleId", int)


ChannelId = NewType("ChannelId", int)


RETENTION_DAYS = 30
"""How long removed reviews, unfinished drafts and the data of servers the bot has left are kept: one span for all.

Some sentences write the number out: ``CURATE_REMOVE`` in ``bot/ui/commands.py``, ``stays_card`` in
``bot/custom_titles/views/browse.py`` and the README."""


class Actor(Struct, frozen=True):
    """The member acting as curator, according to one interaction.

    Parameters
    ----------
    name
        The member's current display name, used in lists.
    manages
        Whether the member currently has Manage Server.
    roles
        The member's current roles.
    """

    server: ServerId
    member: MemberId
    name: str
    manages: bool
    roles: frozenset[RoleId]


class NotACuratorError(Exception):
    """The member isn't allowed to do something reserved for curators, or for those who manage the server.

    Parameters
    ----------
    managing
        Whether Manage Server is required, so that the curator role isn't enough.
    """

    def __init__(self, *, managing: bool = False) -> None:
        super().__init__("Manage Server is needed" if managing else "Manage Server or the curator role is needed")
        self.managing = managing


class ChannelTrouble(StrEnum):
    """Why announcements can't be posted in the chosen channel."""

    GONE = "gone"
    FORBIDDEN = "forbidden"


class ServerSettings(Struct, frozen=True):
    """The settings of a server.

    Parameters
    ----------
    language
        BCP 47 code of the language to answer in; None means each member's own.
    announcements
        The channel for announcing new reviews.
    """

    server: ServerId
    curator_role: RoleId | None = None
    language: str | None = None
    announcements: ChannelId | None = None
    trouble: ChannelTrouble | None = None

    def may_curate(self, actor: Actor) -> bool:
        """Return whether a member may curate here."""
        return actor.server == self.server and (
            actor.manages or (self.curator_role is not None and self.curator_role in actor.roles)
        )
