"""Wishes as members type them, and what is made of them."""

from __future__ import annotations

import pytest

from bot.models.words import Meaning, WordLists
from bot.recommender import Recommender, Request, WishKind
from bot.recommender.text.names import NoNames
from bot.recommender.text.naming import MOST_LOOKED_UP
from bot.recommender.text.parser import QueryParser
from tests.recommender.sample_catalogue import SHELF, VOCABULARY

RECOMMENDER = Recommender(SHELF, VOCABULARY)
TITLES = {
    "soundtrack": "soundtrack",
    "soundtrack #2": "soundtrack/2",
    "haunted": "haunted/1",
    "dark but lovely": "kitchen/1",
    "love, death and cake": "encore/1",
}


class Named(NoNames):
    """Finds a few titles and two people."""

    def __init__(self) -> None:
        self.looked_up: list[str] = []

    def liked(self, words: str) -> str | None:
        """Return the title of this name."""
        self.looked_up.append(words)
        return TITLES.get(words)

    def titled(self, words: str) -> str | None:
        """Return the title of this name."""
        return TITLES.get(words)

    def person(self, words: str, *, certainly: bool) -> str | None:
        """Return a person; one is found by a slip too."""
        near = {} if certainly else {"ada lovelac": "ada-lovelace"}
        return ({"ada lovelace": "ada-lovelace", "cher": "cher"} | near).get(words)


NAMES = Named()


NOTED = WordLists(
    {
        "animal death": (Meaning("warning", "harm-to-animals"),),
        "harm to animals": (Meaning("warning", "harm-to-animals"),),
        "suicide": (Meaning("", "dark"), Meaning("warning", "suicide")),
        "sexual violence": (Meaning("warning", "sexual-violence"),),
    }
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("no animal deaths", [("not-warning", "harm-to-animals")]),
        ("comedy without harm to animals", [("tag", "comedy"), ("not-warning", "harm-to-animals")]),
        ("nothing with sexual violence", [("not-warning", "sexual-violence")]),
        (
            "no suicide or sexual violence",
            [("not-tag", "dark"), ("not-warning", "suicide"), ("not-warning", "sexual-violence")],
        ),
        ("suicide", [("tag", "dark")]),
        ("animal death", [("word", "animal"), ("word", "death")]),
    ],
)
def test_content_notes_count_where_they_are_not_wanted_and_nowhere_else(
    typed: str, meant: list[tuple[str, str]]
) -> None:
    parser = Recommender(SHELF, VOCABULARY, lambda: NOTED)
    found = [(wish.kind.value, wish.value) for wish in parser.understand(typed, NAMES).wishes]
    assert found == meant


