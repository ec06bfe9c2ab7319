"""The two forms of a review: verdict, headline, reasons and spoilers; then comparison and score."""

from __future__ import annotations

from discord import ui

from bot.i18n import _, number
from bot.models import limits
from bot.models.opinions import Verdict
from bot.reviews.fields import Entry
from bot.reviews.results import NotReviewed, ReviewExtraForm, ReviewForm, ToChoose
from bot.titles.views.navigation import sibling_menu, story_line
from bot.ui import discord_limits
from bot.ui.actions import Action, ActionKind
from bot.ui.card import card
from bot.ui.inputs import Answer, ChoiceField, Field, MenuField, TextField, modal
from bot.ui.markdown import quiet, safe
from bot.ui.pagination import PER_PAGE, page_buttons, page_of
from bot.ui.verdicts import HOUSE_COLOUR, NO_VERDICT_COLOUR, VERDICT_STYLES, verdict_word

ROOM = 4
"""A field accepts this many times its limit, so that a text that is too long is answered and not cut off."""


def review_form(result: ReviewForm) -> ui.Modal:
    """Build the form to write a review in."""
    fields = result.fields
    kind = ActionKind.MERGE if result.merges else ActionKind.EDIT if result.is_draft else ActionKind.WRITE
    return modal(
        result.title,
        Action(
            kind, str(result.of), detail=f"{result.based_on}.{result.seen}" if result.is_draft else str(result.based_on)
        ),
        [
            ChoiceField(
                Entry.VERDICT,
                _("Verdict"),
                [Answer(one.value, f"{VERDICT_STYLES[one].icon} {verdict_word(one)}") for one in Verdict],
                value=fields.get(Entry.VERDICT, ""),
            ),
            TextField(
                Entry.HEADLINE,
                _("Why, in one sentence"),
                _("At most {most} characters; free of spoilers").format(most=number(limits.HEADLINE)),
                value=fields.get(Entry.HEADLINE, ""),
                most=ROOM * limits.HEADLINE,
                required=True,
            ),
            _reasons(Entry.WORKS, _("What works"), fields.get(Entry.WORKS, "")),
            _reasons(Entry.DOESNT, _("What doesn't"), fields.get(Entry.DOESNT, "")),
            TextField(
                Entry.SPOILERS,
                _("What can only be said with spoilers"),
                _("At most {most} characters; covered until someone presses").format(most=number(limits.SPOILERS)),
                value=fields.get(Entry.SPOILERS, ""),
                most=ROOM * limits.SPOILERS,
                long=True,
            ),
        ],
    )


def second_form(result: ReviewExtraForm) -> ui.Modal:
    """Build the form for comparison and score."""
    fields = result.fields
    chosen = fields.get(Entry.OTHER, "")
    few = len(result.siblings) <= discord_limits.OPTIONS
    other: list[Field] = []
    if result.siblings:
        titled = next((title for key, title in result.siblings.items() if key == chosen), chosen)
        other = [
            MenuField(
                Entry.OTHER,
                _("Compare it with"),
                [Answer(key, title) for key, title in result.siblings.items()],
                value=next((key for key, title in result.siblings.items() if chosen in {key, title}), ""),
            )
            if few
            else TextField(
                Entry.OTHER,
                _("Compare it with"),
                _("The title of another one of the same anthology"),
                value=titled,
                most=ROOM * limits.COMPARISON,
            ),
            TextField(
                Entry.COMPARISON,
                _("How does it stand beside that one?"),
                _("At most {most} characters").format(most=number(limits.COMPARISON)),
                value=fields.get(Entry.COMPARISON, ""),
                most=ROOM * limits.COMPARISON,
            ),
        ]
    return modal(
        result.title,
        Action(ActionKind.EXTRA, str(result.draft), detail=f"0.{result.seen}"),
        [
            *other,
            TextField(
                Entry.SCORE,
                _("Score"),
                _("As you give it: 7.5/10, 3/5, 80%"),
                value=fields.get(Entry.SCORE, ""),
                most=100,
            ),
        ],
    )


def _reasons(name: str, label: str, value: str) -> TextField:
    return TextField(
        name,
        label,
        _("One reason a line: {count} at most, {most} characters each").format(
            count=number(limits.REASONS), most=number(limits.REASON)
        ),
        value=value,
        most=ROOM * limits.REASONS * limits.REASON,
        long=True,
    )


def choose_card(found: ToChoose, number_of_page: int = 0) -> ui.LayoutView:
    """Ask which instalment of an anthology to review; choosing one opens its form."""
    result = found.result
    stories, place, pages = page_of(result.stories, number_of_page)
    return card(
        HOUSE_COLOUR,
        [
            [f"## {safe(result.anthology.title, 150)}", _("Which of its stories do you want to review?")],
            [story_line(story) for story in stories],
        ],
        page_buttons(Action(ActionKind.WRITE, result.anthology.id), place, pages),
        sibling_menu(result.stories[place * PER_PAGE :], ActionKind.WRITE),
    )


def not_reviewed_card(result: NotReviewed) -> ui.LayoutView:
    """Say that a curator has no review of an instalment."""
    title = f"**{safe(result.title, 150)}**"
    text = (
        _("Nobody of that name has a review of {title} here.").format(title=title)
        if result.curator is None
        else _("{curator} has no review of {title}.").format(curator=f"<@{result.curator}>", title=title)
    )
    hint = _("Without `curator:`, `/curate review` opens your own.")
    return card(NO_VERDICT_COLOUR, [[text, quiet(hint)]])
