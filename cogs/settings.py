"""`/settings`: a server's settings on one private card, for members who may manage the server."""

from __future__ import annotations

import discord
from discord import app_commands
from discord.ext import commands

from bot.i18n import languages
from bot.models.servers import Actor, ChannelId, RoleId, ServerSettings
from bot.servers.results import Lacking, Permission, Refusal, SettingsResult
from bot.servers.views import CHANNEL, EACH_THEIR_OWN, LANGUAGE, ROLE, settings_card
from bot.services import Services
from bot.ui import commands as words
from bot.ui.actions import Action
from bot.ui.locale import set_locale_for
from bot.ui.modals import Modals
from bot.ui.responses import Reply, actor_of, in_time, send
from bot.ui.router import Router, chosen


class SettingsCog(commands.Cog):
    """Answers `/settings` and its menus; each of them checks again whether the member may manage the server."""

    def __init__(self, services: Services, router: Router, _modals: Modals) -> None:
        self._service = services.settings
        router.on_entry(ROLE, self._choose_role)
        router.on_entry(LANGUAGE, self._choose_language)
        router.on_entry(CHANNEL, self._choose_channel)

    @app_commands.command(name="settings", description=words.SETTINGS)
    @app_commands.default_permissions(manage_guild=True)
    @app_commands.allowed_contexts(guilds=True, dms=False, private_channels=False)
    @app_commands.allowed_installs(guilds=True, users=False)
    async def settings(self, interaction: discord.Interaction) -> None:
        """Show the settings of this server, with menus to change them."""
        settings = await in_time(self._service.settings(actor_of(interaction)))
        await send(interaction, settings_card(_result(interaction, settings)), private=True)

    async def _choose_role(self, interaction: discord.Interaction, action: Action) -> Reply:
        actor, role = actor_of(interaction), _id_chosen(interaction)
        if role is not None and (refused := _role_refusal(interaction, role)):
            return await self._refuse(interaction, actor, refused)
        return _saved(interaction, await self._service.choose_role(actor, None if role is None else RoleId(role)))

    async def _choose_language(self, interaction: discord.Interaction, action: Action) -> Reply:
        actor, language = actor_of(interaction), next(iter(chosen(interaction)), EACH_THEIR_OWN)
        if language not in (EACH_THEIR_OWN, *languages()):
            return await self._refuse(interaction, actor, Refusal.NO_SUCH_LANGUAGE)
        settings = await self._service.choose_language(actor, None if language == EACH_THEIR_OWN else language)
        await set_locale_for(interaction)
        return _saved(interaction, settings)

    async def _choose_channel(self, interaction: discord.Interaction, action: Action) -> Reply:
        actor, channel = actor_of(interaction), _id_chosen(interaction)
        if channel is not None and (refused := _channel_refusal(interaction, channel)):
            return await self._refuse(interaction, actor, refused)
        settings = await self._service.choose_channel(actor, None if channel is None else ChannelId(channel))
        interaction.client.dispatch("channel_chosen", actor.server)
        return _saved(interaction, settings)

    async def _refuse(
        self, interaction: discord.Interaction, actor: Actor, refused: Refusal | Lacking
    ) -> discord.ui.LayoutView:
        # This also checks permissions, so a member who may not manage the server learns nothing.
        settings = await self._service.settings(actor)
        return settings_card(_result(interaction, settings, refused=refused))


def _id_chosen(interaction: discord.Interaction) -> int | None:
    """Return the id that was chosen; None if the menu was cleared."""
    values = chosen(interaction)
    return int(values[0]) if values else None


def _role_refusal(interaction: discord.Interaction, chosen_role: int) -> Refusal | None:
    role = interaction.guild.get_role(chosen_role) if interaction.guild else None
    if role is None:
        return Refusal.NO_SUCH_ROLE
    if role.is_default():
        return Refusal.EVERYBODYS_ROLE
    # Other managed roles have tags (boosters, subscribers), and members can have those.
    is_bots = role.is_bot_managed() or (role.managed and role.tags is None)
    return Refusal.BOTS_ROLE if is_bots else None


def _channel_refusal(interaction: discord.Interaction, chosen_channel: int) -> Refusal | Lacking | None:
    channel = interaction.guild.get_channel(chosen_channel) if interaction.guild else None
    if channel is None:
        return Refusal.NO_SUCH_CHANNEL
    allowed = channel.permissions_for(channel.guild.me)
    lacking = {Permission.VIEW: not allowed.view_channel, Permission.SEND: not allowed.send_messages}
    if any(lacking.values()):
        return Lacking(ChannelId(chosen_channel), tuple(one for one, lacks in lacking.items() if lacks))
    return None


def _saved(interaction: discord.Interaction, settings: ServerSettings) -> discord.ui.LayoutView:
    return settings_card(_result(interaction, settings, saved=True))


def _result(
    interaction: discord.Interaction,
    settings: ServerSettings,
    *,
    saved: bool = False,
    refused: Refusal | Lacking | None = None,
) -> SettingsResult:
    guild, bot = interaction.guild, interaction.client.user
    role, channel = settings.curator_role, settings.announcements
    return SettingsResult(
        settings,
        bot.name if bot else "",
        languages(),
        role_there=role is None or guild is None or guild.get_role(role) is not None,
        channel_there=channel is None or guild is None or guild.get_channel(channel) is not None,
        saved=saved,
        refused=refused,
    )
