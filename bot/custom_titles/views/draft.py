"""Forms and cards of a title being written: its faults, its preview, and a conflict with another curator."""

from __future__ import annotations

from collections.abc import Sequence

from discord import ui

from bot.custom_titles.fields import TitleField, TitleForm, fields_in
from bot.custom_titles.results import TitleConflict, TitleFaults, TitleFormResult, TitlePreview, TitlesFull
from bot.custom_titles.views.browse import DISCARD, DRAFT, MINE, PUBLISH, shown_blocks
from bot.custom_titles.views.words import facts_listed, fault_line, field_value, field_word
from bot.i18n import _, listed, ngettext, number
from bot.models import limits
from bot.models.catalogue import Kind
from bot.models.ids import TitleId, is_own
from bot.models.reviews import DraftNumber
from bot.titles.views.facts import kind_in_words
from bot.ui.actions import Action, ActionKind
from bot.ui.card import Button, card
from bot.ui.inputs import Answer, ChoiceField, Field, TextField, modal
from bot.ui.markdown import quiet, safe
from bot.ui.verdicts import HOUSE_COLOUR, NO_VERDICT_COLOUR

FAULTS = 12
"""Faults listed at once; about a phone's screen."""
ROOM = 2
"""A premise accepts this many times its limit, so that a text that is too long is answered and not cut off."""


def title_form(result: TitleFormResult) -> ui.Modal:
    """Build a title's form."""
    kind = ActionKind.ADD if result.new else ActionKind.FACTS if result.form is TitleForm.FACTS else ActionKind.STORY
    detail = "" if result.new else str(result.based_on)
    fields = [_field(result, field) for field in fields_in(result.form, instalment=result.instalment)]
    return modal(_heading(result), Action(kind, result.key or "", detail=detail), fields)


def _heading(result: TitleFormResult) -> str:
    if result.title is None:
        return _("A new anthology")
    if result.new:
        return _("A new story: {anthology}").format(anthology=result.title)
    return result.title


def _field(result: TitleFormResult, field: TitleField) -> Field:
    value = result.typed.get(field, "")
    label, detail, most = _words(result, field)
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


def _words(result: TitleFormResult, field: TitleField) -> tuple[str, str, int]:
    """Give a field's label, its description and its most characters."""
    match field:
        case TitleField.TITLES:
            return (
                _("Titles, one a line"),
                _("The title first; then its native title and what else it is called"),
                limits.FIELD,
            )
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
                _("From {first} to {last}").format(first=limits.FIRST_YEAR, last=result.last_year),
                20,
            )
        case TitleField.COUNTRIES:
            return _("Countries"), _("By name, with commas between; the leading one first"), 400
        case TitleField.PREMISE:
            return (
                _("What it is about"),
                _("One to three sentences, no spoilers; at most {most} characters").format(most=limits.PREMISE),
                ROOM * limits.PREMISE,
            )
        case TitleField.TAGS:
            if result.instalment and result.key and is_own(result.key):
                detail = _("Besides those of its anthology, with commas between: romance, slow burn; at most {most}")
            else:
                detail = _("Words of the vocabulary, with commas between: romance, slow burn; at most {most}")
            return _("Tags"), detail.format(most=limits.TAGS), 2000
        case TitleField.CAST:
            return (
                _("Cast, one a line"),
                _("Name as Character; at most {most} lines").format(most=limits.CAST),
                limits.FIELD,
            )


def faults_card(result: TitleFaults) -> ui.LayoutView:
    """Say what is wrong with a draft; it stays saved."""
    more = len(result.faults) - FAULTS
    return card(
        NO_VERDICT_COLOUR,
        [
            [
                _("**Not published yet.** What you typed is kept; this is in the way:"),
                *map(fault_line, result.faults[:FAULTS]),
                ngettext("• and {count} more", "• and {count} more", more).format(count=number(more))
                if more > 0
                else "",
            ]
        ],
        _draft_buttons(result.key, result.number, publish=False),
    )


