"""Custom titles: titles a server adds, its corrections of bundled ones, and its spoiler marks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct, field

from bot.models.catalogue import Kind
from bot.models.ids import AnthologyId, MemberId, ServerId, TagId, TitleId, anthology_of, is_instalment
from bot.models.reviews import ReviewNumber, ReviewRecord, Revision


class Fact(StrEnum):
    """A fact about a title that a server can enter."""

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


class CastLine(Struct, frozen=True):
    """A person in a server's own cast list, by name."""

    name: str
    character: str | None = None


class TitleFacts(Struct, frozen=True):
    """The facts about a title as a server entered them; None or empty if unknown.

    ``kind`` is for anthologies only; ``episodes``, ``minutes`` and ``cast`` are for instalments only.
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


class ServerTitle(Struct, frozen=True):
    """A title that a server added, or its corrections of a bundled one.

    Parameters
    ----------
    id
        An anthology's or instalment's id. A custom anthology's id starts with :data:`CUSTOM_PREFIX`; a custom
        instalment's has it after the slash.
    own
        Whether the server added it; otherwise it corrects a bundled one.
    hidden
        Whether it is hidden from the server's members.
    facts, said
        The facts, and which of them override the bundled ones. An overridden fact that is empty is unknown.
    apart
        Bundled titles that look like this one but aren't duplicates of it, according to the server's curators.
    """

    server: ServerId
    id: TitleId
    own: bool
    facts: TitleFacts
    said: frozenset[Fact]
    version: int
    changed_by: MemberId
    changed: datetime
    hidden: bool = False
    apart: frozenset[TitleId] = frozenset()

    @property
    def anthology(self) -> AnthologyId:
        """The anthology it is or belongs to."""
        return anthology_of(self.id)

    @property
    def is_instalment(self) -> bool:
        """Whether it is an instalment."""
        return is_instalment(self.id)


class SpoilerPart(StrEnum):
    """A part of a title that can be marked as a spoiler."""

    PREMISE = "premise"
    HEADLINE = "headline"


class SpoilerMark(Struct, frozen=True):
    """A part of a title that a curator marked as a spoiler: the server's members press a button to read it."""

    title: TitleId
    part: SpoilerPart


class Holdings(Struct, frozen=True):
    """Everything a server has written, at one moment.

    Parameters
    ----------
    reviews
        All reviews, including removed ones, latest change first.
    versions
        Every version of each review, newest first; empty if not requested.
    names
        The display names of everyone who has written here.
    """

    server: ServerId
    reviews: tuple[ReviewRecord, ...]
    titles: tuple[ServerTitle, ...]
    spoiler_marks: frozenset[SpoilerMark]
    names: Mapping[MemberId, str]
    versions: Mapping[ReviewNumber, tuple[Revision, ...]] = field(
        default_factory=dict[ReviewNumber, tuple[Revision, ...]]
    )
