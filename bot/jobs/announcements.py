"""Announcing new reviews in the channel that a server chose: one card each, changed and withdrawn with its review."""

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
from bot.models.ids import AnthologyId, InstalmentId, ServerId
from bot.models.reviews import MessageId, ReviewKey, ReviewNumber
from bot.models.servers import ChannelId, ChannelTrouble, NotACuratorError
from bot.servers.settings import SettingsService
from bot.ui.actions import CURATOR_ACTIONS, Action
from bot.ui.responses import actor_of

log = logging.getLogger(__name__)

UNKNOWN_MESSAGE = 10008
"""Discord's code for a message that somebody deleted."""
SERVERS_FAULT = 500
"""HTTP statuses from here on say that the server failed, not the question."""
RETRY_MINUTES = 5.0
"""How soon what failed is tried again: an outage of Discord's, a database that was busy."""


class AnnouncementJob(commands.Cog):
    """Brings announcements up to date whenever a review changes, and at each start those that a crash interrupted.

    One review is worked on by one task at a time: a change that comes meanwhile lets that task go round once more, so
    that an older version never overtakes a newer one.
    """

    def __init__(self, client: discord.Client, service: AnnouncementService, settings: SettingsService) -> None:
        self._client = client
        self._service = service
        self._settings = settings
        self._under_way: dict[ReviewKey, bool] = {}
        """Each review that is worked on, and whether it has changed since."""
        self._untold: set[ServerId] = set()
        self._missed: set[ServerId | None] = set()
        """Servers to be looked through again; None: all of them."""

    async def cog_load(self) -> None:
        """Look up which curators are yet to be told of a channel that cannot be used."""
        self._untold = set(await self._settings.trouble_unreported())
        self._retry.start()

    async def cog_unload(self) -> None:
        """Stop trying again."""
        self._retry.cancel()

    @commands.Cog.listener()
    async def on_ready(self) -> None:
        """Do what is left over from the last time."""
        await self._all_due(None)

    @commands.Cog.listener()
    async def on_review_changed(self, server: ServerId, number: ReviewNumber) -> None:
        """Announce a review that was published, change or withdraw its card."""
        with self._or_later(server):
            if key := await self._service.key_of(server, number):
                await self._bring_up_to_date(key)

    @commands.Cog.listener()
    async def on_title_changed(self, server: ServerId, title: AnthologyId | InstalmentId) -> None:
        """Change the cards of a title that is called otherwise now, or covered, or hidden."""
        with self._or_later(server):
            for key in await self._service.of(server, title):
                await self._bring_up_to_date(key)

    @commands.Cog.listener()
    async def on_channel_chosen(self, server: ServerId) -> None:
        """Announce what could not be in the channel before."""
        self._untold.discard(server)
        await self._all_due(server)

    @commands.Cog.listener()
    async def on_server_back(self, server: ServerId) -> None:
        """Go on in a server that the bot is in again."""
        await self._all_due(server)

    @commands.Cog.listener()
    async def on_imported(self, server: ServerId) -> None:
        """Change the cards of reviews that a file changed."""
        await self._all_due(server)

    @commands.Cog.listener()
    async def on_interaction_failed(self, interaction: discord.Interaction) -> None:
        """Look again later where somebody was told that it failed: what took too long is on the disk all the same."""
        if interaction.guild_id is not None:
            self._missed.add(ServerId(interaction.guild_id))

    @tasks.loop(minutes=RETRY_MINUTES)
    async def _retry(self) -> None:
        missed, self._missed = self._missed, set()
        for server in missed:
            await self._all_due(server)

    async def _all_due(self, server: ServerId | None) -> None:
        """Bring up to date what is due; of a server whose channel cannot be used, no more than it takes to see that."""
        stopped: set[ServerId] = set()
        with self._or_later(server):
            for key in await self._service.due(server):
                if key[0] not in stopped and not await self._bring_up_to_date(key):
                    stopped.add(key[0])

    @contextmanager
    def _or_later(self, server: ServerId | None) -> Generator[None]:
        """Put off what cannot be looked up now; the loop that tries again would end by what it meets."""
        try:
            yield
        except Exception as error:  # noqa: BLE001  # whatever it is, what is due is found again
            if not self._client.is_closed():
                log.warning("announcements of %s could not be looked up: %s", server or "all servers", error)
            self._missed.add(server)

    async def _bring_up_to_date(self, key: ReviewKey) -> bool:
        """Bring one announcement up to date; False where that cannot be done at present."""
        if key in self._under_way:
            self._under_way[key] = True
            return True
        self._under_way[key] = True
        done = True
        try:
            while self._under_way[key]:
                self._under_way[key] = False
                done = await self._see_to(key)
        except Exception as error:  # one that fails must not keep the others from being announced
            again = _passes(error)
            if not self._client.is_closed():
                log.warning(
                    "an announcement failed in server %s (%s)%s",
                    key[0],
                    error if isinstance(error, discord.HTTPException) else type(error).__name__,
                    ", to be tried again" if again else "",
                    exc_info=not isinstance(error, discord.HTTPException),
                )
            if again:
                self._missed.add(key[0])
            return False
        finally:
            del self._under_way[key]
        return done

    async def _see_to(self, key: ReviewKey) -> bool:
        server = key[0]
        if (order := await self._service.next_change(key)) is None:
            return True
        try:
            await self._carry_out(key, order)
        except discord.NotFound as error:
            if not isinstance(order, PostCard):
                # Somebody deleted the card, or the channel with it: what they took away is not put up again.
                await self._service.deleted_by_others(key)
            if error.code == UNKNOWN_MESSAGE:
                return True
            return await self._in_trouble(server, order.channel, ChannelTrouble.GONE)
        except discord.Forbidden:
            return await self._in_trouble(server, order.channel, ChannelTrouble.FORBIDDEN)
        if await self._service.no_trouble(server, order.channel):
            self._untold.discard(server)
            self._missed.add(server)
        return True

    async def _carry_out(self, key: ReviewKey, order: CardChange) -> None:
        channel = self._client.get_partial_messageable(order.channel, guild_id=key[0])
        match order:
            case PostCard():
                # Discord takes a nonce once: a send that is repeated, its answer lost, gives the same message.
                sent = await channel.send(
                    view=self._card(key[0], order.card),
                    nonce=order.nonce,
                    allowed_mentions=discord.AllowedMentions.none(),
                )
                await self._service.posted(key, order, MessageId(sent.id))
            case UpdateCard():
                message = channel.get_partial_message(order.message)
                view = self._card(key[0], order.card)
                await message.edit(view=view, allowed_mentions=discord.AllowedMentions.none())
                await self._service.posted(key, order, order.message)
            case DeleteCard():
                await channel.get_partial_message(order.message).delete()
                await self._service.deleted(key, order)

    def _card(self, server: ServerId, announced: AnnouncedReview) -> discord.ui.LayoutView:
        guild = self._client.get_guild(server)
        # Nobody in particular reads it: where no language was chosen, it is the one that the server is listed in.
        language = announced.language or (guild.preferred_locale if guild else discord.Locale.american_english).value
        with use_locale(language):
            return announcement_card(announced)

    async def _in_trouble(self, server: ServerId, channel: ChannelId, trouble: ChannelTrouble) -> bool:
        if await self._service.trouble(server, channel, trouble):
            log.info("server %s: its channel for announcements is %s", server, trouble)
            self._untold.add(server)
        return False

    @commands.Cog.listener()
    async def on_app_command_completion(
        self, interaction: discord.Interaction, command: app_commands.Command[commands.Cog, ..., None]
    ) -> None:
        """Tell a curator who was answered at the desk what is wrong with the channel, once."""
        if (command.root_parent or command).name == "curate":
            await self._tell(interaction)

    @commands.Cog.listener()
    async def on_navigated(self, interaction: discord.Interaction, action: Action) -> None:
        """Tell them likewise when they pressed something at the desk."""
        if action.kind in CURATOR_ACTIONS:
            await self._tell(interaction)

    async def _tell(self, interaction: discord.Interaction) -> None:
        server = interaction.guild_id
        opened = interaction.response.type is discord.InteractionResponseType.modal
        # Behind a form nothing can be said: Discord waits for the form.
        if server is None or ServerId(server) not in self._untold or opened:
            return
        try:
            settings = await self._settings.report_trouble(actor_of(interaction))
        except NotACuratorError:
            return
        self._untold.discard(ServerId(server))
        if settings is not None:
            await interaction.followup.send(view=trouble_card(settings), ephemeral=True)


def _passes(error: Exception) -> bool:
    """Say whether the same may well succeed later: not what Discord says is wrong in itself."""
    return not isinstance(error, discord.HTTPException) or error.status >= SERVERS_FAULT
