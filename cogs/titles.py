"""`/show`, `/review` and `/cast`: what a title is about, whether it is good, and who is in it."""

from __future__ import annotations

import discord
from discord import app_commands, ui
from discord.ext import commands

from bot.models.queries import Choice, SearchKind
from bot.recommendations.views.picks import known_work_card
from bot.services import Services
from bot.titles.results import KnownWorkResult
from bot.titles.views.result import title_card
from bot.ui import commands as words
from bot.ui.actions import Action, ActionKind
from bot.ui.messages import ask_for_one_card
from bot.ui.modals import Modals
from bot.ui.responses import asker_of, autocompleting, in_time, send
from bot.ui.router import Router


class TitlesCog(commands.Cog):
    """Answers the three commands, and the buttons and menus between their cards."""

    def __init__(self, services: Services, router: Router, _modals: Modals) -> None:
        self._titles = services.titles
        self._recommendations = services.recommendations
        for kind in (
            ActionKind.SHOW,
            ActionKind.REVIEW,
            ActionKind.CAST,
            ActionKind.PERSON,
            ActionKind.INDIVIDUAL_REVIEWS,
            ActionKind.SPOILERS,
            ActionKind.CONTENT_NOTES,
        ):
            router.on(kind, self._open)

    async def _open(self, interaction: discord.Interaction, action: Action) -> ui.LayoutView | None:
        result = await self._titles.open(action.key, asker_of(interaction))
        return title_card(result, action.kind, action.page) if result else None

    async def _answer(
        self,
        interaction: discord.Interaction,
        action: ActionKind,
        typed: str,
        kind: SearchKind = SearchKind.SHOW,
        *,
        private: bool,
    ) -> None:
        """Answer with the card of what was typed; a well-known work leads to anthologies for people who like it."""
        asker = asker_of(interaction)
        result = await in_time(self._titles.look_up(typed, asker, kind))
        if isinstance(result, KnownWorkResult) and (
            liked := await in_time(self._recommendations.like(result.work.key, asker))
        ):
            await send(interaction, known_work_card(result.work, liked), private=private, result=(result, liked))
            return
        await send(interaction, title_card(result, action), private=private, result=result)

    @autocompleting
    async def _titles_and_people(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._titles.suggest(typed, asker_of(interaction), known_works=True)

    @autocompleting
    async def _people(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._titles.suggest(typed, asker_of(interaction), SearchKind.PERSON)

    @app_commands.command(name="show", description=words.SHOW)
    @app_commands.describe(show=words.OPTION_SHOW, private=words.OPTION_PRIVATE)
    @app_commands.autocomplete(show=_titles_and_people)
    async def show(self, interaction: discord.Interaction, show: str, private: bool = False) -> None:
        """Show what a title is about."""
        await self._answer(interaction, ActionKind.SHOW, show, private=private)

    @app_commands.command(name="review", description=words.REVIEW)
    @app_commands.describe(show=words.OPTION_SHOW, private=words.OPTION_PRIVATE)
    @app_commands.autocomplete(show=_titles_and_people)
    async def review(self, interaction: discord.Interaction, show: str, private: bool = False) -> None:
        """Show whether a title is any good."""
        await self._answer(interaction, ActionKind.REVIEW, show, private=private)

    @app_commands.command(name="cast", description=words.CAST)
    @app_commands.describe(show=words.OPTION_CAST_SHOW, person=words.OPTION_PERSON, private=words.OPTION_PRIVATE)
    @app_commands.autocomplete(show=_titles_and_people, person=_people)
    async def cast(
        self, interaction: discord.Interaction, show: str = "", person: str = "", private: bool = False
    ) -> None:
        """Show who plays whom, or a person's work; the person if both are given."""
        if not (show.strip() or person.strip()):
            await send(interaction, ask_for_one_card(), private=True)
            return
        kind = SearchKind.PERSON if person.strip() else SearchKind.SHOW
        await self._answer(interaction, ActionKind.CAST, person.strip() or show, kind, private=private)
