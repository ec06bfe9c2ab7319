"""Short messages: an action that leads nowhere any more, something that went wrong, something that is not allowed."""

from __future__ import annotations

from discord import ui

from bot.i18n import _
from bot.ui import discord_limits
from bot.ui.actions import ActionKind
from bot.ui.card import card
from bot.ui.markdown import clean, quiet
from bot.ui.verdicts import NO_VERDICT_COLOUR

ABOUT_REVIEWS = {
    ActionKind.EDIT,
    ActionKind.EXTRA,
    ActionKind.PUBLISH,
    ActionKind.DISCARD,
    ActionKind.MINE,
    ActionKind.THEIRS,
    ActionKind.MERGE,
    ActionKind.OPEN,
    ActionKind.DROP,
    ActionKind.REMOVE,
    ActionKind.RESTORE,
    ActionKind.HISTORY,
    ActionKind.VERSION,
    ActionKind.BRING,
}
"""Steps whose subject is a draft or a review of a server's own."""


def gone_card(kind: ActionKind | None = None) -> ui.LayoutView:
    """Say that what a button led to is not there any more.

    Parameters
    ----------
    step
        What was pressed for; None where that cannot be read.
    """
    if kind in {ActionKind.PICKS, ActionKind.REFUSE}:
        said = _("That question is not kept any more.")
        hint = _("Ask again with `/recommend`.")
    elif kind in ABOUT_REVIEWS:
        said = _("That draft or review is not there any more.")
        hint = _("`/curate list` shows what there is, your drafts first.")
    else:
        said = _("That is not in the catalogue any more.")
        hint = _("Ask again with a command: it knows what there is now.")
    return card(NO_VERDICT_COLOUR, [[said, quiet(hint)]])


def error_card(reference: str) -> ui.LayoutView:
    """Say that something went wrong, with the reference that stands in the log."""
    return card(
        NO_VERDICT_COLOUR,
        [
            [
                _("Sorry, that went wrong on my side. Nothing is lost; please try once more."),
                quiet(
                    _("If it happens again, tell whoever runs this bot: {reference}").format(reference=f"`{reference}`")
                ),
            ]
        ],
    )


def error_choice(reference: str) -> str:
    """Say the same in the one line that an autocomplete has."""
    return clean(
        _("Suggestions failed ({reference}); type on and press enter").format(reference=reference),
        discord_limits.CHOICE_NAME,
    )


def not_a_curator_card(*, managing: bool = False) -> ui.LayoutView:
    """Say that somebody may not do that, and who may.

    Parameters
    ----------
    managing
        Whether Manage Server is asked for, and the curator role is not enough.
    """
    return card(
        NO_VERDICT_COLOUR,
        [
            [
                _("That is for those who may manage this server.")
                if managing
                else _("That is for this server's curators: those who may manage the server, and the curator role."),
                quiet(_("Nothing was changed. In a server, `/settings` says who its curators are.")),
            ]
        ],
    )


def not_a_curator_choice() -> str:
    """Say the same in the one line that an autocomplete has."""
    return clean(_("This server's curators alone may do that"), discord_limits.CHOICE_NAME)


def ask_for_one_card() -> ui.LayoutView:
    """Ask for a show or a person, where neither was given."""
    return card(
        NO_VERDICT_COLOUR,
        [[_("Name a **show** or a **person**: `/cast show:` says who is in it, `/cast person:` what they did.")]],
    )


def stopping_card() -> ui.LayoutView:
    """Say that the bot is being restarted."""
    return card(NO_VERDICT_COLOUR, [[_("I am being restarted; please ask again in a minute.")]])
