"""A title being written: its forms, what is wrong with them, the preview, somebody else's change meanwhile."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.custom_titles import fields as limits
from bot.custom_titles.fields import TitleField, TitleForm, fields_in
from bot.custom_titles.results import TitleConflict, TitleFaultsPage, TitleFormPage, TitleKey, TitlePreview, TitlesFull
from bot.custom_titles.views.browse import DISCARD, DRAFT, MINE, PUBLISH, shown_blocks
from bot.custom_titles.views.words import facts_listed, fault_line, field_value, field_word
from bot.i18n import _, listed, ngettext, number
from bot.models.catalogue import Kind
from bot.models.reviews import DraftNumber
from bot.titles.views.facts import kind_in_words
from bot.ui.actions import Step, Walk
from bot.ui.card import Press, card
from bot.ui.inputs import Answer, ChoiceField, Field, TextField, form
from bot.ui.markdown import quiet, safe
from bot.ui.verdicts import HOUSE_COLOUR, NO_VERDICT_COLOUR

FAULTS = 12
"""Faults spelt out at once; about a phone's screen."""
ROOM = 2
"""A premise takes this many times what may stand in it: too much is answered with a count, and nothing is cut off."""


def title_form(page: TitleFormPage) -> ui.Modal:
    """Give a form to fill in."""
    step = Step.ADD if page.new else Step.FACTS if page.form is TitleForm.FACTS else Step.STORY
    detail = "" if page.new else str(page.based_on)
    fields = [_field(page, field) for field in fields_in(page.form, instalment=page.instalment)]
    return form(_heading(page), Walk(step, page.key or "", detail=detail), fields)


def _heading(page: TitleFormPage) -> str:
    if page.title is None:
        return _("A new anthology")
    if page.new:
        return _("A new story: {anthology}").format(anthology=page.title)
    return page.title


def _field(page: TitleFormPage, field: TitleField) -> Field:
    value = page.typed.get(field, "")
    label, detail, most = _words(page, field)
    match field:
        case TitleField.KIND:
            answers = [Answer(kind, kind_in_words(kind)) for kind in Kind]
            return ChoiceField(field, label, answers, detail, value)
        case TitleField.TITLES:
            return TextField(field, label, detail, value, most, long=True, required=True)
        case TitleField.YEAR | TitleField.LENGTH | TitleField.COUNTRIES:
            return TextField(field, label, detail, value, most)
        case TitleField.PREMISE | TitleField.TAGS | TitleField.CAST:
            return TextField(field, label, detail, value, most, long=True)


def _words(page: TitleFormPage, field: TitleField) -> tuple[str, str, int]:
    """Give a field's label, what is said below it, and the characters that it takes."""
    match field:
        case TitleField.TITLES:
            return _("Titles, one a line"), _("The title first; then its native title and what else it is called"), 4000
        case TitleField.KIND:
            return _("How it is told"), "", 0
        case TitleField.LENGTH:
            return (
                _("Episodes × minutes"),
                _("6 × 45; what is not known is a question mark; a film or one episode: its minutes alone"),
                60,
            )
        case TitleField.YEAR:
            return (
                _("Year it was first shown"),
                _("From {first} to {last}").format(first=limits.FIRST_YEAR, last=page.last_year),
                20,
            )
        case TitleField.COUNTRIES:
            return _("Countries"), _("By name, with commas between; the leading one first"), 400
        case TitleField.PREMISE:
            return (
                _("What it is about"),
                _("One to three sentences, no spoilers; at most {most} characters").format(most=limits.LONGEST_PREMISE),
                ROOM * limits.LONGEST_PREMISE,
            )
        case TitleField.TAGS:
            return (
                _("Tags"),
                _("Words of the vocabulary, with commas between: romance, slow burn; at most {most}").format(
                    most=limits.MOST_TAGS
                ),
                2000,
            )
        case TitleField.CAST:
            return (
                _("Cast, one a line"),
                _("Name as Character; at most {most} lines").format(most=limits.MOST_CAST),
                4000,
            )


