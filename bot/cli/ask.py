"""``ask "/review soundtrack"``: reads a line as a slash command, and prints a card as text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypedDict

from discord import app_commands

from bot.app import Command

_SIGNS = re.compile(
    r"""
    \\(?P<literal>[\\*_~`|\[\]()<>\#+.-])           # an escaped character
    | ^(?:\#{1,3}[ ]|-\#[ ])                         # headings and small print
    | \*\*|\*(?=\S)|(?<=\S)\*                       # bold and italics
    | \u200b
    """,
    re.MULTILINE | re.VERBOSE,
)
_LINK = re.compile(r"(?<!\\)\[((?:[^\]\\]|\\.)*)\]\((https?://[^)\s]+)\)")

TEXT, BUTTON, MENU, SEPARATOR = 10, 2, 3, 14
"""Discord's numbers for the types of components in a card."""


class NoCommandError(ValueError):
    """The line is not a command; the message says why, and what would be one."""


def read_line(line: str, commands: Iterable[Command]) -> tuple[str, dict[str, object]]:
    """Read a line such as ``/recommend what:romance country:South Korea``.

    Parameters
    ----------
    commands
        All existing commands. Text without an option's name becomes the value of the first option.

    Returns
    -------
    tuple
        The command's name and its options' values.

    Raises
    ------
    NoCommandError
        If it is not a command, an option does not accept a value, or a required option is missing.
    """
    known = {command.qualified_name: command for command in commands}
    typed = line.strip().removeprefix("/")
    name = next((one for one in known if f"{typed} ".startswith(f"{one} ")), "")
    command, rest = known.get(name), typed[len(name) :]
    if not line.strip().startswith("/") or command is None:
        listed = ", ".join(f"/{one}" for one in sorted(known))
        raise NoCommandError(f"{line!r} is no command: expected one of {listed}, such as /review soundtrack")
    options = {option.name: option for option in command.parameters}
    if not options and rest.strip():
        raise NoCommandError(f"/{name} takes no options, got {rest.strip()!r}")
    # Only the command's own options are split off, because a title may contain a colon too.
    first, *named = re.split(rf"(?:^|\s)({'|'.join(map(re.escape, options))}):", rest)
    values = {next(iter(options)): first.strip()} if first.strip() else {}
    values |= {option: text.strip() for option, text in zip(named[::2], named[1::2], strict=True) if text.strip()}
    for option in options.values():
        if option.required and option.name not in values:
            raise NoCommandError(f"/{name} needs {option.name}: {option.description}")
    return name, {option: _value(name, options[option], text) for option, text in values.items()}


def _value(command: str, option: app_commands.Parameter, text: str) -> object:
    if option.type.name == "attachment":
        raise NoCommandError(f"/{command} {option.name}: a file can't be typed; open the local page with `try`")
    if option.type.name == "boolean":
        if text.lower() not in {"true", "false", "yes", "no"}:
            raise NoCommandError(f"/{command} {option.name}: expected true or false, got {text!r}")
        return text.lower() in {"true", "yes"}
    for choice in option.choices:
        if text.casefold() in {str(choice.value).casefold(), choice.name.casefold()}:
            return choice.value
    if option.choices:
        expected = ", ".join(str(choice.value) for choice in option.choices)
        raise NoCommandError(f"/{command} {option.name}: expected one of {expected}, got {text!r}")
    return text


class Component(TypedDict, total=False):
    """A component in the form of Discord's API, with the fields that cards use."""

    type: int
    custom_id: str
    content: str
    label: str
    placeholder: str
    components: list[Component]
    options: list[Mapping[str, str]]


def as_text(components: Sequence[Component]) -> str:
    """Return a card as text without Markdown, with buttons in brackets and menus with their options."""
    return "\n".join(_lines(components))


def _lines(components: Sequence[Component]) -> Iterator[str]:
    buttons: list[str] = []
    for component in components:
        match component.get("type"):
            case int(kind) if kind == TEXT:
                yield plain(component.get("content", ""))
            case int(kind) if kind == SEPARATOR:
                yield ""
            case int(kind) if kind == BUTTON:
                buttons.append(f"[{component.get('label', '')}]")
            case int(kind) if kind == MENU:
                options = " | ".join(option["label"] for option in component.get("options", []))
                yield f"{component.get('placeholder', '')}: {options}"
            case _:
                yield from _lines(component.get("components", []))
    if buttons:
        yield " ".join(buttons)


def plain(markdown: str) -> str:
    """Remove the Markdown from a card's text; links keep their address."""
    return _SIGNS.sub(lambda match: match["literal"] or "", _LINK.sub(r"\1 (\2)", markdown))
