"""The card for when nothing was found: what was searched for, the closest matches, what to try."""

from __future__ import annotations

from discord import ui

from bot.i18n import _
from bot.models.queries import SearchKind
from bot.titles.results import NothingFound
from bot.ui import discord_limits
from bot.ui.actions import Action, ActionKind
from bot.ui.card import Button, card
from bot.ui.markdown import clean, quiet, safe
from bot.ui.verdicts import NO_VERDICT_COLOUR

NEAREST = 3


def nothing_card(result: NothingFound, kind: ActionKind = ActionKind.SHOW) -> ui.LayoutView:
    """Say that nothing was found, with the three closest matches and what to try."""
    typed = safe(result.typed, 100)
    looked_for = (
        _("Nobody here is called **{typed}**.")
        if result.kind is SearchKind.PERSON
        else _("Nothing here is called **{typed}**.")
    )
    nearest = result.nearest[:NEAREST]
    return card(
        NO_VERDICT_COLOUR,
        [
            [
                looked_for.format(typed=typed) if typed else _("There was nothing to look for."),
                _("The nearest that I know:") if nearest else "",
                *(
                    f"• **{safe(one.title, 100)}**" + (f", {safe(one.detail, 80)}" if one.detail else "")
                    for one in nearest
                ),
                quiet(
                    _("Try part of a title, its original script, or somebody in it; pick from the list as you type.")
                ),
            ]
        ],
        [
            Button(clean(one.title, discord_limits.BUTTON_LABEL), Action.to(one.key, kind), primary=index == 0)
            for index, one in enumerate(nearest)
        ],
    )
