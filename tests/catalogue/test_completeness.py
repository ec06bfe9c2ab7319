"""What `check` demands of every bundled entry."""

from __future__ import annotations

from bot.catalogue.completeness import missing_facts
from bot.catalogue.sync import CATALOGUE
from tests.bundled import bundled_catalogue
from tests.catalogue.conftest import SOUNDTRACK, Shelf, film


def test_every_bundled_entry_has_what_the_catalogue_promises() -> None:
    assert missing_facts(bundled_catalogue(), CATALOGUE) == ()


def test_what_is_lacking_is_named_with_file_and_line(shelf: Shelf) -> None:
    shelf.write("soundtrack", SOUNDTRACK)
    shelf.write("film", film("Film", premise="Somebody waits for a train that never comes."))

    said = [str(problem) for problem in missing_facts(shelf.read(), shelf.folder)]
    assert any("film.toml" in one and "film/film has 0 tags: expected at least 5" in one for one in said)
    assert any("film.toml:1: has no countries" in one for one in said)
    assert all(problem.line for problem in missing_facts(shelf.read(), shelf.folder))
