"""`/review`: whether it is any good."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers import Choice, Sought
from bot.cards import commands as words
from bot.cards.pages import page_card
from bot.cards.walks import Step
from bot.library import Library
from cogs.answering import asker_of, in_time, send, suggesting


class Reviews(commands.Cog):
    """Answers `/review`."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @suggesting
    async def _titles(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._library.suggest(typed, asker_of(interaction), Sought.TITLE)

    @app_commands.command(name="review", description=words.REVIEW)
    @app_commands.describe(show=words.OPTION_SHOW, private=words.OPTION_PRIVATE)
    @app_commands.autocomplete(show=_titles)
    async def review(self, interaction: discord.Interaction, show: str, private: bool = False) -> None:
        """Give the verdict on an instalment, or the verdict board of an anthology."""
        page = await in_time(self._library.look_up(show, asker_of(interaction)))
        await send(interaction, page_card(page, Step.REVIEW), private=private)
