"""Which language an answer is in: the server's where it chose one, else the member's own."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

import discord

from bot.i18n import set_locale
from bot.models.ids import ServerId
from bot.ui.responses import asker_of


class LocaleSource(Protocol):
    """Knows which locale servers chose."""

    async def of(self, server: ServerId, /) -> str | None:
        """Give a server's locale; None where it chose none."""
        ...


@runtime_checkable
class HasServerLocales(Protocol):
    """A client that knows what servers chose; nothing before its store is open."""

    @property
    def locales(self) -> LocaleSource | None:
        """Where to look it up."""
        ...


async def set_locale_for(interaction: discord.Interaction) -> None:
    """Speak the language of an interaction until the running task ends."""
    # At once, so that an apology for what fails from here on is in the member's language.
    set_locale(interaction.locale.value)
    server, client = asker_of(interaction).server, interaction.client
    if server is None or not isinstance(client, HasServerLocales) or client.locales is None:
        return
    if chosen := await client.locales.of(server):
        set_locale(chosen)
