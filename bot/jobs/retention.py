"""Deletes data for good 30 days after a review was removed, or after the bot was removed from a server."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import UTC, datetime

import discord
from discord.ext import commands, tasks

from bot.models.ids import ServerId
from bot.servers.retention import RetentionService

log = logging.getLogger(__name__)

HOURS = 6.0
"""How often to look for data whose retention has ended."""


class RetentionJob(commands.Cog):
    """Notices when the bot is removed from a server and when it comes back.

    A server that is unavailable because of an outage is a different event in discord.py and stays in its list of
    servers.
    """

    def __init__(self, client: discord.Client, service: RetentionService) -> None:
        self._client = client
        self._service = service

    async def cog_unload(self) -> None:
        """Stop the loop."""
        self._tidy.cancel()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Start the loop: from now on it is known which servers the bot is in."""
        if not self._tidy.is_running():
            self._tidy.start()

    @commands.Cog.listener()
    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """Record that the bot was removed from a server."""
        if await self._service.leave(ServerId(guild.id), datetime.now(UTC)):
            log.info("removed from server %s, whose data is kept for a while", guild.id)

    @commands.Cog.listener()
    async def on_guild_join(self, guild: discord.Guild) -> None:
        """Record that the bot is in a server again."""
        await self._record_return([guild])

    @commands.Cog.listener()
    async def on_guild_available(self, guild: discord.Guild) -> None:
        """Do the same if Discord reports the server as one that was there all along."""
        if self._tidy.is_running():
            await self._record_return([guild])

    @tasks.loop(hours=HOURS)
    async def _tidy(self) -> None:
        try:
            await self.tidy(datetime.now(UTC))
        except Exception:
            # An exception would end the loop; the next round does what this one could not.
            log.exception("what is old could not be erased")

    async def tidy(self, now: datetime) -> None:
        """Record which servers the bot is in, then purge what is past its retention.

        In this order, a server that the bot is in again is never purged, even if its return was missed.
        """
        present = {ServerId(guild.id) for guild in self._client.guilds}
        await self._record_return(self._client.guilds)
        for server in await self._service.missing(present):
            if await self._is_gone(server):
                await self._service.leave(server, now)
                log.info("removed from server %s while away, whose data is kept for a while", server)
        if erased := await self._service.purge(now):
            log.info("erased %d rows that were kept for their time", erased)

    async def _record_return(self, guilds: Sequence[discord.Guild]) -> None:
        for server in await self._service.come_back({ServerId(guild.id) for guild in guilds}):
            log.info("back in server %s", server)
            self._client.dispatch("server_back", server)

    async def _is_gone(self, server: ServerId) -> bool:
        """Ask Discord itself, because a server can also be missing from the list if a shard is late."""
        try:
            await self._client.fetch_guild(server, with_counts=False)
        except (discord.NotFound, discord.Forbidden):
            return True
        except discord.HTTPException as error:
            log.warning("whether the bot is in server %s could not be asked (%d)", server, error.status)
        return False
