"""Which instalments a season, an episode, a number or a year means."""

from __future__ import annotations

import pytest

from bot.models.catalogue import Anthology, Instalment, Kind, PartialDate
from bot.models.ids import AnthologyId, InstalmentId
from bot.search.typed import Reading
from bot.titles.places import place_of


def anthology(key: str, kind: Kind, *places: tuple[int | None, int | None, int | None], began: int | None) -> Anthology:
    """Make an anthology of instalments with these seasons, episodes and years; their ids count from 1."""
    name = AnthologyId(key)
    instalments = tuple(
        Instalment(
            InstalmentId(f"{key}/{number}"),
            name,
            number,
            f"Story {number}",
            season=season,
            episode=episode,
            first_aired=PartialDate(year) if year else None,
        )
        for number, (season, episode, year) in enumerate(places, 1)
    )
    return Anthology(name, kind, key.title(), instalments, began=began)


SEASONS = anthology("fargo", Kind.SEASONAL, (1, None, 2014), (2, None, 2015), (4, None, 2020), began=2014)
EPISODES = anthology("mirror", Kind.EPISODIC, (1, 1, 2011), (1, 3, 2011), (2, 1, 2013), (None, None, 2014), began=2011)
UNCOUNTED = anthology("special", Kind.EPISODIC, (None, 1, 2015), (None, 2, 2016), began=2010)
IN_ORDER = anthology("track", Kind.SEASONAL, (None, None, 2022), (None, None, 2023), began=2022)


def numbers(one: Anthology, **place: int | bool) -> list[int]:
    return [each.number for each in place_of(one, Reading("", **place)).instalments]  # pyright: ignore[reportArgumentType]


@pytest.mark.parametrize(
    ("one", "place", "found"),
    [
        (SEASONS, {"season": 1}, [1]),
        (SEASONS, {"season": 4}, [3]),
        (SEASONS, {"season": 3}, []),
        (SEASONS, {"season": 9}, []),
        (SEASONS, {"number": 2}, [2]),
        (SEASONS, {"number": 3}, []),
        (SEASONS, {"season": 2, "episode": 7}, [2]),
        (SEASONS, {"season": 3, "episode": 1}, []),
        (EPISODES, {"season": 1}, [1, 2]),
        (EPISODES, {"season": 1, "episode": 3}, [2]),
        (EPISODES, {"season": 1, "episode": 2}, []),
        (EPISODES, {"season": 2, "episode": 9}, []),
        (EPISODES, {"season": 3}, []),
        (EPISODES, {"number": 4}, []),
        (UNCOUNTED, {"episode": 2}, [2]),
        (UNCOUNTED, {"season": 1, "episode": 2}, [2]),
        (UNCOUNTED, {"season": 2, "episode": 2}, []),
        (UNCOUNTED, {"number": 2}, [2]),
        (UNCOUNTED, {"number": 9}, []),
        (UNCOUNTED, {"season": 1}, []),
        (IN_ORDER, {"season": 2}, [2]),
        (IN_ORDER, {"number": 2}, [2]),
        (IN_ORDER, {"number": 3}, []),
        (IN_ORDER, {"episode": 1}, [1]),
    ],
)
def test_a_place_is_what_the_catalogue_has_there_and_never_another(
    one: Anthology, place: dict[str, int], found: list[int]
) -> None:
    assert numbers(one, **place) == found
    assert place_of(one, Reading("", **place)).is_there == bool(found)  # pyright: ignore[reportArgumentType]


def test_a_year_narrows_down_what_a_season_leaves() -> None:
    assert numbers(SEASONS, season=1, year=2014) == [1]
    assert numbers(SEASONS, season=1, year=2015) == []


def test_a_year_alone_means_the_stories_of_that_year() -> None:
    assert numbers(EPISODES, year=2013) == [3]
    assert numbers(SEASONS, year=2020) == [3]
    assert numbers(SEASONS, year=2019) == []


def test_the_year_in_which_it_began_means_the_whole_in_a_label_and_else_the_one_season_of_that_year() -> None:
    assert place_of(SEASONS, Reading("", 2014, label=True)).whole
    assert numbers(SEASONS, year=2014) == [1]
    assert place_of(EPISODES, Reading("", 2011)).whole
    assert place_of(UNCOUNTED, Reading("", 2010)).whole


def test_nothing_but_a_title_means_the_whole() -> None:
    assert place_of(SEASONS, Reading("fargo")).whole
    assert place_of(SEASONS, Reading("fargo")).is_there


def test_a_story_whose_year_is_not_known_is_not_ruled_out_by_one() -> None:
    dateless = anthology("some", Kind.SEASONAL, (1, None, None), began=None)

    assert numbers(dateless, season=1, year=1999) == [1]


def test_the_mark_on_a_story_comes_before_its_season() -> None:
    marked = Anthology(
        AnthologyId("a"),
        Kind.SEASONAL,
        "A",
        (
            Instalment(InstalmentId("a/1"), AnthologyId("a"), 1, "A", season=2, mark="#1"),
            Instalment(InstalmentId("a/2"), AnthologyId("a"), 2, "B", season=1, mark="#2"),
        ),
    )

    assert numbers(marked, number=1) == [1]
