"""What there is to do about the announcement of a review, and what its card shows."""

from __future__ import annotations

from dataclasses import dataclass

from bot.models.reviews import KeptReview, MessageId
from bot.models.servers import ChannelId
from bot.titles.results import InstalmentPage


@dataclass(frozen=True, slots=True)
class AnnouncementPage:
    """A review as it is announced.

    Parameters
    ----------
    who
        The curator's name; None where it is not known.
    language
        What the server is answered in; None where it did not choose one.
    """

    review: KeptReview
    page: InstalmentPage
    who: str | None
    language: str | None


@dataclass(frozen=True, slots=True)
class Hang:
    """Announce a review in a channel.

    Parameters
    ----------
    nonce
        The same for the same version of a review, so that Discord takes it once; 25 characters at most.
    """

    channel: ChannelId
    card: AnnouncementPage
    nonce: str


@dataclass(frozen=True, slots=True)
class Change:
    """Bring the card of an announced review up to date."""

    channel: ChannelId
    message: MessageId
    card: AnnouncementPage


@dataclass(frozen=True, slots=True)
class TakeDown:
    """Withdraw the card of an announced review."""

    channel: ChannelId
    message: MessageId


Order = Hang | Change | TakeDown
"""What there is to do about the announcement of one review."""
