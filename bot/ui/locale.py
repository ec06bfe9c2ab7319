"""Which language an answer is in: the server's where it chose one, else the member's own."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

import discord

from bot.i18n import speak
from bot.servers.locales import Languages
from bot.ui.responses import asker_of


@runtime_checkable
class Multilingual(Protocol):
    """A client that knows what servers chose; nothing before its store is open."""

    languages: Languages | None


async def speak_for(interaction: discord.Interaction) -> None:
    """Speak the language of an interaction until the running task ends."""
    # At once, so that an apology for what fails from here on is in the member's language.
    speak(interaction.locale.value)
    server, client = asker_of(interaction).server, interaction.client
    if server is None or not isinstance(client, Multilingual) or client.languages is None:
        return
    if chosen := await client.languages.of(server):
        speak(chosen)
