"""What curators do with files: `/curate export`, `/curate import`, and the buttons below its report."""

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
    """Takes the steps that begin at `/curate export` and `/curate import`.

    Each is answered at once with a card, which is edited as the work goes on.
    """

    def __init__(self, services: Services, router: Router) -> None:
        self._service = services.exchange
        router.on_long(ActionKind.REPORT, self._report)
        router.on_long(ActionKind.APPLY, self._apply)

    async def export(self, interaction: discord.Interaction) -> None:
        """Answer with everything that the server wrote, as files."""
        curator = actor_of(interaction)
        await in_time(self._service.welcome(curator))
        await send(interaction, gathering_card(), private=True)
        view, files = export_card(await self._service.export(curator))
        await interaction.edit_original_response(view=view, attachments=files)

    async def import_(self, interaction: discord.Interaction, file: discord.Attachment) -> None:
        """Answer with what a file would change."""
        curator = actor_of(interaction)
        await in_time(self._service.welcome(curator))
        if file.size > limits.FILE_BYTES:
            # As Discord counted it: what is too large is not even fetched.
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

        curator, number = actor_of(interaction), _number(action)
        if action.detail == DISCARD:
            gone = await in_time(self._service.discard(curator, number))
            await navigate(interaction, discarded_card() if gone else import_gone_card())
            return
        page = await in_time(self._service.at_hand(curator, number))
        if page is not None:
            await navigate(interaction, report_card(page, action.page))
            return
        await navigate(interaction, reading_card())
        page = await self._service.report(curator, number, progress)
        await _show(interaction, report_card(page, action.page) if page else import_gone_card())

    async def _apply(self, interaction: discord.Interaction, action: Action) -> None:
        async def progress(done: int, whole: int) -> None:
            await _show(interaction, applying_card(done, whole))

        curator = actor_of(interaction)
        await in_time(self._service.welcome(curator))
        await navigate(interaction, applying_card())
        found = await self._service.apply(curator, _number(action), action.detail, progress)
        view = (
            applied_card(found) if isinstance(found, Applied) else report_card(found) if found else import_gone_card()
        )
        if isinstance(found, Applied):
            _tell_applied(interaction, curator.server, found)
        await _show(interaction, view)
        announce_navigation(interaction, view, action)


def _number(action: Action) -> int:
    """Read which file is meant; no file has the number 0, or one that is made up."""
    return int(action.subject) if action.subject.isdecimal() and action.subject.isascii() else 0


def _tell_applied(interaction: discord.Interaction, server: ServerId, applied: Applied) -> None:
    """Let other cogs know what is otherwise now."""
    interaction.client.dispatch("imported", server)
    report = applied.report
    for title in {
        anthology_of(key) for key in (*(one.title.id for one in report.titles), *(one.title for one in report.marks))
    }:
        interaction.client.dispatch("title_changed", server, title)


async def _show(interaction: discord.Interaction, view: ui.LayoutView) -> None:
    """Change the card; that it cannot be shown any more undoes nothing of what was done."""
    try:
        await interaction.edit_original_response(view=view)
    except discord.DiscordException as error:
        log.warning("a card of an import could not be changed: %s", error)
