"""Read the JSON that an export writes into the same rows as a CSV file, and survive any nonsense in it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Final, cast

from bot.exchange.formats import (
    CAST_SEPARATOR,
    DOESNT,
    FORMAT,
    FORMAT_VERSION,
    LIST_SEPARATOR,
    SHOWN,
    WORKS,
    Broken,
    BrokenFileError,
    FileFormat,
    ParsedFile,
    Row,
    Table,
    Why,
    Wrong,
)
from bot.models import limits
from bot.models.custom_titles import Fact

_MOST_OPENED: Final = 250_000
_MOST_PARTED: Final = 800_000
"""Most brackets, and most commas or colons, in a file. No export of 10 MB has that many, because its texts take up
the space. Parsing many more would fill a small machine's memory and block everyone else meanwhile."""
_MOST_NAMES: Final = 2 * limits.FILE_ROWS

Entry = Mapping[str, object]


def read_json(text: str) -> ParsedFile:
    """Read an export.

    Raises
    ------
    BrokenFileError
        If it isn't JSON, isn't an export of this bot, or has too much in it.
    """
    whole = _parsed(text)
    if whole.get("format") != FORMAT:
        raise BrokenFileError(Broken.NOT_OURS)
    version = whole.get("version")
    if not isinstance(version, int) or version < 1:
        raise BrokenFileError(Broken.NOT_OURS)
    if version > FORMAT_VERSION:
        raise BrokenFileError(Broken.NEWER, number=min(version, 10**9))
    reviews, titles = _entries(whole, "reviews"), _entries(whole, "titles")
    marks = _entries(whole, "covers", most=_MOST_NAMES)
    if len(reviews) + len(titles) > limits.FILE_ROWS:
        raise BrokenFileError(Broken.TOO_MANY_ROWS, number=len(reviews) + len(titles))
    rows = [_Entry(Table.TITLES, place, entry).title() for place, entry in enumerate(titles, 1)]
    rows += _marks(marks)
    rows += [_Entry(Table.REVIEWS, place, entry).review() for place, entry in enumerate(reviews, 1)]
    if not rows:
        raise BrokenFileError(Broken.NO_ROWS)
    return ParsedFile(FileFormat.JSON, tuple(rows), dict(_names(_entries(whole, "curators", most=_MOST_NAMES))))


