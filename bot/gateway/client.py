"""The discord.py client: starts everything, registers commands, and finishes answers in progress before it stops."""

from __future__ import annotations

import asyncio
import hashlib
import json
import logging
from enum import StrEnum
from pathlib import Path

import discord
import yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.app import build_cogs, build_services
from bot.catalogue.sync import CATALOGUE, VOCABULARY, sync_catalogue
from bot.gateway.garbage import frozen_afterwards, no_collection
from bot.jobs.announcements import AnnouncementJob
from bot.jobs.retention import RetentionJob
from bot.servers.locales import ServerLocales
from bot.services import Services
from bot.settings import Settings
from bot.storage import Store
from bot.titles.catalogue_index import CatalogueIndex
from bot.ui.commands import CommandWords
from bot.ui.errors import answer_error
from bot.ui.locale import set_locale_for
from bot.ui.messages import stopping_card
from bot.ui.router import ActionButton, ActionMenu, EntryMenu

log = logging.getLogger(__name__)

COMMANDS_NOTE = "commands"
"""The key under which the store has the digest of the commands last registered with Discord."""


class StrangeServerError(Exception):
    """The server at ``DISCORD_API_URL`` is not a Discord API; the message says what to do."""


class Registering(StrEnum):
    """When the commands are registered with Discord."""

    WHEN_CHANGED = "when-changed"
    ALWAYS = "always"
    NEVER = "never"


def anthologist_intents() -> discord.Intents:
    """Return the intents that the bot needs: only servers, no messages and no member lists."""
    intents = discord.Intents.none()
    intents.guilds = True
    return intents


class Tree(app_commands.CommandTree["Anthologist"]):
    """The command tree: for servers, direct messages and user installs, with one error handler."""

    def __init__(self, client: Anthologist) -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )

    async def interaction_check(self, interaction: discord.Interaction[Anthologist], /) -> bool:
        """Set the language; if the bot is stopping, say so instead of starting anything."""
        await set_locale_for(interaction)
        if not self.client.stopping:
            return True
        if interaction.type is not discord.InteractionType.autocomplete:
            await interaction.response.send_message(view=stopping_card(), ephemeral=True)
        return False

    async def on_error(
        self, interaction: discord.Interaction[Anthologist], error: app_commands.AppCommandError, /
    ) -> None:
        """Answer a command that failed."""
        await answer_error(interaction, error)