def understood(typed: str) -> list[tuple[str, str]]:
    return [(wish.kind.value, wish.value) for wish in RECOMMENDER.understand(typed, NAMES).wishes]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("romance", [("tag", "romance")]),
        ("Love Stories", [("tag", "romance")]),
        ("musician", [("tag", "music")]),
        ("SCI FI", [("tag", "science-fiction")]),
        ("second-chance romance", [("tag", "second-chance")]),
        ("dark comedy", [("tag", "black-comedy")]),
        ("dark, comedy", [("tag", "dark"), ("tag", "comedy")]),
        ("no romance", [("not-tag", "romance")]),
        ("nothing scary", [("not-tag", "scary")]),
        ("not too dark", [("not-tag", "dark")]),
        ("don't want any horror", [("not-tag", "horror")]),
        ("anything but crime", [("not-tag", "crime")]),
        ("without ghosts or vampires", [("not-tag", "ghosts"), ("not-tag", "vampires")]),
        ("no horror nor crime, funny", [("not-tag", "horror"), ("not-tag", "crime"), ("tag", "comedy")]),
        ("not dark but hopeful", [("not-tag", "dark"), ("tag", "hopeful")]),
        ("no romance, scary", [("not-tag", "romance"), ("tag", "scary")]),
        ("no horror and funny", [("not-tag", "horror"), ("tag", "comedy")]),
        ("no pirates", [("not-word", "pirates")]),
        ("korean", [("country", "KR")]),
        ("from South Korea", [("country", "KR")]),
        ("something from new zealand", [("country", "NZ")]),
        ("nothing american", [("not-country", "US")]),
        ("give us something funny", [("tag", "comedy")]),
        ("under 5 hours", [("longest", "300")]),
        ("less than 90 minutes", [("longest", "90")]),
        ("no longer than two hours", [("longest", "120")]),
        ("at most 1.5 hours", [("longest", "90")]),
        ("2h", [("longest", "120")]),
        ("an hour and a half", [("longest", "90")]),
        ("half an hour", [("longest", "30")]),
        ("at least 10 hours", [("shortest", "600")]),
        ("more than 8 hours", [("shortest", "480")]),
        ("about 2 hours", [("shortest", "90"), ("longest", "150")]),
        ("short", [("longest", "120")]),
        ("one evening", [("longest", "240")]),
        ("for tonight", [("longest", "240")]),
        ("a weekend", [("longest", "720")]),
        ("long", [("shortest", "600")]),
        ("not too long", [("longest", "240")]),
        ("nothing long", [("longest", "240")]),
        ("the 90s", [("years", "1990-1999")]),
        ("from the 2010s", [("years", "2010-2019")]),
        ("'20s", [("years", "2020-2029")]),
        ("since 2019", [("years", "2019-")]),
        ("after 2015", [("years", "2016-")]),
        ("before 2000", [("years", "-1999")]),
        ("2015 to 2020", [("years", "2015-2020")]),
        ("between 2015 and 2020", [("years", "2015-2020")]),
        ("from 2018", [("years", "2018-")]),
        ("2018", [("years", "2018-2018")]),
        ("recent", [("years", "2019-")]),
        ("on netflix", [("service", "Netflix")]),
        ("from Disney+", [("service", "Disney+")]),
        ("a film", [("kind", "strand")]),
        ("standalone", [("stands-alone", "")]),
        ("no need to have seen anything before", [("stands-alone", "")]),
        ("like soundtrack", [("like", "soundtrack")]),
        ("something like soundtrack but hopeful", [("like", "soundtrack"), ("tag", "hopeful")]),
        ("similar to Soundtrack #2, short", [("like", "soundtrack/2"), ("longest", "120")]),
        ("like soundtrack and haunted", [("like", "soundtrack"), ("like", "haunted/1")]),
        ("like dark but lovely", [("like", "kitchen/1")]),
        ("like love, death and cake", [("like", "encore/1")]),
        ("nothing like haunted", [("unlike", "haunted/1")]),
        ("like a romance", [("tag", "romance")]),
        ("soundtrack", [("like", "soundtrack")]),
        ("soundtrack but hopeful", [("like", "soundtrack"), ("tag", "hopeful")]),
        ("haunted fan here, what now?", [("like", "haunted/1")]),
        ("i've seen soundtrack and haunted, scary", [("seen", "soundtrack"), ("seen", "haunted/1"), ("tag", "scary")]),
        ("not haunted, scary", [("not-title", "haunted/1"), ("tag", "scary")]),
        ("like it", []),
        ("with ada lovelace", [("person", "ada-lovelace")]),
        ("directed by ada lovelac", [("person", "ada-lovelace/director")]),
        ("scary ada lovelace", [("tag", "scary"), ("person", "ada-lovelace")]),
        ("ada lovelac", [("person", "ada-lovelace")]),
        ("i can't stand ghosts", [("not-tag", "ghosts")]),
        ("ghosts? no thanks", [("not-tag", "ghosts")]),
        ("nothing older than 2010", [("years", "2010-")]),
        ("6 episodes", []),
        ("with cher", [("person", "cher")]),
        ("not with ada lovelace", [("not-person", "ada-lovelace")]),
        ("directed by grace hopper, scary", [("nobody", "grace hopper"), ("tag", "scary")]),
        ("with Lighthouse Keeper", [("nobody", "lighthouse keeper")]),
        ("with Évelyne Keeper", [("nobody", "evelyne keeper")]),
        ("with a restaurant for lyricists", [("word", "restaurant"), ("word", "lyricists")]),
        ("with lyricist friends", [("word", "lyricist"), ("word", "friends")]),
        ("with lighthouse keepers", [("unknown", "lighthouse keepers")]),
        ("with Happy School", [("nobody", "happy school")]),
        ("Something With Second Chance", [("tag", "second-chance")]),
        ("with Ada Lovelace-Byron", [("nobody", "ada lovelace-byron")]),
        ("with Music Bar-gum, scary", [("nobody", "music bar-gum"), ("tag", "scary")]),
        ("starring cher ami", [("nobody", "cher ami")]),
        ("not on netflix", [("not-service", "Netflix")]),
        ("horror-free and funny", [("not-tag", "horror"), ("tag", "comedy")]),
        ("without ghosts and vampires", [("not-tag", "ghosts"), ("not-tag", "vampires")]),
        ("anything except crime", [("not-tag", "crime")]),
        ("neither ghosts nor crime", [("not-tag", "ghosts"), ("not-tag", "crime")]),
        ("romence", [("tag", "romance")]),
        ("ghosts or vampires", [("one-of", "ghosts|vampires")]),
        ("early 90s", [("years", "1990-1994")]),
        ("a lighthouse keeper", [("word", "lighthouse"), ("word", "keeper")]),
        ("anything good?", []),
        ("", []),
        ("🎵 ⚔ ,,, !!", []),
    ],
)
def test_what_a_member_types_is_understood(typed: str, meant: list[tuple[str, str]]) -> None:
    assert understood(typed) == meant


