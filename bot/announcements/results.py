"""What has to be done in the channel for a review: post its card, update it or delete it."""

from __future__ import annotations

from msgspec import Struct

from bot.models.reviews import MessageId, ReviewRecord
from bot.models.servers import ChannelId
from bot.titles.results import InstalmentResult


class AnnouncedReview(Struct, frozen=True):
    """What the card that announces a review shows.

    Parameters
    ----------
    who
        The curator's name; None if unknown.
    language
        The server's language; None if it has not chosen one.
    """

    review: ReviewRecord
    result: InstalmentResult
    who: str | None
    language: str | None


class PostCard(Struct, frozen=True):
    """Post the card of a review in a channel.

    Parameters
    ----------
    nonce
        The same for the same revision of a review, so that Discord posts it only once; at most 25 characters.
    """

    channel: ChannelId
    card: AnnouncedReview
    nonce: str


class UpdateCard(Struct, frozen=True):
    """Update the card of an announced review."""

    channel: ChannelId
    message: MessageId
    card: AnnouncedReview


class DeleteCard(Struct, frozen=True):
    """Delete the card of an announced review."""

    channel: ChannelId
    message: MessageId


CardChange = PostCard | UpdateCard | DeleteCard
"""What has to be done for one review."""
