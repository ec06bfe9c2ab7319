"""Text rules: clean up typed text before it is stored, and check its length."""

from __future__ import annotations

import unicodedata
from enum import StrEnum

from msgspec import Struct

MOST_MARKS = 4
"""The most combining marks kept on one letter: more than any script stacks, fewer than flood a screen."""
_SPACING = {"Cc", "Zl", "Zp"}
_DROPPED = {"Cf", "Cs", "Co"}
_KEPT_FORMAT_CHARACTERS = {"\u200c", "\u200d"}  # the joiners that scripts and emoji need
_BULLETS = ("- ", "* ", "• ", "+ ", "＋ ", "－ ", "– ")
"""What people start list items with."""


class Wrong(StrEnum):
    """What can be wrong with a value."""

    MISSING = "missing"
    TOO_LONG = "too-long"
    TOO_MANY = "too-many"
    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"


class Fault(Struct, frozen=True):
    """A fault in one field of a form, or one column of a row.

    Parameters
    ----------
    field
        The field's name.
    count, most
        The actual and the allowed number of characters or lines.
    line
        The line of the field, from 1; 0 for the whole field.
    text
        What was typed, if it helps to show it.
    """

    field: str
    wrong: Wrong
    count: int = 0
    most: int = 0
    line: int = 0
    text: str = ""


def one_line(text: str) -> str:
    """Clean up a text and make it one line.

    The result has composed letters (NFC) and single spaces, and no control characters, no invisible characters or
    direction overrides, no lone surrogates, and no towers of accents.
    """
    if text.isascii() and text.isprintable():  # most texts: only spaces to clean up
        return " ".join(text.split())
    letters: list[str] = []
    marks = 0
    for letter in unicodedata.normalize("NFC", text):
        category = unicodedata.category(letter)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks > MOST_MARKS:
            continue
        if category in _SPACING:
            letters.append(" ")
        elif category not in _DROPPED or letter in _KEPT_FORMAT_CHARACTERS:
            letters.append(letter)
    # A removed character may have separated two that compose into one.
    return unicodedata.normalize("NFC", " ".join("".join(letters).split()))


def lines(text: str) -> tuple[str, ...]:
    """Clean up a text line by line, dropping empty lines, bullets and duplicates."""
    found = (_without_bullet(one_line(line)) for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in found if line))


def _without_bullet(line: str) -> str:
    while line.startswith(_BULLETS):
        line = line[2:].lstrip()
    return line


def storable(text: str) -> str:
    """Return a text as typed, without what a database can't store: lone surrogates and control characters.

    Line breaks and tabs are kept.
    """
    return "".join(letter for letter in text if letter in "\n\r\t" or unicodedata.category(letter) not in {"Cs", "Cc"})


def measured(field: str, text: str, most: int, line: int = 0) -> tuple[Fault, ...]:
    """Return a fault if a text is too long, otherwise nothing."""
    return (Fault(field, Wrong.TOO_LONG, len(text), most, line, text),) if len(text) > most else ()
