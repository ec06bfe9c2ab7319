"""The file format of imports and exports: columns, limits, how values are quoted, and what can be wrong with a file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final

from msgspec import Struct, field

SHOWN: Final = 80
"""Characters of a wrong value shown in the report."""

FORMAT: Final = "anthologist"
FORMAT_VERSION: Final = 1
"""Version of the JSON format; a file of a later version is refused."""

WORKS: Final = tuple(f"works_{place}" for place in range(1, 5))
DOESNT: Final = tuple(f"doesnt_{place}" for place in range(1, 5))
LIST_SEPARATOR: Final = "\n"
"""Separator of several values in one column (aliases, countries, tags, cast): one a line."""
CAST_SEPARATOR: Final = " as "
"""Separator between an actor and their character."""
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
"""Columns of ``reviews.csv``; ``written`` and ``changed`` are for people and never imported."""
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
"""Columns of ``titles.csv``; ``changed`` is for people and never imported."""


class FileFormat(StrEnum):
    """The format of a file."""

    CSV = "csv"
    JSON = "json"


class Table(StrEnum):
    """The table a row belongs to."""

    REVIEWS = "reviews"
    TITLES = "titles"


class Broken(StrEnum):
    """Why a whole file cannot be read."""

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
        From 1; 0 if it is the whole file.
    place
        The byte or column in that line, from 1; 0 if there is none.
    number
        How many there are, if there are too many.
    text
        The text found there, cut short.
    """

    def __init__(self, why: Broken, *, line: int = 0, place: int = 0, number: int = 0, text: str = "") -> None:
        super().__init__(f"{why} in line {line}, {place}: {number} {text!r}")
        self.why = why
        self.line = line
        self.place = place
        self.number = number
        self.text = text[:SHOWN]


class Why(StrEnum):
    """What is wrong with a value or a row."""

    MISSING = "missing"
    TOO_LONG = "too-long"
    TOO_MANY = "too-many"
    VALUE_TOO_LONG = "cell-too-long"
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


class Wrong(Struct, frozen=True):
    """What is wrong with a row.

    Parameters
    ----------
    row
        The row of its table, from 1, as a spreadsheet counts them (the header is row 1); in JSON the entry.
    line
        The line of the file where the row begins; 0 in JSON.
    text
        The value, cut short.
    number, most
        The length or count and its limit; for a duplicate row, ``number`` is the first such row; for a range, its
        ends.
    known
        Known values that may be meant.
    """

    table: Table
    row: int
    line: int
    column: str
    why: Why
    text: str = ""
    number: int = 0
    most: int = 0
    known: tuple[str, ...] = ()


class Row(Struct, frozen=True):
    """One row of a file, not interpreted yet.

    Parameters
    ----------
    values
        The values that are not empty, by column.
    wrong
        Faults found while reading the file.
    removed
        Whether it is a removed review, which the JSON includes and an import skips.
    """

    table: Table
    row: int
    line: int
    values: Mapping[str, str]
    wrong: tuple[Wrong, ...] = ()
    removed: bool = False

    def wrong_in(self, column: str, why: Why, *, number: int = 0, most: int = 0, known: tuple[str, ...] = ()) -> Wrong:
        """Build the fault of one of its columns."""
        text = self.values.get(column, "")[:SHOWN]
        return Wrong(self.table, self.row, self.line, column, why, text, number, most, known)


def first_of_each(wrong: Iterable[Wrong]) -> list[Wrong]:
    """Give the first fault of each column, so that a formula isn't reported as missing as well."""
    found: dict[str, Wrong] = {}
    for one in wrong:
        found.setdefault(one.column, one)
    return list(found.values())


class ParsedFile(Struct, frozen=True):
    """A file that could be read.

    Parameters
    ----------
    names
        Names of curators by id, if the file lists them separately.
    """

    form: FileFormat
    rows: tuple[Row, ...]
    names: Mapping[int, str] = field(default_factory=dict[int, str])


_BREAKS: Final = ("\t", "\r", "\n")
FORMULA_STARTS: Final = frozenset("=@＝＠")
"""Characters that begin a formula but no sentence; the full-width ones are used in Japanese."""
_RUN: Final = FORMULA_STARTS | frozenset("+-＋－")
"""First characters that make a spreadsheet evaluate a value."""
_NUMBERLIKE = re.compile(r"[0-9][0-9.,:/ eE+%-]*")
"""What a spreadsheet takes for a number or a date, and reformats."""
SPREADSHEET_ERRORS: Final = frozenset({"#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#N/A", "#NUM!", "#NULL!"})
"""What a spreadsheet shows instead of a value it could not evaluate."""


def _changes(text: str) -> bool:
    """Say whether a spreadsheet would change this text."""
    bare = text.lstrip("'")
    stripped = bare.strip()
    return bare.startswith(_BREAKS) or (
        bool(stripped)
        and (stripped[0] in _RUN or stripped in SPREADSHEET_ERRORS or _NUMBERLIKE.fullmatch(stripped) is not None)
    )


def quoted(text: str) -> str:
    """Write a text as a value: after an apostrophe if a spreadsheet would evaluate or reformat it."""
    return f"'{text}" if _changes(text) else text


def unquoted(value: str) -> str:
    """Read what :func:`quoted` wrote; other apostrophes belong to the text."""
    return value[1:] if value.startswith("'") and _changes(value[1:]) else value
