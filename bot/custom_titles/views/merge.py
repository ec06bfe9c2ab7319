"""Cards about merging a custom title into the catalogue's: the suggestion, the preview and the outcome."""

from __future__ import annotations

from collections.abc import Iterator

from discord import ui

from bot.custom_titles.results import MergeSuggestion
from bot.custom_titles.views.browse import HIDE, KEEP, suggestion_line
from bot.custom_titles.views.words import facts_listed
from bot.i18n import _, ngettext, number
from bot.ui.actions import Action, ActionKind
from bot.ui.card import Button, card
from bot.ui.markdown import quiet, safe
from bot.ui.verdicts import HOUSE_COLOUR, NO_VERDICT_COLOUR

MOST_MOVES = 12
"""Moves listed; about a phone's screen."""
YES, NO = HIDE, KEEP


def merge_card(suggestion: MergeSuggestion) -> ui.LayoutView:
    """Show what a merge would do, with buttons to confirm or decline."""
    key, mark = suggestion.merge.own, suggestion.sign
    reviews = sum(suggestion.reviews.values())
    return card(
        HOUSE_COLOUR,
        [
            [_("## Join with the catalogue"), suggestion_line(suggestion)],
            [*_moves(suggestion)],
            [
                ngettext(
                    "{count} review moves, with every version.", "{count} reviews move, with every version.", reviews
                ).format(count=number(reviews, 0))
                if reviews
                else _("There are no reviews to move."),
                ngettext(
                    "{count} curator reviewed both: the newer review stays, the other one stands in its history.",
                    "{count} curators reviewed both: the newer review stays, the other one stands in its history.",
                    suggestion.reviewed_twice,
                ).format(count=number(suggestion.reviewed_twice, 0))
                if suggestion.reviewed_twice
                else "",
                _("This server's own {facts} stay, as its corrections: the catalogue does not have them.").format(
                    facts=facts_listed(suggestion.remaining)
                )
                if suggestion.remaining
                else "",
                quiet(_("All of it happens at once, or nothing. Drafts, covers and announcements move along.")),
            ],
        ],
        [
            Button(_("Join"), Action(ActionKind.JOIN, key, mark, YES), primary=True),
            Button(_("Keep mine"), Action(ActionKind.JOIN, key, mark, NO)),
            Button(_("Not now"), Action(ActionKind.TITLE, key)),
        ],
    )


def _moves(suggestion: MergeSuggestion) -> Iterator[str]:
    merge = suggestion.merge
    moves = [*merge.pairs.items(), *merge.added.items()]
    for before, after in moves[:MOST_MOVES]:
        own, there = safe(suggestion.titles[before], 80), safe(suggestion.titles[after], 80)
        if before in merge.added:
            text = _("• **{own}**: not in the catalogue, stays as an addition of this server")
        else:
            text = _("• **{own}** → **{there}**")
        count = suggestion.reviews.get(before, 0)
        reviews = ngettext("{count} review", "{count} reviews", count).format(count=number(count, 0)) if count else ""
        yield text.format(own=own, there=there) + (f" · {reviews}" if reviews else "")
    if len(moves) > MOST_MOVES:
        rest = len(moves) - MOST_MOVES
        yield ngettext("• and {count} more", "• and {count} more", rest).format(count=number(rest, 0))


def merged_note(suggestion: MergeSuggestion) -> str:
    """Say that a title was merged."""
    return "🔗 " + _("**Joined** with the catalogue's {title}; everything that was written of it is here.").format(
        title=f"**{safe(suggestion.bundled_title, 100)}**"
    )


def not_a_duplicate_note() -> str:
    """Say that a title is not a duplicate and stays the server's own."""
    return "✅ " + _("**Kept apart**: I do not ask again.")


def stale_card(key: str) -> ui.LayoutView:
    """Say that something changed between the preview and the confirmation."""
    text = _("Something was changed meanwhile, so nothing was joined. Look again at what would move.")
    return card(NO_VERDICT_COLOUR, [[text]], [Button(_("Look again"), Action(ActionKind.JOIN, key), primary=True)])


def suggestions_card(suggestions: tuple[MergeSuggestion, ...]) -> ui.LayoutView:
    """Tell a curator, once, which of the server's titles the catalogue now has."""
    return card(
        HOUSE_COLOUR,
        [[*(f"🔗 {suggestion_line(suggestion)}" for suggestion in suggestions[:MOST_MOVES])]],
        [
            Button(suggestion.bundled_title, Action(ActionKind.JOIN, suggestion.merge.own), primary=place == 0)
            for place, suggestion in enumerate(suggestions)
        ],
    )
