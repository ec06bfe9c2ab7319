"""`/recommend`: what to watch next, and why."""

from __future__ import annotations

import discord
from discord import app_commands, ui
from discord.app_commands import Choice as LengthChoice
from discord.ext import commands

from bot.advice import Question
from bot.answers import Choice, Sought
from bot.cards import commands as words
from bot.cards.recommend import recommend_card
from bot.cards.walks import Step, Walk
from bot.library import Library
from cogs.answering import asker_of, in_time, send, suggesting
from cogs.walking import Walking

LENGTHS = [
    LengthChoice(name=words.LENGTH_SITTING, value="sitting"),
    LengthChoice(name=words.LENGTH_EVENING, value="evening"),
    LengthChoice(name=words.LENGTH_WEEKEND, value="weekend"),
    LengthChoice(name=words.LENGTH_LONG, value="long"),
]


class Recommend(commands.Cog):
    """Answers `/recommend`, and the walks that go on from its card."""

    def __init__(self, library: Library, walking: Walking) -> None:
        self._library = library
        walking.on(Step.LIKE, self._like)
        walking.on(Step.PICKS, self._picks)
        walking.on(Step.REFUSE, self._refuse)

    @suggesting
    async def _wishes(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._library.suggest_wishes(typed, asker_of(interaction))

    @suggesting
    async def _titles(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._library.suggest(typed, asker_of(interaction), Sought.TITLE)

    @suggesting
    async def _countries(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._library.suggest_countries(typed, asker_of(interaction))

    @suggesting
    async def _services(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._library.suggest_services(typed, asker_of(interaction))

    @app_commands.command(name="recommend", description=words.RECOMMEND)
    @app_commands.describe(
        what=words.OPTION_WHAT,
        like=words.OPTION_LIKE,
        country=words.OPTION_COUNTRY,
        length=words.OPTION_LENGTH,
        where=words.OPTION_WHERE,
        private=words.OPTION_PRIVATE,
    )
    @app_commands.autocomplete(what=_wishes, like=_titles, country=_countries, where=_services)
    @app_commands.choices(length=LENGTHS)
    async def recommend(
        self,
        interaction: discord.Interaction,
        what: str = "",
        like: str = "",
        country: str = "",
        length: str = "",
        where: str = "",
        private: bool = False,
    ) -> None:
        """Recommend three to five titles, each with its reason."""
        question = Question(what, like, country, length, where)
        page = await in_time(self._library.adviser.recommend(question, asker_of(interaction)))
        await send(interaction, recommend_card(page), private=private)

    async def _like(self, interaction: discord.Interaction, walk: Walk) -> ui.LayoutView | None:
        page = await self._library.adviser.like(walk.subject, asker_of(interaction))
        return recommend_card(page) if page else None

    async def _picks(self, interaction: discord.Interaction, walk: Walk) -> ui.LayoutView | None:
        if not walk.subject.isdecimal():
            return None
        adviser, asker = self._library.adviser, asker_of(interaction)
        asked = {"shorter": adviser.shorter, "surprise": adviser.surprise, "again": adviser.again}.get(
            walk.detail, adviser.more
        )
        page = await asked(int(walk.subject), asker)
        return recommend_card(page) if page else None

    async def _refuse(self, interaction: discord.Interaction, walk: Walk) -> ui.LayoutView | None:
        if not walk.subject.isdecimal():
            return None
        page = await self._library.adviser.refuse(int(walk.subject), walk.page, walk.detail, asker_of(interaction))
        return recommend_card(page) if page else None
