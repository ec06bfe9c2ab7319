"""Reading the seeds: ``data/seeds/*.tsv``, one well-known work a line, checked like the catalogue."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from pathlib import Path

from msgspec.structs import replace

from bot.catalogue.problem import Problem, did_you_mean
from bot.catalogue.tab_separated import read_rows
from bot.models.ids import TagId
from bot.models.known_works import KnownWork, WorkKind
from bot.settings import HOME

SEEDS = HOME / "data" / "seeds"
HEADER = ("title", "native", "names", "year", "country", "kind", "tags")
FEWEST_TAGS, MOST_TAGS = 6, 12
EARLIEST_YEAR, LATEST_YEAR = 1920, 2030
_COUNTRY = re.compile(r"[A-Z]{2}")


def read_seeds(folder: Path, vocabulary: Collection[str]) -> tuple[tuple[KnownWork, ...], tuple[Problem, ...]]:
    """Give the known works of all files, and everything that is wrong with them; a wrong line is left out.

    Parameters
    ----------
    folder
        ``data/seeds``; one that is not there has no works.
    vocabulary
        The ids of all tags.
    """
    works: dict[str, KnownWork] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.tsv")):
        for number, row in read_rows(path, HEADER):
            found = row if isinstance(row, str) else _work(row, vocabulary)
            if isinstance(found, str):
                problems.append(Problem(str(path), number, found))
                continue
            twin = works.get(found.key)
            if twin is not None and twin.kind is not found.kind:
                found = replace(found, has_twin=True)  # the same work under the key that is left
            if found.key in works:
                problems.append(Problem(str(path), number, f"{found.title_with_year} stands in these files twice"))
            else:
                works[found.key] = found
    return tuple(works.values()), tuple(problems)


def _work(columns: Sequence[str], vocabulary: Collection[str]) -> KnownWork | str:
    """Read one line; a sentence where it is wrong."""
    title, native, names, year, country, kind, tags = columns
    tag_ids = tags.split()
    unknown = next((tag for tag in tag_ids if tag not in vocabulary), None)
    faults = {
        "a work needs a title": not title,
        f"year {year!r}: expected {EARLIEST_YEAR} to {LATEST_YEAR}": not year.isdecimal()
        or not EARLIEST_YEAR <= int(year) <= LATEST_YEAR,
        f"country {country!r}: expected an ISO 3166 code, such as KR or GB": not _COUNTRY.fullmatch(country)
        or country == "UK",
        f"kind {kind!r}: expected series or film": kind not in set(WorkKind),
        f"{len(tag_ids)} tags: expected {FEWEST_TAGS} to {MOST_TAGS}": not FEWEST_TAGS <= len(tag_ids) <= MOST_TAGS,
        "a tag stands twice": len(set(tag_ids)) != len(tag_ids),
    }
    if unknown is not None:
        return f"unknown tag {unknown!r}{did_you_mean(unknown, vocabulary)}"
    if fault := next((sentence for sentence, wrong in faults.items() if wrong), None):
        return fault
    return KnownWork(
        title=title,
        year=int(year),
        country=country,
        kind=WorkKind(kind),
        tags=tuple(map(TagId, tag_ids)),
        native_title=native or None,
        names=tuple(name.strip() for name in names.split("|") if name.strip()),
    )
