"""Curators' Markdown: bold, italic, struck through, spoiler and code, and nothing that affects other text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.ui.markdown import safe, styled
from tests.views.strategies import hostile_texts

SIGNS = st.text(st.sampled_from(list("**~~||`\\_ab ()[]<>#-@:/. ")), max_size=40)
STYLED = st.lists(
    st.sampled_from(["**", "*", "~~", "||", "`", "a", "b c", " ", "\\", "***", "_", "|"]), max_size=20
).map("".join)

_RULES = (
    ("escape", re.compile(r"\\([^0-9A-Za-z\s])")),
    ("code", re.compile(r"(`+)([\s\S]*?[^`])\1(?!`)")),
    ("bold", re.compile(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)")),
    ("italic", re.compile(r"\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)")),
    ("struck", re.compile(r"~~([\s\S]+?)~~(?!_)")),
    ("covered", re.compile(r"\|\|([\s\S]+?)\|\|")),
)
"""How Discord's clients read Markdown: at each position the first rule that matches, and the same for its inside."""


def read(markdown: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the text that a member reads, and which parts of it are formatted how."""
    shown, found = "", list[tuple[str, str]]()
    place = 0
    while place < len(markdown):
        for name, rule in _RULES:
            if match := rule.match(markdown, place):
                inside = match[match.lastindex or 0]
                words, deeper = (inside, []) if name in {"escape", "code"} else read(inside)
                shown += words
                found += [*([(name, words)] if name != "escape" else []), *deeper]
                place = match.end()
                break
        else:
            shown += markdown[place]
            place += 1
    return shown.replace("\u200b", ""), found


@pytest.mark.parametrize(
    ("typed", "shown", "found"),
    [
        ("**bold** and *soft*", "bold and soft", [("bold", "bold"), ("italic", "soft")]),
        ("**a *b* c**", "a b c", [("bold", "a b c"), ("italic", "b")]),
        (
            "~~struck~~ ||covered|| `code`",
            "struck covered code",
            [("struck", "struck"), ("covered", "covered"), ("code", "code")],
        ),
        ("**open", "**open", []),
        ("**a ||b** c||", "a ||b c||", [("bold", "a ||b")]),
        ("a * b * c", "a * b * c", []),
        ("***a***", "***a***", []),
        ("_a_ __b__", "_a_ __b__", []),
        ("`a*b* c`", "`ab c`", [("italic", "b")]),
        ("\\*a\\*", "\\*a\\*", []),
        ("[**click**](https://evil.example)", "[click](https://evil.example)", [("bold", "click")]),
    ],
)
def test_a_curators_formatting_is_shown(typed: str, shown: str, found: list[tuple[str, str]]) -> None:
    assert read(styled(typed)) == (shown, found)


@given(hostile_texts | SIGNS | STYLED)
def test_apart_from_formatting_it_is_as_safe_as_any_text(stored: str) -> None:
    plain = re.sub(r"(?<!\\)((?:\\\\)*)([*~|`])", r"\1\\\2", styled(stored))
    while plain != (further := re.sub(r"(?<!\\)((?:\\\\)*)([*~|`])", r"\1\\\2", plain)):
        plain = further

    assert plain == safe(stored)


@given(hostile_texts | SIGNS | STYLED)
def test_formatting_does_not_affect_the_text_around_it(stored: str) -> None:
    _shown, alone = read(styled(stored))
    shown, found = read(f"**before** {styled(stored)} after *x* **y** ~~z~~ ||u|| `v`")

    outside = [("italic", "x"), ("bold", "y"), ("struck", "z"), ("covered", "u"), ("code", "v")]
    assert found == [("bold", "before"), *alone, *outside]
    assert shown.startswith("before ")
    assert shown.endswith(" after x y z u v")


@given(hostile_texts | SIGNS | STYLED)
def test_inside_a_spoiler_mark_all_of_it_stays_hidden(stored: str) -> None:
    shown, found = read(f"||{styled(stored, covered=True)}\u200b|| after")

    if styled(stored, covered=True):
        assert shown.endswith(" after")
        assert [words for style, words in found if style == "covered"] == [shown.removesuffix(" after")]


@given(STYLED)
def test_shortened_texts_close_what_they_open(stored: str) -> None:
    for most in (3, 7, 15):
        shown, _found = read(f"{styled(stored, most)} after **y**")
        assert shown.endswith(" after y")
