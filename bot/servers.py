"""What belongs to one server alone: its settings, its curators' reviews with every version, drafts, titles of its own.

Plain data, as :mod:`bot.models` is; a server's id stands in each of them, and every reading of them names the server.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.models import AnthologyId, InstalmentId, Kind, MemberId, Opinion, ServerId, ServerReview, TagId, Verdict

RoleId = NewType("RoleId", int)
ChannelId = NewType("ChannelId", int)
ReviewNumber = NewType("ReviewNumber", int)
"""What a server's review is called in a custom_id: a random number, never used for another one."""
MessageId = NewType("MessageId", int)
DraftNumber = NewType("DraftNumber", int)
"""Likewise a draft."""

OWN_ID = "own-"
"""What the ids of servers' own titles begin with; nothing in the bundled catalogue may."""
KEPT_DAYS = 30
"""How long what was removed, left unfinished, or belongs to a server without the bot is kept before it is erased."""


@dataclass(frozen=True, slots=True)
class Curator:
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

    def admits(self, curator: Curator) -> bool:
        """Tell whether somebody may curate here."""
        return curator.server == self.server and (
            curator.manages or (self.curator_role is not None and self.curator_role in curator.roles)
        )


class Deed(StrEnum):
    """What made a version of a review."""

    WROTE = "wrote"
    CHANGED = "changed"
    MERGED = "merged"
    REMOVED = "removed"
    RESTORED = "restored"
    BROUGHT_BACK = "brought-back"
    IMPORTED = "imported"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class KeptReview:
    """A review as the desk sees it.

    Parameters
    ----------
    version
        How often it was written, changed, removed or restored; the first is 1.
    changed_by
        Who made this version: its curator, or another one.
    removed
        When it was removed; None while members see it.
    """

    review: ServerReview
    number: ReviewNumber
    version: int
    changed_by: MemberId
    removed: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """What tells a review from a server's others: enough to look for it and to offer it."""

    number: ReviewNumber
    instalment: InstalmentId
    curator: MemberId
    verdict: Verdict
    removed: bool


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a review: who made it, when, and what it said."""

    number: int
    deed: Deed
    by: MemberId
    when: datetime
    opinion: Opinion


@dataclass(frozen=True, slots=True)
class Writing:
    """What is to become a review.

    Parameters
    ----------
    curator
        Whose review it is; whoever writes it may be another curator.
    based_on
        The version that the writer saw; 0 where there was none. Where it is another one meanwhile, nothing is written.
    """

    instalment: InstalmentId
    curator: MemberId
    opinion: Opinion
    based_on: int = 0


@dataclass(frozen=True, slots=True)
class Outdated:
    """Somebody changed a review meanwhile, so that nothing was written.

    Parameters
    ----------
    current
        The review as it is now; None where it was erased.
    made
        The versions made since, the newest first.
    """

    current: KeptReview | None
    made: tuple[Version, ...] = ()


ReviewKey = tuple[ServerId, InstalmentId, MemberId]
"""What names a review: whose it is, in which server, of what."""


@dataclass(frozen=True, slots=True)
class Announcement:
    """The card that announces a review in a server's channel.

    Parameters
    ----------
    channel, message
        Where it hangs, or is to hang; no message while it does not.
    shown
        The version that it shows; 0 while it does not hang.
    review
        The review as it is now; None where it was erased.
    """

    key: ReviewKey
    channel: ChannelId
    message: MessageId | None
    shown: int
    review: KeptReview | None

    @property
    def withdrawn(self) -> bool:
        """Whether there is nothing left to announce."""
        return self.review is None or self.review.removed is not None


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that a curator has not published yet, just as it was typed into the form.

    Parameters
    ----------
    subject
        What it is a draft of: the desk that keeps it decides (an instalment and the curator whose review it is; a
        title's id).
    based_on
        The version that the form was filled with; 0 where there was none.
    fields
        What stood in each field of the form.
    """

    number: DraftNumber
    server: ServerId
    curator: MemberId
    subject: str
    based_on: int
    fields: dict[str, str]
    kept: datetime


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
        An anthology's or an instalment's id. That of an own anthology begins with :data:`OWN_ID`, that of an own
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


class Part(StrEnum):
    """What of a title can be covered because it spoils."""

    PREMISE = "premise"
    HEADLINE = "headline"


@dataclass(frozen=True, slots=True)
class Cover:
    """A part of a title that a curator found to spoil: members of the server press to read it."""

    title: AnthologyId | InstalmentId
    part: Part


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
    reviews: tuple[KeptReview, ...]
    titles: tuple[ServerTitle, ...]
    covers: frozenset[Cover]
    names: Mapping[MemberId, str]
    versions: Mapping[ReviewNumber, tuple[Version, ...]] = field(
        default_factory=dict[ReviewNumber, tuple[Version, ...]]
    )
