"""Every command gives every line the recorded answer."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from tests.golden.answering import Asked, answered, read_asked

SHOWN = 5
EVERY_COMMAND = re.compile(r"(?<= is no command: expected one of )/.+(?=, such as )")
"""A line that is no command is answered with the list of all. A new command makes it longer and breaks nothing."""


def without_the_list(one: Asked) -> Asked:
    return {**one, "text": EVERY_COMMAND.sub("every command", one["text"])}


def difference(before: Asked, now: Asked) -> str:
    lines = difflib.unified_diff(
        before["text"].splitlines(), now["text"].splitlines(), "recorded", "today", lineterm="", n=1
    )
    asked = f"{before['typed']!r} as {before['who']} in {before['server']}, reading {before['locale']!r}"
    return "\n".join([asked, *lines])


async def test_every_line_is_answered_as_it_was_recorded(tmp_path: Path) -> None:
    recorded = [without_the_list(one) for one in read_asked()]
    today = [without_the_list(one) for one in await answered(recorded, tmp_path)]
    different = [pair for pair in zip(recorded, today, strict=True) if pair[0] != pair[1]]

    shown = "\n\n".join(difference(*pair) for pair in different[:SHOWN])
    assert not different, f"{len(different)} of {len(recorded)} answers differ, such as\n\n{shown}"


def test_the_lines_are_six_hundred_and_ask_every_command() -> None:
    asked = read_asked()

    assert len(asked) == 600
    for command in ("show", "review", "cast", "recommend", "compare", "settings", "curate"):
        assert any(one["typed"].startswith(f"/{command}") and not one["text"].startswith("(") for one in asked)
