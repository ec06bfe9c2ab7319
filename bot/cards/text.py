"""How stored text enters a card: it can break no formatting, fake no link, ping nobody."""

from __future__ import annotations

import re
import unicodedata

from bot.cards.limits import fit

_FORMATTING = re.compile(r"([\\*_~`|\[\]()<>])")
_LINE_START = re.compile(r"^(\d*)([#+.-])")
"""What opens a heading, quiet type or a list; quotes are escaped wherever they stand."""
_ADDRESS = re.compile(r"(?i)(https?|discord|steam|ftp)(:)(?=//)")
"""Whatever letter stands before it: Discord links the address in ``see_https://…`` and ``봐https://…`` as well."""
_MENTION = re.compile(r"@(?=everyone|here)")
_ZERO_WIDTH = "\u200b"
_KEPT_FORMAT_CHARACTERS = {"\u200c", "\u200d"}  # the joiners that scripts and emoji need
MOST_MARKS = 4
"""Combining marks kept on one letter; more than any script stacks, fewer than flood a screen."""


def clean(text: str, most: int) -> str:
    """Make a stored text one tidy line for a place that knows no formatting: a button, a menu, a choice.

    Parameters
    ----------
    most
        Characters that the place takes.
    """
    if text.isascii() and text.isprintable():  # most texts: nothing in them could do harm here
        return fit(" ".join(text.split()), most)
    letters: list[str] = []
    marks = 0
    for letter in unicodedata.normalize("NFC", text[: 4 * most + 64]):
        category = unicodedata.category(letter)
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if marks > MOST_MARKS:
            continue
        if category in {"Cc", "Zl", "Zp"}:
            letters.append(" ")
        elif category not in {"Cf", "Cs", "Co"} or letter in _KEPT_FORMAT_CHARACTERS:
            letters.append(letter)
    return fit(" ".join("".join(letters).split()), most)


def safe(text: str, most: int = 1000) -> str:
    """Make a stored text safe to stand in a card's Markdown, as one line.

    Parameters
    ----------
    most
        Characters of the text that are kept; the backslashes that make it safe come on top.
    """
    line = clean(text, most)
    line = _FORMATTING.sub(r"\\\1", line)
    line = _LINE_START.sub(r"\1\\\2", line)
    line = _ADDRESS.sub(rf"\1\2{_ZERO_WIDTH}", line)
    return _MENTION.sub(f"@{_ZERO_WIDTH}", line)


_SENTENCE_END = re.compile(r"(?<=[.!?。])\s+")
_TRUSTED = re.compile(r"https?://[^\s<>\[\]\\|`]{3,400}")


def opening(text: str, most: int) -> str:
    """Give the first sentences of a text, as many as fit; the first one shortened where it is too long itself."""
    sentences = _SENTENCE_END.split(clean(text, 2 * most + 200))
    said = sentences[0]
    for sentence in sentences[1:]:
        if len(said) + 1 + len(sentence) > most:
            break
        said = f"{said} {sentence}"
    return fit(said, most)


def link(text: str, address: str) -> str:
    """Link words to the address of a review; the words alone where the address is none that a link can hold."""
    if not _TRUSTED.fullmatch(address):
        return safe(text, 60)
    return f"[{safe(text, 60)}]({address.replace('(', '%28').replace(')', '%29')})"


def quiet(text: str) -> str:
    """Set a line in Discord's small, quiet type; nothing where there is nothing to say."""
    return f"-# {text}" if text else ""


def dotted(parts: list[str | None]) -> str:
    """Join the facts that are known with middle dots."""
    return " · ".join(part for part in parts if part)
