"""Write a server's reviews and titles as two CSV files."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from bot.exchange.formats import REVIEW_COLUMNS, TITLE_COLUMNS, quoted
from bot.exchange.row_codec import review_row, spoiler_cell, title_row
from bot.models.custom_titles import Holdings, SpoilerMark
from bot.models.ids import InstalmentId, TitleId

_BOM = "\ufeff"
"""Without it, spreadsheets read UTF-8 as their local encoding."""
_PLAIN = frozenset({"score", "out_of", "year", "episodes", "minutes", "written", "changed"})
"""Columns of numbers and dates, which a spreadsheet may treat as such."""


def reviews_csv(holdings: Holdings, titles: Mapping[InstalmentId, str]) -> bytes:
    """Write the reviews that members see, by instalment and curator; removed ones are only in the JSON.

    Parameters
    ----------
    titles
        The titles of instalments.
    """
    shown = sorted(
        (one for one in holdings.reviews if not one.removed),
        key=lambda one: (one.review.instalment, one.review.curator),
    )
    return _written(
        REVIEW_COLUMNS,
        (
            review_row(one, titles.get(one.review.instalment, ""), holdings.names.get(one.review.curator, ""))
            for one in shown
        ),
    )


def titles_csv(holdings: Holdings) -> bytes:
    """Write custom and corrected titles by id, with their spoiler marks; then the spoiler marks of other titles."""
    marks: dict[TitleId, list[SpoilerMark]] = defaultdict(list)
    for mark in holdings.spoiler_marks:
        marks[mark.title].append(mark)
    rows = [title_row(one, marks.pop(one.id, ())) for one in sorted(holdings.titles, key=lambda one: one.id)]
    rows += [{"id": title, "covered": spoiler_cell(marks[title])} for title in sorted(marks)]
    return _written(TITLE_COLUMNS, rows)


def _written(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    text.write(_BOM)
    writer = csv.writer(text)
    writer.writerow(columns)
    for values in rows:
        writer.writerow([_value(column, values.get(column, "")) for column in columns])
    return text.getvalue().encode()


def _value(column: str, text: str) -> str:
    # Many programs take a zero byte for the end of the file, and no text needs one.
    return text if column in _PLAIN else quoted(text.replace("\0", " "))
