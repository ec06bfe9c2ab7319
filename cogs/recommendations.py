"""`/recommend` and `/compare`: what to watch next and why, and two titles compared."""

from __future__ import annotations

import discord
from discord import app_commands, ui
from discord.app_commands import Choice as LengthChoice
from discord.ext import commands

from bot.models.queries import Choice, SearchKind
from bot.recommendations.questions import Question
from bot.recommendations.results import Compared, OneTitle, WholeAndPart
from bot.recommendations.views.comparison import compare_card, one_title_card, part_card
from bot.recommendations.views.picks import recommend_card
from bot.services import Services
from bot.titles.results import TitleResult
from bot.titles.views.result import title_card
from bot.ui import commands as words
from bot.ui.actions import Action, ActionKind
from bot.ui.modals import Modals
from bot.ui.responses import asker_of, autocompleting, in_time, send
from bot.ui.router import Router

LENGTHS = [
    LengthChoice(name=words.LENGTH_SITTING, value="sitting"),
    LengthChoice(name=words.LENGTH_EVENING, value="evening"),
    LengthChoice(name=words.LENGTH_WEEKEND, value="weekend"),
    LengthChoice(name=words.LENGTH_LONG, value="long"),
]


class RecommendationsCog(commands.Cog):
    """Answers both commands, and the buttons and menus on a card with recommendations."""

    def __init__(self, services: Services, router: Router, _modals: Modals) -> None:
        self._titles = services.titles
        self._recommendations = services.recommendations
        router.on(ActionKind.LIKE, self._like)
        router.on(ActionKind.PICKS, self._picks)
        router.on(ActionKind.REFUSE, self._refuse)

    @autocompleting
    async def _wishes(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._titles.suggest_wishes(typed, asker_of(interaction))

    @autocompleting
    async def _only_titles(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._titles.suggest(typed, asker_of(interaction), SearchKind.TITLE)

    @autocompleting
    async def _seeds(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._titles.suggest(typed, asker_of(interaction), SearchKind.TITLE, known_works=True)

    @autocompleting
    async def _countries(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._titles.suggest_countries(typed, asker_of(interaction))

    @autocompleting
    async def _services(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._titles.suggest_services(typed, asker_of(interaction))

    @app_commands.command(name="recommend", description=words.RECOMMEND)
    @app_commands.describe(
        what=words.OPTION_WHAT,
        like=words.OPTION_LIKE,
        country=words.OPTION_COUNTRY,
        length=words.OPTION_LENGTH,
        where=words.OPTION_WHERE,
        private=words.OPTION_PRIVATE,
    )
    @app_commands.autocomplete(what=_wishes, like=_seeds, country=_countries, where=_services)
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
        """Recommend a few titles, each with its reasons."""
        question = Question(what, like, country, length, where)
        result = await in_time(self._recommendations.recommend(question, asker_of(interaction)))
        await send(interaction, recommend_card(result), private=private, result=result)

    async def _like(self, interaction: discord.Interaction, action: Action) -> ui.LayoutView | None:
        result = await self._recommendations.like(action.subject, asker_of(interaction))
        return recommend_card(result) if result else None

    async def _picks(self, interaction: discord.Interaction, action: Action) -> ui.LayoutView | None:
        if not action.subject.isdecimal():
            return None
        service, asker = self._recommendations, asker_of(interaction)
        if action.detail == "example":
            answer = await service.example(action.page, asker)
            return recommend_card(answer) if answer else None
        method = {"shorter": service.shorter, "surprise": service.surprise, "again": service.again}.get(
            action.detail, service.more
        )
        result = await method(int(action.subject), asker)
        return recommend_card(result) if result else None

    async def _refuse(self, interaction: discord.Interaction, action: Action) -> ui.LayoutView | None:
        if not action.subject.isdecimal():
            return None
        asker = asker_of(interaction)
        result = await self._recommendations.refuse(int(action.subject), action.page, action.detail, asker)
        return recommend_card(result) if result else None

    @app_commands.command(name="compare", description=words.COMPARE)
    @app_commands.describe(first=words.OPTION_FIRST, second=words.OPTION_SECOND, private=words.OPTION_PRIVATE)
    @app_commands.autocomplete(first=_only_titles, second=_only_titles)
    async def compare(
        self, interaction: discord.Interaction, first: str, second: str = "", private: bool = False
    ) -> None:
        """Compare two titles: what they share, how they differ, and which one to watch tonight."""
        result = await in_time(self._recommendations.compare(first, second, asker_of(interaction)))
        await send(interaction, _comparison(result), private=private, result=result)


def _comparison(result: Compared | WholeAndPart | OneTitle | TitleResult) -> ui.LayoutView:
    match result:
        case Compared():
            return compare_card(result)
        case WholeAndPart():
            return part_card(result)
        case OneTitle():
            return one_title_card(result)
        case _:
            return title_card(result, ActionKind.SHOW)
