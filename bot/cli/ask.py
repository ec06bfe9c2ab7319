"""``ask "/review soundtrack"``: a typed line becomes one slash command, and the card that answers it becomes text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypedDict

from discord import app_commands

from bot.app import Command

_SIGNS = re.compile(
    r"""
    \\(?P<meant>[\\*_~`|\[\]()<>\#+.-])             # a sign that is meant as itself
    | ^(?:\#{1,3}[ ]|-\#[ ])                         # headings and small print
    | \*\*|\*(?=\S)|(?<=\S)\*                       # bold and italics
    | \u200b
    """,
    re.MULTILINE | re.VERBOSE,
)
_LINK = re.compile(r"(?<!\\)\[((?:[^\]\\]|\\.)*)\]\((https?://[^)\s]+)\)")

TEXT, BUTTON, MENU, SEPARATOR = 10, 2, 3, 14
"""Discord's numbers for the components that a card is made of."""


class NoCommandError(ValueError):
    """The line is no command; the text says why, and what would be one."""


def read_line(line: str, commands: Iterable[Command]) -> tuple[str, dict[str, object]]:
    """Read a line such as ``/recommend what:romance country:South Korea``.

    Parameters
    ----------
    commands
        The commands that there are. Text without a name goes to a command's first option.

    Returns
    -------
    tuple
        The command's name and its options' values.

    Raises
    ------
    NoCommandError
        If it is no command, an option takes no such value, or one that it cannot do without is missing.
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
    # Only the command's own options are split off: a title may have a colon of its own.
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
    """A component as Discord's API writes it; the parts that a card uses."""

    type: int
    custom_id: str
    content: str
    label: str
    placeholder: str
    components: list[Component]
    options: list[Mapping[str, str]]


def as_text(components: Sequence[Component]) -> str:
    """Print a card: its text without Markdown's signs, its buttons in brackets, its menus with their options."""
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
    """Take Markdown's signs off a card's text; links keep their address."""
    return _SIGNS.sub(lambda found: found["meant"] or "", _LINK.sub(r"\1 (\2)", markdown))
