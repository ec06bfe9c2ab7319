"""`/show`: what a show is about."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers import Choice
from bot.cards import commands as words
from bot.cards.pages import page_card
from bot.cards.walks import Step
from bot.library import Library
from cogs.answering import asker_of, in_time, send, suggesting


class Shows(commands.Cog):
    """Answers `/show`."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @suggesting
    async def _titles(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._library.suggest(typed, asker_of(interaction))

    @app_commands.command(name="show", description=words.SHOW)
    @app_commands.describe(show=words.OPTION_SHOW, private=words.OPTION_PRIVATE)
    @app_commands.autocomplete(show=_titles)
    async def show(self, interaction: discord.Interaction, show: str, private: bool = False) -> None:
        """Say what a show is about."""
        page = await in_time(self._library.look_up(show, asker_of(interaction)))
        await send(interaction, page_card(page, Step.SHOW), private=private)
