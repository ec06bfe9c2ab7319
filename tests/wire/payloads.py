"""What a view becomes on its way to Discord, without sending it."""

from __future__ import annotations

from typing import Any

import simcord
from discord import AllowedMentions, ui

from tests.wire.limits import V2_FLAG


def message_of(view: ui.LayoutView) -> dict[str, Any]:
    """Give the message that discord.py would send for a card."""
    return {
        "tts": False,
        "components": view.to_components(),
        "flags": V2_FLAG,
        "allowed_mentions": AllowedMentions.none().to_dict(),
    }


def first_answer(data: dict[str, Any], kind: int = 4, interaction: int = 1) -> simcord.HttpLogEntry:
    """Give the request with which an interaction is answered first."""
    path = f"/interactions/{interaction}/token-{interaction}/callback"
    return simcord.HttpLogEntry("POST", path, {}, {"type": kind, "data": data}, None)


def follow_up(
    data: dict[str, Any], method: str = "POST", which: str | None = None, interaction: int = 1
) -> simcord.HttpLogEntry:
    """Give a request that follows the first answer: another message, or the change of one."""
    path = f"/webhooks/99/token-{interaction}" + (f"/messages/{which}" if which else "")
    return simcord.HttpLogEntry(method, path, {}, data, None)


def registering(*commands: dict[str, Any]) -> simcord.HttpLogEntry:
    """Give the request that registers commands."""
    return simcord.HttpLogEntry("PUT", "/applications/99/commands", {}, list(commands), None)