def faults_card(page: TitleFaultsPage) -> ui.LayoutView:
    """Say what is wrong with a draft; it is kept."""
    more = len(page.faults) - FAULTS
    return card(
        NO_VERDICT_COLOUR,
        [
            [
                _("**Not published yet.** What you typed is kept; this is in the way:"),
                *map(fault_line, page.faults[:FAULTS]),
                ngettext("• and {count} more", "• and {count} more", more).format(count=number(more))
                if more > 0
                else "",
            ]
        ],
        _writing(page.key, page.number, publish=False),
    )


def _writing(key: TitleKey, draft: DraftNumber, *, publish: bool) -> list[Press]:
    go = [Press(_("Publish"), Walk(Step.TITLE, str(draft), detail=PUBLISH), primary=True)] if publish else []
    return [
        *go,
        Press(_("Facts"), Walk(Step.FACTS, key), primary=not publish),
        Press(_("Story"), Walk(Step.STORY, key)),
        Press(_("Discard"), Walk(Step.TITLE, str(draft), detail=DISCARD), danger=True),
    ]


def full_card(page: TitlesFull) -> ui.LayoutView:
    """Say that there is no room for a title; what was typed of it is kept."""
    said = _("This server has {most} titles added, corrected or hidden, which is all that there is room for.")
    mend = _("Take one away that is not needed, or take back its corrections; then this one fits.")
    kept = _("What you typed is kept as your draft.") if page.number else ""
    return card(
        NO_VERDICT_COLOUR,
        [["⚠️ " + said.format(most=number(limits.MOST_TITLES, 0)), mend, quiet(kept)]],
        [
            *(_writing(page.key, page.number, publish=True) if page.number else []),
            Press(_("All of this server's titles"), Walk(Step.TITLE)),
        ],
    )


def preview_card(page: TitlePreview) -> ui.LayoutView:
    """Show a draft just as members will see the title."""
    if page.new:
        said = _("**A preview**: nobody sees it yet. It will be a title of this server alone.")
    elif page.changes:
        said = _("**A preview**: nobody sees it yet. It changes {facts}.").format(facts=facts_listed(page.changes))
    else:
        said = _("**A preview**: it says nothing else than what is there.")
    return card(
        HOUSE_COLOUR,
        [[f"📝 {said}"], *shown_blocks(page.page)],
        _writing(page.key, page.number, publish=True),
    )


def conflict_card(page: TitleConflict) -> ui.LayoutView:
    """Tell who changed a title meanwhile, and what, and let either be kept."""
    title = f"**{safe(page.title, 100)}**"
    theirs = page.theirs
    if theirs is None:
        said = _("Somebody took back meanwhile what this server said of {title}.").format(title=title)
    else:
        said = _("{who} changed {title} meanwhile, {when}.").format(
            who=f"<@{theirs.changed_by}>", title=title, when=f"<t:{int(theirs.changed.timestamp())}:R>"
        )
    return card(
        NO_VERDICT_COLOUR,
        [
            [f"⚠️ {said}", _("Nothing of yours is lost, and nothing of theirs is overwritten yet.")],
            [line for apart in page.apart for line in _apart(apart.field, apart.mine, apart.theirs)]
            or [_("You changed different things, so both can stand.")],
            [quiet(_merged(page.merged)) if page.merged else ""],
        ],
        [
            Press(
                _("Keep mine") if page.apart else _("Keep both"),
                Walk(Step.TITLE, str(page.number), detail=f"{MINE}:{page.version}"),
                primary=True,
            ),
            Press(_("Keep theirs"), Walk(Step.TITLE, str(page.number), detail=DISCARD), danger=True),
            Press(_("Look at mine"), Walk(Step.TITLE, str(page.number), detail=DRAFT)),
        ],
    )


def _merged(fields: Sequence[TitleField]) -> str:
    changed = listed([field_word(field) for field in fields])
    return _("What they alone changed stays in any case: {facts}.").format(facts=changed)


def _apart(field: TitleField, mine: str, theirs: str) -> list[str]:
    return [
        f"**{field_word(field)}**",
        _("• yours: {text}").format(text=field_value(field, mine)),
        _("• theirs: {text}").format(text=field_value(field, theirs)),
    ]
