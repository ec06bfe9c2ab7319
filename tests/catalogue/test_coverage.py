"""The page that says what the catalogue lacks."""

from __future__ import annotations

from bot.catalogue.generated.coverage import coverage
from bot.catalogue.sync import COVERAGE_PAGE
from tests.bundled import bundled_catalogue
from tests.catalogue.conftest import SOUNDTRACK, Shelf, film


def test_the_page_counts_what_there_is_and_names_what_is_missing(shelf: Shelf) -> None:
    shelf.write("soundtrack", SOUNDTRACK)
    shelf.write("film", film("Film", premise="Somebody waits for a train that never comes."))

    page = coverage(shelf.read()).split("\n")

    assert (
        "2 anthologies, 3 instalments, 6 people; 2 press reviews of 2 instalments. 2 of 5 titles have a hook." in page
    )
    assert "| South Korea (KR) | 1 (2) |  |  | 1 |" in page
    assert "| not known |  |  | 1 (1) | 1 |" in page
    assert "| minutes | 1 |" in page
    assert "| press verdict | 2 |" in page
    assert "- soundtrack/1: three of the cast, three characters, five tags" in page
    assert "| hook | 1 |" in page
    assert "| content notes | 1 |" in page
    assert "| suicide | 1 |" in page
    assert "| torture | 0 |" in page
    lacking = "hook, date, episodes, minutes, director or writer, three of the cast, three characters, five tags"
    assert f"- film/film: {lacking}" in page
    assert page[-2] == "- film: film"


def test_an_empty_catalogue_has_a_page_too(shelf: Shelf) -> None:
    page = coverage(shelf.read())

    assert "0 anthologies, 0 instalments" in page
    assert page.endswith("## Instalments without a press verdict\n")


def test_the_bundled_page_is_true() -> None:
    assert COVERAGE_PAGE.read_text(encoding="utf-8") == coverage(bundled_catalogue()), (
        "run: python -m bot check --coverage"
    )
