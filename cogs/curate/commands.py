"""`/curate`: everything that a server's curators do, one group of commands; each part answers for itself."""

from __future__ import annotations

from typing import Any

import discord
from discord import Permissions, app_commands
from discord.ext import commands

from bot.models.queries import Choice, Sought
from bot.titles.service import Library
from bot.ui import commands as words
from bot.ui.responses import asker_of, in_time, send, suggesting
from cogs.curate.drafting import CurateReviews
from cogs.curate.exchange import CurateExchange
from cogs.curate.reviews import CurateReviewed
from cogs.curate.titles import CurateTitles


class Curate(commands.Cog):
    """Answers `/curate …`, privately. Discord hides it from others than curators; the desk asks again all the same."""

    curate = app_commands.Group(
        name="curate",
        description=words.CURATE,
        default_permissions=Permissions(manage_guild=True),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )

    def __init__(
        self,
        library: Library,
        reviews: CurateReviews,
        reviewed: CurateReviewed,
        titles: CurateTitles,
        exchange: CurateExchange,
    ) -> None:
        self._library = library
        self._reviews = reviews
        self._reviewed = reviewed
        self._own_titles = titles
        self._exchange = exchange

    @suggesting
    async def _titles(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._library.suggest(typed, asker_of(interaction), Sought.TITLE)

    @suggesting
    async def _curators(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._reviewed.suggest_curators(interaction, typed)

    @suggesting
    async def _there(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._reviewed.suggest(interaction, typed, removed=False)

    @suggesting
    async def _removed(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._reviewed.suggest(interaction, typed, removed=True)

    @suggesting
    async def _all(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._reviewed.suggest(interaction, typed)

    @suggesting
    async def _days(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._reviewed.suggest_days(interaction, typed)

    @suggesting
    async def _every_title(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._own_titles.suggest(interaction, typed)

    @commands.Cog.listener()
    async def on_app_command_completion(
        self, interaction: discord.Interaction, command: app_commands.Command[Any, ..., Any] | app_commands.ContextMenu
    ) -> None:
        """Tell a curator, once, of titles that the catalogue has by now; the titles' own card says it anyway."""
        if command in self.curate.commands and command is not self.show:
            await self._own_titles.tell(interaction)

    @curate.command(name="review", description=words.CURATE_REVIEW)
    @app_commands.describe(show=words.OPTION_REVIEWED, curator=words.OPTION_WHOSE)
    @app_commands.autocomplete(show=_titles, curator=_curators)
    async def review(self, interaction: discord.Interaction, show: str, curator: str = "") -> None:
        """Open the form for a review, filled in where there is one."""
        await send(interaction, await in_time(self._reviews.begin(interaction, show, curator)), private=True)

    @curate.command(name="remove", description=words.CURATE_REMOVE)
    @app_commands.describe(review=words.OPTION_ONE_REVIEW)
    @app_commands.autocomplete(review=_there)
    async def remove(self, interaction: discord.Interaction, review: str) -> None:
        """Ask whether a review is to be removed."""
        await send(interaction, await in_time(self._reviewed.remove(interaction, review)), private=True)

    @curate.command(name="restore", description=words.CURATE_RESTORE)
    @app_commands.describe(review=words.OPTION_REMOVED)
    @app_commands.autocomplete(review=_removed)
    async def restore(self, interaction: discord.Interaction, review: str) -> None:
        """Restore a removed review."""
        await send(interaction, await in_time(self._reviewed.restore(interaction, review)), private=True)

    @curate.command(name="list", description=words.CURATE_LIST)
    @app_commands.describe(curator=words.OPTION_BY, show=words.OPTION_OF, since=words.OPTION_SINCE)
    @app_commands.autocomplete(curator=_curators, show=_titles, since=_days)
    async def list_(self, interaction: discord.Interaction, curator: str = "", show: str = "", since: str = "") -> None:
        """List the reviews that are asked for."""
        await send(interaction, await in_time(self._reviewed.shelf(interaction, curator, show, since)), private=True)

    @curate.command(name="history", description=words.CURATE_HISTORY)
    @app_commands.describe(review=words.OPTION_ONE_REVIEW)
    @app_commands.autocomplete(review=_all)
    async def history(self, interaction: discord.Interaction, review: str) -> None:
        """Tell every version of a review."""
        await send(interaction, await in_time(self._reviewed.history(interaction, review)), private=True)

    @curate.command(name="show", description=words.CURATE_SHOW)
    @app_commands.describe(show=words.OPTION_DESK_TITLE)
    @app_commands.autocomplete(show=_every_title)
    async def show(self, interaction: discord.Interaction, show: str = "") -> None:
        """Open the desk of a title, or the list of the server's own ones."""
        await send(interaction, await in_time(self._own_titles.begin(interaction, show)), private=True)

    @curate.command(name="export", description=words.CURATE_EXPORT)
    async def export(self, interaction: discord.Interaction) -> None:
        """Give everything that the server wrote, as files."""
        await self._exchange.export(interaction)

    @curate.command(name="import", description=words.CURATE_IMPORT)
    @app_commands.describe(file=words.OPTION_FILE)
    async def import_(self, interaction: discord.Interaction, file: discord.Attachment) -> None:
        """Say what a file would change, before anything is."""
        await self._exchange.import_(interaction, file)
