"""Content notes: what some people would rather know before they watch, in plain words and without spoilers."""

from __future__ import annotations

from collections.abc import Mapping

from discord import ui

from bot.i18n import _
from bot.models.catalogue import Anthology, ContentNote, Instalment
from bot.titles.results import AnthologyResult, InstalmentResult
from bot.ui.actions import Action, ActionKind
from bot.ui.card import Button, card
from bot.ui.markdown import quiet, safe
from bot.ui.verdicts import HOUSE_COLOUR, accent

STORIES = 30
"""Stories with notes that are listed for an anthology: more wouldn't fit on a card."""


def note_in_words(note: ContentNote) -> str:
    """Return a content note in plain words, in the member's language."""
    return notes_in_words()[note]


def notes_in_words() -> Mapping[ContentNote, str]:
    """Return every content note in plain words, in the member's language."""
    return {
        ContentNote.SUICIDE: _("suicide"),
        ContentNote.SELF_HARM: _("self-harm"),
        ContentNote.SEXUAL_VIOLENCE: _("sexual violence"),
        ContentNote.DOMESTIC_VIOLENCE: _("violence at home"),
        ContentNote.GRAPHIC_VIOLENCE: _("graphic violence"),
        ContentNote.TORTURE: _("torture"),
        ContentNote.BODY_HORROR: _("body horror"),
        ContentNote.HARM_TO_CHILDREN: _("harm to children"),
        ContentNote.HARM_TO_ANIMALS: _("harm to animals"),
        ContentNote.BULLYING: _("bullying"),
        ContentNote.RACISM: _("racism"),
        ContentNote.HOMOPHOBIA: _("homophobia"),
        ContentNote.DRUG_USE: _("drug use"),
        ContentNote.EATING_DISORDERS: _("eating disorders"),
        ContentNote.PREGNANCY_LOSS: _("loss of a pregnancy"),
        ContentNote.TERMINAL_ILLNESS: _("terminal illness"),
        ContentNote.SEX_OR_NUDITY: _("sex or nudity"),
    }


def notes_button(title: Anthology | Instalment) -> list[Button]:
    """Return the button to a title's content notes; none if nothing of it has any."""
    stories = title.instalments if isinstance(title, Anthology) else (title,)
    if not any(story.warnings for story in stories):
        return []
    return [Button(_("Content notes"), Action(ActionKind.CONTENT_NOTES, title.id))]


def notes_card(result: InstalmentResult) -> ui.LayoutView:
    """Show what an instalment contains; a button from before may lead to one that has no notes any more."""
    instalment = result.instalment
    notes = [f"• {note_in_words(note)}" for note in instalment.warnings]
    return card(
        accent(result.story.summary),
        [
            [f"## {safe(instalment.title, 150)}", quiet(_("Content notes, without spoilers"))],
            notes or [_("No content notes are known.")],
            [_incomplete()],
        ],
        [Button(_("About it"), Action(ActionKind.SHOW, instalment.id), primary=True)],
    )


def notes_by_story_card(result: AnthologyResult) -> ui.LayoutView:
    """Show what the stories of an anthology contain, story by story."""
    anthology = result.anthology
    stories = [story.instalment for story in result.stories if story.instalment.warnings]
    lines = [
        f"**{safe(story.title, 80)}**: {', '.join(note_in_words(note) for note in story.warnings)}"
        for story in stories[:STORIES]
    ]
    more = _("The card of each other story has its own.") if len(stories) > STORIES else ""
    return card(
        HOUSE_COLOUR,
        [
            [f"## {safe(anthology.title, 150)}", quiet(_("Content notes, without spoilers"))],
            [*lines, quiet(more)] if lines else [_("No content notes are known.")],
            [_incomplete()],
        ],
        [Button(_("About it"), Action(ActionKind.SHOW, anthology.id), primary=True)],
    )


def _incomplete() -> str:
    return quiet(_("These notes aren't complete: what isn't listed may still be there."))
