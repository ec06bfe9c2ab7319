"""Buttons and menus on cards: they work after a restart, for anyone who may see the message."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any, Self, cast

import discord
from discord import ui
from discord.ext import commands

from bot.titles.service import Library
from bot.titles.views.result import page_card
from bot.ui.actions import BUTTON_TEMPLATE, ENTRY_TEMPLATE, MENU_TEMPLATE, Step, Walk
from bot.ui.errors import answer_failure
from bot.ui.locale import speak_for
from bot.ui.messages import gone_card, stopping_card
from bot.ui.responses import Reply, asker_of, in_time, is_stopping, send, tell_walked, walk_on

AnyMenu = ui.Select[ui.LayoutView] | ui.RoleSelect[ui.LayoutView] | ui.ChannelSelect[ui.LayoutView]

Taken = Callable[[discord.Interaction, Walk], Awaitable[Reply | None]]
"""What takes a step: gives the card or form it leads to, None where that is not there any more."""

Working = Callable[[discord.Interaction, Walk], Awaitable[None]]
"""What takes a step that is more work than an answer may take, and answers for itself."""

PRIVATE_STEPS = frozenset({Step.SPOILERS})


class Walking(commands.Cog):
    """Answers presses: cards about shows and people by itself, other steps by the cog that said so."""

    def __init__(self, library: Library) -> None:
        self._library = library
        pages = (Step.SHOW, Step.REVIEW, Step.CAST, Step.PERSON, Step.VOICES, Step.SPOILERS)
        self._takers: dict[Step, tuple[Taken, ...]] = dict.fromkeys(pages, (self._open,))
        self._working: dict[Step, Working] = {}
        self._entries: dict[str, Taken] = {}

    async def _open(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        page = await self._library.walk(walk.key, asker_of(interaction))
        return page_card(page, walk.step, walk.page) if page else None

    def on(self, step: Step, taken: Taken) -> None:
        """Let a step be taken by this, where nobody before it knows what the step is about."""
        self._takers[step] = (*self._takers.get(step, ()), taken)

    def on_long(self, step: Step, taken: Working) -> None:
        """Let a step be taken by this, which may be long in the doing and answers for itself: at once, and again."""
        self._working[step] = taken

    def on_entry(self, subject: str, taken: Taken) -> None:
        """Let a value be taken by this that was chosen in a menu with this subject."""
        self._entries[subject] = taken

    @property
    def steps(self) -> frozenset[Step]:
        """The steps that somebody takes, those of menus of values aside."""
        return frozenset(self._takers) | frozenset(self._working)

    @property
    def entries(self) -> frozenset[str]:
        """What the menus of values are for that somebody takes."""
        return frozenset(self._entries)

    async def _take(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        entry = self._entries.get(walk.subject) if walk.step is Step.ENTER else None
        for taken in (entry,) if entry else self._takers.get(walk.step, ()):
            if (view := await taken(interaction, walk)) or interaction.response.is_done():
                return view
        return None

    async def walk(self, interaction: discord.Interaction, custom_id: str) -> None:
        """Take the step that a custom_id asks for, and answer whatever happens."""
        try:
            await speak_for(interaction)
            if is_stopping(interaction):
                await send(interaction, stopping_card(), private=True)
                return
            walk = Walk.read(custom_id)
            if walk and (working := self._working.get(walk.step)):
                await working(interaction, walk)
                return
            view = await in_time(self._take(interaction, walk)) if walk else None
            if interaction.response.is_done():
                return  # whoever took the step had more to say than one card, and said it
            if view is None or walk is None:
                await walk_on(interaction, gone_card(walk.step if walk else None), private=True)
            else:
                await walk_on(interaction, view, private=walk.step in PRIVATE_STEPS)
                tell_walked(interaction, view, walk)
        except Exception as error:  # noqa: BLE001  # discord.py would only log it, and the member would wait in vain
            await answer_failure(interaction, error)


def _walking(interaction: discord.Interaction) -> Walking | None:
    bot = interaction.client
    cog = bot.get_cog(Walking.__name__) if isinstance(bot, commands.Bot | commands.AutoShardedBot) else None
    return cog if isinstance(cog, Walking) else None


class WalkButton(ui.DynamicItem[ui.Button[ui.LayoutView]], template=BUTTON_TEMPLATE):
    """A button that leads to another card."""

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str]) -> Self:  # noqa: ARG003  # discord.py's signature
        """Make the button that was pressed."""
        assert isinstance(item, ui.Button)
        return cls(item)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Take the step that the button asks for."""
        if walking := _walking(interaction):
            await walking.walk(interaction, self.custom_id)


class WalkMenu(ui.DynamicItem[ui.Select[ui.LayoutView]], template=MENU_TEMPLATE):
    """A menu whose every option leads to another card."""

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str]) -> Self:  # noqa: ARG003  # discord.py's signature
        """Make the menu that was used."""
        assert isinstance(item, ui.Select)
        return cls(item)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Take the step that the chosen option asks for."""
        if walking := _walking(interaction):
            values = self.item.values
            await walking.walk(interaction, values[0] if values else "")


class EntryMenu(ui.DynamicItem[AnyMenu], template=ENTRY_TEMPLATE):
    """A menu whose choice is a value: a role, a channel, a word. Its custom_id says what for."""

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str]) -> Self:  # noqa: ARG003  # discord.py's signature
        """Make the menu that was used."""
        assert isinstance(item, ui.Select | ui.RoleSelect | ui.ChannelSelect)
        return cls(item)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Take the step; what takes it reads the choice by :func:`chosen`."""
        if walking := _walking(interaction):
            await walking.walk(interaction, self.custom_id)


def chosen(interaction: discord.Interaction) -> tuple[str, ...]:
    """Give what was chosen in a menu: values, or the ids of roles and channels."""
    values: object = (interaction.data or {}).get("values")
    return tuple(map(str, cast("list[object]", values))) if isinstance(values, list) else ()
