"""Content notes: every one has plain words, and the button to them is where there are some."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.i18n import use_locale
from bot.models.catalogue import ContentNote, Instalment
from bot.models.ids import AnthologyId, InstalmentId
from bot.titles.results import AnthologyResult, InstalmentResult, Story
from bot.titles.views.content_notes import note_in_words, notes_in_words
from bot.titles.views.result import title_card
from bot.ui import discord_limits
from bot.ui.actions import Action, ActionKind
from bot.ui.card import Button
from tests.pseudo import PSEUDO
from tests.views.reading import buttons, text
from tests.views.samples import World, english


def world(stories: int = 3, reviews: int = 2) -> World:
    return World(english, stories=stories, reviews=reviews)


def without_notes(result: InstalmentResult) -> InstalmentResult:
    instalment = replace(result.instalment, warnings=())
    return replace(result, story=replace(result.story, instalment=instalment))


def test_every_note_has_plain_words_of_its_own() -> None:
    words = notes_in_words()
    assert words.keys() == set(ContentNote)
    assert len(set(words.values())) == len(words)
    assert all(note_in_words(note) == words[note] for note in ContentNote)


def test_the_words_are_translated() -> None:
    before = notes_in_words()
    with use_locale(PSEUDO):
        after = notes_in_words()
    assert all(before[note] != after[note] for note in ContentNote)


@pytest.mark.parametrize("kind", [ActionKind.SHOW, ActionKind.REVIEW])
def test_a_card_has_the_button_where_there_are_notes(kind: ActionKind) -> None:
    result = world(reviews=1).instalment_result()
    assert "Content notes" in buttons(title_card(result, kind))
    assert "Content notes" not in buttons(title_card(without_notes(result), kind))


def test_a_full_row_keeps_the_notes_and_leaves_the_cast_to_the_next_card() -> None:
    result = world(reviews=3).instalment_result()
    labels = buttons(title_card(result, ActionKind.REVIEW))
    assert len(labels) == discord_limits.BUTTONS_IN_A_ROW
    assert {"Content notes", "Spoilers", "About it"} <= set(labels)
    assert "Cast" not in labels
    assert "Cast" in buttons(title_card(without_notes(result), ActionKind.REVIEW))


@pytest.mark.parametrize("kind", [ActionKind.SHOW, ActionKind.REVIEW])
def test_an_anthology_has_the_button_on_its_first_page_and_never_a_page_too_few(kind: ActionKind) -> None:
    result = world(stories=30).anthology_result()
    assert {"Content notes", "Page 2 ▶"} <= set(buttons(title_card(result, kind)))
    second = buttons(title_card(result, kind, 1))
    assert {"◀ Page 1", "Page 3 ▶"} <= set(second)


def test_an_anthologys_notes_stand_story_by_story() -> None:
    result = world(stories=2).anthology_result()
    first, second = (replace(one.instalment, warnings=()) for one in result.stories)
    second = replace(second, warnings=(ContentNote.SUICIDE, ContentNote.HARM_TO_ANIMALS))
    card = text(title_card(replace(result, stories=(Story(first), Story(second))), ActionKind.CONTENT_NOTES))
    assert f"**{second.title}**: suicide, harm to animals" in card
    assert f"**{first.title}**" not in card
    assert "aren't complete" in card


def test_an_old_button_to_notes_that_are_gone_says_that_none_are_known() -> None:
    instalment = without_notes(world().instalment_result())
    assert "No content notes are known." in text(title_card(instalment, ActionKind.CONTENT_NOTES))
    bare = Instalment(InstalmentId("a/1"), AnthologyId("a"), 1, "A")
    empty = replace(world().anthology_result(), stories=(Story(bare),))
    assert isinstance(empty, AnthologyResult)
    assert "No content notes are known." in text(title_card(empty, ActionKind.CONTENT_NOTES))


def test_the_action_is_one_that_old_grammar_reads() -> None:
    button = Button("", Action(ActionKind.CONTENT_NOTES, "black-mirror/san-junipero"))
    assert str(button.action) == "a1|notes|black-mirror/san-junipero|0|"
    assert Action.read(str(button.action)) == button.action
