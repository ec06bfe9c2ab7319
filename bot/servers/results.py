"""What the card of `/settings` shows."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from bot.models.servers import ChannelId, ServerSettings


class Permission(StrEnum):
    """What the bot needs in a channel to announce reviews there."""

    VIEW = "view"
    SEND = "send"


class Refusal(StrEnum):
    """Why a setting was not changed."""

    EVERYBODYS_ROLE = "everybodys-role"
    BOTS_ROLE = "bots-role"
    NO_SUCH_ROLE = "no-such-role"
    NO_SUCH_CHANNEL = "no-such-channel"
    NO_SUCH_LANGUAGE = "no-such-language"


class Lacking(Struct, frozen=True):
    """A channel was not chosen because the bot lacks permissions there."""

    channel: ChannelId
    permissions: tuple[Permission, ...]


class SettingsResult(Struct, frozen=True):
    """A server's settings, with everything else that the card needs.

    Parameters
    ----------
    bot
        The bot's name, as shown in Discord's integration settings.
    languages
        The codes of all available languages.
    role_there, channel_there
        Whether the chosen role and channel still exist.
    saved
        Whether a setting has just been changed.
    refused
        Why the latest choice was not saved.
    """

    settings: ServerSettings
    bot: str
    languages: tuple[str, ...]
    role_there: bool = True
    channel_there: bool = True
    saved: bool = False
    refused: Refusal | Lacking | None = None
