"""What the settings service gives to the views of `/settings`."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from bot.models.servers import ChannelId, ServerSettings


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
class SettingsResult:
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
