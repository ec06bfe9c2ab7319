"""What every bundled entry has to have at least; an entry that lacks some of it is shown all the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from bot.catalogue.folder import Catalogue
from bot.catalogue.problem import Problem
from bot.models.catalogue import Anthology, Instalment
from bot.models.ids import short_id_of

FEWEST_TAGS = 5


def missing_facts(catalogue: Catalogue, folder: Path) -> tuple[Problem, ...]:
    """Give what entries lack of what the catalogue promises, with file and line.

    Parameters
    ----------
    folder
        Where the files stand that the catalogue was read from.
    """
    problems: list[Problem] = []
    for entry in catalogue.entries:
        path = folder / f"{entry.anthology.id}.toml"
        lines = path.read_text(encoding="utf-8").splitlines()
        problems += [Problem(str(path), 1, f"has no {what}") for what in _of_anthology(entry.anthology)]
        for instalment in entry.anthology.instalments:
            line = _line_of(lines, instalment)
            problems += [Problem(str(path), line, f"{instalment.id} {what}") for what in _of_instalment(instalment)]
    return tuple(problems)


def _of_anthology(anthology: Anthology) -> Iterator[str]:
    asked = {
        "premise": anthology.premise,
        "countries": anthology.countries,
        "languages": anthology.languages,
        "year in which it began": anthology.began,
        "tags": anthology.tags,
        "instalments": anthology.instalments,
    }
    return (what for what, value in asked.items() if not value)


def _of_instalment(instalment: Instalment) -> Iterator[str]:
    if not instalment.premise:
        yield "has no premise"
    if len(instalment.tags) < FEWEST_TAGS:
        yield f"has {len(instalment.tags)} tags: expected at least {FEWEST_TAGS}"


def _line_of(lines: list[str], instalment: Instalment) -> int | None:
    wanted = f'id = "{short_id_of(instalment.id)}"'
    return next((number for number, line in enumerate(lines, 1) if line.startswith(wanted)), None)
