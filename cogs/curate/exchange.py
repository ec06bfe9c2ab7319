"""`/curate export` and `/curate import`, and the buttons on an import's report."""

from __future__ import annotations

import logging

import discord
from discord import ui

from bot.exchange.formats import Broken, BrokenFileError
from bot.exchange.results import Applied
from bot.exchange.views.report import (
    DISCARD,
    applied_card,
    applying_card,
    broken_card,
    discarded_card,
    export_card,
    gathering_card,
    import_gone_card,
    not_fetched_card,
    reading_card,
    report_card,
)
from bot.models import limits
from bot.models.ids import ServerId, anthology_of
from bot.services import Services
from bot.ui.actions import Action, ActionKind
from bot.ui.responses import actor_of, announce_navigation, in_time, navigate, send
from bot.ui.router import Router

log = logging.getLogger(__name__)


class CurateExchange:
    """Handles `/curate export` and `/curate import` and the actions on an import's report.

    Each is answered at once with a card, which is edited as the work goes on.
    """

    def __init__(self, services: Services, router: Router) -> None:
        self._service = services.exchange
        router.on_long(ActionKind.REPORT, self._report)
        router.on_long(ActionKind.APPLY, self._apply)

    async def export(self, interaction: discord.Interaction) -> None:
        """Answer with the server's reviews and titles as files."""
        actor = actor_of(interaction)
        await in_time(self._service.welcome(actor))
        await send(interaction, gathering_card(), private=True)
        view, files = export_card(await self._service.export(actor))
        await interaction.edit_original_response(view=view, attachments=files)

    async def import_(self, interaction: discord.Interaction, file: discord.Attachment) -> None:
        """Answer with what a file would change."""
        actor = actor_of(interaction)
        await in_time(self._service.welcome(actor))
        if file.size > limits.FILE_BYTES:
            # Discord says how large it is, so a file that is too large is not even fetched.
            too_large = BrokenFileError(Broken.TOO_LARGE, number=file.size)
            await send(interaction, broken_card(too_large), private=True)
            return
        await send(interaction, reading_card(), private=True)
        await _show(interaction, await self._read(interaction, file))

    async def _read(self, interaction: discord.Interaction, file: discord.Attachment) -> ui.LayoutView:
        async def progress(done: int, whole: int) -> None:
            await _show(interaction, reading_card(done, whole))

        try:
            content = await file.read()
        except (discord.HTTPException, OSError) as error:
            log.warning("an attachment could not be fetched: %s", type(error).__name__)
            return not_fetched_card()
        try:
            return report_card(await self._service.read(actor_of(interaction), content, progress))
        except BrokenFileError as error:
            return broken_card(error)

    async def _report(self, interaction: discord.Interaction, action: Action) -> None:
        async def progress(done: int, whole: int) -> None:
            await _show(interaction, reading_card(done, whole))

        actor, number = actor_of(interaction), _number(action)
        if action.detail == DISCARD:
            discarded = await in_time(self._service.discard(actor, number))
            await navigate(interaction, discarded_card() if discarded else import_gone_card())
            return
        report = await in_time(self._service.at_hand(actor, number))
        if report is not None:
            await navigate(interaction, report_card(report, action.page))
            return
        await navigate(interaction, reading_card())
        report = await self._service.report(actor, number, progress)
        await _show(interaction, report_card(report, action.page) if report else import_gone_card())

    async def _apply(self, interaction: discord.Interaction, action: Action) -> None:
        async def progress(done: int, whole: int) -> None:
            await _show(interaction, applying_card(done, whole))

        actor = actor_of(interaction)
        await in_time(self._service.welcome(actor))
        await navigate(interaction, applying_card())
        result = await self._service.apply(actor, _number(action), action.detail, progress)
        view = (
            applied_card(result)
            if isinstance(result, Applied)
            else report_card(result)
            if result
            else import_gone_card()
        )
        if isinstance(result, Applied):
            _announce_changes(interaction, actor.server, result)
        await _show(interaction, view)
        announce_navigation(interaction, view, action)


def _number(action: Action) -> int:
    """Return the number of the file; 0, which is never a valid number, if it isn't one."""
    return int(action.subject) if action.subject.isdecimal() and action.subject.isascii() else 0


def _announce_changes(interaction: discord.Interaction, server: ServerId, applied: Applied) -> None:
    """Let other cogs know what an import has changed."""
    interaction.client.dispatch("imported", server)
    report = applied.report
    for title in {
        anthology_of(key) for key in (*(one.title.id for one in report.titles), *(one.title for one in report.marks))
    }:
        interaction.client.dispatch("title_changed", server, title)


async def _show(interaction: discord.Interaction, view: ui.LayoutView) -> None:
    """Update the card. If that fails, the work that was done still counts."""
    try:
        await interaction.edit_original_response(view=view)
    except discord.DiscordException as error:
        log.warning("a card of an import could not be changed: %s", error)
