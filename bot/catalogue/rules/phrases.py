"""Phrases that nobody says any more: where one stands, the sentence was translated rather than written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.catalogue.lines import Place
from bot.catalogue.rules.violation import Violation

PHRASES: tuple[tuple[str, str], ...] = (
    (r"(?<!of )whom", "who, or another sentence"),
    (r"(?:some|any)body(?:'s)?", "someone, anyone"),
    (r"(?:begin|begins|began) to", "starts to, or the verb alone"),
    (r"(?:he|she|they) who", "whoever, the person who"),
    (r"(?<!the )(?<!only )one who", "someone who"),
    (r"upon", "on"),
    (r"(?:there|where)(?:in|upon|of|by)", "in it, on which"),
    (r"shall", "will"),
    (r"lest", "so that ... not"),
    (r"in vain", "for nothing, or what happens instead"),
    (r"takes? care that", "makes sure"),
    (r"well thought of", "well reviewed"),
)
"""Each phrase, and what to say in its place. Few, and nearly always wrong."""
_PATTERNS = tuple((re.compile(rf"\b(?:{phrase})\b", re.IGNORECASE), instead) for phrase, instead in PHRASES)


def phrase_violations(title: str, key: str, text: str | None, place: Place) -> Iterator[Violation]:
    """Give every such phrase in a text, each once.

    Parameters
    ----------
    key
        How the text is called in its file.
    """
    found = {match[0].casefold(): instead for one, instead in _PATTERNS for match in one.finditer(text or "")}
    for phrase, instead in found.items():
        what = f'the {key} of {title} says "{phrase}": expected {instead}'
        yield Violation("phrase", title, phrase, place, what)
