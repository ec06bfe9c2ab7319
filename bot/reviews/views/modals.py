"""The forms of a review: verdict, headline, reasons and spoilers; comparison and score."""

from __future__ import annotations

from discord import ui

from bot.i18n import _, number
from bot.models import text as texts
from bot.models.opinions import Verdict
from bot.reviews.fields import Entry
from bot.reviews.results import FormPage, NotReviewed, SecondFormPage, ToChoose
from bot.titles.views.navigation import sibling_menu, story_line
from bot.ui import discord_limits
from bot.ui.actions import Step, Walk
from bot.ui.card import card
from bot.ui.inputs import Answer, ChoiceField, Field, MenuField, TextField, form
from bot.ui.markdown import quiet, safe
from bot.ui.pagination import PER_PAGE, page_of, page_presses
from bot.ui.verdicts import HOUSE_COLOUR, LOOKS, NO_VERDICT_COLOUR, verdict_word

ROOM = 4
"""A field takes this many times what may stand in it: too much is answered with a count, and nothing is cut off."""


def review_form(page: FormPage) -> ui.Modal:
    """Give the form to write a review in."""
    fields = page.fields
    step = Step.MERGE if page.merges else Step.EDIT if page.is_draft else Step.WRITE
    return form(
        page.title,
        Walk(step, str(page.of), detail=f"{page.based_on}.{page.seen}" if page.is_draft else str(page.based_on)),
        [
            ChoiceField(
                Entry.VERDICT,
                _("Verdict"),
                [Answer(one.value, f"{LOOKS[one].mark} {verdict_word(one)}") for one in Verdict],
                value=fields.get(Entry.VERDICT, ""),
            ),
            TextField(
                Entry.HEADLINE,
                _("Why, in one sentence"),
                _("At most {most} characters; free of spoilers").format(most=number(texts.HEADLINE)),
                value=fields.get(Entry.HEADLINE, ""),
                most=ROOM * texts.HEADLINE,
                required=True,
            ),
            _reasons(Entry.WORKS, _("What works"), fields.get(Entry.WORKS, "")),
            _reasons(Entry.DOESNT, _("What doesn't"), fields.get(Entry.DOESNT, "")),
            TextField(
                Entry.SPOILERS,
                _("What can only be said with spoilers"),
                _("At most {most} characters; covered until somebody presses").format(most=number(texts.SPOILERS)),
                value=fields.get(Entry.SPOILERS, ""),
                most=ROOM * texts.SPOILERS,
                long=True,
            ),
        ],
    )


def second_form(page: SecondFormPage) -> ui.Modal:
    """Give the form for comparison and score."""
    fields = page.fields
    chosen = fields.get(Entry.OTHER, "")
    few = len(page.siblings) <= discord_limits.OPTIONS
    other: list[Field] = []
    if page.siblings:
        titled = next((title for key, title in page.siblings.items() if key == chosen), chosen)
        other = [
            MenuField(
                Entry.OTHER,
                _("Compare it with"),
                [Answer(key, title) for key, title in page.siblings.items()],
                value=next((key for key, title in page.siblings.items() if chosen in {key, title}), ""),
            )
            if few
            else TextField(
                Entry.OTHER,
                _("Compare it with"),
                _("The title of another one of the same anthology"),
                value=titled,
                most=ROOM * texts.COMPARISON,
            ),
            TextField(
                Entry.COMPARISON,
                _("How does it stand beside that one?"),
                _("At most {most} characters").format(most=number(texts.COMPARISON)),
                value=fields.get(Entry.COMPARISON, ""),
                most=ROOM * texts.COMPARISON,
            ),
        ]
    return form(
        page.title,
        Walk(Step.EXTRA, str(page.draft), detail=f"0.{page.seen}"),
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
            count=number(texts.REASONS), most=number(texts.REASON)
        ),
        value=value,
        most=ROOM * texts.REASONS * texts.REASON,
        long=True,
    )


def choose_card(found: ToChoose, number_of_page: int = 0) -> ui.LayoutView:
    """Ask which instalment of an anthology is meant; choosing one opens its form."""
    page = found.page
    stories, place, pages = page_of(page.stories, number_of_page)
    return card(
        HOUSE_COLOUR,
        [
            [f"## {safe(page.anthology.title, 150)}", _("Which of its stories do you want to review?")],
            [story_line(story) for story in stories],
        ],
        page_presses(Walk(Step.WRITE, page.anthology.id), place, pages),
        sibling_menu(page.stories[place * PER_PAGE :], Step.WRITE),
    )


def not_reviewed_card(page: NotReviewed) -> ui.LayoutView:
    """Say that a curator has no review of an instalment."""
    title = f"**{safe(page.title, 150)}**"
    said = (
        _("Nobody of that name has a review of {title} here.").format(title=title)
        if page.curator is None
        else _("{curator} has no review of {title}.").format(curator=f"<@{page.curator}>", title=title)
    )
    hint = _("Without `curator:`, `/curate review` opens your own.")
    return card(NO_VERDICT_COLOUR, [[said, quiet(hint)]])
