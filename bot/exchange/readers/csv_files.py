"""Reading CSV as spreadsheets write it: comma, semicolon or tab between the cells, texts over several lines."""

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
"""A first line that some spreadsheets write and read: which separator follows."""
_HEADER_LOOKED_AT = 4_000
_LONGEST_ROW = 2 * limits.FILE_COLUMNS * (limits.CELL + 3)
"""Characters that a row of the most and longest cells has where each of them is a doubled quotation mark."""
_MOST_LINES = 20 * limits.FILE_ROWS
"""Rows looked at, empty ones counted: spreadsheets write some below the last."""
_NEEDED: Mapping[Table, Sequence[frozenset[str]]] = {
    Table.REVIEWS: (frozenset({"instalment", "title"}), frozenset({"verdict"}), frozenset({"headline"})),
    Table.TITLES: (frozenset({"id"}),),
}
"""The columns that a sheet cannot do without: one of each of these."""
_COLUMNS = {Table.REVIEWS: frozenset(REVIEW_COLUMNS), Table.TITLES: frozenset(TITLE_COLUMNS)}
_KNOWN = _COLUMNS[Table.REVIEWS] | _COLUMNS[Table.TITLES]


class _Lines:
    """The lines of a text, as the csv module asks for them; a row that goes on for too long ends the reading."""

    def __init__(self, text: str, separator: str) -> None:
        # Line ends are left as they are: inside of a cell they belong to its text.
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
        """Note that what is asked for next begins a row."""
        self._in_row = 0
        self.row_began = self.line + 1


def read_csv(text: str) -> ParsedFile:
    """Read a sheet of reviews or of titles; which of them, its columns say.

    Raises
    ------
    BrokenFileError
        If the file cannot be read as a whole.
    """
    separator = _separator(text)
    lines = _Lines(text, separator)
    rows = _rows(lines, separator)
    header: tuple[str, ...] | None = None
    sheet = Table.REVIEWS
    found: list[Row] = []
    for place, (line, cells) in enumerate(rows, 1):
        if len(cells) > limits.FILE_COLUMNS:
            raise BrokenFileError(Broken.TOO_MANY_COLUMNS, line=line, number=len(cells))
        if not any(map(str.strip, cells)):
            if place > _MOST_LINES:
                raise BrokenFileError(Broken.TOO_MANY_ROWS, line=line, number=place)
            continue
        if header is None:
            if not _SEPARATOR_LINE.fullmatch(separator.join(cells)):
                sheet, header = _header(line, cells)
        elif len(found) == limits.FILE_ROWS:
            raise BrokenFileError(Broken.TOO_MANY_ROWS, line=line, number=limits.FILE_ROWS)
        else:
            found.append(_row(sheet, header, place, line, cells))
    if header is None:
        raise BrokenFileError(Broken.EMPTY)
    if not found:
        raise BrokenFileError(Broken.NO_ROWS)
    return ParsedFile(FileFormat.CSV, tuple(found))


def _separator(text: str) -> str:
    """Tell what stands between the cells: what parts the first line into the most columns that are known."""
    first = text[:_HEADER_LOOKED_AT].lstrip("\r\n")
    if named := _SEPARATOR_LINE.match(first):
        return named[1] if named[1] in _SEPARATORS else ","
    line = first.partition("\n")[0].partition("\r")[0]
    return max(_SEPARATORS, key=lambda one: (sum(_name(cell) in _KNOWN for cell in line.split(one)), line.count(one)))


def _rows(lines: _Lines, separator: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(iter(lines), delimiter=separator, strict=True)
    while True:
        lines.begin_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            # A mark that opens and never closes, or text behind one that closes; also a cell beyond what csv takes.
            raise BrokenFileError(Broken.QUOTES, line=lines.row_began) from error
        yield lines.row_began, cells


def _name(cell: str) -> str:
    return cell.strip().strip('"').strip().casefold().replace(" ", "_").replace("-", "_")


def _header(line: int, cells: Sequence[str]) -> tuple[Table, tuple[str, ...]]:
    names = tuple(map(_name, cells))
    if not _KNOWN & set(names):
        raise BrokenFileError(Broken.NO_HEADER, line=line, said=cells[0])
    sheet = Table.TITLES if "id" in names and "instalment" not in names else Table.REVIEWS
    for place, name in enumerate(names, 1):
        if name and name not in _COLUMNS[sheet]:
            raise BrokenFileError(Broken.UNKNOWN_COLUMN, line=line, place=place, said=cells[place - 1])
        if name and name in names[: place - 1]:
            raise BrokenFileError(Broken.COLUMN_TWICE, line=line, place=place, said=name)
    for one_of in _NEEDED[sheet]:
        if not one_of & set(names):
            raise BrokenFileError(Broken.COLUMN_MISSING, line=line, said=min(one_of))
    return sheet, names


def _row(sheet: Table, header: tuple[str, ...], place: int, line: int, cells: Sequence[str]) -> Row:
    texts: dict[str, str] = {}
    wrong: list[Wrong] = []
    for number, cell in enumerate(cells):
        said = cell.strip()
        if not said:
            continue
        column = header[number] if number < len(header) else ""
        if not column:
            wrong.append(Wrong(sheet, place, line, str(number + 1), Why.NO_COLUMN, said[:SHOWN]))
            break
        if len(cell) > limits.CELL:
            most = limits.CELL
            wrong.append(Wrong(sheet, place, line, column, Why.CELL_TOO_LONG, said[:SHOWN], len(cell), most))
        elif said[0] in FORMULA_STARTS:
            wrong.append(Wrong(sheet, place, line, column, Why.FORMULA, said[:SHOWN]))
        elif said in SPREADSHEET_ERRORS:
            wrong.append(Wrong(sheet, place, line, column, Why.SPREADSHEET_ERROR, said[:SHOWN]))
        else:
            texts[column] = unquoted(cell)
    return Row(sheet, place, line, texts, tuple(wrong))
