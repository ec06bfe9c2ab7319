"""The `/curate` group of commands; each hands its work to one of the other files here."""

from __future__ import annotations

from typing import Any

import discord
from discord import Permissions, app_commands
from discord.ext import commands

from bot.models.queries import Choice, SearchKind
from bot.services import Services
from bot.ui import commands as words
from bot.ui.modals import Modals
from bot.ui.responses import asker_of, autocompleting, in_time, send
from bot.ui.router import Router
from cogs.curate.drafting import CurateDrafts
from cogs.curate.exchange import CurateExchange
from cogs.curate.reviews import CurateReviews
from cogs.curate.titles import CurateTitles


class CurateCog(commands.Cog):
    """Answers `/curate …`, privately. Discord hides it from other members; the services check permissions as well."""

    curate = app_commands.Group(
        name="curate",
        description=words.CURATE,
        default_permissions=Permissions(manage_guild=True),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )

    def __init__(self, services: Services, router: Router, modals: Modals) -> None:
        self._titles = services.titles
        self._drafts = CurateDrafts(services, router, modals)
        self._reviews = CurateReviews(services, router)
        self._custom_titles = CurateTitles(services, router, modals)
        self._exchange = CurateExchange(services, router)

    @autocompleting
    async def _only_titles(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._titles.suggest(typed, asker_of(interaction), SearchKind.TITLE)

    @autocompleting
    async def _curators(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._reviews.suggest_curators(interaction, typed)

    @autocompleting
    async def _published(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._reviews.suggest(interaction, typed, removed=False)

    @autocompleting
    async def _removed(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._reviews.suggest(interaction, typed, removed=True)

    @autocompleting
    async def _all(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._reviews.suggest(interaction, typed)

    @autocompleting
    async def _days(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._reviews.suggest_days(interaction, typed)

    @autocompleting
    async def _every_title(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._custom_titles.suggest(interaction, typed)

    @commands.Cog.listener()
    async def on_app_command_completion(
        self, interaction: discord.Interaction, command: app_commands.Command[Any, ..., Any] | app_commands.ContextMenu
    ) -> None:
        """Tell a curator, once, which of their titles the catalogue now has; `/curate show` says so itself."""
        if command in self.curate.commands and command is not self.show:
            await self._custom_titles.announce_suggestions(interaction)

    @curate.command(name="review", description=words.CURATE_REVIEW)
    @app_commands.describe(show=words.OPTION_REVIEWED, curator=words.OPTION_WHOSE)
    @app_commands.autocomplete(show=_only_titles, curator=_curators)
    async def review(self, interaction: discord.Interaction, show: str, curator: str = "") -> None:
        """Open the form for a review, filled in if there is one already."""
        await send(interaction, await in_time(self._drafts.begin(interaction, show, curator)), private=True)

    @curate.command(name="remove", description=words.CURATE_REMOVE)
    @app_commands.describe(review=words.OPTION_ONE_REVIEW)
    @app_commands.autocomplete(review=_published)
    async def remove(self, interaction: discord.Interaction, review: str) -> None:
        """Ask for confirmation before a review is removed."""
        await send(interaction, await in_time(self._reviews.remove(interaction, review)), private=True)

    @curate.command(name="restore", description=words.CURATE_RESTORE)
    @app_commands.describe(review=words.OPTION_REMOVED)
    @app_commands.autocomplete(review=_removed)
    async def restore(self, interaction: discord.Interaction, review: str) -> None:
        """Restore a removed review."""
        await send(interaction, await in_time(self._reviews.restore(interaction, review)), private=True)

    @curate.command(name="list", description=words.CURATE_LIST)
    @app_commands.describe(curator=words.OPTION_BY, show=words.OPTION_OF, since=words.OPTION_SINCE)
    @app_commands.autocomplete(curator=_curators, show=_only_titles, since=_days)
    async def list_(self, interaction: discord.Interaction, curator: str = "", show: str = "", since: str = "") -> None:
        """List the server's reviews."""
        await send(interaction, await in_time(self._reviews.browse(interaction, curator, show, since)), private=True)

    @curate.command(name="history", description=words.CURATE_HISTORY)
    @app_commands.describe(review=words.OPTION_ONE_REVIEW)
    @app_commands.autocomplete(review=_all)
    async def history(self, interaction: discord.Interaction, review: str) -> None:
        """Show every revision of a review."""
        await send(interaction, await in_time(self._reviews.history(interaction, review)), private=True)

    @curate.command(name="show", description=words.CURATE_SHOW)
    @app_commands.describe(show=words.OPTION_ANY_TITLE)
    @app_commands.autocomplete(show=_every_title)
    async def show(self, interaction: discord.Interaction, show: str = "") -> None:
        """Open the curators' card of a title, or the list of the server's own titles."""
        await send(interaction, await in_time(self._custom_titles.begin(interaction, show)), private=True)

    @curate.command(name="export", description=words.CURATE_EXPORT)
    async def export(self, interaction: discord.Interaction) -> None:
        """Send the server's reviews and titles as files."""
        await self._exchange.export(interaction)

    @curate.command(name="import", description=words.CURATE_IMPORT)
    @app_commands.describe(file=words.OPTION_FILE)
    async def import_(self, interaction: discord.Interaction, file: discord.Attachment) -> None:
        """Show what a file would change, before anything is changed."""
        await self._exchange.import_(interaction, file)
