"""How a text that somebody typed is put in order before it is kept, and how long it may be."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum

HEADLINE = 200
REASON = 160
REASONS = 4
"""Reasons on each side."""
SPOILERS = 1000
COMPARISON = 200

MOST_MARKS = 4
"""Combining marks kept on one letter; more than any script stacks, fewer than flood a screen."""
_SPACING = {"Cc", "Zl", "Zp"}
_DROPPED = {"Cf", "Cs", "Co"}
_KEPT_FORMAT_CHARACTERS = {"\u200c", "\u200d"}  # the joiners that scripts and emoji need
_BULLETS = ("- ", "* ", "• ", "+ ", "＋ ", "－ ", "– ")
"""What people begin the lines of a list with."""


class Wrong(StrEnum):
    """What can be wrong with what was typed."""

    MISSING = "missing"
    TOO_LONG = "too-long"
    TOO_MANY = "too-many"
    UNREADABLE = "unreadable"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is wrong with one field of a form, or one column of a row.

    Parameters
    ----------
    field
        The field's name.
    count, most
        How much there is, and how much there may be: characters, or lines.
    line
        Which line of the field, from 1; 0 for the field as a whole.
    text
        What was typed, where it helps to see it again.
    """

    field: str
    wrong: Wrong
    count: int = 0
    most: int = 0
    line: int = 0
    text: str = ""


def one_line(text: str) -> str:
    """Put a text in order as one line.

    Composed letters (NFC), single spaces, no control characters, none that turn the direction of writing or are not
    seen, no lone surrogates, no towers of accents.
    """
    if text.isascii() and text.isprintable():  # most texts: nothing to put in order but the spaces
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
    # A dropped character may have kept two apart that are written as one.
    return unicodedata.normalize("NFC", " ".join("".join(letters).split()))


def lines(text: str) -> tuple[str, ...]:
    """Put a text in order line by line; empty lines, signs of a list and what stands there twice fall away."""
    found = (_without_bullet(one_line(line)) for line in text.splitlines())
    return tuple(dict.fromkeys(line for line in found if line))


def _without_bullet(line: str) -> str:
    while line.startswith(_BULLETS):
        line = line[2:].lstrip()
    return line


def storable(text: str) -> str:
    """Give a text as it was typed, less what no database keeps: lone surrogates, and control signs but line breaks."""
    return "".join(letter for letter in text if letter in "\n\r\t" or unicodedata.category(letter) not in {"Cs", "Cc"})


def measured(field: str, text: str, most: int, line: int = 0) -> tuple[Fault, ...]:
    """Find a text too long; nothing where it is not."""
    return (Fault(field, Wrong.TOO_LONG, len(text), most, line, text),) if len(text) > most else ()
