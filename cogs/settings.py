"""`/settings`: what those who manage a server decide, on one private card."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.i18n import languages
from bot.models.servers import ChannelId, Curator, RoleId, ServerSettings
from bot.servers.results import Lacking, Permission, Refusal, SettingsPage
from bot.servers.settings import SettingsDesk
from bot.servers.views import CHANNEL, EACH_THEIR_OWN, LANGUAGE, ROLE, settings_card
from bot.ui import commands as words
from bot.ui.actions import Walk
from bot.ui.locale import speak_for
from bot.ui.responses import Reply, curator_of, in_time, send
from bot.ui.router import Walking, chosen


class Deciding(commands.Cog):
    """Answers `/settings` and its menus; each of them asks anew whether the member may manage the server."""

    def __init__(self, desk: SettingsDesk, walking: Walking) -> None:
        self._desk = desk
        walking.on_entry(ROLE, self._choose_role)
        walking.on_entry(LANGUAGE, self._choose_language)
        walking.on_entry(CHANNEL, self._choose_channel)

    @app_commands.command(name="settings", description=words.SETTINGS)
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def settings(self, interaction: discord.Interaction) -> None:
        """Show the settings of this server, with menus to change them."""
        settings = await in_time(self._desk.settings(curator_of(interaction)))
        await send(interaction, settings_card(_page(interaction, settings)), private=True)

    async def _choose_role(self, interaction: discord.Interaction, walk: Walk) -> Reply:
        curator, role = curator_of(interaction), _id_chosen(interaction)
        if role is not None and (refused := _why_not(interaction, role)):
            return await self._refuse(interaction, curator, refused)
        return _saved(interaction, await self._desk.choose_role(curator, None if role is None else RoleId(role)))

    async def _choose_language(self, interaction: discord.Interaction, walk: Walk) -> Reply:
        curator, said = curator_of(interaction), next(iter(chosen(interaction)), EACH_THEIR_OWN)
        if said not in (EACH_THEIR_OWN, *languages()):
            return await self._refuse(interaction, curator, Refusal.NO_SUCH_LANGUAGE)
        settings = await self._desk.choose_language(curator, None if said == EACH_THEIR_OWN else said)
        await speak_for(interaction)
        return _saved(interaction, settings)

    async def _choose_channel(self, interaction: discord.Interaction, walk: Walk) -> Reply:
        curator, channel = curator_of(interaction), _id_chosen(interaction)
        if channel is not None and (refused := _why_not_there(interaction, channel)):
            return await self._refuse(interaction, curator, refused)
        settings = await self._desk.choose_channel(curator, None if channel is None else ChannelId(channel))
        interaction.client.dispatch("channel_chosen", curator.server)
        return _saved(interaction, settings)

    async def _refuse(
        self, interaction: discord.Interaction, curator: Curator, refused: Refusal | Lacking
    ) -> discord.ui.LayoutView:
        # Read first, so that somebody who may not manage the server learns nothing of it.
        settings = await self._desk.settings(curator)
        return settings_card(_page(interaction, settings, refused=refused))


def _id_chosen(interaction: discord.Interaction) -> int | None:
    """Give the id that was chosen; None where the menu was emptied."""
    values = chosen(interaction)
    return int(values[0]) if values else None


def _why_not(interaction: discord.Interaction, chosen_role: int) -> Refusal | None:
    role = interaction.guild.get_role(chosen_role) if interaction.guild else None
    if role is None:
        return Refusal.NO_SUCH_ROLE
    if role.is_default():
        return Refusal.EVERYBODYS_ROLE
    # Other managed roles come with tags that say of what: boosters, subscribers; people have those.
    is_bots = role.is_bot_managed() or (role.managed and role.tags is None)
    return Refusal.BOTS_ROLE if is_bots else None


def _why_not_there(interaction: discord.Interaction, chosen_channel: int) -> Refusal | Lacking | None:
    channel = interaction.guild.get_channel(chosen_channel) if interaction.guild else None
    if channel is None:
        return Refusal.NO_SUCH_CHANNEL
    allowed = channel.permissions_for(channel.guild.me)
    lacking = {Permission.VIEW: not allowed.view_channel, Permission.SEND: not allowed.send_messages}
    if any(lacking.values()):
        return Lacking(ChannelId(chosen_channel), tuple(one for one, lacks in lacking.items() if lacks))
    return None


def _saved(interaction: discord.Interaction, settings: ServerSettings) -> discord.ui.LayoutView:
    return settings_card(_page(interaction, settings, saved=True))


def _page(
    interaction: discord.Interaction,
    settings: ServerSettings,
    *,
    saved: bool = False,
    refused: Refusal | Lacking | None = None,
) -> SettingsPage:
    guild, bot = interaction.guild, interaction.client.user
    role, channel = settings.curator_role, settings.announcements
    return SettingsPage(
        settings,
        bot.name if bot else "",
        languages(),
        role_there=role is None or guild is None or guild.get_role(role) is not None,
        channel_there=channel is None or guild is None or guild.get_channel(channel) is not None,
        saved=saved,
        refused=refused,
    )
