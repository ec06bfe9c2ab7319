"""Building a card: a coloured container with blocks of text, a row of buttons, and menus."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ButtonStyle, ChannelType, Object, SelectDefaultValue, SelectOption, ui
from msgspec import Struct

from bot.i18n import _
from bot.models.queries import Choice
from bot.ui import discord_limits
from bot.ui.actions import Action, ActionKind
from bot.ui.markdown import clean


class Button(Struct, frozen=True):
    """A button. A card has one primary button: what the member most likely wants next.

    Parameters
    ----------
    danger
        Whether it deletes something.
    """

    label: str
    action: Action
    primary: bool = False
    danger: bool = False


class Option(Struct, frozen=True):
    """One line of a menu."""

    label: str
    action: Action
    detail: str | None = None
    chosen: bool = False


class Menu(Struct, frozen=True):
    """A menu of actions.

    Parameters
    ----------
    name
        Unique on the card.
    placeholder
        Shown while nothing is selected.
    """

    name: str
    placeholder: str
    options: Sequence[Option]


class RoleEntry(Struct, frozen=True):
    """A menu of the server's roles; the choice comes back as an ``enter`` action.

    Parameters
    ----------
    subject
        What the choice is for; the router looks up the handler by it.
    """

    subject: str
    placeholder: str
    chosen: int | None = None


class ChannelEntry(Struct, frozen=True):
    """A menu of the server's text channels; otherwise the same."""

    subject: str
    placeholder: str
    chosen: int | None = None


class WordEntry(Struct, frozen=True):
    """A menu of words, as pairs of value and label; otherwise the same."""

    subject: str
    placeholder: str
    words: Sequence[tuple[str, str]]
    chosen: str | None = None


Entry = RoleEntry | ChannelEntry | WordEntry

PARAGRAPH = "\f"
"""A line that leaves a little space inside a block; no stored text can contain it."""


def card(
    accent: int,
    blocks: Sequence[Sequence[str]],
    buttons: Sequence[Button] = (),
    menus: Sequence[Menu] = (),
    entries: Sequence[Entry] = (),
) -> ui.LayoutView:
    """Build a card that stays within all of Discord's limits.

    Parameters
    ----------
    accent
        The colour of its left edge, 24-bit RGB.
    blocks
        Lines of text, with a divider between blocks. Empty lines and empty blocks are left out; :data:`PARAGRAPH`
        leaves a little space inside a block.
    buttons
        At most five; any beyond that, and duplicates of the same action, are left out.
    menus
        One row each; a menu without options is left out.
    entries
        Menus of values, one row each, above the buttons.

    Notes
    -----
    The view is stopped before it is sent: a card has no state, and its buttons are handled by their custom_ids, so
    discord.py does not have to hold a view in memory for every card ever sent.
    """
    texts = ["\n".join(filter(None, lines)) for lines in blocks]
    texts = discord_limits.fit_blocks([text for text in texts if text])
    container: ui.Container[ui.LayoutView] = ui.Container(accent_colour=accent)
    for position, text in enumerate(texts):
        if position:
            container.add_item(ui.Separator())
        paragraphs = [part.strip("\n") for part in text.split(PARAGRAPH)]
        for number, paragraph in enumerate(filter(None, paragraphs)):
            if number:
                container.add_item(ui.Separator(visible=False))
            container.add_item(ui.TextDisplay(paragraph))
    for entry in entries:
        container.add_item(ui.ActionRow(_entry(entry)))
    if distinct := list({str(button.action): button for button in reversed(buttons)}.values())[::-1]:
        container.add_item(ui.ActionRow(*map(_button, distinct[: discord_limits.BUTTONS_IN_A_ROW])))
    for menu in menus:
        if menu.options:
            container.add_item(ui.ActionRow(_select(menu)))
    view = ui.LayoutView(timeout=None)
    view.add_item(container)
    view.stop()
    return view


def _button(button: Button) -> ui.Button[ui.LayoutView]:
    return ui.Button(
        label=clean(button.label, discord_limits.BUTTON_LABEL) or "?",
        style=ButtonStyle.danger if button.danger else ButtonStyle.primary if button.primary else ButtonStyle.secondary,
        custom_id=str(button.action),
    )


def _entry(entry: Entry) -> ui.Select[ui.LayoutView] | ui.RoleSelect[ui.LayoutView] | ui.ChannelSelect[ui.LayoutView]:
    custom_id = str(Action(ActionKind.ENTER, entry.subject))
    placeholder = clean(entry.placeholder, discord_limits.PLACEHOLDER)
    match entry:
        case RoleEntry():
            return ui.RoleSelect(
                custom_id=custom_id,
                placeholder=placeholder,
                min_values=0,
                default_values=[SelectDefaultValue.from_role(Object(entry.chosen))] if entry.chosen else [],
            )
        case ChannelEntry():
            return ui.ChannelSelect(
                custom_id=custom_id,
                placeholder=placeholder,
                min_values=0,
                channel_types=[ChannelType.text, ChannelType.news],
                default_values=[SelectDefaultValue.from_channel(Object(entry.chosen))] if entry.chosen else [],
            )
        case WordEntry():
            return ui.Select(
                custom_id=custom_id,
                placeholder=placeholder,
                options=[
                    SelectOption(
                        label=clean(label, discord_limits.OPTION_LABEL), value=value, default=value == entry.chosen
                    )
                    for value, label in entry.words[: discord_limits.OPTIONS]
                ],
            )


def _select(menu: Menu) -> ui.Select[ui.LayoutView]:
    distinct = {str(option.action): option for option in menu.options}
    chosen = next((option for option in distinct.values() if option.chosen), None)
    return ui.Select(
        custom_id=str(Action(ActionKind.MENU, menu.name)),
        placeholder=clean(menu.placeholder, discord_limits.PLACEHOLDER),
        options=[
            SelectOption(
                label=clean(option.label, discord_limits.OPTION_LABEL) or "?",
                value=value,
                description=clean(option.detail, discord_limits.OPTION_DESCRIPTION) or None if option.detail else None,
                default=option is chosen,
            )
            for value, option in list(distinct.items())[: discord_limits.OPTIONS]
        ],
    )


def others_menu(others: Sequence[Choice], kind: ActionKind) -> list[Menu]:
    """Return a menu of what else the member may have meant; none if there is nothing else."""
    if not others:
        return []
    options = [Option(choice.title, Action.to(choice.key, kind), choice.detail) for choice in others]
    return [Menu("others", _("Did you mean another?"), options)]
