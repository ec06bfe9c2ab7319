"""Making stored text safe on a card: it cannot break the formatting, fake a link, or ping anyone."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.models.text import one_line
from bot.ui.discord_limits import fit

_FORMATTING = re.compile(r"([\\*_~`|\[\]()<>])")
_LINE_START = re.compile(r"^(\d*)([#+.-])")
"""What starts a heading, small text or a list; ``>`` is escaped everywhere."""
_ADDRESS = re.compile(r"(?i)(https?|discord|steam|ftp)(:)(?=//)")
"""Even in the middle of a word: Discord also links the address in ``see_https://…`` and ``봐https://…``."""
_MENTION = re.compile(r"@(?=everyone|here)")
_ZERO_WIDTH = "\u200b"


CACHED_TEXTS = 4096
"""Texts whose safe form is cached: the same titles and premises are on many cards."""


@lru_cache(CACHED_TEXTS)
def clean(text: str, most: int) -> str:
    """Make a stored text one tidy line for places without Markdown: buttons, menus, autocomplete choices.

    Parameters
    ----------
    most
        Characters that fit there.
    """
    return fit(one_line(text[: 4 * most + 64]), most)


@lru_cache(CACHED_TEXTS)
def safe(text: str, most: int = 1000) -> str:
    """Escape a stored text for a card's Markdown, as one line.

    Parameters
    ----------
    most
        Characters of the text to show, not counting the backslashes.
    """
    return _harmless(_FORMATTING.sub(r"\\\1", clean(text, most)))


def _harmless(line: str) -> str:
    """Defuse what formats without Markdown characters: the start of a line, addresses, mentions of everyone."""
    line = _LINE_START.sub(r"\1\\\2", line)
    line = _ADDRESS.sub(rf"\1\2{_ZERO_WIDTH}", line)
    return _MENTION.sub(f"@{_ZERO_WIDTH}", line)


_MARK = re.compile(r"(?<![\\*~|`])(?:\*{1,2}|~~|\|\||`)(?![*~|`])")
"""A Markdown character that a curator may use, if there is no other beside it."""
_SPOILER = "||"


def styled(text: str, most: int = 1000, *, covered: bool = False) -> str:
    """Escape a curator's text as :func:`safe` does, but keep bold, italic, struck through, spoiler and code.

    Formatting has to end in the text in which it begins; characters without a counterpart are escaped.

    Parameters
    ----------
    covered
        Whether the text will be inside a spoiler mark already, which another one would close.
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
    """Return the spans of characters that open and close formatting, properly nested."""
    found: set[tuple[int, int]] = set()
    opened: list[re.Match[str]] = []
    for mark in _MARK.finditer(line):
        sign, (start, end) = mark.group(), mark.span()
        if covered and sign == _SPOILER:
            continue
        before, after = line[:start][-1:], line[end:][:1]
        matching = [index for index, one in enumerate(opened) if one.group() == sign]
        if matching and before and not before.isspace():
            first = opened[matching[0]]
            inside = line[first.end() : start]
            if sign != "`" or not _FORMATTING.search(inside):
                found |= {first.span(), mark.span()}
            # What was opened in between and not closed is escaped.
            del opened[matching[0] :]
        elif not matching and after and not after.isspace():
            opened.append(mark)
    return found


_SENTENCE_END = re.compile(r"(?<=[.!?。])\s+")
_TRUSTED = re.compile(r"https?://[^\s<>\[\]\\|`]{3,400}")


def opening(text: str, most: int) -> str:
    """Return the first sentences of a text, as many as fit; the first one is shortened if it is too long itself."""
    sentences = _SENTENCE_END.split(clean(text, 2 * most + 200))
    shown = sentences[0]
    for sentence in sentences[1:]:
        if len(shown) + 1 + len(sentence) > most:
            break
        shown = f"{shown} {sentence}"
    return fit(shown, most)


def link(text: str, address: str) -> str:
    """Link words to the address of a review; only the words if the address can't be put in a link."""
    if not _TRUSTED.fullmatch(address):
        return safe(text, 60)
    return f"[{safe(text, 60)}]({address.replace('(', '%28').replace(')', '%29')})"


def behind(covered: bool, text: str) -> str:  # noqa: FBT001 - the models' own flag
    """Put a text that is ready for a card behind a spoiler mark, if the server asks for that.

    Spoiler marks inside the text are dropped: Discord does not nest them.
    """
    return f"||{text.replace('||', '')}||" if covered and text else text


def quiet(text: str) -> str:
    """Set a line in Discord's small text; an empty line stays empty."""
    return f"-# {text}" if text else ""


def dotted(parts: list[str | None]) -> str:
    """Join the parts that are not empty with middle dots."""
    return " · ".join(part for part in parts if part)
