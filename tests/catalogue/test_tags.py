"""What an instalment has of its anthology's tags, as its file says it."""

from __future__ import annotations

import pytest

from bot.models.catalogue import Instalment
from tests.catalogue.conftest import SOUNDTRACK, VOCABULARY, Shelf

MORE = """
[music]
group = "theme"
name = "music"
about = "Musicians and songs."

[boys-love]
group = "genre"
name = "boys' love"
about = "Two men fall in love."
implies = ["queer"]

[queer]
group = "theme"
name = "queer"
about = "Queer lives."

[warm]
group = "mood"
name = "warm"
about = "Fond of its people."
"""
ANTHOLOGYS = 'creators = ["Kim Hee-won"]\ntags = ["romance"]'


@pytest.fixture(autouse=True)
def more_words(shelf: Shelf) -> None:
    shelf.vocabulary.write_text(VOCABULARY + MORE, encoding="utf-8")


def soundtrack(anthology: str, second: str, without: str = "") -> str:
    """Give the file with these tags of the anthology and of its second instalment."""
    line = f"\nwithout = {without}" if without else ""
    text = SOUNDTRACK.replace(ANTHOLOGYS, f'creators = ["Kim Hee-won"]\ntags = {anthology}')
    return text.replace('tags = ["second-chance", "romance"]', f"tags = {second}{line}")


def second_of(shelf: Shelf, text: str) -> Instalment:
    shelf.write("soundtrack", text)
    catalogue = shelf.read()
    assert catalogue.problems == ()
    return catalogue.entries[0].anthology.instalments[1]


def test_an_instalment_has_its_anthologys_tags_besides_its_own_and_never_its_moods(shelf: Shelf) -> None:
    second = second_of(shelf, soundtrack('["warm", "music", "romance"]', '["second-chance", "romance"]'))
    assert second.tags == ("second-chance", "romance", "music")
    assert second.inherited_tags == ("music",)


def test_without_takes_one_off(shelf: Shelf) -> None:
    second = second_of(shelf, soundtrack('["music", "romance"]', '["second-chance"]', '["romance"]'))
    assert (second.tags, second.inherited_tags) == (("second-chance", "music"), ("music",))


def test_a_tag_brings_what_it_implies_to_the_anthology_and_to_its_instalments(shelf: Shelf) -> None:
    second = second_of(shelf, soundtrack('["boys-love"]', '["second-chance"]'))
    assert second.tags == ("second-chance", "boys-love", "queer")
    assert shelf.read().entries[0].anthology.tags == ("boys-love", "queer")
    assert second_of(shelf, soundtrack('["boys-love"]', '["second-chance"]', '["boys-love"]')).tags == (
        "second-chance",
    )


@pytest.mark.parametrize(
    ("second", "without", "said"),
    [
        ('["music"]', '["romanse"]', 'the tag "romanse" is not in the vocabulary: did you mean "romance"?'),
        (
            '["music"]',
            '["second-chance"]',
            'without names "second-chance", which takes nothing off: its anthology hands down no such tag',
        ),
        (
            '["music"]',
            '["warm"]',
            'without names "warm", which takes nothing off: its anthology hands down no such tag',
        ),
        (
            '["romance"]',
            '["romance"]',
            'without names "romance", which takes nothing off: its own tags say the same',
        ),
        (
            '["music"]',
            '["queer"]',
            'without names "queer", which takes nothing off: another tag implies it',
        ),
        ('["music"]', '["romance", "romance"]', 'without names "romance" twice'),
    ],
)
def test_a_without_that_takes_nothing_off_is_reported(shelf: Shelf, second: str, without: str, said: str) -> None:
    text = soundtrack('["romance", "boys-love", "warm"]', second, without)
    path = shelf.write("soundtrack", text)

    problems = [str(problem) for problem in shelf.read().problems]

    line = text[: text.index("without = ")].count("\n") + 1
    assert problems == [f"{path}:{line}: {said}"]


def test_an_anthology_that_is_without_a_tag_is_refused(shelf: Shelf) -> None:
    shelf.write("soundtrack", SOUNDTRACK.replace('order = "any"', 'order = "any"\nwithout = ["romance"]'))
    (problem,) = shelf.read().problems
    assert 'the key "without" is not known here' in problem.what


@pytest.mark.parametrize(
    ("old", "new"), [('implies = ["queer"]', ""), ('group = "mood"\nname = "warm"', 'group = "theme"\nname = "warm"')]
)
def test_another_rule_of_the_vocabulary_changes_what_a_store_has_to_write(shelf: Shelf, old: str, new: str) -> None:
    shelf.write("soundtrack", SOUNDTRACK)
    known = {entry.anthology.id: entry.digest for entry in shelf.read().entries}
    assert shelf.read().changed(known) == ()

    shelf.vocabulary.write_text((VOCABULARY + MORE).replace(old, new), encoding="utf-8")

    assert len(shelf.read().changed(known)) == 1
