"""`/cast`: who is in it, and what somebody has done."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.answers import Choice, Sought
from bot.cards import commands as words
from bot.cards.notices import ask_for_one_card
from bot.cards.pages import page_card
from bot.cards.walks import Step
from bot.library import Library
from cogs.answering import asker_of, in_time, send, suggesting


class Cast(commands.Cog):
    """Answers `/cast`."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @suggesting
    async def _titles(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._library.suggest(typed, asker_of(interaction))

    @suggesting
    async def _people(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._library.suggest(typed, asker_of(interaction), Sought.PERSON)

    @app_commands.command(name="cast", description=words.CAST)
    @app_commands.describe(show=words.OPTION_CAST_SHOW, person=words.OPTION_PERSON, private=words.OPTION_PRIVATE)
    @app_commands.autocomplete(show=_titles, person=_people)
    async def cast(
        self, interaction: discord.Interaction, show: str = "", person: str = "", private: bool = False
    ) -> None:
        """Say who plays whom in a show, or what a person has done; the person, when both are given."""
        if not (show.strip() or person.strip()):
            await send(interaction, ask_for_one_card(), private=True)
            return
        sought = Sought.PERSON if person.strip() else Sought.SHOW
        page = await in_time(self._library.look_up(person.strip() or show, asker_of(interaction), sought))
        await send(interaction, page_card(page, Step.CAST), private=private)
