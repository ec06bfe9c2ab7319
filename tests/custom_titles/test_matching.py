"""A custom title is matched with the catalogue by its names and year; a different story never is."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.custom_titles.matching import BundledTitles, merge_anthologies, same_instalments
from bot.models.catalogue import Anthology, Instalment, Kind, PartialDate
from bot.models.ids import AnthologyId, InstalmentId


def anthology(key: str, title: str, *aliases: str, year: int | None = None, native: str | None = None) -> Anthology:
    return Anthology(AnthologyId(key), Kind.SEASONAL, title, native_title=native, aliases=aliases, began=year)


def story(
    key: str, title: str, *aliases: str, year: int | None = None, season: int | None = None, episode: int | None = None
) -> Instalment:
    return Instalment(
        InstalmentId(key),
        AnthologyId(key.partition("/")[0]),
        1,
        title,
        season=season,
        episode=episode,
        aliases=aliases,
        first_aired=PartialDate(year) if year else None,
    )


def found(own: Anthology, *bundled: Anthology, different: Sequence[str] = ()) -> str | None:
    return BundledTitles.of(bundled).same_as(own, different)


@pytest.mark.parametrize(
    "own",
    [
        anthology("own-1", "soundtrack"),
        anthology("own-1", "Sound-Track!", year=2022),
        anthology("own-1", "OST", native="사운드트랙", year=2021),
        anthology("own-1", "Our show", "Saundeuteuraek", year=2023),
    ],
)
def test_one_shared_name_and_a_year_that_agrees_are_enough(own: Anthology) -> None:
    bundled = anthology("soundtrack", "Soundtrack", "Saundeuteuraek", year=2022, native="사운드트랙")

    assert found(own, anthology("harbour", "Harbour"), bundled) == "soundtrack"


@pytest.mark.parametrize(
    "own",
    [
        anthology("own-1", "Soundtrack", year=2019),
        anthology("own-1", "Soundtracks", year=2022),
        anthology("own-1", "!!!", year=2022),
    ],
)
def test_another_year_or_another_name_is_another_title(own: Anthology) -> None:
    assert found(own, anthology("soundtrack", "Soundtrack", year=2022), anthology("signs", "???", year=2022)) is None


def test_of_two_of_one_name_the_one_of_the_very_year_is_meant() -> None:
    earlier, later = anthology("fargo-1", "Fargo", year=2013), anthology("fargo-2", "Fargo", year=2014)

    assert found(anthology("own-1", "Fargo", year=2014), earlier, later) == "fargo-2"
    assert found(anthology("own-1", "Fargo", year=2013), earlier, later) == "fargo-1"


def test_what_is_not_a_duplicate_is_not_suggested_again() -> None:
    assert found(anthology("own-1", "Fargo"), anthology("fargo", "Fargo"), different=["fargo"]) is None


def paired(own: Sequence[Instalment], bundled: Sequence[Instalment], *names: str) -> dict[str, str]:
    return {str(one): str(other) for one, other in same_instalments(own, bundled, names).items()}


def test_stories_are_paired_by_title_with_or_without_the_anthologys_name() -> None:
    own = [
        story("own-a/own-1", "San Junipero", year=2016),
        story("own-a/own-2", "Black Mirror: Nosedive"),
        story("own-a/own-3", "A story of our own", year=2016),
    ]
    bundled = [
        story("bm/3-1", "Nosedive", year=2016, season=3, episode=1),
        story("bm/3-4", "San Junipero", year=2016, season=3, episode=4),
        story("bm/3-5", "Men Against Fire", year=2016, season=3, episode=5),
    ]

    assert paired(own, bundled, "Black Mirror") == {"own-a/own-1": "bm/3-4", "own-a/own-2": "bm/3-1"}


@pytest.mark.parametrize(
    "title", ["Season 4", "True Detective: Season 4", "True Detective 4", "#4", "시즌 4", "S4", "4"]
)
def test_a_title_that_is_nothing_but_a_number_is_paired_by_it(title: str) -> None:
    bundled = [
        story("td/3", "True Detective: Season 3", season=3, year=2019),
        story("td/4", "True Detective: Night Country", season=4, year=2024),
    ]

    assert paired([story("own-a/own-1", title, year=2024)], bundled, "True Detective") == {"own-a/own-1": "td/4"}
    assert paired([story("own-a/own-1", title, year=2014)], bundled, "True Detective") == {}


def test_a_number_never_pairs_two_stories_that_have_titles_of_their_own() -> None:
    own = [story("own-a/own-1", "San Junipero", year=2016)]
    bundled = [story("bm/1", "Nosedive", season=1, year=2016), story("bm/2", "Playtest", season=2, year=2016)]

    assert paired(own, bundled, "Black Mirror") == {}


def test_where_two_fit_equally_well_none_is_taken() -> None:
    own = [story("own-a/own-1", "Pilot")]

    assert paired(own, [story("x/1", "Pilot", year=2001), story("x/2", "Pilot", year=2005)], "X") == {}
    assert paired(
        [story("own-a/own-1", "Pilot", year=2005)],
        [story("x/1", "Pilot", year=2004), story("x/2", "Pilot", year=2005)],
        "X",
    ) == {"own-a/own-1": "x/2"}


def test_what_the_bundle_lacks_becomes_an_addition_to_the_bundled_anthology() -> None:
    own = Anthology(
        AnthologyId("own-bm"),
        Kind.EPISODIC,
        "Black Mirror",
        (story("own-bm/own-1", "San Junipero"), story("own-bm/own-2", "Our own")),
    )
    bundled = Anthology(AnthologyId("bm"), Kind.EPISODIC, "Black Mirror", (story("bm/3-4", "San Junipero"),))
    merge = merge_anthologies(own, bundled)

    assert merge.pairs == {"own-bm/own-1": "bm/3-4"}
    assert merge.added == {"own-bm/own-2": "bm/own-2"}
    assert merge.moves == {"own-bm": "bm", "own-bm/own-1": "bm/3-4", "own-bm/own-2": "bm/own-2"}


titles = st.sampled_from(["Pilot", "Season 1", "Season 2", "#2", "X", "X 3", "Harbour", "항구", "!", "X: Pilot"])
years = st.none() | st.integers(2000, 2004)
stories = st.lists(st.tuples(titles, years, st.none() | st.integers(1, 3)), max_size=6)


@given(stories, stories)
def test_no_story_is_paired_twice_and_years_always_agree(
    own: list[tuple[str, int | None, int | None]], bundled: list[tuple[str, int | None, int | None]]
) -> None:
    mine = [story(f"own-x/own-{place}", title, year=year) for place, (title, year, _season) in enumerate(own)]
    theirs = [
        story(f"x/{place}", title, year=year, season=season) for place, (title, year, season) in enumerate(bundled)
    ]
    pairs = same_instalments(mine, theirs, ["X"])
    by_id = {one.id: one for one in (*mine, *theirs)}

    assert len(set(pairs.values())) == len(pairs)
    for one, other in pairs.items():
        before, after = by_id[one].year, by_id[other].year
        assert before is None or after is None or abs(before - after) <= 1


@given(stories)
def test_stories_with_the_same_titles_and_years_are_all_known_again(
    found: list[tuple[str, int | None, int | None]],
) -> None:
    distinct = {title: (title, 2003) for title, *_rest in found if title not in {"!", "X: Pilot", "#2", "X"}}
    mine = [story(f"own-x/own-{place}", title, year=year) for place, (title, year) in enumerate(distinct.values())]
    theirs = [story(f"x/{place}", title, year=year) for place, (title, year) in enumerate(distinct.values())]

    assert list(same_instalments(mine, theirs, ["X"]).values()) == [one.id for one in theirs]
