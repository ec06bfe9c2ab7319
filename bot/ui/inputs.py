"""Building a modal: at most five fields, and an action as its custom_id, as buttons have."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence

from discord import File, RadioGroupOption, SelectOption, TextStyle, ui
from msgspec import Struct

from bot.i18n import _
from bot.ui import discord_limits
from bot.ui.actions import Action
from bot.ui.card import PARAGRAPH, card
from bot.ui.markdown import clean
from bot.ui.verdicts import NO_VERDICT_COLOUR

RETURNED_ON_A_CARD = 3000
"""Characters of a form that are returned on the card itself; anything longer is sent as a file."""


class Answer(Struct, frozen=True):
    """One of the options of a field."""

    value: str
    label: str
    detail: str | None = None


class TextField(Struct, frozen=True):
    """A text input.

    Parameters
    ----------
    name
        The name under which the text comes back.
    most
        The longest text that Discord accepts here; at most 4,000 characters.
    """

    name: str
    label: str
    detail: str | None = None
    value: str = ""
    most: int = discord_limits.FORM_TEXT
    long: bool = False
    required: bool = False


class ChoiceField(Struct, frozen=True):
    """One of a few options, as radio buttons: two to ten."""

    name: str
    label: str
    answers: Sequence[Answer]
    detail: str | None = None
    value: str = ""
    required: bool = True


class MenuField(Struct, frozen=True):
    """One of many options, in a menu: at most 25."""

    name: str
    label: str
    answers: Sequence[Answer]
    detail: str | None = None
    value: str = ""
    required: bool = False


Field = TextField | ChoiceField | MenuField


def modal(title: str, action: Action, fields: Sequence[Field]) -> ui.Modal:
    """Build a modal. When it is sent back, its action says who handles it, also after a restart.

    Parameters
    ----------
    fields
        At most five.

    Notes
    -----
    Stopped before it is sent, as cards are, so that discord.py does not hold it in memory.
    """
    modal = ui.Modal(title=clean(title, discord_limits.FORM_TITLE) or "?", custom_id=str(action), timeout=None)
    for field in fields[: discord_limits.FORM_FIELDS]:
        modal.add_item(
            ui.Label(
                text=clean(field.label, discord_limits.FORM_LABEL) or "?",
                description=clean(field.detail, discord_limits.FORM_DESCRIPTION) or None if field.detail else None,
                component=_control(field),
            )
        )
    modal.stop()
    return modal


def _control(field: Field) -> ui.Item[ui.Modal]:
    match field:
        case TextField():
            most = min(field.most, discord_limits.FORM_TEXT)
            return ui.TextInput(
                custom_id=field.name,
                style=TextStyle.paragraph if field.long else TextStyle.short,
                default=field.value[:most] or None,
                max_length=most,
                required=field.required,
            )
        case ChoiceField():
            return ui.RadioGroup(
                custom_id=field.name,
                required=field.required,
                options=[
                    RadioGroupOption(
                        label=clean(one.label, discord_limits.OPTION_LABEL),
                        value=one.value,
                        description=clean(one.detail, discord_limits.OPTION_DESCRIPTION) if one.detail else None,
                        default=one.value == field.value,
                    )
                    for one in field.answers[: discord_limits.FORM_CHOICES]
                ],
            )
        case MenuField():
            return ui.Select(
                custom_id=field.name,
                required=field.required,
                options=[
                    SelectOption(
                        label=clean(one.label, discord_limits.OPTION_LABEL),
                        value=one.value,
                        description=clean(one.detail, discord_limits.OPTION_DESCRIPTION) if one.detail else None,
                        default=one.value == field.value,
                    )
                    for one in field.answers[: discord_limits.OPTIONS]
                ],
            )


def text_returned_card(fields: Mapping[str, str]) -> tuple[ui.LayoutView, list[File]]:
    """Return texts that could not be saved to their author, to copy: on the card, or as a file if they are long.

    Parameters
    ----------
    fields
        What was typed, by the fields' names, including what was chosen.
    """
    texts = [text.replace(PARAGRAPH, "\n") for text in fields.values() if text]
    intro = _("What you typed, so that nothing is lost:")
    # A zero-width space stops backticks in the text from ending the code block.
    blocks = ["```\n" + text.replace("```", "`\u200b`\u200b`") + "\n```" for text in texts]
    if sum(map(len, blocks)) <= RETURNED_ON_A_CARD:
        return card(NO_VERDICT_COLOUR, [[intro, *blocks]]), []
    file = File(io.BytesIO("\n\n".join(texts).encode(errors="replace")), filename="your-text.txt")
    view = card(NO_VERDICT_COLOUR, [[intro]])
    view.add_item(ui.File(file))
    return view, [file]
