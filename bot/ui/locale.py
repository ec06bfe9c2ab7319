"""Which language an answer is in: the one chosen in the server's settings, or else the member's own."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

import discord

from bot.i18n import set_locale
from bot.models.ids import ServerId
from bot.ui.responses import asker_of


class LocaleSource(Protocol):
    """Knows which locale each server has chosen."""

    async def of(self, server: ServerId, /) -> str | None:
        """Return a server's locale; None if it has not chosen one."""
        ...


@runtime_checkable
class HasServerLocales(Protocol):
    """A client that knows which locale each server has chosen."""

    @property
    def locales(self) -> LocaleSource | None:
        """Where to look it up; None before the store is open."""
        ...


async def set_locale_for(interaction: discord.Interaction) -> None:
    """Use the language of an interaction until the current task ends."""
    # First of all, so that any error from here on is reported in the member's language.
    set_locale(interaction.locale.value)
    server, client = asker_of(interaction).server, interaction.client
    if server is None or not isinstance(client, HasServerLocales) or client.locales is None:
        return
    if chosen := await client.locales.of(server):
        set_locale(chosen)
