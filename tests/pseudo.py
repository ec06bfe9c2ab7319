"""A made-up language that shows what was never given to gettext, and what breaks when words grow longer.

Every text that goes through gettext comes out accented, about a third longer and inside ``⟦…⟧``: plain English left
on a card was not translatable. Its formats are Korean, so that dates and lists left in English show as well.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path

import pytest
from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo

import bot.i18n
from bot.i18n import DOMAIN, Language, language_for
from bot.settings import HOME

CODE = "ko"
OPENING, CLOSING = "⟦", "⟧"
KEYWORDS = {"_": None, "ngettext": (1, 2)}
LONGER = 3
"""Every letter of this many stands twice."""

_ACCENTED = str.maketrans(
    "ABCDEFGHIKLNOPRSTUVWXYZabcdefghiklnoprstuvwxyz", "ÀƁÇĎÈƑĜĤÌĶĹŃÒƤŔŚŤÙṼŴẊÝŽàƀçďèƒĝĥìķĺńòƥŕśťùṽŵẋýž"
)
_KEPT = re.compile(r"\{[^{}]*\}|`[^`]*`")
"""Placeholders and code stay as they are; Markdown's other signs are no letters."""
_LINE_MARKS = re.compile(r"#{1,3} |-# ")
"""These work at the start of a line alone, so they stay before the bracket."""


def pseudo(text: str) -> str:
    """Say a text in the made-up language."""
    marks = match.group() if (match := _LINE_MARKS.match(text)) else ""
    return f"{marks}{OPENING}{''.join(_pieces(text[len(marks) :]))}{CLOSING}" if text else text


def _pieces(text: str) -> Iterator[str]:
    place = 0
    for kept in _KEPT.finditer(text):
        yield _grown(text[place : kept.start()])
        yield kept.group()
        place = kept.end()
    yield _grown(text[place:])


def _grown(text: str) -> str:
    letters: list[str] = []
    seen = 0
    for letter in text:
        seen += letter.isalpha()
        letters.append(letter * 2 if letter.isalpha() and seen % LONGER == 0 else letter)
    return "".join(letters).translate(_ACCENTED)


class PseudoTranslations(gettext.NullTranslations):
    """Translates every text there is."""

    def gettext(self, message: str) -> str:
        """Say a text in the made-up language."""
        return pseudo(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002  # gettext's signature
        """Say the form for many: Korean has one form for every count."""
        return pseudo(msgid2)


PSEUDO = Language(CODE, PseudoTranslations(), Locale(CODE))


@cache
def sentences() -> frozenset[str | tuple[str, str]]:
    """Give every text that gettext's own extractor finds in the code; a pair where a count decides."""
    found: set[str | tuple[str, str]] = set()
    for folder in (HOME / "bot", HOME / "cogs"):
        for _file, _line, text, _comments, _context in extract_from_dir(folder, keywords=KEYWORDS):
            found.add((text[0], text[1]) if isinstance(text, tuple) else text)
    return frozenset(found)


def write_translations(folder: Path, also: Iterable[str] = ()) -> None:
    """Write a compiled translation of every text that the extractor finds.

    Parameters
    ----------
    folder
        Takes the place of ``data/locales``.
    also
        Further texts that are translated: the vocabulary's tag names.
    """
    catalog = Catalog(locale=CODE, domain=DOMAIN)
    for text in (*sentences(), *also):
        if isinstance(text, str):
            catalog.add(text, pseudo(text))
        else:
            catalog.add(text, (pseudo(text[1]),) * catalog.num_plurals)
    path = folder / CODE / "LC_MESSAGES" / f"{DOMAIN}.mo"
    path.parent.mkdir(parents=True)
    with path.open("wb") as file:
        write_mo(file, catalog)


@contextmanager
def korean_is_pseudo(folder: Path, also: Iterable[str] = ()) -> Generator[Language]:
    """Let members who read Korean be answered in the made-up language, from a real compiled file in this folder."""
    write_translations(folder, also)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(bot.i18n, "read_translations", partial(bot.i18n.read_translations, folder=folder))
        language_for.cache_clear()
        try:
            yield language_for(CODE)
        finally:
            # A test that fails inside leaves nothing to those after it.
            patch.undo()
            language_for.cache_clear()