def _draft_buttons(key: TitleId, draft: DraftNumber, *, publish: bool) -> list[Button]:
    go = [Button(_("Publish"), Action(ActionKind.TITLE, str(draft), detail=PUBLISH), primary=True)] if publish else []
    return [
        *go,
        Button(_("Facts"), Action(ActionKind.FACTS, key), primary=not publish),
        Button(_("Story"), Action(ActionKind.STORY, key)),
        Button(_("Discard"), Action(ActionKind.TITLE, str(draft), detail=DISCARD), danger=True),
    ]


def full_card(result: TitlesFull) -> ui.LayoutView:
    """Say that the server has reached its limit of titles; a draft stays saved."""
    text = _("This server has {most} titles added, corrected or hidden, which is all that there is room for.")
    hint = _("Take one away that is not needed, or take back its corrections; then this one fits.")
    note = _("What you typed is kept as your draft.") if result.number else ""
    return card(
        NO_VERDICT_COLOUR,
        [["⚠️ " + text.format(most=number(limits.SERVER_TITLES, 0)), hint, quiet(note)]],
        [
            *(_draft_buttons(result.key, result.number, publish=True) if result.number else []),
            Button(_("All of this server's titles"), Action(ActionKind.TITLE)),
        ],
    )


def preview_card(result: TitlePreview) -> ui.LayoutView:
    """Show a draft as members will see the title."""
    if result.new:
        text = _("**A preview**: nobody sees it yet. It will be a title of this server alone.")
    elif result.changes:
        text = _("**A preview**: nobody sees it yet. It changes {facts}.").format(facts=facts_listed(result.changes))
    else:
        text = _("**A preview**: it says nothing else than what is there.")
    return card(
        HOUSE_COLOUR,
        [[f"📝 {text}"], *shown_blocks(result.result)],
        _draft_buttons(result.key, result.number, publish=True),
    )


def conflict_card(result: TitleConflict) -> ui.LayoutView:
    """Say who changed a title in the meantime and what differs, with buttons to keep either version."""
    title = f"**{safe(result.title, 100)}**"
    theirs = result.theirs
    if theirs is None:
        text = _("Somebody took back meanwhile what this server said of {title}.").format(title=title)
    else:
        text = _("{who} changed {title} meanwhile, {when}.").format(
            who=f"<@{theirs.changed_by}>", title=title, when=f"<t:{int(theirs.changed.timestamp())}:R>"
        )
    return card(
        NO_VERDICT_COLOUR,
        [
            [f"⚠️ {text}", _("Nothing of yours is lost, and nothing of theirs is overwritten yet.")],
            [
                line
                for conflict in result.conflicts
                for line in _conflict_lines(conflict.field, conflict.mine, conflict.theirs)
            ]
            or [_("You changed different things, so both can stand.")],
            [quiet(_only_theirs(result.only_theirs)) if result.only_theirs else ""],
        ],
        [
            Button(
                _("Keep mine") if result.conflicts else _("Keep both"),
                Action(ActionKind.TITLE, str(result.number), detail=f"{MINE}:{result.version}"),
                primary=True,
            ),
            Button(_("Keep theirs"), Action(ActionKind.TITLE, str(result.number), detail=DISCARD), danger=True),
            Button(_("Look at mine"), Action(ActionKind.TITLE, str(result.number), detail=DRAFT)),
        ],
    )


def _only_theirs(fields: Sequence[TitleField]) -> str:
    changed = listed([field_word(field) for field in fields])
    return _("What they alone changed stays in any case: {facts}.").format(facts=changed)


def _conflict_lines(field: TitleField, mine: str, theirs: str) -> list[str]:
    return [
        f"**{field_word(field)}**",
        _("• yours: {text}").format(text=field_value(field, mine)),
        _("• theirs: {text}").format(text=field_value(field, theirs)),
    ]