def test_the_example_of_the_command_is_understood_whole() -> None:
    assert understood("short bittersweet second-chance romance about musicians") == [
        ("longest", "120"),
        ("tag", "bittersweet"),
        ("tag", "second-chance"),
        ("tag", "music"),
    ]


def test_each_wish_says_which_words_it_was_read_from() -> None:
    wishes = RECOMMENDER.understand("Nothing scary, one evening, Korean", NAMES).wishes
    assert [(wish.kind, wish.typed) for wish in wishes] == [
        (WishKind.NOT_TAG, "scary"),
        (WishKind.LONGEST, "one evening"),
        (WishKind.COUNTRY, "korean"),
    ]


def test_the_same_wish_typed_twice_is_one_wish() -> None:
    assert understood("funny comedy, really funny") == [("tag", "comedy")]


def test_without_a_finder_the_title_is_read_as_words() -> None:
    assert [wish.kind for wish in RECOMMENDER.understand("like lighthouse").wishes] == [WishKind.WORD]


def test_understood_wishes_make_one_request() -> None:
    request = RECOMMENDER.understand("like soundtrack, no horror, korean, under 3 hours, lighthouse", NAMES).request
    assert request == Request(
        liked=("soundtrack",),
        without_tags=request.without_tags,
        countries=("KR",),
        longest=180,
        words="lighthouse",
    )
    assert request.without_tags == ("horror",)


def test_of_two_contradicting_wishes_the_later_one_counts() -> None:
    request = RECOMMENDER.understand("korean funny romance. no, japanese, no romance").request
    assert (request.tags, request.without_tags) == (("comedy",), ("romance",))


def test_two_countries_are_alternatives_and_one_within_a_region_narrows_it() -> None:
    assert Request(countries=("KR",)).also(Request(countries=("JP",))).countries == ("KR", "JP")
    assert Request(countries=("KR", "JP", "TW")).also(Request(countries=("JP",))).countries == ("JP",)


def test_of_two_lengths_the_tighter_counts_unless_they_contradict_each_other() -> None:
    assert Request(longest=120).also(Request(longest=20)).longest == 20
    assert Request(longest=20).also(Request(longest=120)).longest == 20
    contradiction = Request(longest=60).also(Request(shortest=600))
    assert (contradiction.longest, contradiction.shortest) == (None, 600)


@pytest.mark.parametrize("typed", ["like " * 40, "like a " * 30, "loves " * 30])
def test_a_request_of_nothing_but_likes_is_looked_up_a_few_times_only(typed: str) -> None:
    names = Named()

    QueryParser([]).understand(typed, names)

    assert 0 < len(names.looked_up) <= MOST_LOOKED_UP
