"""Announces new reviews in the channel that a server has chosen, and keeps their cards up to date."""

from __future__ import annotations

import logging
from collections.abc import Generator
from contextlib import contextmanager

import discord
from discord import app_commands
from discord.ext import commands, tasks

from bot.announcements.results import AnnouncedReview, CardChange, DeleteCard, PostCard, UpdateCard
from bot.announcements.service import AnnouncementService
from bot.announcements.views import announcement_card, trouble_card
from bot.i18n import use_locale
from bot.models.ids import ServerId, TitleId
from bot.models.reviews import MessageId, ReviewKey, ReviewNumber
from bot.models.servers import ChannelId, ChannelTrouble, NotACuratorError
from bot.servers.settings import SettingsService
from bot.ui.actions import CURATOR_ACTIONS, Action
from bot.ui.responses import actor_of

log = logging.getLogger(__name__)

UNKNOWN_MESSAGE = 10008
"""Discord's code for a message that somebody deleted."""
SERVERS_FAULT = 500
"""HTTP statuses from here on mean that the server failed, not the request."""
RETRY_MINUTES = 5.0
"""How soon something that failed is tried again, for example after an outage of Discord."""


class AnnouncementJob(commands.Cog):
    """Brings announcements up to date whenever a review changes, and at every start those that a crash interrupted.

    Only one task at a time works on a review. If the review changes meanwhile, that task goes round once more, so that
    an older revision never overtakes a newer one.
    """

    def __init__(self, client: discord.Client, service: AnnouncementService, settings: SettingsService) -> None:
        self._client = client
        self._service = service
        self._settings = settings
        self._in_progress: dict[ReviewKey, bool] = {}
        """Each review that is being worked on, and whether it has changed meanwhile."""
        self._unreported: set[ServerId] = set()
        self._to_retry: set[ServerId | None] = set()
        """Servers to check again; None stands for all of them."""

    async def cog_load(self) -> None:
        """Look up the servers whose curators don't know yet that their channel cannot be used."""
        self._unreported = set(await self._settings.trouble_unreported())
        self._retry.start()

    async def cog_unload(self) -> None:
        """Stop retrying."""
        self._retry.cancel()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Catch up on everything that is due."""
        await self._all_due(None)

    @commands.Cog.listener()
    async def on_review_changed(self, server: ServerId, number: ReviewNumber) -> None:
        """Post, update or delete the card of a review."""
        with self._or_later(server):
            if key := await self._service.key_of(server, number):
                await self._bring_up_to_date(key)

    @commands.Cog.listener()
    async def on_title_changed(self, server: ServerId, title: TitleId) -> None:
        """Update the cards of a title that was renamed, hidden or given a spoiler mark."""
        with self._or_later(server):
            for key in await self._service.of(server, title):
                await self._bring_up_to_date(key)

    @commands.Cog.listener()
    async def on_channel_chosen(self, server: ServerId) -> None:
        """Announce everything that is due in the new channel."""
        self._unreported.discard(server)
        await self._all_due(server)

    @commands.Cog.listener()
    async def on_server_back(self, server: ServerId) -> None:
        """Catch up in a server that the bot is in again."""
        await self._all_due(server)

    @commands.Cog.listener()
    async def on_imported(self, server: ServerId) -> None:
        """Update the cards of reviews that an import changed."""
        await self._all_due(server)

    @commands.Cog.listener()
    async def on_interaction_failed(self, interaction: discord.Interaction) -> None:
        """Check again later, because work that took too long for an answer may have been saved after all."""
        if interaction.guild_id is not None:
            self._to_retry.add(ServerId(interaction.guild_id))

    @tasks.loop(minutes=RETRY_MINUTES)
    async def _retry(self) -> None:
        missed, self._to_retry = self._to_retry, set()
        for server in missed:
            await self._all_due(server)

    async def _all_due(self, server: ServerId | None) -> None:
        """Bring everything that is due up to date; skip the rest of a server once its channel turns out unusable."""
        stopped: set[ServerId] = set()
        with self._or_later(server):
            for key in await self._service.due(server):
                if key[0] not in stopped and not await self._bring_up_to_date(key):
                    stopped.add(key[0])

    @contextmanager
    def _or_later(self, server: ServerId | None) -> Generator[None]:
        """Retry later if something fails; an exception would end the loop that retries."""
        try:
            yield
        except Exception as error:  # noqa: BLE001  # whatever it is, the retry finds what is due
            if not self._client.is_closed():
                log.warning("announcements of %s could not be looked up: %s", server or "all servers", error)
            self._to_retry.add(server)

    async def _bring_up_to_date(self, key: ReviewKey) -> bool:
        """Bring one announcement up to date; return False if that is not possible at the moment."""
        if key in self._in_progress:
            self._in_progress[key] = True
            return True
        self._in_progress[key] = True
        done = True
        try:
            while self._in_progress[key]:
                self._in_progress[key] = False
                done = await self._update(key)
        except Exception as error:  # if one fails, the others still have to be announced
            again = _may_pass(error)
            if not self._client.is_closed():
                log.warning(
                    "an announcement failed in server %s (%s)%s",
                    key[0],
                    error if isinstance(error, discord.HTTPException) else type(error).__name__,
                    ", to be tried again" if again else "",
                    exc_info=not isinstance(error, discord.HTTPException),
                )
            if again:
                self._to_retry.add(key[0])
            return False
        finally:
            del self._in_progress[key]
        return done

    async def _update(self, key: ReviewKey) -> bool:
        server = key[0]
        if (change := await self._service.next_change(key)) is None:
            return True
        try:
            await self._carry_out(key, change)
        except discord.NotFound as error:
            if not isinstance(change, PostCard):
                # Someone deleted the card, or the channel with it, so it is not posted again.
                await self._service.deleted_by_others(key)
            if error.code == UNKNOWN_MESSAGE:
                return True
            return await self._in_trouble(server, change.channel, ChannelTrouble.GONE)
        except discord.Forbidden:
            return await self._in_trouble(server, change.channel, ChannelTrouble.FORBIDDEN)
        if await self._service.no_trouble(server, change.channel):
            self._unreported.discard(server)
            self._to_retry.add(server)
        return True

    async def _carry_out(self, key: ReviewKey, change: CardChange) -> None:
        channel = self._client.get_partial_messageable(change.channel, guild_id=key[0])
        match change:
            case PostCard():
                # Discord accepts a nonce once: if the response was lost, sending again returns the same message.
                sent = await channel.send(
                    view=self._card(key[0], change.card),
                    nonce=change.nonce,
                    allowed_mentions=discord.AllowedMentions.none(),
                )
                await self._service.posted(key, change, MessageId(sent.id))
            case UpdateCard():
                message = channel.get_partial_message(change.message)
                view = self._card(key[0], change.card)
                await message.edit(view=view, allowed_mentions=discord.AllowedMentions.none())
                await self._service.posted(key, change, change.message)
            case DeleteCard():
                await channel.get_partial_message(change.message).delete()
                await self._service.deleted(key, change)

    def _card(self, server: ServerId, announced: AnnouncedReview) -> discord.ui.LayoutView:
        guild = self._client.get_guild(server)
        # The whole server reads it: without a chosen language, use the server's own one.
        language = announced.language or (guild.preferred_locale if guild else discord.Locale.american_english).value
        with use_locale(language):
            return announcement_card(announced)

    async def _in_trouble(self, server: ServerId, channel: ChannelId, trouble: ChannelTrouble) -> bool:
        if await self._service.trouble(server, channel, trouble):
            log.info("server %s: its channel for announcements is %s", server, trouble)
            self._unreported.add(server)
        return False

    @commands.Cog.listener()
    async def on_app_command_completion(
        self, interaction: discord.Interaction, command: app_commands.Command[commands.Cog, ..., None]
    ) -> None:
        """After a `/curate` command, tell the curator once that the channel cannot be used."""
        if (command.root_parent or command).name == "curate":
            await self._report_trouble(interaction)

    @commands.Cog.listener()
    async def on_navigated(self, interaction: discord.Interaction, action: Action) -> None:
        """Do the same after a curator's button or modal."""
        if action.kind in CURATOR_ACTIONS:
            await self._report_trouble(interaction)

    async def _report_trouble(self, interaction: discord.Interaction) -> None:
        server = interaction.guild_id
        is_modal = interaction.response.type is discord.InteractionResponseType.modal
        # After a modal, Discord accepts no follow-up until it is sent back.
        if server is None or ServerId(server) not in self._unreported or is_modal:
            return
        try:
            settings = await self._settings.report_trouble(actor_of(interaction))
        except NotACuratorError:
            return
        self._unreported.discard(ServerId(server))
        if settings is not None:
            await interaction.followup.send(view=trouble_card(settings), ephemeral=True)


def _may_pass(error: Exception) -> bool:
    """Return whether it may succeed later, which it won't if Discord says that the request is wrong."""
    return not isinstance(error, discord.HTTPException) or error.status >= SERVERS_FAULT
