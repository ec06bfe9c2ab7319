"""Who asks, what for, and the choices that they are offered."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.models.ids import MemberId, ServerId

PERSON_KEY = "person:"
"""What stands before a person's id wherever ids of titles can stand too."""


TAG_KEY = "tag:"
"""Likewise before a tag's id, where words can stand too."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where.

    Parameters
    ----------
    server
        None in direct messages, and where the bot is no member.
    member
        None where nobody in particular asks.
    """

    server: ServerId | None = None
    member: MemberId | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing a member may have meant, as it stands in a menu.

    Parameters
    ----------
    key
        What the choice stands for: an anthology's or instalment's id, or a person's behind ``person:``.
    detail
        A few words that tell it from others of the same name.
    """

    key: str
    title: str
    detail: str | None = None


class SearchKind(StrEnum):
    """What a member was looking for when nothing was found."""

    SHOW = "show"
    TITLE = "title"
    PERSON = "person"
