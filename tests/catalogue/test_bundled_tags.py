"""The tags of the bundled stories: true of each, and silent about endings."""

from __future__ import annotations

import pytest

from bot.models.ids import TagId
from tests.bundled import bundled_catalogue


def bundled(key: str) -> set[TagId]:
    anthologies = [entry.anthology for entry in bundled_catalogue().entries]
    return next({*one.tags} for anthology in anthologies for one in anthology.instalments if one.id == key)


def test_bundled_stories_have_the_anthologys_tags_that_hold_for_them() -> None:
    assert "based-on-a-true-story" in bundled("modern-love/doorman")
    assert "science-fiction" in bundled("black-mirror/san-junipero")
    assert not {"dystopia", "technology-gone-wrong", "near-future"} & bundled("black-mirror/san-junipero")


@pytest.mark.parametrize(
    ("story", "ending"),
    [
        ("the-twilight-zone/the-hitch-hiker", "ghosts"),
        ("the-twilight-zone/maple-street", "aliens"),
        ("the-outer-limits/obit", "aliens"),
        ("inside-no-9/the-12-days-of-christine", "ghosts"),
        ("love-death-and-robots/zima-blue", "artificial-intelligence"),
    ],
)
def test_no_tag_gives_an_ending_away(story: str, ending: str) -> None:
    assert ending not in bundled(story)


def test_every_bundled_love_story_of_two_men_or_two_women_is_found_as_lgbtq() -> None:
    for entry in bundled_catalogue().entries:
        for one in (entry.anthology, *entry.anthology.instalments):
            assert "lgbtq" in one.tags or not {"boys-love", "girls-love"} & {*one.tags}, one.id
