"""Ask lines as ``ask`` does, all in one bot, and record the answers."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypedDict, cast
from unittest.mock import patch

from bot.cli.ask import Component, NoCommandError, as_text, read_line
from bot.cli.simulator import Character, Simulator
from bot.titles.recents import Recents
from tests.golden.place import CHECKOUT, GOLDEN, LATEST, golden_place, unpacked
from tests.golden.stillness import still

ANSWERS = GOLDEN / "answers.jsonl"


class Asked(TypedDict):
    """A typed line and its answer.

    Parameters
    ----------
    server
        ``empty``, which has the bundled catalogue only, or one of the golden servers.
    """

    typed: str
    who: Character
    server: str
    locale: str
    text: str


def read_asked() -> list[Asked]:
    """Give the lines in order, with the recorded answers."""
    return [cast("Asked", json.loads(line)) for line in ANSWERS.read_text("utf-8").splitlines()]


def write_answers(asked: Iterable[Asked]) -> None:
    """Record the answers."""
    ANSWERS.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in asked), "utf-8")


class _Reader:
    """Gets every event before the bot does, and sets the member's language in it."""

    locale = "en-US"

    def __call__(self, event: str, payload: Mapping[str, object]) -> None:
        if event == "INTERACTION_CREATE" and isinstance(payload, dict):
            payload["locale"] = self.locale


async def answered(asked: Sequence[Asked], folder: Path) -> list[Asked]:
    """Ask every line on a copy of the golden database, and give the lines with today's answers."""
    # As with `ask`, each line is the first one of a fresh bot: there are no recents.
    with still(CHECKOUT), patch.object(Recents, "opened"):
        async with golden_place(unpacked(LATEST, folder)) as place:
            reader = _Reader()
            place.empty.env.backend.subscribers.insert(0, reader)
            found: list[Asked] = []
            for one in asked:
                reader.locale = one["locale"]
                text = await _answer(place.servers[one["server"]], one["typed"], one["who"])
                found.append({**one, "text": text})
            return found


async def _answer(place: Simulator, typed: str, who: Character) -> str:
    try:
        name, options = read_line(typed, place.commands)
    except NoCommandError as error:
        return f"(no command) {error}"
    asker = place.people[who]
    if name not in asker.available_commands(place.channel):
        return f"(not shown) Discord shows /{name} to no {who}."
    result = await asker.slash(place.channel, name, **options)
    if result.modal is not None:
        return "\n".join(["(a form)", *_form_lines(result.modal)])
    if result.response is None:
        return "(no answer)"
    text = as_text(cast("list[Component]", result.response.components))
    return "\n".join([text, *(f"(a file) {file.filename}" for file in result.response.attachments)])


def _form_lines(modal: Mapping[str, Any]) -> Iterable[str]:
    yield str(modal["title"])
    for label in modal["components"]:
        control = label["component"]
        chosen = [one["label"] + " *" * bool(one.get("default")) for one in control.get("options", [])]
        yield f"{label['label']} ({label.get('description') or ''}): {' | '.join(chosen) or control.get('value') or ''}"
