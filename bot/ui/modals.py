"""Forms that come back filled in: answered from their custom_id alone, so a restart loses nothing that was typed."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from typing import cast

import discord
from discord.ext import commands

from bot.ui.actions import Step, Walk
from bot.ui.errors import UNANSWERED, answer_failure
from bot.ui.inputs import form_kept_card
from bot.ui.locale import speak_for
from bot.ui.messages import gone_card
from bot.ui.responses import Reply, in_time, is_asker, send, tell_walked, walk_on

log = logging.getLogger(__name__)

Fields = Mapping[str, str]
"""What stands in each field of a form, by the field's name; of an answer chosen, its value."""
Filled = Callable[[discord.Interaction, Walk, Fields], Awaitable[Reply | None]]
"""What takes a filled form: gives the card that answers, None where what it is about is not there any more."""

LABEL = 18
"""Discord's type of the component that holds one field of a form."""


class Forms(commands.Cog):
    """Hands each form to whoever said they take it; whatever fails, the texts go back to the one who typed them."""

    def __init__(self) -> None:
        self._takers: dict[Step, tuple[Filled, ...]] = {}

    def on(self, step: Step, taken: Filled) -> None:
        """Let a form be taken by this, where nobody before it knows what the form is about."""
        self._takers[step] = (*self._takers.get(step, ()), taken)

    async def _take(self, interaction: discord.Interaction, walk: Walk, fields: Fields) -> Reply | None:
        for taken in self._takers.get(walk.step, ()):
            if (view := await taken(interaction, walk, fields)) or interaction.response.is_done():
                return view
        return None

    @property
    def steps(self) -> frozenset[Step]:
        """The steps whose forms somebody takes."""
        return frozenset(self._takers)

    @commands.Cog.listener()
    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """Answer a form; every other interaction is somebody else's."""
        if interaction.type is not discord.InteractionType.modal_submit:
            return
        fields = filled_in(interaction)
        try:
            await speak_for(interaction)
            walk = Walk.read(str((interaction.data or {}).get("custom_id", "")))
            # Not turned away while the bot is stopping: it is waited for, and a text is worth more than a second.
            view = await in_time(self._take(interaction, walk, fields)) if walk else None
            if interaction.response.is_done():
                return  # whoever took the form had more to say than one card, and said it
            if view is None:
                await send(interaction, gone_card(walk.step if walk else None), private=True)
                await give_back(interaction, fields)
            else:
                await walk_on(interaction, view, private=not (interaction.message and is_asker(interaction)))
                tell_walked(interaction, view, walk)
        except Exception as error:  # noqa: BLE001  # discord.py would only log it, and the text would be lost
            await answer_failure(interaction, error)
            await give_back(interaction, fields)


async def give_back(interaction: discord.Interaction, fields: Fields) -> None:
    """Give somebody the texts back that they typed, privately."""
    if any(fields.values()):
        view, files = form_kept_card(fields)
        try:
            await interaction.followup.send(view=view, files=files, ephemeral=True)
        except UNANSWERED as error:
            log.warning("a text could not be given back: %s", type(error).__name__)


def filled_in(interaction: discord.Interaction) -> Fields:
    """Read what a form's fields hold, from the interaction as Discord sent it."""
    parts: object = (interaction.data or {}).get("components")
    return dict(_fields(cast("Sequence[Mapping[str, object]]", parts))) if isinstance(parts, list) else {}


def _fields(parts: Sequence[Mapping[str, object]]) -> Iterator[tuple[str, str]]:
    for part in parts:
        control = part.get("component") if part.get("type") == LABEL else part
        if not isinstance(control, Mapping):
            continue
        held = cast("Mapping[str, object]", control)
        values = held.get("values")
        value = held.get("value") if values is None else next(iter(cast("Sequence[object]", values)), "")
        yield str(held.get("custom_id", "")), "" if value is None else str(value)