class Anthologist(commands.AutoShardedBot):
    """The bot; it connects with as many shards as Discord recommends.

    Parameters
    ----------
    settings
        Where the database is, which API to use, how long stopping may take.
    catalogue, vocabulary
        The files that are synced into the store at start.
    registering
        When to register the commands. ``ALWAYS`` is for a Discord that forgets them, as the simulator does. With
        ``NEVER``, the catalogue is not synced either.
    index
        The indexes over the catalogue, if they have been built already; otherwise they are built at start.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        catalogue: Path = CATALOGUE,
        vocabulary: Path = VOCABULARY,
        registering: Registering = Registering.WHEN_CHANGED,
        index: CatalogueIndex | None = None,
    ) -> None:
        super().__init__(
            # There are only slash commands, so no prefix; an empty collection matches no message.
            command_prefix=(),
            help_command=None,
            intents=anthologist_intents(),
            tree_cls=Tree,
            allowed_mentions=discord.AllowedMentions.none(),
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            max_messages=None,
            # Nothing here needs the complete list of servers, so don't wait for it.
            guild_ready_timeout=0.2,
        )
        self.settings = settings
        self.stopping = False
        self.store: Store | None = None
        self.services: Services | None = None
        self._catalogue = catalogue
        self._vocabulary = vocabulary
        self._registering = registering
        self._index = index

    @property
    def locales(self) -> ServerLocales | None:
        """The languages that servers have chosen; None before the store is open."""
        return self.services.locales if self.services else None

    async def login(self, token: str) -> None:
        """Sign in and set up.

        Raises
        ------
        StrangeServerError
            If the server that answers is not a Discord API.
        """
        try:
            await super().login(token)
        except (TypeError, KeyError) as error:
            if self.application is not None:
                raise
            raise self._strange_server() from error

    async def setup_hook(self) -> None:
        """Open the store, sync the catalogue, build the services, add cogs and jobs, register the commands."""
        if self.settings.api_url:
            await self._follow_gateway()
        self.store = await Store.open(self.settings.database)
        with no_collection():
            if self._registering is not Registering.NEVER:
                await sync_catalogue(self.store, self._catalogue, self._vocabulary)
            index = self._index = self._index or await CatalogueIndex.build(self.store)
            services = self.services = build_services(self.store, index)
        for cog in build_cogs(services):
            await self.add_cog(cog)
        await self.add_cog(AnnouncementJob(self, services.announcements, services.settings))
        await self.add_cog(RetentionJob(self, services.retention))
        self.add_dynamic_items(ActionButton, ActionMenu, EntryMenu)
        await self.tree.set_translator(CommandWords())
        match self._registering:
            case Registering.ALWAYS:
                await self.tree.sync()
            case Registering.WHEN_CHANGED:
                await self.register_if_changed(self.store)
            case Registering.NEVER:
                pass

    async def _follow_gateway(self) -> None:
        """Use the gateway and the number of shards that the server at ``DISCORD_API_URL`` names."""
        match await self.http.request(Route("GET", "/gateway/bot")):
            case {"url": str(url), **more}:
                DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(url)
                shards = more.get("shards")
                self.shard_count = shards if isinstance(shards, int) and shards > 0 else 1
            case _:
                raise self._strange_server()

    def _strange_server(self) -> StrangeServerError:
        return StrangeServerError(
            f"{Route.BASE} does not answer as Discord does: "
            "DISCORD_API_URL has to be the API's address with its version, such as https://discord.com/api/v10."
        )

    async def register_if_changed(self, store: Store) -> bool:
        """Register the commands with Discord unless the same ones are registered; return whether it did."""
        words = self.tree.translator or CommandWords()
        payload = [await command.get_translated_payload(self.tree, words) for command in self.tree.get_commands()]
        registration = f"{self.application_id} {json.dumps(payload, sort_keys=True, default=str)}"
        digest = hashlib.sha256(registration.encode()).hexdigest()
        if await store.key_values.read(COMMANDS_NOTE) == digest:
            return False
        try:
            await self.tree.sync()
        except discord.Forbidden:
            raise
        except discord.HTTPException as error:
            # The commands registered before keep working; the next start tries again.
            log.warning("the commands could not be registered (Discord answered %d): %s", error.status, error.text)
            return False
        await store.key_values.write(COMMANDS_NOTE, digest)
        log.info("commands registered with Discord")
        return True

    async def on_ready(self) -> None:
        """Log that the bot is ready, and read what a start can do without."""
        log.info("ready as %s in %d servers", self.user, len(self.guilds))
        if self._index is not None:
            with frozen_afterwards():
                await asyncio.to_thread(self._index.load)

    async def stop(self) -> None:
        """Start nothing new, let answers in progress finish within the time limit, then close."""
        self.stopping = True
        loop = asyncio.get_running_loop()
        until = loop.time() + self.settings.shutdown_seconds
        # Interactions keep coming in meanwhile: each gets a short answer, which is waited for as well.
        while (in_progress := [task for task in asyncio.all_tasks() if _is_answer(task)]) and loop.time() < until:
            log.info("stopping: %d answers under way", len(in_progress))
            await asyncio.wait(in_progress, timeout=until - loop.time())
        for task in in_progress:
            log.warning("stopping: gave up on %s", task.get_name())
            task.cancel()
        await self.close()

    async def close(self) -> None:
        """Disconnect from Discord and close the store; safe to call twice."""
        await super().close()
        if self.store is not None:
            await self.store.close()


def _is_answer(task: asyncio.Task[object]) -> bool:
    """Return whether discord.py started a task to answer a command, a button or a modal."""
    return task.get_name().startswith(("CommandTree-invoker", "discord-ui-dynamic-item", "discord.py: on_interaction"))


def use_api(url: str) -> None:
    """Use another Discord-compatible server from now on."""
    Route.BASE = url
