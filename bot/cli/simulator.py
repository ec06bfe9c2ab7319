"""The real bot in an in-memory Discord: a small server for the local page, ``ask`` and the tests.

The package simcord simulates Discord; the bot runs unmodified. Its ``preview`` extra shows the channel in a browser.
"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncGenerator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Literal

import discord
import simcord
from msgspec import Struct

from bot.app import Command, flattened
from bot.gateway.client import Anthologist, Registering
from bot.settings import Settings
from bot.titles.catalogue_index import CatalogueIndex

Character = Literal["member", "curator", "owner"]

BOT_NAME = "Anthologist"
SERVER_NAME = "Story Club"
CHANNEL_NAME = "what-to-watch"
EXAMPLES: tuple[tuple[Character, str, dict[str, str]], ...] = (
    ("member", "review", {"show": "soundtrack 2"}),
    ("curator", "review", {"show": "soundtrack"}),
    ("member", "cast", {"person": "Steve Noh"}),
    ("owner", "recommend", {"what": "bittersweet romance about second chances"}),
)
"""Questions already asked when the local web page opens, so that it is not empty."""


class Simulator(Struct, frozen=True):
    """A simulated server with one channel, and one member, curator and owner to act as."""

    env: simcord.Env
    channel: simcord.ChannelHandle
    people: Mapping[Character, simcord.MemberActor]
    bot: Anthologist

    @property
    def channel_server(self) -> int:
        """The id of the server that the channel belongs to."""
        return self.people["member"].guild.id

    @property
    def commands(self) -> list[Command]:
        """The slash commands that can be used here."""
        return flattened(self.bot.tree.get_commands())

    def set_client_locale(self, locale: str) -> None:
        """Set every member's client to this language from now on: ``ko``, ``en-GB``."""
        self.env.backend.subscribers.insert(0, _ClientLocale(locale))

    async def ask_examples(self) -> None:
        """Ask the questions that the local web page opens with."""
        for character, command, options in EXAMPLES:
            await self.people[character].slash(self.channel, command, **options)


class _ClientLocale(Struct, frozen=True):
    """Receives every gateway event before the bot, and sets the locale of interactions."""

    locale: str

    def __call__(self, event: str, payload: Mapping[str, object]) -> None:
        if event == "INTERACTION_CREATE" and isinstance(payload, dict):
            payload["locale"] = self.locale


@asynccontextmanager
async def open_simulator(
    settings: Settings, database: Path | None = None, index: CatalogueIndex | None = None
) -> AsyncGenerator[Simulator, None]:
    """Start the bot in an in-memory Discord; both end with the block.

    Parameters
    ----------
    settings
        The host's settings; the database in them is not used.
    database
        The file to use; a temporary one by default.
    index
        The indexes over the bundled catalogue, if they have been built already.
    """
    with tempfile.TemporaryDirectory(prefix="anthologist-") as folder:
        path = database or Path(folder) / "simulator.db"
        bot = Anthologist(
            replace(settings, database=path, token=None, api_url=None), registering=Registering.ALWAYS, index=index
        )
        env = simcord.Env(bot, shard_count=1)
        try:
            env.backend.edit_bot_profile(BOT_NAME)
            await env.start()
            yield furnish(env, bot)
        finally:
            await env.shutdown()
            await bot.close()


def furnish(env: simcord.Env, bot: Anthologist) -> Simulator:
    """Create a server with a channel, a member, a curator and an owner in an in-memory Discord."""
    owner = env.create_user("ada", global_name="Ada")
    guild = env.create_guild(SERVER_NAME, owner=owner)
    channel = guild.create_text_channel(CHANNEL_NAME)
    curators = guild.create_role("Curators", permissions=discord.Permissions(manage_guild=True))
    return Simulator(
        env,
        channel,
        {
            "member": guild.add_member(env.create_user("mina", global_name="Mina")),
            "curator": guild.add_member(env.create_user("jun", global_name="Jun"), roles=[curators]),
            "owner": guild.add_member(owner),
        },
        bot,
    )
