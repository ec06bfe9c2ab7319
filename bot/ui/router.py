"""The custom_id router: buttons and menus on cards work after a restart, for everyone who can see the message."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Any, Self, cast

import discord
from discord import ui
from discord.ext import commands

from bot.ui.actions import BUTTON_TEMPLATE, ENTRY_TEMPLATE, MENU_TEMPLATE, Action, ActionKind
from bot.ui.errors import answer_error
from bot.ui.locale import set_locale_for
from bot.ui.messages import gone_card, stopping_card
from bot.ui.responses import Reply, announce_navigation, in_time, is_stopping, navigate, send

AnyMenu = ui.Select[ui.LayoutView] | ui.RoleSelect[ui.LayoutView] | ui.ChannelSelect[ui.LayoutView]

Handler = Callable[[discord.Interaction, Action], Awaitable[Reply | None]]
"""Handles an action: returns the card or modal it leads to, or None if that is no longer there."""

LongHandler = Callable[[discord.Interaction, Action], Awaitable[None]]
"""Handles an action that takes longer than an answer may, and answers the interaction itself."""

PRIVATE_ACTIONS = frozenset({ActionKind.SPOILERS, ActionKind.CONTENT_NOTES})
"""What only the member who asked for it sees."""


class Router(commands.Cog):
    """Hands each action to the cog that registered a handler for its kind."""

    def __init__(self) -> None:
        self._handlers: dict[ActionKind, tuple[Handler, ...]] = {}
        self._long_handlers: dict[ActionKind, LongHandler] = {}
        self._entry_handlers: dict[str, Handler] = {}

    def on(self, kind: ActionKind, handler: Handler) -> None:
        """Register a handler; it is asked if none of those registered before it knows the subject."""
        self._handlers[kind] = (*self._handlers.get(kind, ()), handler)

    def on_long(self, kind: ActionKind, handler: LongHandler) -> None:
        """Register a handler that may take longer and answers by itself: at once, and again when it is done."""
        self._long_handlers[kind] = handler

    def on_entry(self, subject: str, handler: Handler) -> None:
        """Register a handler for the values chosen in menus with this subject."""
        self._entry_handlers[subject] = handler

    @property
    def kinds(self) -> frozenset[ActionKind]:
        """The kinds of action that have a handler, not counting menus of values."""
        return frozenset(self._handlers) | frozenset(self._long_handlers)

    @property
    def entries(self) -> frozenset[str]:
        """The subjects of menus of values that have a handler."""
        return frozenset(self._entry_handlers)

    async def _handle(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        entry = self._entry_handlers.get(action.subject) if action.kind is ActionKind.ENTER else None
        for handler in (entry,) if entry else self._handlers.get(action.kind, ()):
            if (view := await handler(interaction, action)) or interaction.response.is_done():
                return view
        return None

    async def dispatch(self, interaction: discord.Interaction, custom_id: str) -> None:
        """Carry out the action in a custom_id, and always answer."""
        try:
            await set_locale_for(interaction)
            if is_stopping(interaction):
                await send(interaction, stopping_card(), private=True)
                return
            action = Action.read(custom_id)
            if action and (long_handler := self._long_handlers.get(action.kind)):
                await long_handler(interaction, action)
                return
            view = await in_time(self._handle(interaction, action)) if action else None
            if interaction.response.is_done():
                return  # the handler has answered already, with more than one card
            if view is None or action is None:
                await navigate(interaction, gone_card(action.kind if action else None), private=True)
            else:
                await navigate(interaction, view, private=action.kind in PRIVATE_ACTIONS)
                announce_navigation(interaction, view, action)
        except Exception as error:  # noqa: BLE001  # discord.py would only log it, and the member would wait in vain
            await answer_error(interaction, error)


def _router(interaction: discord.Interaction) -> Router | None:
    bot = interaction.client
    cog = bot.get_cog(Router.__name__) if isinstance(bot, commands.Bot | commands.AutoShardedBot) else None
    return cog if isinstance(cog, Router) else None


class ActionButton(ui.DynamicItem[ui.Button[ui.LayoutView]], template=BUTTON_TEMPLATE):
    """A button that leads to another card."""

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str]) -> Self:  # noqa: ARG003  # discord.py's signature
        """Make the button that was pressed."""
        assert isinstance(item, ui.Button)
        return cls(item)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Carry out the action of the button."""
        if router := _router(interaction):
            await router.dispatch(interaction, self.custom_id)


class ActionMenu(ui.DynamicItem[ui.Select[ui.LayoutView]], template=MENU_TEMPLATE):
    """A menu whose every option leads to another card."""

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str]) -> Self:  # noqa: ARG003  # discord.py's signature
        """Make the menu that was used."""
        assert isinstance(item, ui.Select)
        return cls(item)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Carry out the action of the option that was chosen."""
        if router := _router(interaction):
            values = self.item.values
            await router.dispatch(interaction, values[0] if values else "")


class EntryMenu(ui.DynamicItem[AnyMenu], template=ENTRY_TEMPLATE):
    """A menu of values: roles, channels, words. Its custom_id says what they are for."""

    @classmethod
    async def from_custom_id(cls, interaction: discord.Interaction, item: ui.Item[Any], match: re.Match[str]) -> Self:  # noqa: ARG003  # discord.py's signature
        """Make the menu that was used."""
        assert isinstance(item, ui.Select | ui.RoleSelect | ui.ChannelSelect)
        return cls(item)

    async def callback(self, interaction: discord.Interaction) -> None:
        """Carry out the action; its handler reads the values with :func:`chosen`."""
        if router := _router(interaction):
            await router.dispatch(interaction, self.custom_id)


def chosen(interaction: discord.Interaction) -> tuple[str, ...]:
    """Return what was selected in a menu: values, or the ids of roles and channels."""
    values: object = (interaction.data or {}).get("values")
    return tuple(map(str, cast("list[object]", values))) if isinstance(values, list) else ()
