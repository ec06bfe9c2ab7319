"""Sample worlds with texts and numbers as bad as the models allow."""

from __future__ import annotations

from hypothesis import strategies as st

from bot.models.catalogue import Kind
from bot.ui.markdown import clean
from tests.views.samples import World

HOSTILE = (
    "a" * 10_000,
    "word " * 2_000,
    "*" * 5_000,
    "_" * 4_000,
    "\\" * 4_000,
    "漢字" * 3_000,
    "임" * 120,
    "𝕳" * 3_000,
    "👩‍👩‍👧‍👦" * 200,
    "e" + "\u0301" * 5_000,
    "אב" * 150,
    "\u202egnp.exe",
    "**bold** __under__ ~~struck~~ _slanted_ *slanted*",
    "[click](https://evil.example/a)",
    "](https://evil.example) [x](https://evil.example)",
    "<https://evil.example>",
    "https://evil.example",
    "봐https://evil.example",
    "see_https://evil.example",
    "xhttps://evil.example HTTPS://EVIL.EXAMPLE",
    "discord://evil steam://evil",
    "<@123456789012345678> <@!1> <@&1> <#2> </cmd:3> <t:1> <:e:4> <a:e:4> <id:customize>",
    "@everyone @here",
    "\u2060@\u2060everyone",
    "||a secret||",
    "||",
    "```js\ncode\n```",
    "`",
    "# Heading",
    "## Heading\n# Heading\n-# quiet",
    "\t\n # Heading",
    "- item",
    "* item",
    "+ item",
    "1. item",
    "> quote\n>>> quote",
    "a\u2028# b\u2029- c\r\n> d",
    "\x00a\x01\x7f",
    "\ud800a",
    "a\\",
    "(((",
    "[",
    "]",
    "{0} {title} {person} %s %(x)s",
    "-",
    "#",
    "1.",
)
"""One attack each; none may get out of its place on a card."""

INVISIBLE = ("", " ", "\x00\x01\x02", "\u200b\u2060", "\u3000", "\ud800")
"""What is left of them is nothing."""

hostile_texts = (
    st.lists(st.sampled_from([text[:300] for text in HOSTILE]) | st.text(max_size=8), min_size=1, max_size=4)
    .map("".join)
    .filter(lambda text: clean(text, 300) != "")
)
"""Attacks combined with anything hypothesis comes up with, as long as some of it is visible."""

addresses = st.sampled_from(
    [
        "https://example.org/" + "a" * 380,
        "https://example.org/a_(b)_*c*",
        "https://example.org/@everyone",
        "https://example.org/<@1>",
        "https://example.org/a b",
        "javascript:alert(1)",
        "https://example.org/" + "a" * 10_000,
        "",
    ]
)


@st.composite
def worlds(draw: st.DrawFn) -> World:
    """Give a world in which each part is bad in another way."""
    said = draw(st.lists(hostile_texts, min_size=1, max_size=6))

    def say(part: str) -> str:
        return said[len(part) % len(said)]

    return World(
        say,
        stories=draw(st.sampled_from([1, 2, 3, 8, 9, 26, 60])),
        credits=draw(st.sampled_from([0, 1, 4, 5, 12, 40])),
        reviews=draw(st.sampled_from([0, 1, 2, 7])),
        known=draw(st.booleans()),
        kind=draw(st.sampled_from(Kind)),
        url=draw(addresses),
        all_spoilers=draw(st.booleans()),
    )
