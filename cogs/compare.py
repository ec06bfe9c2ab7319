"""`/compare`: two titles side by side."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers import Choice, Compared, Sought
from bot.cards import commands as words
from bot.cards.compare import compare_card
from bot.cards.pages import page_card
from bot.cards.walks import Step
from bot.library import Library
from cogs.answering import asker_of, in_time, send, suggesting


class Compare(commands.Cog):
    """Answers `/compare`."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @suggesting
    async def _titles(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._library.suggest(typed, asker_of(interaction), Sought.TITLE)

    @app_commands.command(name="compare", description=words.COMPARE)
    @app_commands.describe(first=words.OPTION_FIRST, second=words.OPTION_SECOND, private=words.OPTION_PRIVATE)
    @app_commands.autocomplete(first=_titles, second=_titles)
    async def compare(self, interaction: discord.Interaction, first: str, second: str, private: bool = False) -> None:
        """Say what two titles share, where they part, and which to take tonight."""
        page = await in_time(self._library.compare(first, second, asker_of(interaction)))
        view = compare_card(page) if isinstance(page, Compared) else page_card(page, Step.SHOW)
        await send(interaction, view, private=private)
