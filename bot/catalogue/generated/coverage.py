"""What the catalogue covers and what it lacks, as a page of Markdown (data/catalogue/COVERAGE.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import cast

from babel import Locale

from bot.catalogue.folder import Catalogue
from bot.models.catalogue import Anthology, ContentNote, Instalment, Kind, Role
from bot.models.ids import InstalmentId, short_id_of

FEWEST_TAGS = 5
FEWEST_PARTS = 3
"""How many actors an instalment ought to name together with their characters."""


def _has_parts(instalment: Instalment) -> bool:
    cast = instalment.credited(Role.ACTOR)
    return sum(credit.character is not None for credit in cast) >= FEWEST_PARTS


_FIELDS: dict[str, Callable[[Instalment], object]] = {
    "hook": lambda instalment: instalment.hook,
    "premise": lambda instalment: instalment.premise,
    "date": lambda instalment: instalment.first_aired,
    "episodes": lambda instalment: instalment.episodes,
    "minutes": lambda instalment: instalment.minutes,
    "director or writer": lambda instalment: instalment.credited(Role.DIRECTOR, Role.WRITER),
    "three of the cast": lambda instalment: len(instalment.credited(Role.ACTOR)) >= FEWEST_PARTS,
    "three characters": _has_parts,
    "five tags": lambda instalment: len(instalment.tags) >= FEWEST_TAGS,
}


def coverage(catalogue: Catalogue) -> str:
    """Give the page: how much there is, of which kind and country, and which fields are missing where."""
    anthologies = [entry.anthology for entry in catalogue.entries]
    instalments = [instalment for anthology in anthologies for instalment in anthology.instalments]
    reviewed = Counter(review.instalment for entry in catalogue.entries for review in entry.reviews)
    counts = catalogue.counts
    hooks = sum(bool(title.hook) for title in (*anthologies, *instalments))
    held = (
        f"{counts.anthologies} anthologies, {counts.instalments} instalments, {counts.people} people; "
        f"{counts.reviews} press reviews of {len(reviewed)} instalments. "
        f"{hooks} of {counts.anthologies + counts.instalments} titles have a hook."
    )
    parts = (
        ["# What the catalogue covers", "", "Written by `python -m bot check --coverage`; a test keeps it true.", ""],
        [held, ""],
        ["## Countries and kinds", "", "Anthologies (instalments), by the leading country.", ""],
        _countries(anthologies),
        ["## Fields", ""],
        _fields(instalments, reviewed),
        ["## Content notes", "", "Instalments that have each. Where an instalment has none, nothing is known.", ""],
        _content_notes(instalments),
        ["## Anthologies", "", "What their instalments lack, and of how many.", ""],
        _anthologies(anthologies, reviewed),
        ["## Instalments that lack something", ""],
        _missing(anthologies),
        ["## Instalments without a press verdict", ""],
        _unreviewed(anthologies, reviewed),
    )
    return "\n".join(line for part in parts for line in part).rstrip() + "\n"


def missing_fields(instalment: Instalment) -> tuple[str, ...]:
    """Give the names of the fields that an instalment ought to have and lacks."""
    return tuple(name for name, known in _FIELDS.items() if not known(instalment))


def _countries(anthologies: Sequence[Anthology]) -> Iterator[str]:
    names = cast("Mapping[str, str]", Locale.parse("en").territories)
    cells: Counter[tuple[str, Kind]] = Counter()
    stories: Counter[tuple[str, Kind]] = Counter()
    for anthology in anthologies:
        country = anthology.countries[0] if anthology.countries else ""
        cells[country, anthology.kind] += 1
        stories[country, anthology.kind] += len(anthology.instalments)
    totals: Counter[str] = Counter()
    for (country, _), number in cells.items():
        totals[country] += number
    rows = [
        [
            f"{names[country]} ({country})" if country else "not known",
            *(f"{cells[country, kind]} ({stories[country, kind]})" if cells[country, kind] else "" for kind in Kind),
            str(total),
        ]
        for country, total in sorted(totals.items(), key=lambda item: (-item[1], item[0]))
    ]
    return _table(["country", *Kind, "anthologies"], rows)


def _fields(instalments: Sequence[Instalment], reviewed: Counter[InstalmentId]) -> Iterator[str]:
    rows = [[name, str(sum(bool(known(instalment)) for instalment in instalments))] for name, known in _FIELDS.items()]
    rows.append(["press verdict", str(len(reviewed))])
    rows.append(["content notes", str(sum(bool(instalment.warnings) for instalment in instalments))])
    return _table(["field", f"known of {len(instalments)}"], rows)


def _content_notes(instalments: Sequence[Instalment]) -> Iterator[str]:
    noted = Counter(note for instalment in instalments for note in instalment.warnings)
    return _table(["content note", "instalments"], [[note, str(noted[note])] for note in ContentNote])


def _anthologies(anthologies: Sequence[Anthology], reviewed: Counter[InstalmentId]) -> Iterator[str]:
    rows: list[list[str]] = []
    for anthology in anthologies:
        lacking = Counter(name for instalment in anthology.instalments for name in missing_fields(instalment))
        rows.append(
            [
                anthology.id,
                anthology.kind,
                ", ".join(anthology.countries),
                str(len(anthology.instalments)),
                str(sum(instalment.id in reviewed for instalment in anthology.instalments)),
                ", ".join(f"{name} {lacking[name]}" for name in _FIELDS if lacking[name]),
            ]
        )
    return _table(["anthology", "kind", "countries", "instalments", "with a verdict", "missing"], rows)


def _missing(anthologies: Iterable[Anthology]) -> Iterator[str]:
    for anthology in anthologies:
        for instalment in anthology.instalments:
            if lacking := missing_fields(instalment):
                yield f"- {instalment.id}: {', '.join(lacking)}"
    yield ""


def _unreviewed(anthologies: Iterable[Anthology], reviewed: Counter[InstalmentId]) -> Iterator[str]:
    for anthology in anthologies:
        ids = [instalment.id for instalment in anthology.instalments]
        without = [short_id_of(whole) for whole in ids if whole not in reviewed]
        if without:
            yield f"- {anthology.id}: {', '.join(without)}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield "|" + "---|" * len(head)
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""
