"""What there is to do about the announcement of a review, and what its card shows."""

from __future__ import annotations

from dataclasses import dataclass

from bot.models.reviews import MessageId, ReviewRecord
from bot.models.servers import ChannelId
from bot.titles.results import InstalmentResult


@dataclass(frozen=True, slots=True)
class AnnouncedReview:
    """A review as it is announced.

    Parameters
    ----------
    who
        The curator's name; None where it is not known.
    language
        What the server is answered in; None where it did not choose one.
    """

    review: ReviewRecord
    result: InstalmentResult
    who: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class PostCard:
    """Announce a review in a channel.

    Parameters
    ----------
    nonce
        The same for the same version of a review, so that Discord takes it once; 25 characters at most.
    """

    channel: ChannelId
    card: AnnouncedReview
    nonce: str


@dataclass(frozen=True, slots=True)
class UpdateCard:
    """Bring the card of an announced review up to date."""

    channel: ChannelId
    message: MessageId
    card: AnnouncedReview


@dataclass(frozen=True, slots=True)
class DeleteCard:
    """Withdraw the card of an announced review."""

    channel: ChannelId
    message: MessageId


CardChange = PostCard | UpdateCard | DeleteCard
"""What there is to do about the announcement of one review."""
