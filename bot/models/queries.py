"""Queries: who is asking, what for, and the choices offered."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from bot.models.ids import MemberId, ServerId

TAG_KEY = "tag:"
"""The prefix of a tag's id wherever free text is possible too."""


class Asker(Struct, frozen=True):
    """Who is asking, and where.

    Parameters
    ----------
    server
        None in direct messages, and where the bot isn't a member.
    member
        None if no particular member is asking.
    """

    server: ServerId | None = None
    member: MemberId | None = None


class Choice(Struct, frozen=True):
    """One thing a member may have meant, as shown in a menu.

    Parameters
    ----------
    key
        The id of an anthology or instalment, or a person's id after ``person:``.
    detail
        A few words to distinguish it from others with the same name.
    """

    key: str
    title: str
    detail: str | None = None


class SearchKind(StrEnum):
    """What a member was looking for when nothing was found."""

    SHOW = "show"
    TITLE = "title"
    PERSON = "person"
