"""Asking the bot one line after another, each as if it were the first: for ``ask`` and for checks."""

from __future__ import annotations

import json
from collections.abc import AsyncGenerator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from bot.cli.answers import AnswerData, data_of
from bot.cli.ask import Component, NoCommandError, as_text, read_line
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.cli.simulator import Character, Simulator


REFUSED = "refused"
"""The kind of what was not answered at all."""
OTHER = "other"
"""The kind of an answer that is about no title: a curator's card, a hint."""


class RefusedError(Exception):
    """The bot gives this character no card for that line; the message says why."""


async def ask_lines(
    settings: Settings, lines: Sequence[str], character: Character, locale: str, database: Path | None
) -> AsyncGenerator[AnswerData]:
    """Ask each line of one bot, and yield its answer as data.

    A line that is no command is answered with ``kind: unreadable``, and one that Discord would not let this character
    type, or that is answered with a modal, with ``kind: refused``; their text says why.
    """
    # The simulator takes a good part of the time and memory of a start, and the other commands never need it.
    from bot.cli.simulator import open_simulator  # noqa: PLC0415  # not installed on a server

    async with open_simulator(settings, database) as simulator:
        simulator.set_client_locale(locale)
        results: list[object] = []

        async def on_answered(result: object) -> None:  # discord.py takes coroutines alone
            results.append(result)

        simulator.bot.add_listener(on_answered)
        for line in lines:
            results.clear()
            assert simulator.bot.services is not None
            simulator.bot.services.titles.forget_recents()
            try:
                text, private = await _ask(simulator, line, character)
            except NoCommandError as error:
                yield {"line": line, "kind": "unreadable", "ids": [], "text": str(error), "private": False}
            except RefusedError as error:
                yield {"line": line, "kind": REFUSED, "ids": [], "text": str(error), "private": True}
            else:
                data: AnswerData = data_of(results[-1]) if results else {"kind": OTHER, "ids": []}
                yield {"line": line, **data, "text": text, "private": private}


async def _ask(simulator: Simulator, line: str, character: Character) -> tuple[str, bool]:
    name, options = read_line(line, simulator.commands)
    asker = simulator.people[character]
    if name not in asker.available_commands(simulator.channel):
        raise RefusedError(f"Discord shows /{name} to no {character}: ask --as curator or owner.")
    result = await asker.slash(simulator.channel, name, **options)
    if result.modal is not None:
        raise RefusedError("The bot answers that with a form: open the local page with `try` to fill it in.")
    if result.response is None:
        raise RefusedError("The bot gave no answer; the log says why.")
    return as_text(cast("list[Component]", result.response.components)), result.response.ephemeral


def as_json(answer: AnswerData) -> str:
    """Write an answer as one line of JSON."""
    return json.dumps(answer, ensure_ascii=False)
