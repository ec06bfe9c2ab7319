"""Read CSV as spreadsheets write it: with commas, semicolons or tabs, and with texts over several lines."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence

from bot.exchange.formats import (
    FORMULA_STARTS,
    REVIEW_COLUMNS,
    SHOWN,
    SPREADSHEET_ERRORS,
    TITLE_COLUMNS,
    Broken,
    BrokenFileError,
    FileFormat,
    ParsedFile,
    Row,
    Table,
    Why,
    Wrong,
    unquoted,
)
from bot.models import limits

_SEPARATORS = ",;\t"
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)
"""A first line that some spreadsheets use to name the separator."""
_HEADER_LOOKED_AT = 4_000
_LONGEST_ROW = 2 * limits.FILE_COLUMNS * (limits.CELL + 3)
"""Characters of a row with the most columns and the longest values, all of them doubled quotation marks."""
_MOST_LINES = 20 * limits.FILE_ROWS
"""Rows read, including empty ones, which spreadsheets write below the last row."""
_NEEDED: Mapping[Table, Sequence[frozenset[str]]] = {
    Table.REVIEWS: (frozenset({"instalment", "title"}), frozenset({"verdict"}), frozenset({"headline"})),
    Table.TITLES: (frozenset({"id"}),),
}
"""The columns a table needs: at least one of each set."""
_COLUMNS = {Table.REVIEWS: frozenset(REVIEW_COLUMNS), Table.TITLES: frozenset(TITLE_COLUMNS)}
_KNOWN = _COLUMNS[Table.REVIEWS] | _COLUMNS[Table.TITLES]


class _Lines:
    """Feeds lines to the csv module, and stops at a row that is too long."""

    def __init__(self, text: str, separator: str) -> None:
        # Line ends stay as they are: inside a value they belong to its text.
        self._lines = io.StringIO(text, newline="")
        self._separator = separator
        self._in_row = 0
        self.line = 0
        self.row_began = 1

    def __iter__(self) -> Iterator[str]:
        for line in self._lines:
            self.line += 1
            self._in_row += len(line)
            if self._in_row > _LONGEST_ROW:
                columns = line.count(self._separator) + 1
                why = (
                    Broken.TOO_MANY_COLUMNS
                    if columns > limits.FILE_COLUMNS and '"' not in line
                    else Broken.ROW_TOO_LONG
                )
                raise BrokenFileError(why, line=self.row_began, number=columns)
            yield line

    def begin_row(self) -> None:
        """Note that the next line begins a row."""
        self._in_row = 0
        self.row_began = self.line + 1


def read_csv(text: str) -> ParsedFile:
    """Read a table of reviews or titles; its columns show which one it is.

    Raises
    ------
    BrokenFileError
        If the file cannot be read.
    """
    separator = _separator(text)
    lines = _Lines(text, separator)
    rows = _rows(lines, separator)
    header: tuple[str, ...] | None = None
    table = Table.REVIEWS
    found: list[Row] = []
    for place, (line, values) in enumerate(rows, 1):
        if len(values) > limits.FILE_COLUMNS:
            raise BrokenFileError(Broken.TOO_MANY_COLUMNS, line=line, number=len(values))
        if not any(map(str.strip, values)):
            if place > _MOST_LINES:
                raise BrokenFileError(Broken.TOO_MANY_ROWS, line=line, number=place)
            continue
        if header is None:
            if not _SEPARATOR_LINE.fullmatch(separator.join(values)):
                table, header = _header(line, values)
        elif len(found) == limits.FILE_ROWS:
            raise BrokenFileError(Broken.TOO_MANY_ROWS, line=line, number=limits.FILE_ROWS)
        else:
            found.append(_row(table, header, place, line, values))
    if header is None:
        raise BrokenFileError(Broken.EMPTY)
    if not found:
        raise BrokenFileError(Broken.NO_ROWS)
    return ParsedFile(FileFormat.CSV, tuple(found))


def _separator(text: str) -> str:
    """Find the separator: the one that splits the first line into the most known columns."""
    first = text[:_HEADER_LOOKED_AT].lstrip("\r\n")
    if named := _SEPARATOR_LINE.match(first):
        return named[1] if named[1] in _SEPARATORS else ","
    line = first.partition("\n")[0].partition("\r")[0]
    return max(_SEPARATORS, key=lambda one: (sum(_name(value) in _KNOWN for value in line.split(one)), line.count(one)))


def _rows(lines: _Lines, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(iter(lines), delimiter=separator, strict=True)
    while True:
        lines.begin_row()
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            # A quotation mark that never closes, text after a closing one, or a value too long for the csv module.
            raise BrokenFileError(Broken.QUOTES, line=lines.row_began) from error
        yield lines.row_began, values


def _name(value: str) -> str:
    return value.strip().strip('"').strip().casefold().replace(" ", "_").replace("-", "_")


def _header(line: int, values: Sequence[str]) -> tuple[Table, tuple[str, ...]]:
    names = tuple(map(_name, values))
    if not _KNOWN & set(names):
        raise BrokenFileError(Broken.NO_HEADER, line=line, text=values[0])
    table = Table.TITLES if "id" in names and "instalment" not in names else Table.REVIEWS
    for place, name in enumerate(names, 1):
        if name and name not in _COLUMNS[table]:
            raise BrokenFileError(Broken.UNKNOWN_COLUMN, line=line, place=place, text=values[place - 1])
        if name and name in names[: place - 1]:
            raise BrokenFileError(Broken.COLUMN_TWICE, line=line, place=place, text=name)
    for one_of in _NEEDED[table]:
        if not one_of & set(names):
            raise BrokenFileError(Broken.COLUMN_MISSING, line=line, text=min(one_of))
    return table, names


def _row(table: Table, header: tuple[str, ...], place: int, line: int, values: Sequence[str]) -> Row:
    texts: dict[str, str] = {}
    wrong: list[Wrong] = []
    for number, value in enumerate(values):
        text = value.strip()
        if not text:
            continue
        column = header[number] if number < len(header) else ""
        if not column:
            wrong.append(Wrong(table, place, line, str(number + 1), Why.NO_COLUMN, text[:SHOWN]))
            break
        if len(value) > limits.CELL:
            most = limits.CELL
            wrong.append(Wrong(table, place, line, column, Why.VALUE_TOO_LONG, text[:SHOWN], len(value), most))
        elif text[0] in FORMULA_STARTS:
            wrong.append(Wrong(table, place, line, column, Why.FORMULA, text[:SHOWN]))
        elif text in SPREADSHEET_ERRORS:
            wrong.append(Wrong(table, place, line, column, Why.SPREADSHEET_ERROR, text[:SHOWN]))
        else:
            texts[column] = unquoted(value)
    return Row(table, place, line, texts, tuple(wrong))
