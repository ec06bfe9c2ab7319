"""How stored text enters a card: it can break no formatting, fake no link, ping nobody."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.models.text import one_line
from bot.ui.discord_limits import fit

_FORMATTING = re.compile(r"([\\*_~`|\[\]()<>])")
_LINE_START = re.compile(r"^(\d*)([#+.-])")
"""What opens a heading, quiet type or a list; quotes are escaped wherever they stand."""
_ADDRESS = re.compile(r"(?i)(https?|discord|steam|ftp)(:)(?=//)")
"""Whatever letter stands before it: Discord links the address in ``see_https://…`` and ``봐https://…`` as well."""
_MENTION = re.compile(r"@(?=everyone|here)")
_ZERO_WIDTH = "\u200b"


REMEMBERED = 4096
"""Texts that are kept as they were made fit for a card: the same titles and premises stand on many."""


@lru_cache(REMEMBERED)
def clean(text: str, most: int) -> str:
    """Make a stored text one tidy line for a place that knows no formatting: a button, a menu, a choice.

    Parameters
    ----------
    most
        Characters that the place takes.
    """
    return fit(one_line(text[: 4 * most + 64]), most)


@lru_cache(REMEMBERED)
def safe(text: str, most: int = 1000) -> str:
    """Make a stored text safe to stand in a card's Markdown, as one line.

    Parameters
    ----------
    most
        Characters of the text that are kept; the backslashes that make it safe come on top.
    """
    return _harmless(_FORMATTING.sub(r"\\\1", clean(text, most)))


def _harmless(line: str) -> str:
    """Take from a line what formats without signs of formatting: how it begins, addresses, calls to everyone."""
    line = _LINE_START.sub(r"\1\\\2", line)
    line = _ADDRESS.sub(rf"\1\2{_ZERO_WIDTH}", line)
    return _MENTION.sub(f"@{_ZERO_WIDTH}", line)


_MARK = re.compile(r"(?<![\\*~|`])(?:\*{1,2}|~~|\|\||`)(?![*~|`])")
"""A sign of formatting that a curator may use, where no other stands beside it."""
_COVER = "||"


def styled(text: str, most: int = 1000, *, covered: bool = False) -> str:
    """Make a curator's text safe as :func:`safe` does, but for bold, italic, struck, covered and code words in it.

    Each of these ends in the text in which it begins; what does not stays the plain sign that it is.

    Parameters
    ----------
    covered
        Whether the text stands under a cover already, where another one would lift it.
    """
    line = clean(text, most)
    pairs = _pairs(line, covered=covered)
    parts: list[str] = []
    done = 0
    for start, end in sorted(pairs):
        parts += [_FORMATTING.sub(r"\\\1", line[done:start]), line[start:end]]
        done = end
    parts.append(_FORMATTING.sub(r"\\\1", line[done:]))
    return _harmless("".join(parts))


def _pairs(line: str, *, covered: bool) -> set[tuple[int, int]]:
    """Find the signs that open and close something, each inside of what it was opened in."""
    found: set[tuple[int, int]] = set()
    opened: list[re.Match[str]] = []
    for mark in _MARK.finditer(line):
        sign, (start, end) = mark.group(), mark.span()
        if covered and sign == _COVER:
            continue
        before, after = line[:start][-1:], line[end:][:1]
        places = [place for place, one in enumerate(opened) if one.group() == sign]
        if places and before and not before.isspace():
            first = opened[places[0]]
            inside = line[first.end() : start]
            if sign != "`" or not _FORMATTING.search(inside):
                found |= {first.span(), mark.span()}
            # What was opened in between and not closed stays a plain sign.
            del opened[places[0] :]
        elif not places and after and not after.isspace():
            opened.append(mark)
    return found


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


def behind(covered: bool, text: str) -> str:  # noqa: FBT001 - the models' own word for it
    """Put a text that is ready for a card behind a press, where the server asks for that.

    What is covered in it already is so with the rest: Discord knows no cover inside another.
    """
    return f"||{text.replace('||', '')}||" if covered and text else text


def quiet(text: str) -> str:
    """Set a line in Discord's small, quiet type; nothing where there is nothing to say."""
    return f"-# {text}" if text else ""


def dotted(parts: list[str | None]) -> str:
    """Join the facts that are known with middle dots."""
    return " · ".join(part for part in parts if part)
