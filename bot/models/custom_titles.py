"""Titles that a server adds, what it corrects of bundled ones, and which parts of them it marks as spoilers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.models.catalogue import Kind
from bot.models.ids import AnthologyId, InstalmentId, MemberId, ServerId, TagId
from bot.models.reviews import ReviewNumber, ReviewRecord, Revision

CUSTOM_PREFIX = "own-"
"""What the ids of servers' own titles begin with; nothing in the bundled catalogue may."""


class Fact(StrEnum):
    """What a server can say of a title."""

    TITLE = "title"
    NATIVE_TITLE = "native_title"
    ALIASES = "aliases"
    KIND = "kind"
    YEAR = "year"
    COUNTRIES = "countries"
    EPISODES = "episodes"
    MINUTES = "minutes"
    PREMISE = "premise"
    TAGS = "tags"
    CAST = "cast"


@dataclass(frozen=True, slots=True)
class CastLine:
    """Somebody in a server's own cast, by name."""

    name: str
    character: str | None = None


@dataclass(frozen=True, slots=True)
class TitleFacts:
    """The facts of a title as a server tells them; None and empty where they are not known.

    ``kind`` is an anthology's; ``episodes``, ``minutes`` and ``cast`` are an instalment's.
    """

    title: str | None = None
    native_title: str | None = None
    aliases: tuple[str, ...] = ()
    kind: Kind | None = None
    year: int | None = None
    countries: tuple[str, ...] = ()
    episodes: int | None = None
    minutes: int | None = None
    premise: str | None = None
    tags: tuple[TagId, ...] = ()
    cast: tuple[CastLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ServerTitle:
    """A title that a server added, or what it corrects of a bundled one.

    Parameters
    ----------
    id
        An anthology's or an instalment's id. That of an own anthology begins with :data:`CUSTOM_PREFIX`, that of an own
        instalment has it behind the slash.
    own
        Whether the server added it; else it corrects a bundled one.
    hidden
        Whether members of the server do not meet it.
    facts, said
        The facts, and which of them are said: what is not said stays as it is bundled. What is said and empty is
        said to be unknown.
    apart
        Bundled titles that look like this one, and that the server's curators said it is not to be joined with.
    """

    server: ServerId
    id: AnthologyId | InstalmentId
    own: bool
    facts: TitleFacts
    said: frozenset[Fact]
    version: int
    changed_by: MemberId
    changed: datetime
    hidden: bool = False
    apart: frozenset[AnthologyId | InstalmentId] = frozenset()

    @property
    def anthology(self) -> AnthologyId:
        """The anthology that it is, or belongs to."""
        return AnthologyId(self.id.partition("/")[0])

    @property
    def is_instalment(self) -> bool:
        """Whether it is an instalment."""
        return "/" in self.id


class SpoilerPart(StrEnum):
    """What of a title can be covered because it spoils."""

    PREMISE = "premise"
    HEADLINE = "headline"


@dataclass(frozen=True, slots=True)
class SpoilerMark:
    """A part of a title that a curator found to spoil: members of the server press to read it."""

    title: AnthologyId | InstalmentId
    part: SpoilerPart


@dataclass(frozen=True, slots=True)
class Holdings:
    """Everything that a server wrote, as it is at one moment.

    Parameters
    ----------
    reviews
        All of them, removed ones too, the latest change first.
    versions
        Every version of each review, the newest first; empty where they were not asked for.
    names
        How those are called who have written here.
    """

    server: ServerId
    reviews: tuple[ReviewRecord, ...]
    titles: tuple[ServerTitle, ...]
    spoiler_marks: frozenset[SpoilerMark]
    names: Mapping[MemberId, str]
    versions: Mapping[ReviewNumber, tuple[Revision, ...]] = field(
        default_factory=dict[ReviewNumber, tuple[Revision, ...]]
    )
