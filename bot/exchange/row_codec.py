"""Turn reviews and titles into table rows, for writing CSV files and for comparing with imported rows."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from bot.exchange.formats import CAST_SEPARATOR, DOESNT, LIST_SEPARATOR, WORKS
from bot.models.custom_titles import CastLine, ServerTitle, SpoilerMark
from bot.models.reviews import ReviewRecord

YES, NO = "yes", "no"


def review_row(record: ReviewRecord, title: str, curator_name: str) -> dict[str, str]:
    """Give the values of a review by column, empty ones too.

    Parameters
    ----------
    title, curator_name
        The title of the instalment and the name of the curator, for people who read the file.
    """
    review, opinion = record.review, record.review.opinion
    values = {
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
            values[column] = reasons[place] if place < len(reasons) else ""
    return values


def title_row(title: ServerTitle, marks: Collection[SpoilerMark]) -> dict[str, str]:
    """Give the values of a custom or corrected title by column.

    Parameters
    ----------
    marks
        Its spoiler marks.
    """
    facts = title.facts
    return {
        "id": title.id,
        "own": YES if title.own else NO,
        "hidden": YES if title.hidden else NO,
        "title": facts.title or "",
        "native_title": facts.native_title or "",
        "aliases": LIST_SEPARATOR.join(facts.aliases),
        "kind": facts.kind.value if facts.kind else "",
        "year": _whole(facts.year),
        "countries": LIST_SEPARATOR.join(facts.countries),
        "episodes": _whole(facts.episodes),
        "minutes": _whole(facts.minutes),
        "premise": facts.premise or "",
        "tags": LIST_SEPARATOR.join(facts.tags),
        "cast": LIST_SEPARATOR.join(map(_cast, facts.cast)),
        "said": LIST_SEPARATOR.join(sorted(title.said)),
        "covered": spoiler_cell(marks),
        "changed": moment(title.changed),
    }


def spoiler_cell(marks: Collection[SpoilerMark]) -> str:
    """List the parts of a title that are marked as spoilers."""
    return LIST_SEPARATOR.join(sorted(mark.part for mark in marks))


def moment(when: datetime) -> str:
    """Write a moment to the second."""
    return when.isoformat(timespec="seconds")


def number_cell(value: float) -> str:
    """Write a number without needless decimals."""
    return repr(float(value)).removesuffix(".0")


def _whole(value: int | None) -> str:
    return "" if value is None else str(value)


def _cast(line: CastLine) -> str:
    return f"{line.name}{CAST_SEPARATOR}{line.character}" if line.character else line.name
