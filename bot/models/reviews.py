"""A server's own reviews with every revision, drafts of them, and what announces them in a channel.

A server's id stands in each of them, and every reading of them names the server.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

from bot.models.ids import InstalmentId, MemberId, ServerId
from bot.models.opinions import Opinion, ServerReview, Verdict
from bot.models.servers import ChannelId

ReviewNumber = NewType("ReviewNumber", int)
"""What a server's review is called in a custom_id: a random number, never used for another one."""


MessageId = NewType("MessageId", int)


DraftNumber = NewType("DraftNumber", int)
"""Likewise a draft."""


class ChangeKind(StrEnum):
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
class ReviewRecord:
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
class Revision:
    """One version of a review: who made it, when, and what it said."""

    number: int
    kind: ChangeKind
    by: MemberId
    when: datetime
    opinion: Opinion


@dataclass(frozen=True, slots=True)
class ReviewChange:
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
class StaleVersion:
    """Somebody changed a review meanwhile, so that nothing was written.

    Parameters
    ----------
    current
        The review as it is now; None where it was erased.
    made
        The versions made since, the newest first.
    """

    current: ReviewRecord | None
    made: tuple[Revision, ...] = ()


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
    review: ReviewRecord | None

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
