"""The sheets that a server's texts are exchanged in: their columns, their limits, their cells, what can be wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

SHOWN: Final = 80
"""Characters of a wrong cell that its report repeats."""

FORMAT: Final = "anthologist"
FORMAT_VERSION: Final = 1
"""Of the JSON; a file of a later version is refused, not guessed at."""

WORKS: Final = tuple(f"works_{place}" for place in range(1, 5))
DOESNT: Final = tuple(f"doesnt_{place}" for place in range(1, 5))
LISTED: Final = "\n"
"""Between several things in one cell: aliases, countries, tags, cast; each of them is one line."""
PLAYED: Final = " as "
"""Between somebody in a cast and whom they play."""
REVIEW_COLUMNS: Final = (
    "instalment",
    "title",
    "curator",
    "curator_name",
    "verdict",
    "headline",
    *WORKS,
    *DOESNT,
    "score",
    "out_of",
    "comparison_with",
    "comparison",
    "spoilers",
    "written",
    "changed",
)
"""Columns of ``reviews.csv``; ``written`` and ``changed`` are for reading and never read back."""
TITLE_COLUMNS: Final = (
    "id",
    "own",
    "hidden",
    "title",
    "native_title",
    "aliases",
    "kind",
    "year",
    "countries",
    "episodes",
    "minutes",
    "premise",
    "tags",
    "cast",
    "said",
    "covered",
    "changed",
)
"""Columns of ``titles.csv``; ``changed`` is for reading."""


class FileFormat(StrEnum):
    """What a file is written in."""

    CSV = "csv"
    JSON = "json"


class Table(StrEnum):
    """What a row is about."""

    REVIEWS = "reviews"
    TITLES = "titles"


class Broken(StrEnum):
    """Why a file as a whole cannot be read."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    ZIPPED = "zipped"
    OLD_EXCEL = "old-excel"
    UTF_16 = "utf-16"
    NOT_UTF_8 = "not-utf-8"
    NUL = "nul"
    ROW_TOO_LONG = "row-too-long"
    QUOTES = "quotes"
    TOO_MANY_COLUMNS = "too-many-columns"
    TOO_MANY_ROWS = "too-many-rows"
    NO_HEADER = "no-header"
    UNKNOWN_COLUMN = "unknown-column"
    COLUMN_TWICE = "column-twice"
    COLUMN_MISSING = "column-missing"
    NO_ROWS = "no-rows"
    NOT_JSON = "not-json"
    TOO_DEEP = "too-deep"
    TOO_MANY_PIECES = "too-many-pieces"
    NOT_OURS = "not-ours"
    NEWER = "newer"
    SHAPE = "shape"


class BrokenFileError(Exception):
    """A file cannot be read.

    Parameters
    ----------
    line
        From 1; 0 where it is the whole file.
    place
        The byte or the column of that line, from 1; 0 where there is none.
    number
        How many there are of what there are too many.
    said
        What stands there, cut short.
    """

    def __init__(self, why: Broken, *, line: int = 0, place: int = 0, number: int = 0, said: str = "") -> None:
        super().__init__(f"{why} in line {line}, {place}: {number} {said!r}")
        self.why = why
        self.line = line
        self.place = place
        self.number = number
        self.said = said[:SHOWN]


class Why(StrEnum):
    """What is wrong with a cell or a row."""

    MISSING = "missing"
    TOO_LONG = "too-long"
    TOO_MANY = "too-many"
    CELL_TOO_LONG = "cell-too-long"
    NO_COLUMN = "no-column"
    NOT_A_TEXT = "not-a-text"
    FORMULA = "formula"
    SPREADSHEET_ERROR = "spreadsheet-error"
    VERDICT = "verdict"
    INSTALMENT = "instalment"
    SEVERAL = "several"
    OTHER_ANTHOLOGY = "other-anthology"
    ITSELF = "itself"
    CURATOR = "curator"
    CURATOR_ROUNDED = "curator-rounded"
    CURATOR_FOREIGN = "curator-foreign"
    SCORE = "score"
    TWICE = "twice"
    NOT_ALLOWED = "not-allowed"
    RANGE = "range"
    UNKNOWN = "unknown"
    UNREADABLE = "unreadable"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong with a row.

    Parameters
    ----------
    row
        Which row of its sheet, from 1, as a spreadsheet counts them (the names of the columns are row 1); in JSON
        which entry.
    line
        The line of the file where the row begins; 0 in JSON.
    said
        What stands in the cell, cut short.
    number, most
        How long or how many, and how long or how many there may be; for a row that is there twice, ``number`` is the
        row of the first; of a range, its ends.
    known
        What could have been meant.
    """

    sheet: Table
    row: int
    line: int
    column: str
    why: Why
    said: str = ""
    number: int = 0
    most: int = 0
    known: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it stands in a file.

    Parameters
    ----------
    cells
        The cells that hold something, by their column.
    wrong
        What can be said of them before anybody asks what they mean.
    removed
        Whether it is a review that was removed: kept in the JSON, passed over when it is read.
    """

    sheet: Table
    row: int
    line: int
    cells: Mapping[str, str]
    wrong: tuple[Wrong, ...] = ()
    removed: bool = False

    def wrong_in(self, column: str, why: Why, *, number: int = 0, most: int = 0, known: tuple[str, ...] = ()) -> Wrong:
        """Say what is wrong with one of its cells."""
        said = self.cells.get(column, "")[:SHOWN]
        return Wrong(self.sheet, self.row, self.line, column, why, said, number, most, known)


def first_of_each(wrong: Iterable[Wrong]) -> list[Wrong]:
    """Give the first thing that is wrong with each column: a formula is not missing as well."""
    found: dict[str, Wrong] = {}
    for one in wrong:
        found.setdefault(one.column, one)
    return list(found.values())


@dataclass(frozen=True, slots=True)
class ParsedFile:
    """A file that could be read.

    Parameters
    ----------
    names
        How curators are called, by their ids, where the file says so apart from its rows.
    """

    form: FileFormat
    rows: tuple[Row, ...]
    names: Mapping[int, str] = field(default_factory=dict[int, str])


_BREAKS: Final = ("\t", "\r", "\n")
FORMULA_STARTS: Final = frozenset("=@＝＠")
"""What begins a formula and no sentence; the wide ones do where Japanese is written."""
_RUN: Final = FORMULA_STARTS | frozenset("+-＋－")
"""What makes a spreadsheet run a cell."""
_NUMBERLIKE = re.compile(r"[0-9][0-9.,:/ eE+%-]*")
"""What a spreadsheet takes for a number or a date, and changes."""
SPREADSHEET_ERRORS: Final = frozenset({"#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!"})
"""What a spreadsheet leaves in the place of a cell that it could not run."""


def _changes(text: str) -> bool:
    """Tell whether a spreadsheet would make something else of a cell than its text."""
    bare = text.lstrip("'")
    said = bare.strip()
    return bare.startswith(_BREAKS) or (
        bool(said) and (said[0] in _RUN or said in SPREADSHEET_ERRORS or _NUMBERLIKE.fullmatch(said) is not None)
    )


def quoted(text: str) -> str:
    """Write a text for a cell: behind an apostrophe where a spreadsheet would run it or take it for a number."""
    return f"'{text}" if _changes(text) else text


def unquoted(cell: str) -> str:
    """Read what :func:`quoted` wrote; other apostrophes are the text's own."""
    return cell[1:] if cell.startswith("'") and _changes(cell[1:]) else cell
