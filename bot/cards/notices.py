"""Short words: nothing found, a walk that leads nowhere any more, something that went wrong."""

from __future__ import annotations

from discord import ui

from bot.answers import NothingFound, Sought
from bot.cards import limits
from bot.cards.frame import Press, card
from bot.cards.marks import NO_VERDICT_COLOUR
from bot.cards.text import clean, quiet, safe
from bot.cards.walks import Step, Walk
from bot.language import _

NEAREST = 3
AT_THE_DESK = {
    Step.EDIT,
    Step.EXTRA,
    Step.PUBLISH,
    Step.DISCARD,
    Step.MINE,
    Step.THEIRS,
    Step.MERGE,
    Step.OPEN,
    Step.DROP,
    Step.REMOVE,
    Step.RESTORE,
    Step.HISTORY,
    Step.VERSION,
    Step.BRING,
}
"""Steps whose subject is a draft or a review of a server's own."""


def nothing_card(page: NothingFound, step: Step = Step.SHOW) -> ui.LayoutView:
    """Say kindly that nothing was found: what was understood, the nearest three, what to do."""
    typed = safe(page.typed, 100)
    looked_for = (
        _("Nobody here is called **{typed}**.")
        if page.sought is Sought.PERSON
        else _("Nothing here is called **{typed}**.")
    )
    nearest = page.nearest[:NEAREST]
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
            Press(clean(one.title, limits.BUTTON_LABEL), Walk.to(one.key, step), primary=place == 0)
            for place, one in enumerate(nearest)
        ],
    )


def gone_card(step: Step | None = None) -> ui.LayoutView:
    """Say that what a button led to is not there any more.

    Parameters
    ----------
    step
        What was pressed for; None where that cannot be read.
    """
    if step in {Step.PICKS, Step.REFUSE}:
        said = _("That question is not kept any more.")
        hint = _("Ask again with `/recommend`.")
    elif step in AT_THE_DESK:
        said = _("That draft or review is not there any more.")
        hint = _("`/curate list` shows what there is, your drafts first.")
    else:
        said = _("That is not in the catalogue any more.")
        hint = _("Ask again with a command: it knows what there is now.")
    return card(NO_VERDICT_COLOUR, [[said, quiet(hint)]])


def failure_card(reference: str) -> ui.LayoutView:
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


def failure_choice(reference: str) -> str:
    """Say the same in the one line that an autocomplete has."""
    return clean(
        _("Suggestions failed ({reference}); type on and press enter").format(reference=reference), limits.CHOICE_NAME
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
    return clean(_("This server's curators alone may do that"), limits.CHOICE_NAME)


def ask_for_one_card() -> ui.LayoutView:
    """Ask for a show or a person, where neither was given."""
    return card(
        NO_VERDICT_COLOUR,
        [[_("Name a **show** or a **person**: `/cast show:` says who is in it, `/cast person:` what they did.")]],
    )


def stopping_card() -> ui.LayoutView:
    """Say that the bot is being restarted."""
    return card(NO_VERDICT_COLOUR, [[_("I am being restarted; please ask again in a minute.")]])
