"""Two sheets of all that a server wrote: its reviews, one a row, and what it says of titles."""

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
"""Without it spreadsheets take UTF-8 for the encoding of their country."""
_PLAIN = frozenset({"score", "out_of", "year", "episodes", "minutes", "written", "changed"})
"""Columns whose numbers and dates a spreadsheet may take for what they are."""


def reviews_csv(holdings: Holdings, titles: Mapping[InstalmentId, str]) -> bytes:
    """Write the reviews that members see, by instalment and curator; removed ones are in the JSON alone.

    Parameters
    ----------
    titles
        What instalments are called.
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
    """Write own titles and corrections by id, with what is covered; then what is covered of other titles."""
    covers: dict[TitleId, list[SpoilerMark]] = defaultdict(list)
    for cover in holdings.spoiler_marks:
        covers[cover.title].append(cover)
    rows = [title_row(one, covers.pop(one.id, ())) for one in sorted(holdings.titles, key=lambda one: one.id)]
    rows += [{"id": title, "covered": spoiler_cell(covers[title])} for title in sorted(covers)]
    return _written(TITLE_COLUMNS, rows)


def _written(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    text = io.StringIO(newline="")
    text.write(_BOM)
    sheet = csv.writer(text)
    sheet.writerow(columns)
    for cells in rows:
        sheet.writerow([_cell(column, cells.get(column, "")) for column in columns])
    return text.getvalue().encode()


def _cell(column: str, text: str) -> str:
    # A zero byte would end the file for many who read it, and no text has one.
    return text if column in _PLAIN else quoted(text.replace("\0", " "))
