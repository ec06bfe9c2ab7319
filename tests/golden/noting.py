"""A pytest plugin that records every custom_id the bot sends while tests/conversations runs.

``record.py`` uses it on this checkout and on one of an older version, so it depends on simcord only.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast

import simcord

NOTES = "GOLDEN_NOTES"
"""Environment variable with the file the custom_ids are added to."""
WALK = re.compile(r"a\d+\|")

_shutdown = simcord.Env.shutdown


def pytest_configure() -> None:
    """Read what was sent whenever an in-memory Discord shuts down."""
    simcord.Env.shutdown = _noting_shutdown


async def _noting_shutdown(self: simcord.Env) -> None:
    _note({one for request in self.http_requests for one in walks_in(request.json)})
    await _shutdown(self)


def _note(found: set[str]) -> None:
    with Path(os.environ[NOTES]).open("a", encoding="utf-8") as notes:
        notes.writelines(f"{one}\n" for one in sorted(found))


def walks_in(sent: object) -> Iterator[str]:
    """Give the custom_ids of cards, menus and forms in a payload, and the menu options that are actions too."""
    if isinstance(sent, Mapping):
        for name, value in cast("Mapping[str, object]", sent).items():
            if name in {"custom_id", "value"} and isinstance(value, str) and WALK.match(value):
                yield value
            else:
                yield from walks_in(value)
    elif isinstance(sent, Sequence) and not isinstance(sent, str | bytes):
        for value in cast("Sequence[object]", sent):
            yield from walks_in(value)
