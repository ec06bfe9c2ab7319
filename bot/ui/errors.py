"""The error handler: any error becomes a short, private, friendly answer with a reference that is also in the log."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Awaitable, Mapping
from typing import cast

import aiohttp
import discord
from discord import app_commands

from bot.models.servers import NotACuratorError
from bot.ui import discord_limits
from bot.ui.messages import error_card, error_choice, not_a_curator_card, not_a_curator_choice

log = logging.getLogger(__name__)

REFERENCE_BYTES = 4
UNANSWERED = (discord.DiscordException, aiohttp.ClientError, OSError)
"""What can go wrong while sending an answer: Discord refuses it, or cannot be reached."""


def _reference() -> str:
    return secrets.token_hex(REFERENCE_BYTES)


def _cause(error: BaseException) -> BaseException:
    return error.original if isinstance(error, app_commands.CommandInvokeError) else error


def _log(interaction: discord.Interaction, error: BaseException, reference: str) -> None:
    cause = _cause(error)
    command = interaction.command.qualified_name if interaction.command else None
    log.error(
        "[%s] %s failed in server %s (%s)",
        reference,
        f"/{command}" if command else f"{interaction.type.name} {_custom_id(interaction)}",
        interaction.guild_id,
        type(cause).__name__,
        exc_info=cause,
    )


def _custom_id(interaction: discord.Interaction) -> str:
    custom_id = (interaction.data or {}).get("custom_id")
    return repr(custom_id) if isinstance(custom_id, str) else ""


async def answer_error(interaction: discord.Interaction, error: BaseException) -> None:
    """Tell the member that something went wrong, with the reference that is in the log.

    Parameters
    ----------
    error
        What went wrong. If the answer fails too (the interaction has expired, Discord is down), that is logged as well.
    """
    reference = _reference()
    refused = cause if isinstance(cause := _cause(error), NotACuratorError) else None
    if refused is None:
        _log(interaction, error, reference)
        # The work that was given up on may still be saved a moment later, so jobs that follow changes look again.
        interaction.client.dispatch("interaction_failed", interaction)
    if interaction.type is discord.InteractionType.autocomplete:
        if not interaction.response.is_done():
            name = not_a_curator_choice() if refused else error_choice(reference)
            choice = app_commands.Choice(name=name, value=_typed(interaction))
            await _try(interaction.response.autocomplete([choice]), reference)
        return
    view = not_a_curator_card(managing=refused.managing) if refused else error_card(reference)
    if interaction.response.is_done():
        await _try(interaction.followup.send(view=view, ephemeral=True), reference)
    else:
        await _try(interaction.response.send_message(view=view, ephemeral=True), reference)


def _typed(interaction: discord.Interaction) -> str:
    """Return what was typed, so that picking the line that reports the failure still asks the question."""
    options: object = (interaction.data or {}).get("options")
    while isinstance(options, list):
        option = next((one for one in cast("list[Mapping[str, object]]", options) if _leads_to_focus(one)), None)
        if option is None:
            break
        if option.get("focused"):
            return str(option.get("value") or "?")[: discord_limits.CHOICE_VALUE]
        options = option.get("options")
    return "?"


def _leads_to_focus(option: Mapping[str, object]) -> bool:
    return bool(option.get("focused") or option.get("options"))


async def _try(sending: Awaitable[object], reference: str) -> None:
    try:
        await sending
    except UNANSWERED as error:
        log.warning("[%s] could not be told about it: %s", reference, type(error).__name__)