def _parsed(text: str) -> Mapping[str, object]:
    opened, parted = text.count("{") + text.count("["), max(text.count(","), text.count(":"))
    if opened > _MOST_OPENED or parted > _MOST_PARTED:
        raise BrokenFileError(Broken.TOO_MANY_PIECES, number=max(opened, parted))
    try:
        whole: object = json.loads(text, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        raise BrokenFileError(Broken.NOT_JSON, line=error.lineno, place=error.colno) from error
    except RecursionError as error:
        raise BrokenFileError(Broken.TOO_DEEP) from error
    except ValueError as error:  # a number of more digits than Python reads, or none at all: NaN
        raise BrokenFileError(Broken.NOT_JSON) from error
    if not isinstance(whole, dict):
        raise BrokenFileError(Broken.NOT_OURS)
    return cast("Mapping[str, object]", whole)


def _no_number(text: str) -> object:
    raise ValueError(text)


def _entries(whole: Mapping[str, object], name: str, most: int = limits.FILE_ROWS) -> Sequence[Entry]:
    found = whole.get(name, [])
    if not isinstance(found, list):
        raise BrokenFileError(Broken.SHAPE, text=name)
    entries = cast("list[object]", found)
    if len(entries) > most:
        raise BrokenFileError(Broken.TOO_MANY_ROWS, number=len(entries), text=name)
    if not all(isinstance(entry, dict) for entry in entries):
        raise BrokenFileError(Broken.SHAPE, text=name)
    return cast("list[Entry]", entries)


def _names(entries: Sequence[Entry]) -> Iterator[tuple[int, str]]:
    for entry in entries:
        key, name = _plain(entry.get("id")), entry.get("name")
        if key and key.isascii() and key.isdecimal() and isinstance(name, str):
            yield int(key[:20]), name[: limits.CELL]


def _plain(value: object) -> str | None:
    """Give a value as CSV would hold it; None if it is not a plain value."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if isinstance(value, int | float):
        # No column holds a number of thousands of digits, and writing one is slow.
        return repr(value).removesuffix(".0") if abs(value) < 2**64 else "1e999"
    return None


class _Entry:
    """Turns one JSON entry into a row."""

    def __init__(self, table: Table, place: int, entry: Entry) -> None:
        self._table = table
        self._place = place
        self._entry = entry
        self._values: dict[str, str] = {}
        self._wrong: list[Wrong] = []

    def review(self) -> Row:
        for name in ("instalment", "curator", "verdict", "headline", "spoilers"):
            self._take(name, self._entry.get(name))
        for name, columns in (("works", WORKS), ("doesnt", DOESNT)):
            self._spread(name, columns)
        self._pair("score", {"points": "score", "out_of": "out_of"})
        self._pair("comparison", {"with": "comparison_with", "text": "comparison"})
        return self._row(removed=self._entry.get("removed") is not None)

    def title(self) -> Row:
        facts = self._entry.get("facts")
        for name in ("id", "own", "hidden"):
            self._take(name, self._entry.get(name))
        if not isinstance(facts, dict):
            self._fault("facts", Why.NOT_A_TEXT)
            return self._row()
        stored = cast("Entry", facts)
        for name in ("title", "native_title", "kind", "year", "episodes", "minutes", "premise"):
            self._take(name, stored.get(name))
        for name in ("aliases", "countries", "tags", "cast"):
            self._list(name, stored.get(name))
        self._values["said"] = LIST_SEPARATOR.join(key[:SHOWN] for key in sorted(stored)[: len(Fact) + 1])
        return self._row()

    def spoiler_mark(self) -> Row:
        for name in ("id", "covered"):
            self._take(name, self._entry.get({"id": "title", "covered": "part"}[name]))
        return self._row()

    def _row(self, *, removed: bool = False) -> Row:
        return Row(self._table, self._place, 0, self._values, tuple(self._wrong), removed=removed)

    def _fault(self, column: str, why: Why, text: str = "", *, number: int = 0, most: int = 0) -> None:
        self._wrong.append(Wrong(self._table, self._place, 0, column, why, text[:SHOWN], number, most))

    def _take(self, column: str, value: object) -> None:
        if value is None:
            return
        text = _plain(value)
        if text is None:
            self._fault(column, Why.NOT_A_TEXT)
        elif len(text) > limits.CELL:
            self._fault(column, Why.VALUE_TOO_LONG, text, number=len(text), most=limits.CELL)
        elif text.strip():
            self._values[column] = text

    def _listed(self, name: str, value: object) -> list[object]:
        if value is None:
            return []
        if not isinstance(value, list):
            self._fault(name, Why.NOT_A_TEXT)
            return []
        return cast("list[object]", value)

    def _spread(self, name: str, columns: Sequence[str]) -> None:
        values = self._listed(name, self._entry.get(name))
        if len(values) > len(columns):
            self._fault(name, Why.TOO_MANY, number=len(values), most=len(columns))
        for column, value in zip(columns, values, strict=False):
            self._take(column, value)

    def _list(self, name: str, value: object) -> None:
        texts: list[str] = []
        for one in self._listed(name, value)[: limits.FILE_ROWS]:
            parts = cast("Entry", one) if isinstance(one, dict) else {"name": one}
            texts.append(
                CAST_SEPARATOR.join(text for part in ("name", "character") if (text := _plain(parts.get(part))))
            )
        self._take(name, LIST_SEPARATOR.join(texts))

    def _pair(self, name: str, columns: Mapping[str, str]) -> None:
        value = self._entry.get(name)
        if value is None:
            return
        if not isinstance(value, dict):
            self._fault(name, Why.NOT_A_TEXT)
            return
        for key, column in columns.items():
            self._take(column, cast("Entry", value).get(key))


def _marks(entries: Sequence[Entry]) -> list[Row]:
    return [_Entry(Table.TITLES, place, entry).spoiler_mark() for place, entry in enumerate(entries, 1)]
