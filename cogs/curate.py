"""`/curate`: everything that a server's curators do, one group of commands; each part answers for itself."""

from __future__ import annotations

import discord
from discord import Permissions, app_commands
from discord.ext import commands

from bot.answers import Choice, Sought
from bot.cards import commands as words
from bot.library import Library
from cogs.answering import asker_of, in_time, send, suggesting
from cogs.curate_exchange import CurateExchange
from cogs.curate_reviews import CurateReviews


class Curate(commands.Cog):
    """Answers `/curate …`, privately. Discord hides it from others than curators; the desk asks again all the same."""

    curate = app_commands.Group(
        name="curate",
        description=words.CURATE,
        default_permissions=Permissions(manage_guild=True),
        allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        allowed_installs=app_commands.AppInstallationType(guild=True, user=False),
    )

    def __init__(self, library: Library, reviews: CurateReviews, exchange: CurateExchange) -> None:
        self._library = library
        self._exchange = exchange
        self._reviews = reviews

    @suggesting
    async def _titles(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        return await self._library.suggest(typed, asker_of(interaction), Sought.TITLE)

    @curate.command(name="review", description=words.CURATE_REVIEW)
    @app_commands.describe(show=words.OPTION_REVIEWED)
    @app_commands.autocomplete(show=_titles)
    async def review(self, interaction: discord.Interaction, show: str) -> None:
        """Open the form for a review, filled in where there is one."""
        await send(interaction, await in_time(self._reviews.begin(interaction, show)), private=True)

    @curate.command(name="export", description=words.CURATE_EXPORT)
    async def export(self, interaction: discord.Interaction) -> None:
        """Give everything that the server wrote, as files."""
        await self._exchange.export(interaction)

    @curate.command(name="import", description=words.CURATE_IMPORT)
    @app_commands.describe(file=words.OPTION_FILE)
    async def import_(self, interaction: discord.Interaction, file: discord.Attachment) -> None:
        """Say what a file would change, before anything is."""
        await self._exchange.import_(interaction, file)
