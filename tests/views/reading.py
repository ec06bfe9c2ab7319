"""Helpers that read a card: its text, buttons and menus, and what Discord makes of its Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from discord import ui

from tests.wire.limits import BUTTON, SEPARATOR, STRING_SELECT, TEXT, Payload, components_in, message_problems
from tests.wire.payloads import message_of

PRIMARY = 1
BLOCKS = 3

_TOKEN = re.compile(
    r"(?P<escape>\\[^0-9A-Za-z\s])"
    r"|(?P<link>\[(?:\\.|[^\[\]\\\n])*\]\((?P<target>[^()\s]*)\))"
    r"|(?P<mention><(?:@[!&]?\d+|#\d+|/[^>\n]*:\d+|a?:\w+:\d+|t:-?\d+[^>\n]*|id:\w+|\+\d+|https?:[^>\n]*|mailto:[^>\n]*)>"
    r"|@everyone|@here)"
    r"|(?P<address>(?i:https?|discord|steam|ftp)://(?=[^\s<]))"
    r"|(?P<spoiler>\|\|)"
    r"|(?P<code>`+)"
    r"|(?P<bold>\*\*)"
    r"|(?P<strike>~~)"
    r"|(?P<italic>\*)"
    r"|(?P<underline>_)"
    r"|(?P<bracket>[\[\]])"
)
"""What Discord reads as formatting, unless a backslash escapes it."""
_LINE = re.compile(r"(?P<heading>#{1,3} )|(?P<quiet>-# )|(?P<list>[ ]*(?:[-*+]|\d+\.) )|(?P<quote>>(?:>>)? )")
_HEADING = "## "
PAIRED = ("bold", "italic", "spoiler", "strike")
NEVER = ("address", "underline", "bracket", "list", "quote")


def parts(view: ui.LayoutView) -> list[Payload]:
    """Give every component of a card as it is sent to Discord."""
    return list(components_in(view.to_components()))


def blocks(view: ui.LayoutView) -> list[str]:
    """Give the texts between the separators; each paragraph begins on a new line."""
    found: list[list[str]] = [[]]
    for part in parts(view):
        if part["type"] == SEPARATOR and part["divider"]:
            found.append([])
        elif part["type"] == TEXT:
            found[-1].append(part["content"])
    return ["\n".join(paragraphs) for paragraphs in found]


def text(view: ui.LayoutView) -> str:
    """Give all text of a card."""
    return "\n".join(blocks(view))


def buttons(view: ui.LayoutView) -> dict[str, str]:
    """Give the custom_id of each button by its label."""
    return {part["label"]: part["custom_id"] for part in parts(view) if part["type"] == BUTTON}


def primary(view: ui.LayoutView) -> list[str]:
    """Give the labels of the primary buttons."""
    return [part["label"] for part in parts(view) if part["type"] == BUTTON and part["style"] == PRIMARY]


def menus(view: ui.LayoutView) -> dict[str, list[dict[str, Any]]]:
    """Give the options of each menu by its placeholder."""
    return {part["placeholder"]: part["options"] for part in parts(view) if part["type"] == STRING_SELECT}


def visible_strings(view: ui.LayoutView) -> Iterator[str]:
    """Give every text on a card that people read, without link targets."""
    for block in blocks(view):
        yield re.sub(r"\]\(https?://[^)]*\)", "]", block)
    yield from buttons(view)
    for placeholder, options in menus(view).items():
        yield placeholder
        for option in options:
            yield option["label"]
            yield option.get("description") or ""


def in_order(said: str, *pieces: str) -> None:
    """Fail unless the pieces are in the text in this order."""
    place = 0
    for piece in pieces:
        assert piece in said[place:], f"{piece!r} does not stand after what was found before in:\n{said}"
        place = said.index(piece, place) + len(piece)


def limit_problems(view: ui.LayoutView) -> list[str]:
    """Say which limits a card breaks, Discord's or our own."""
    problems = message_problems(message_of(view))
    found = blocks(view)
    likeliest = sum(part["type"] == BUTTON and part["style"] == PRIMARY for part in parts(view))
    if len(found) > BLOCKS:
        problems.append(f"{len(found)} blocks, at most {BLOCKS}")
    if not all(found):
        problems.append("a thin line with nothing above or below it")
    if likeliest > 1:
        problems.append(f"{likeliest} primary buttons, at most one")
    return problems


def formatting_problems(
    view: ui.LayoutView, links: Collection[str] = (), mentions: Collection[str] = (), code: Collection[str] = ()
) -> list[str]:
    """Say what formatting a card shows that doesn't come from the card itself.

    Parameters
    ----------
    links, mentions
        The addresses and mentions the card itself adds.
    code
        The texts the card sets as code.
    """
    problems: list[str] = []
    for place, line in enumerate(text(view).split("\n")):
        for said in code:
            line = line.replace(f"`{said}`", "")  # noqa: PLW2901  # what the card itself sets as code is no fault
        problems += [
            f"{problem} in {line[:120]!r}" for problem in _line_problems(line, links, mentions, top=place == 0)
        ]
    return problems


def _line_problems(line: str, links: Collection[str], mentions: Collection[str], *, top: bool) -> Iterator[str]:
    if top:
        line = line.removeprefix(_HEADING)
    line = line.removeprefix("-# ")
    if not line.strip():
        yield "an empty line of quiet or large type"
    if opened := _LINE.match(line):
        yield f"a {opened.lastgroup} that the card did not make"
    found: Counter[str] = Counter()
    for token in _TOKEN.finditer(line):
        kind = token.lastgroup if token["link"] is None else "link"
        assert kind is not None
        found[kind] += 1
        if kind == "link" and token["target"] not in links:
            yield f"a link to {token['target']}"
        if kind == "mention" and token.group() not in mentions:
            yield f"a mention {token.group()}"
        if kind == "code" or kind in NEVER:
            yield f"{kind} {token.group()!r}"
    for kind in PAIRED:
        if found[kind] % 2:
            yield f"{kind} that is not closed"
