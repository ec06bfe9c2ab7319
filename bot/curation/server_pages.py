"""What the desk hands to the cards about a server as a whole: its settings, and what is announced in its channel."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.answers import InstalmentPage
from bot.servers import ChannelId, KeptReview, MessageId, ServerSettings


class Permission(StrEnum):
    """What the bot needs in a channel to announce something there."""

    VIEW = "view"
    SEND = "send"


class Refusal(StrEnum):
    """Why a setting was left as it is."""

    EVERYBODYS_ROLE = "everybodys-role"
    BOTS_ROLE = "bots-role"
    NO_SUCH_ROLE = "no-such-role"
    NO_SUCH_CHANNEL = "no-such-channel"
    NO_SUCH_LANGUAGE = "no-such-language"


@dataclass(frozen=True, slots=True)
class Lacking:
    """A channel was not chosen because the bot lacks permissions there."""

    channel: ChannelId
    permissions: tuple[Permission, ...]


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """A server's settings, with what there is to choose from.

    Parameters
    ----------
    bot
        The bot's name, as it stands in Discord's own integration settings.
    languages
        The codes of those there are.
    role_there, channel_there
        Whether what was chosen is in the server still.
    saved
        Whether something was changed just now.
    refused
        Why what was chosen just now was not kept.
    """

    settings: ServerSettings
    bot: str
    languages: tuple[str, ...]
    role_there: bool = True
    channel_there: bool = True
    saved: bool = False
    refused: Refusal | Lacking | None = None


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
