"""`/recommend` and `/compare`: what to watch next and why, and two titles side by side."""

from __future__ import annotations

import discord
from discord import app_commands, ui
from discord.app_commands import Choice as LengthChoice
from discord.ext import commands

from bot.models.queries import Choice, Sought
from bot.recommendations.results import Compared
from bot.recommendations.service import Question
from bot.recommendations.views.comparison import compare_card
from bot.recommendations.views.picks import recommend_card
from bot.titles.service import Library
from bot.titles.views.result import page_card
from bot.ui import commands as words
from bot.ui.actions import Step, Walk
from bot.ui.responses import asker_of, in_time, send, suggesting
from bot.ui.router import Walking


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
