"""Well-known works that are no anthologies, found by name, year, beginning or with slips."""

from __future__ import annotations

import pytest

from bot.models.known_works import KnownWork, WorkKind
from bot.search.known_works import KnownWorks


def work(title: str, year: int, kind: WorkKind = WorkKind.SERIES, native: str | None = None, *names: str) -> KnownWork:
    return KnownWork(title, year, "US", kind, (), native, names)


THINGS = work("Stranger Things", 2016)
DARK = work("Dark", 2017)
CROWN = work("The Crown", 2016)
FARGO = work("Fargo", 1996, WorkKind.FILM)
OLD_DUNE, NEW_DUNE = work("Dune", 1984, WorkKind.FILM), work("Dune", 2021, WorkKind.FILM)
SIGNAL = work("Signal", 2016, WorkKind.SERIES, "시그널", "Sigeuneol")
PLAYLIST = work("Hospital Playlist", 2020, WorkKind.SERIES, "슬기로운 의사생활", "Wise Doctor Life")
WORKS = KnownWorks(lambda: [THINGS, DARK, CROWN, FARGO, OLD_DUNE, NEW_DUNE, SIGNAL, PLAYLIST])


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("Stranger Things", THINGS),
        ("STRANGER-THINGS!", THINGS),
        ("strangerthings", THINGS),
        ("crown", CROWN),
        ("The Crown", CROWN),
        ("시그널", SIGNAL),
        ("wise doctor life", PLAYLIST),
        ("stranger thing", None),
        ("", None),
        ("the", None),
    ],
)
def test_a_work_is_found_by_each_of_its_very_names(typed: str, found: KnownWork | None) -> None:
    assert WORKS.find(typed) is found


def test_a_year_or_a_kind_has_to_agree_and_without_them_the_newest_is_meant() -> None:
    assert WORKS.find("dune") is NEW_DUNE
    assert WORKS.find("dune", 1984) is OLD_DUNE
    assert WORKS.find("dune", 2000) is None
    assert WORKS.find("fargo", kind=WorkKind.FILM) is FARGO
    assert WORKS.find("fargo", kind=WorkKind.SERIES) is None


def test_a_work_of_this_very_title_is_meant_before_newer_ones_called_so_too() -> None:
    ring, remake = work("Ring", 1998, WorkKind.FILM), work("The Ring", 2002, WorkKind.FILM)
    other = work("Doom", 2021, WorkKind.SERIES, None, "Ring")
    works = KnownWorks(lambda: [ring, remake, other])

    assert works.find("ring") is ring
    assert works.find("the ring") is remake


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("strangr things", THINGS),
        ("stranger thigns", THINGS),
        ("hospitl playlist", PLAYLIST),
        ("stranger tings 2", None),
        ("strange", None),
        ("drak", None),
        ("dork", None),
        ("zzqxzzqx", None),
    ],
)
def test_a_few_slips_are_forgiven_in_a_long_name_and_none_in_a_short_one(typed: str, found: KnownWork | None) -> None:
    assert WORKS.near(typed) is found


def test_a_slip_as_near_to_two_works_means_neither() -> None:
    works = KnownWorks(lambda: [work("Monster", 2004), work("Lobster", 2015)])

    assert works.near("Moobster") is None


def test_works_are_offered_by_the_beginning_of_any_name() -> None:
    assert WORKS.begun("stran", 5) == [THINGS]
    assert WORKS.begun("슬기", 5) == [PLAYLIST]
    assert WORKS.begun("d", 2) == [DARK, OLD_DUNE]
    assert WORKS.begun("", 5) == []
    assert WORKS.begun("zz", 5) == []


def test_a_work_is_found_by_its_key() -> None:
    assert THINGS.key == "known:stranger-things-2016"
    assert WORKS.get(THINGS.key) is THINGS
    assert WORKS.get("known:nothing-2000") is None
    assert len(WORKS) == 8


def test_another_word_is_no_slip_and_neither_are_two_slips_in_one_word_that_is_one() -> None:
    works = KnownWorks(
        lambda: [work("Beyond Evil", 2021, WorkKind.SERIES, None, "Freak"), work("White Tower", 2007), DARK]
    )
    words = {"freaks", "white", "tiger"}

    assert works.near("freaks", is_word=words.__contains__) is None
    assert works.near("the white tiger", is_word=words.__contains__) is None
    assert works.near("freakz", is_word=words.__contains__) is not None
    assert works.has_word("tower")
    assert not works.has_word("freak")


def test_a_country_has_to_agree() -> None:
    american = KnownWork("The Office", 2005, "US", WorkKind.SERIES, ())
    british = KnownWork("The Office", 2001, "GB", WorkKind.SERIES, ())
    works = KnownWorks(lambda: [american, british])

    assert works.find("the office") is american
    assert works.find("office", country="GB") is british
    assert works.find("office", country="KR") is None
    assert works.near("the ofice", country="GB") is british
