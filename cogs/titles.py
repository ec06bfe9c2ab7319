"""`/show`, `/review` and `/cast`: what a title is about, whether it is any good, and who is in it."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.models.queries import Choice, Sought
from bot.titles.service import Library
from bot.titles.views.result import page_card
from bot.ui import commands as words
from bot.ui.actions import Step
from bot.ui.messages import ask_for_one_card
from bot.ui.responses import asker_of, in_time, send, suggesting


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
