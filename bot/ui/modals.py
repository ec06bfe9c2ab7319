"""Handling modals that come back filled in: the custom_id says who handles it, so a restart loses nothing typed."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import cast

import discord
from discord.ext import commands

from bot.ui.actions import Action, ActionKind
from bot.ui.errors import UNANSWERED, answer_error
from bot.ui.inputs import text_returned_card
from bot.ui.locale import set_locale_for
from bot.ui.messages import gone_card
from bot.ui.responses import Reply, announce_navigation, in_time, is_asker, navigate, send

log = logging.getLogger(__name__)

Fields = Mapping[str, str]
"""The value of each field of a modal, by the field's name."""
ModalHandler = Callable[[discord.Interaction, Action, Fields], Awaitable[Reply | None]]
"""Handles a modal that was filled in: returns a card, or None if what it is about is no longer there."""

LABEL = 18
"""Discord's type of the component around each field of a modal."""


class Modals(commands.Cog):
    """Hands each modal to the cog that registered a handler; if anything fails, the texts go back to their author."""

    def __init__(self) -> None:
        self._handlers: dict[ActionKind, tuple[ModalHandler, ...]] = {}

    def on(self, kind: ActionKind, handler: ModalHandler) -> None:
        """Register a handler; it is asked if none of those registered before it knows the subject."""
        self._handlers[kind] = (*self._handlers.get(kind, ()), handler)

    async def _handle(self, interaction: discord.Interaction, action: Action, fields: Fields) -> Reply | None:
        for handler in self._handlers.get(action.kind, ()):
            if (view := await handler(interaction, action, fields)) or interaction.response.is_done():
                return view
        return None

    @property
    def kinds(self) -> frozenset[ActionKind]:
        """The kinds of action whose modals have a handler."""
        return frozenset(self._handlers)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer a modal; all other interactions are handled elsewhere."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        fields = filled_in(interaction)
        try:
            await set_locale_for(interaction)
            action = Action.read(str((interaction.data or {}).get("custom_id", "")))
            # Not refused while the bot is stopping: shutdown waits for it, and a text is worth more than a second.
            view = await in_time(self._handle(interaction, action, fields)) if action else None
            if interaction.response.is_done():
                return  # the handler has answered already, with more than one card
            if view is None:
                await send(interaction, gone_card(action.kind if action else None), private=True)
                await give_back(interaction, fields)
            else:
                await navigate(interaction, view, private=not (interaction.message and is_asker(interaction)))
                announce_navigation(interaction, view, action)
        except Exception as error:  # noqa: BLE001  # discord.py would only log it, and the text would be lost
            await answer_error(interaction, error)
            await give_back(interaction, fields)


async def give_back(interaction: discord.Interaction, fields: Fields) -> None:
    """Return texts that a member typed to them, privately."""
    if any(fields.values()):
        view, files = text_returned_card(fields)
        try:
            await interaction.followup.send(view=view, files=files, ephemeral=True)
        except UNANSWERED as error:
            log.warning("a text could not be given back: %s", type(error).__name__)


def filled_in(interaction: discord.Interaction) -> Fields:
    """Read the fields of a modal from the interaction as Discord sent it."""
    parts: object = (interaction.data or {}).get("components")
    return dict(_fields(cast("Sequence[Mapping[str, object]]", parts))) if isinstance(parts, list) else {}


def _fields(parts: Sequence[Mapping[str, object]]) -> Iterator[tuple[str, str]]:
    for part in parts:
        control = part.get("component") if part.get("type") == LABEL else part
        if not isinstance(control, Mapping):
            continue
        field = cast("Mapping[str, object]", control)
        values = field.get("values")
        value = field.get("value") if values is None else next(iter(cast("Sequence[object]", values)), "")
        yield str(field.get("custom_id", "")), "" if value is None else str(value)
