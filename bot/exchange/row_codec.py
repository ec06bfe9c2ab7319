"""What a server wrote as the cells of its sheets: the same for writing a sheet and for telling what differs from it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.exchange.formats import DOESNT, LISTED, PLAYED, WORKS
from bot.models.custom_titles import CastLine, ServerTitle, SpoilerMark
from bot.models.reviews import ReviewRecord

YES, NO = "yes", "no"


def review_row(record: ReviewRecord, title: str, curator_name: str) -> dict[str, str]:
    """Give the cells of a review, by column; empty ones too.

    Parameters
    ----------
    title, curator_name
        What the instalment and the curator are called, for those who read the sheet.
    """
    review, opinion = record.review, record.review.opinion
    cells = {
        "instalment": review.instalment,
        "title": title,
        "curator": str(review.curator),
        "curator_name": curator_name,
        "verdict": opinion.verdict.value,
        "headline": opinion.headline,
        "score": number_cell(opinion.score.points) if opinion.score else "",
        "out_of": number_cell(opinion.score.out_of) if opinion.score else "",
        "comparison_with": opinion.comparison.other if opinion.comparison else "",
        "comparison": opinion.comparison.text if opinion.comparison else "",
        "spoilers": opinion.spoilers or "",
        "written": moment(review.written),
        "changed": moment(review.changed),
    }
    for columns, reasons in ((WORKS, opinion.works), (DOESNT, opinion.doesnt)):
        for place, column in enumerate(columns):
            cells[column] = reasons[place] if place < len(reasons) else ""
    return cells


def title_row(title: ServerTitle, marks: Collection[SpoilerMark]) -> dict[str, str]:
    """Give the cells of what a server says of a title.

    Parameters
    ----------
    covers
        What the server covers of it.
    """
    facts = title.facts
    return {
        "id": title.id,
        "own": YES if title.own else NO,
        "hidden": YES if title.hidden else NO,
        "title": facts.title or "",
        "native_title": facts.native_title or "",
        "aliases": LISTED.join(facts.aliases),
        "kind": facts.kind.value if facts.kind else "",
        "year": _whole(facts.year),
        "countries": LISTED.join(facts.countries),
        "episodes": _whole(facts.episodes),
        "minutes": _whole(facts.minutes),
        "premise": facts.premise or "",
        "tags": LISTED.join(facts.tags),
        "cast": LISTED.join(map(_cast, facts.cast)),
        "said": LISTED.join(sorted(title.said)),
        "covered": spoiler_cell(marks),
        "changed": moment(title.changed),
    }


def spoiler_cell(marks: Collection[SpoilerMark]) -> str:
    """Say which parts of a title are covered."""
    return LISTED.join(sorted(cover.part for cover in marks))


def moment(when: datetime) -> str:
    """Write a moment to the second."""
    return when.isoformat(timespec="seconds")


def number_cell(value: float) -> str:
    """Write a number with no decimal that says nothing, and all that say something."""
    return repr(float(value)).removesuffix(".0")


def _whole(value: int | None) -> str:
    return "" if value is None else str(value)


def _cast(line: CastLine) -> str:
    return f"{line.name}{PLAYED}{line.character}" if line.character else line.name
