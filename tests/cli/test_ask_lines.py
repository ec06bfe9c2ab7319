"""Reading a line as a command, and printing a card as text."""

from __future__ import annotations

import discord
import pytest
from discord import app_commands
from hypothesis import given
from hypothesis import strategies as st

from bot.cli.ask import BUTTON, MENU, SEPARATOR, TEXT, Command, Component, NoCommandError, as_text, plain, read_line


@app_commands.command(name="review", description="Is it any good?")
async def _review(interaction: discord.Interaction, show: str, private: bool = False) -> None:  # noqa: FBT001, FBT002  # an option
    raise NotImplementedError


@app_commands.command(name="recommend", description="What next?")
@app_commands.choices(length=[app_commands.Choice(name="An evening: up to 3 hours", value="evening")])
async def _recommend(
    interaction: discord.Interaction,
    what: str = "",
    country: str = "",
    length: str = "",
    private: bool = False,  # noqa: FBT001, FBT002  # an option
) -> None:
    raise NotImplementedError


@app_commands.command(name="settings", description="Who may curate here?")
async def _settings(interaction: discord.Interaction) -> None:
    raise NotImplementedError


COMMANDS: list[Command] = [_review, _recommend, _settings]  # pyright: ignore[reportAssignmentType]  # commands outside of a cog


def read(line: str) -> tuple[str, dict[str, object]]:
    return read_line(line, COMMANDS)


def refusal(line: str) -> str:
    with pytest.raises(NoCommandError) as raised:
        read(line)
    return str(raised.value)


@pytest.mark.parametrize(
    ("line", "options"),
    [
        ("/review soundtrack", {"show": "soundtrack"}),
        ("  /review   Soundtrack #2  ", {"show": "Soundtrack #2"}),
        ("/review show:soundtrack", {"show": "soundtrack"}),
        ("/review show: soundtrack private:yes", {"show": "soundtrack", "private": True}),
        ("/review soundtrack private: FALSE", {"show": "soundtrack", "private": False}),
        # A title has a colon of its own, even behind a word that looks like an option of another command.
        ("/review True Detective: Season 1", {"show": "True Detective: Season 1"}),
        ("/review country:home", {"show": "country:home"}),
        ("/review foreshow:a", {"show": "foreshow:a"}),
    ],
)
def test_a_line_becomes_a_command_with_its_options(line: str, options: dict[str, object]) -> None:
    assert read(line) == ("review", options)


def test_several_options_with_spaces_in_them() -> None:
    assert read("/recommend what:sad romance country:South Korea length:EVENING") == (
        "recommend",
        {"what": "sad romance", "country": "South Korea", "length": "evening"},
    )


def test_a_choice_may_be_called_by_its_name() -> None:
    assert read("/recommend length:an evening: up to 3 hours")[1] == {"length": "evening"}


def test_a_command_that_needs_nothing_is_asked_with_nothing() -> None:
    assert read("/recommend") == ("recommend", {})


@pytest.mark.parametrize(
    "line", ["review soundtrack", "", "/", "/reviews soundtrack", "hello", "//review x", "/ review x"]
)
def test_a_line_that_is_not_a_command_is_refused_with_an_example(line: str) -> None:
    assert refusal(line) == (
        f"{line!r} is no command: expected one of /recommend, /review, /settings, such as /review soundtrack"
    )


@pytest.mark.parametrize("line", ["/review", "/review show:", "/review private:true", "/review show: private:true"])
def test_an_option_that_is_missing_is_asked_for(line: str) -> None:
    assert refusal(line).startswith("/review needs show")


@pytest.mark.parametrize("line", ["/settings now", "/settings show:now", "/settings  :", "/settings ()"])
def test_text_behind_a_command_without_options_is_refused(line: str) -> None:
    assert read("/settings ") == ("settings", {})
    assert refusal(line) == f"/settings takes no options, got {line.removeprefix('/settings').strip()!r}"


def test_a_value_that_an_option_does_not_take_is_refused() -> None:
    assert refusal("/review soundtrack private:maybe") == "/review private: expected true or false, got 'maybe'"
    assert refusal("/recommend length:ages") == "/recommend length: expected one of evening, got 'ages'"


@given(st.text())
def test_every_line_is_a_command_or_refused(line: str) -> None:
    try:
        name, options = read(line)
    except NoCommandError:
        return
    assert name in {"review", "recommend", "settings"}
    assert all(options)


CARD: list[Component] = [
    {
        "type": 17,
        "components": [
            {"type": TEXT, "content": "## Soundtrack \\#2\n**Worth watching** · a *warm* rematch"},
            {"type": SEPARATOR},
            {"type": TEXT, "content": "-# Source: [NME \\[Asia\\]](https://nme.com/a_b) · 4\\*"},
            {"type": 1, "components": [{"type": BUTTON, "label": "Cast"}, {"type": BUTTON, "label": "More like this"}]},
            {
                "type": 1,
                "components": [
                    {
                        "type": MENU,
                        "placeholder": "Another instalment",
                        "options": [{"label": "Soundtrack #1", "value": "a"}, {"label": "Soundtrack #2", "value": "b"}],
                    }
                ],
            },
        ],
    }
]


def test_a_card_is_printed_without_its_markdown() -> None:
    assert as_text(CARD).splitlines() == [
        "Soundtrack #2",
        "Worth watching · a warm rematch",
        "",
        "Source: NME [Asia] (https://nme.com/a_b) · 4*",
        "[Cast] [More like this]",
        "Another instalment: Soundtrack #1 | Soundtrack #2",
    ]


def test_a_picture_beside_a_text_leaves_the_text() -> None:
    section: list[Component] = [{"type": 9, "components": [{"type": TEXT, "content": "a text"}]}]

    assert as_text(section) == "a text"


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("5 * 3", "5 * 3"),
        ("a\\_b \\|\\| \\`c\\`", "a_b || `c`"),
        ("### three\n# one", "three\none"),
        ("#2 stays", "#2 stays"),
        ("||hidden||", "||hidden||"),
    ],
)
def test_only_markdown_is_removed(markdown: str, text: str) -> None:
    assert plain(markdown) == text
