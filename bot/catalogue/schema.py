"""One table of a catalogue file, asked for what it should hold: each answer is of its type, each fault is reported."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar, cast
from urllib.parse import urlsplit

from bot.catalogue.lines import Lines, Place
from bot.catalogue.problem import Problem, did_you_mean
from bot.models import limits
from bot.models.catalogue import PartialDate
from bot.models.ids import CUSTOM_PREFIX, ID_PATTERN

Word = TypeVar("Word", bound=StrEnum)

_FORBIDDEN = (
    (re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]"), "holds a line break or another control character"),
    (re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]"), "holds a character that turns the direction of the text"),
    (re.compile(r"@(?:everyone|here)\b", re.IGNORECASE), "holds a mention of everybody"),
    (re.compile(r"<(?:@[!&]?|#|/[^>\n]*:|a?:\w+:|t:|id:)\w*[^>\n]*>"), "holds a Discord mention"),
    (re.compile(r"\[[^\]\n]*\]\(\s*<?\w+:[^)\n]*\)"), "holds a masked link"),
)
_USUAL_URL = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[^\s<>\"]*)?")
"""Nearly every address, known to be right without taking it apart."""
_TYPES: tuple[tuple[type, str], ...] = (
    (bool, "true or false"),
    (int, "a whole number"),
    (float, "a number"),
    (str, "a text"),
    (list, "a list"),
    (dict, "a table"),
)


class Report:
    """What is wrong with one file, gathered while it is read.

    Parameters
    ----------
    file
        How the file is named in problems.
    text
        What stands in it; its lines are only counted once something is wrong.
    """

    def __init__(self, file: str, text: str) -> None:
        self.file = file
        self.problems: list[Problem] = []
        self._text = text
        self._lines: Lines | None = None

    def add(self, place: Place, what: str) -> None:
        """Say what is wrong at a place."""
        self.problems.append(Problem(self.file, self.line_of(place), what))

    def line_of(self, place: Place) -> int:
        """Give the line on which a place stands."""
        if self._lines is None:
            self._lines = Lines(self._text)
        return self._lines.line_of(place)


class Table:
    """One table: what it holds is asked for by key, and what nobody asked for is unknown.

    Parameters
    ----------
    found
        The table as tomli read it.
    place
        Where it stands in its file.
    last_year
        The latest year that a date may have.
    """

    __slots__ = ("_asked", "_found", "_last_year", "place", "report")

    def __init__(self, found: Mapping[str, object], place: Place, report: Report, last_year: int) -> None:
        self.place = place
        self.report = report
        self._found = found
        self._asked: dict[str, None] = {}
        self._last_year = last_year

    def wrong(self, key: str | None, what: str) -> None:
        """Report what is wrong with a key of this table, or with the table itself."""
        self.report.add(self.place if key is None else (*self.place, key), what)

    def has(self, key: str) -> bool:
        """Whether the key is written down."""
        return key in self._found

    def nothing_else(self) -> None:
        """Report every key that was not asked for."""
        for key in self._found:
            if key not in self._asked:
                self.wrong(key, f'the key "{key}" is not known here{did_you_mean(key, self._asked)}')

    def text(self, key: str, longest: int = limits.TEXT) -> str | None:
        """Give a text of one line, None where there is none."""
        value = self._ask(key)
        if value is None:
            return None
        if not isinstance(value, str):
            self.wrong(key, f"{key} is {_name_of(value)}: expected a text")
            return None
        return self._clean(key, value, (*self.place, key), longest)

    def required_text(self, key: str, longest: int = limits.TEXT) -> str:
        """Give a text that has to be there; empty where it is not."""
        text = self.text(key, longest)
        if not self.has(key):
            self.wrong(None, f"{key} is missing")
        return text or ""

    def texts(self, key: str, longest: int = limits.TEXT, most: int = limits.LIST) -> tuple[str, ...]:
        """Give a list of texts of which none stands twice."""
        return tuple(text for text, _ in self.placed_texts(key, longest, most))

    def placed_texts(
        self, key: str, longest: int = limits.TEXT, most: int = limits.LIST
    ) -> tuple[tuple[str, Place], ...]:
        """Give a list of texts of which none stands twice, each with its place."""
        texts: dict[str, Place] = {}
        for index, value in enumerate(self._list(key, most)):
            place = (*self.place, key, index)
            if not isinstance(value, str):
                self.report.add(place, f"{key} holds {_name_of(value)}: expected texts")
            elif value in texts:
                self.report.add(place, f'{key} names "{value}" twice')
            elif clean := self._clean(key, value, place, longest):
                texts[clean] = place
        return tuple(texts.items())

    def whole(self, key: str, least: int, most: int) -> int | None:
        """Give a whole number within bounds, both included; None where there is none."""
        value = self._ask(key)
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool):
            self.wrong(key, f"{key} is {_name_of(value)}: expected a whole number")
            return None
        if not least <= value <= most:
            self.wrong(key, f"{key} is out of bounds: expected {least} to {most}")
            return None
        return value

    def year(self, key: str) -> int | None:
        """Give a year, None where there is none."""
        return self.whole(key, limits.FIRST_YEAR, self._last_year)

    def one_of(self, key: str, words: type[Word]) -> Word | None:
        """Give one word of a fixed few, None where there is none."""
        text = self.text(key)
        if not text:
            return None
        try:
            return words(text)
        except ValueError:
            self.wrong(key, f'{key} is "{text}": expected one of {", ".join(words)}')
            return None

    def all_of(self, key: str, words: type[Word]) -> tuple[Word, ...]:
        """Give a list of words of a fixed few, of which none stands twice."""
        known = {str(word): word for word in words}
        found: list[Word] = []
        for text, place in self.placed_texts(key):
            if text in known:
                found.append(known[text])
            else:
                self.report.add(place, f'{key} has "{text}": expected words of {", ".join(known)}')
        return tuple(found)

    def short_id(self, key: str) -> str | None:
        """Give an id, None where there is none."""
        text = self.text(key)
        if text and not ID_PATTERN.fullmatch(text):
            self.wrong(key, f'{key} is "{text}": expected lower-case letters, digits and single hyphens')
            return None
        if text and text.startswith(CUSTOM_PREFIX):
            self.wrong(key, f'{key} is "{text}": "{CUSTOM_PREFIX}" begins the ids of what servers add')
            return None
        return text

    def partial_date(self, key: str) -> PartialDate | None:
        """Give a date as far as it is known, None where there is none."""
        value = self._ask(key)
        if value is None:
            return None
        if isinstance(value, date) and not isinstance(value, datetime):
            value = value.isoformat()
        if not isinstance(value, str):
            self.wrong(key, f'{key} is {_name_of(value)}: expected 2022-03-23, "2022-03" or "2022"')
            return None
        try:
            parsed = PartialDate.parse(value)
        except ValueError:
            self.wrong(key, f'{key} is "{value}": expected a day that exists, as 2022-03-23, "2022-03" or "2022"')
            return None
        if not limits.FIRST_YEAR <= parsed.year <= self._last_year:
            self.wrong(key, f"{key} is in {parsed.year}: expected a year from {limits.FIRST_YEAR} to {self._last_year}")
            return None
        return parsed

    def url(self, key: str) -> str:
        """Give an address that has to be there; empty where it is not."""
        text = self.required_text(key, limits.URL)
        if not text or _USUAL_URL.fullmatch(text):
            return text
        try:
            parts = urlsplit(text)
        except ValueError:
            parts = None
        if parts is None or parts.scheme not in {"http", "https"} or not parts.netloc or re.search(r"[\s<>\"]", text):
            self.wrong(key, f'{key} is "{text}": expected an address that begins with https:// or http://')
            return ""
        return text

    def tables(self, key: str) -> tuple[Table, ...]:
        """Give the tables of a list, in their order."""
        tables: list[Table] = []
        for index, value in enumerate(self._list(key, limits.TABLES)):
            place = (*self.place, key, index)
            if isinstance(value, dict):
                found = cast("dict[str, object]", value)
                tables.append(Table(found, place, self.report, self._last_year))
            else:
                self.report.add(place, f"{key} holds {_name_of(value)}: expected a list of tables")
        return tuple(tables)

    def mentions(self, key: str) -> tuple[Table, ...]:
        """Give the people of a list: tables with a name, or names alone."""
        tables: list[Table] = []
        for index, value in enumerate(self._list(key, limits.PEOPLE)):
            place = (*self.place, key, index)
            match value:
                case str():
                    tables.append(Table({"name": value}, place, self.report, self._last_year))
                case dict():
                    found = cast("dict[str, object]", value)
                    tables.append(Table(found, place, self.report, self._last_year))
                case _:
                    self.report.add(place, f"{key} holds {_name_of(value)}: expected names or tables with a name")
        return tuple(tables)

    def table(self, key: str) -> Table | None:
        """Give a table within this one, None where there is none."""
        value = self._ask(key)
        if value is None:
            return None
        if not isinstance(value, dict):
            self.wrong(key, f"{key} is {_name_of(value)}: expected a table")
            return None
        return Table(cast("dict[str, object]", value), (*self.place, key), self.report, self._last_year)

    def _ask(self, key: str) -> object:
        self._asked[key] = None
        return self._found.get(key)

    def _list(self, key: str, most: int) -> list[object]:
        value = self._ask(key)
        if value is None:
            return []
        if not isinstance(value, list):
            self.wrong(key, f"{key} is {_name_of(value)}: expected a list")
            return []
        values = cast("list[object]", value)
        if len(values) > most:
            self.report.add((*self.place, key, most), f"{key} has {len(values)} entries: expected at most {most}")
        return values[:most]

    def _clean(self, key: str, text: str, place: Place, longest: int) -> str | None:
        """Give a text that a card can show as it is, None where it is none."""
        if not text.strip(" .…"):
            self.report.add(place, f"{key} is empty: expected a text, or no such key")
            return None
        if text != text.strip():
            self.report.add(place, f"{key} has spaces around it")
        if len(text) > longest:
            self.report.add(place, f"{key} has {len(text)} characters: expected at most {longest}")
        if _may_be_forbidden(text):
            for pattern, what in _FORBIDDEN:
                if pattern.search(text):
                    self.report.add(place, f"{key} {what}")
        return text


def _may_be_forbidden(text: str) -> bool:
    """Whether any of ``_FORBIDDEN`` can match. Of nearly no text it can, and this takes a tenth as long as they do."""
    return not text.isprintable() or "@" in text or "<" in text or "](" in text


def _name_of(value: object) -> str:
    """Say in words what type a value has."""
    return next((name for kind, name in _TYPES if isinstance(value, kind)), "a date or a time")
