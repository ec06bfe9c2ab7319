"""A server's own reviews with every revision, their drafts, and their announcements.

Every record belongs to one server, and is always read for a given server.
"""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import NewType

from msgspec import Struct

from bot.models.ids import InstalmentId, MemberId, ServerId
from bot.models.opinions import Opinion, ServerReview, Verdict
from bot.models.servers import ChannelId

ReviewNumber = NewType("ReviewNumber", int)
"""Identifies a server's review in a custom_id: a random number, never reused."""


MessageId = NewType("MessageId", int)


DraftNumber = NewType("DraftNumber", int)
"""Identifies a draft, in the same way."""


class ChangeKind(StrEnum):
    """What led to a revision of a review."""

    WROTE = "wrote"
    CHANGED = "changed"
    MERGED = "merged"
    REMOVED = "removed"
    RESTORED = "restored"
    BROUGHT_BACK = "brought-back"
    IMPORTED = "imported"
    MOVED = "moved"


class ReviewRecord(Struct, frozen=True):
    """A review as stored, with its version.

    Parameters
    ----------
    version
        The number of times it was written, changed, removed or restored; the first is 1.
    changed_by
        The curator who made this version, who need not be its author.
    removed
        When it was removed; None while members can see it.
    """

    review: ServerReview
    number: ReviewNumber
    version: int
    changed_by: MemberId
    removed: datetime | None = None


class ReviewLine(Struct, frozen=True):
    """A review in brief: enough to search for it and list it."""

    number: ReviewNumber
    instalment: InstalmentId
    curator: MemberId
    verdict: Verdict
    removed: bool


class Revision(Struct, frozen=True):
    """One version of a review: who made it, when, and what it said."""

    number: int
    kind: ChangeKind
    by: MemberId
    when: datetime
    opinion: Opinion


class ReviewChange(Struct, frozen=True):
    """A review to be saved.

    Parameters
    ----------
    curator
        The author of the review; the person saving it may be another curator.
    based_on
        The version that was edited; 0 if there was none. If the review has changed since, nothing is saved.
    """

    instalment: InstalmentId
    curator: MemberId
    opinion: Opinion
    based_on: int = 0


class StaleVersion(Struct, frozen=True):
    """The review has been changed by someone else, so nothing was saved.

    Parameters
    ----------
    current
        The review as it is now; None if it was erased.
    made
        The versions made since, newest first.
    """

    current: ReviewRecord | None
    made: tuple[Revision, ...] = ()


ReviewKey = tuple[ServerId, InstalmentId, MemberId]
"""Identifies a review: the server, the instalment and the author."""


class Announcement(Struct, frozen=True):
    """The message that announces a review in a server's channel.

    Parameters
    ----------
    channel, message
        Where it is, or will be, posted; ``message`` is None until it is.
    shown
        The version it shows; 0 if it isn't posted.
    review
        The review as it is now; None if it was erased.
    """

    key: ReviewKey
    channel: ChannelId
    message: MessageId | None
    shown: int
    review: ReviewRecord | None

    @property
    def withdrawn(self) -> bool:
        """Whether the review was removed or erased."""
        return self.review is None or self.review.removed is not None


class Draft(Struct, frozen=True):
    """What a curator typed into a form and hasn't published yet.

    Parameters
    ----------
    subject
        What it is a draft of, as the feature that stores it decides (an instalment and the review's author; a title's
        id).
    based_on
        The version that the form was filled with; 0 if there was none.
    fields
        The content of each field of the form.
    """

    number: DraftNumber
    server: ServerId
    curator: MemberId
    subject: str
    based_on: int
    fields: dict[str, str]
    kept: datetime
