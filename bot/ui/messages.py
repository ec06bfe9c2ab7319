"""Short messages: something is no longer there, went wrong, or isn't allowed."""

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
"""Actions whose subject is a draft or a server's own review."""


def gone_card(kind: ActionKind | None = None) -> ui.LayoutView:
    """Say that what a button led to is no longer there.

    Parameters
    ----------
    kind
        What the button asked for; None if its custom_id cannot be read.
    """
    if kind in {ActionKind.PICKS, ActionKind.REFUSE}:
        text = _("That question is not kept any more.")
        hint = _("Ask again with `/recommend`.")
    elif kind in ABOUT_REVIEWS:
        text = _("That draft or review is not there any more.")
        hint = _("`/curate list` shows what there is, your drafts first.")
    else:
        text = _("That is not in the catalogue any more.")
        hint = _("Ask again with a command: it knows what there is now.")
    return card(NO_VERDICT_COLOUR, [[text, quiet(hint)]])


def error_card(reference: str) -> ui.LayoutView:
    """Say that something went wrong, with the reference that is in the log."""
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
    """Say that the member isn't allowed to do that, and who is.

    Parameters
    ----------
    managing
        Whether Manage Server is needed, so that the curator role is not enough.
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
    """Ask for a show or a person, because neither was given."""
    return card(
        NO_VERDICT_COLOUR,
        [[_("Name a **show** or a **person**: `/cast show:` says who is in it, `/cast person:` what they did.")]],
    )


def stopping_card() -> ui.LayoutView:
    """Say that the bot is being restarted."""
    return card(NO_VERDICT_COLOUR, [[_("I am being restarted; please ask again in a minute.")]])
