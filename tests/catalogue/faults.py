"""One fault in a good file, and what has to be said of it."""

from __future__ import annotations

from typing import NamedTuple

from tests.catalogue.conftest import SOUNDTRACK, Shelf, film


class Fault(NamedTuple):
    """What is replaced by what in a good file, and what is said of the line marked HERE (else of the first)."""

    old: str
    new: str
    said: str


def check_said(shelf: Shelf, fault: Fault) -> None:
    """Check that a fault is said with its line, that it alone is, and that other files are loaded all the same."""
    old, new, reason = fault
    assert old in SOUNDTRACK
    text = SOUNDTRACK.replace(old, new)
    path = shelf.write("soundtrack", text)
    shelf.write("other", film("Other"))

    catalogue = shelf.read()

    line = next((number for number, content in enumerate(text.split("\n"), 1) if "# HERE" in content), 1)
    said = [str(problem) for problem in catalogue.problems]
    assert len(said) == 1, said
    assert said[0].startswith(f"{path}:{line}: "), said
    assert reason in said[0]
    assert [entry.anthology.id for entry in catalogue.entries] == ["other"], "the rest is loaded"
