"""Every card of every entry of the bundled catalogue, in English and in the pseudo language."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from discord import ui

from bot.catalogue.folder import Entry
from bot.i18n import Language, use_locale
from bot.models.catalogue import Person, people_of
from bot.models.consensus import summary
from bot.titles.results import AnthologyResult, InstalmentResult, PersonResult, Story, WorkOf
from bot.titles.views.result import title_card
from bot.ui.actions import ActionKind
from bot.ui.markdown import link
from tests.bundled import bundled_catalogue
from tests.pseudo import PSEUDO
from tests.views.reading import formatting_problems, limit_problems


def stories_of(entry: Entry) -> dict[str, Story]:
    return {
        one.id: Story(one, summary([review for review in entry.reviews if review.instalment == one.id], ()))
        for one in entry.anthology.instalments
    }


def cards_of(entry: Entry) -> Iterator[tuple[str, ui.LayoutView]]:
    """Draw every card of a file: the anthology's, each instalment's, each person's."""
    by_id = stories_of(entry)
    stories = tuple(by_id.values())
    page = AnthologyResult(entry.anthology, stories)
    yield f"{entry.anthology.id} {ActionKind.CONTENT_NOTES}", title_card(page, ActionKind.CONTENT_NOTES)
    for step in (ActionKind.SHOW, ActionKind.REVIEW, ActionKind.CAST):
        for place in range(-(-len(stories) // 8)):
            yield f"{entry.anthology.id} {step} {place}", title_card(page, step, place)
    for story in stories:
        press = tuple(review for review in entry.reviews if review.instalment == story.instalment.id)
        one = InstalmentResult(entry.anthology, story, stories, press)
        for step in (
            ActionKind.SHOW,
            ActionKind.REVIEW,
            ActionKind.CAST,
            ActionKind.INDIVIDUAL_REVIEWS,
            ActionKind.SPOILERS,
            ActionKind.CONTENT_NOTES,
        ):
            yield f"{story.instalment.id} {step}", title_card(one, step)
    for person in people_of([entry.anthology]):
        yield f"person {person.id}", title_card(person_result(person, entry, stories), ActionKind.PERSON)


def person_result(person: Person, entry: Entry, stories: tuple[Story, ...]) -> PersonResult:
    works = [
        WorkOf(entry.anthology, story, credited)
        for story in stories
        if (credited := tuple(one for one in story.instalment.credits if one.person.id == person.id))
    ]
    return PersonResult(person, tuple(works))


@pytest.mark.parametrize("language", ["en", PSEUDO], ids=["english", "pseudo"])
def test_every_card_of_the_bundled_catalogue_keeps_to_the_limits(language: Language | str) -> None:
    catalogue = bundled_catalogue()
    assert catalogue.entries
    faults: list[str] = []
    with use_locale(language):
        for entry in catalogue.entries:
            links = {link("", review.url)[3:-1] for review in entry.reviews}
            for name, view in cards_of(entry):
                problems = limit_problems(view) + formatting_problems(view, links)
                faults += [f"{name}: {problem}" for problem in problems]
    assert not faults, "\n".join(faults)
