"""How a cog answers an interaction: within Discord's three seconds, privately if asked, without pinging anyone."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from functools import wraps
from typing import Any, Protocol, TypeVar, runtime_checkable

import discord
from discord import app_commands, ui

from bot.models.ids import MemberId, ServerId
from bot.models.queries import Asker, Choice
from bot.models.servers import Actor, NotACuratorError, RoleId
from bot.ui import discord_limits
from bot.ui.actions import Action
from bot.ui.errors import answer_error
from bot.ui.markdown import clean

Answer = TypeVar("Answer")

WORK_SECONDS = discord_limits.FIRST_ANSWER_SECONDS - 1.0
"""How long the work for an answer may take; the last second is for sending it, or an error message."""


async def in_time(work: Awaitable[Answer]) -> Answer:
    """Wait for the work behind an answer.

    Raises
    ------
    TimeoutError
        If it takes so long that Discord would show "the application did not respond".
    """
    async with asyncio.timeout(WORK_SECONDS):
        return await work


def asker_of(interaction: discord.Interaction) -> Asker:
    """Return who asks and in which server, using nothing but the interaction.

    There is no server in direct messages. There is none either if the bot is not in the server and a member has
    installed it to their own account: a server's reviews and titles are not shown there after it has removed the bot.
    """
    server = interaction.guild_id
    known = server is not None and interaction.client.get_guild(server) is not None
    return Asker(ServerId(server) if server is not None and known else None, MemberId(interaction.user.id))


def actor_of(interaction: discord.Interaction) -> Actor:
    """Return who acts and in which server, using nothing but the interaction; services check whether they may.

    Raises
    ------
    NotACuratorError
        Outside of servers, and in servers that the bot is not in.
    """
    asker, member = asker_of(interaction), interaction.user
    if asker.server is None or asker.member is None or not isinstance(member, discord.Member):
        raise NotACuratorError
    allowed = interaction.permissions
    return Actor(
        server=asker.server,
        member=asker.member,
        name=member.display_name,
        manages=allowed.manage_guild or allowed.administrator,
        # Every member has the @everyone role, so it cannot make anyone a curator.
        roles=frozenset(RoleId(role.id) for role in member.roles if not role.is_default()),
    )


@runtime_checkable
class Stopping(Protocol):
    """A client that knows whether it is stopping."""

    stopping: bool


def is_stopping(interaction: discord.Interaction) -> bool:
    """Return whether the bot has been told to stop and starts nothing new."""
    return isinstance(interaction.client, Stopping) and interaction.client.stopping


Reply = ui.LayoutView | ui.Modal
"""What a handler answers with: a card, or a modal to fill in."""


async def send(interaction: discord.Interaction, view: Reply, *, private: bool = False, result: object = None) -> None:
    """Answer with a card, which only the member sees if it is private, or with a modal.

    Parameters
    ----------
    result
        What the view was given. Whoever listens for ``answered`` (``ask --json``) is told of it.
    """
    if isinstance(view, ui.Modal):
        await interaction.response.send_modal(view)
        return
    if result is not None:
        interaction.client.dispatch("answered", result)
    await interaction.response.send_message(
        view=view, ephemeral=private, allowed_mentions=discord.AllowedMentions.none()
    )


def is_asker(interaction: discord.Interaction) -> bool:
    """Return whether the member who pressed a button is the one whose question the card answers."""
    metadata = interaction.message.interaction_metadata if interaction.message else None
    return metadata is not None and metadata.user.id == interaction.user.id


async def navigate(interaction: discord.Interaction, view: Reply, *, private: bool = False) -> None:
    """Go to another card or modal: the asker's own message is edited, everyone else gets a private answer.

    Parameters
    ----------
    private
        Whether only the member who pressed the button may see the card, even if they are the asker.
    """
    if private or isinstance(view, ui.Modal) or not is_asker(interaction):
        await send(interaction, view, private=True)
    else:
        await interaction.response.edit_message(view=view, allowed_mentions=discord.AllowedMentions.none())


def announce_navigation(interaction: discord.Interaction, view: Reply, action: Action | None) -> None:
    """Let other cogs know (their ``on_navigated``) that an action was answered with a card."""
    if action is not None and isinstance(view, ui.LayoutView):
        interaction.client.dispatch("navigated", interaction, action)


Suggest = Callable[[Any, discord.Interaction, str], Coroutine[Any, Any, list[app_commands.Choice[str]]]]


def autocompleting(suggest: Callable[[Any, discord.Interaction, str], Awaitable[list[Choice]]]) -> Suggest:
    """Turn a method that returns choices into an autocomplete that always answers, with unique names."""

    @wraps(suggest)
    async def answer(cog: Any, interaction: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
        try:
            choices = await in_time(suggest(cog, interaction, typed[: discord_limits.CHOICE_NAME]))
        except Exception as error:  # noqa: BLE001  # discord.py would swallow it and leave the member without an answer
            await answer_error(interaction, error)
            return []
        return unique_choices(choices)

    return answer


def unique_choices(found: list[Choice]) -> list[app_commands.Choice[str]]:
    """Return choices whose names differ: of two equal ones, clients always pick the first."""
    choices: dict[str, app_commands.Choice[str]] = {}
    for one in found:
        name = clean(one.title, discord_limits.CHOICE_NAME)
        if name in choices and one.detail:
            name = clean(f"{one.title} · {one.detail}", discord_limits.CHOICE_NAME)
        if name and name not in choices and len(one.key) <= discord_limits.CHOICE_VALUE:
            choices[name] = app_commands.Choice(name=name, value=one.key)
    return list(choices.values())[: discord_limits.CHOICES]
