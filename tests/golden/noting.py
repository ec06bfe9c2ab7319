"""A plugin for pytest that notes every custom_id that a bot sends while the tests of conversations run.

Used by hand, by ``record.py``, on this checkout and on that of an older version: so it knows of simcord alone.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import cast

import simcord

NOTES = "GOLDEN_NOTES"
"""The setting that says which file the custom_ids are added to."""
WALK = re.compile(r"a\d+\|")

_shutdown = simcord.Env.shutdown


def pytest_configure() -> None:
    """Look at all that was sent whenever an in-memory Discord ends."""
    simcord.Env.shutdown = _noting_shutdown


async def _noting_shutdown(self: simcord.Env) -> None:
    _note({one for request in self.http_requests for one in walks_in(request.json)})
    await _shutdown(self)


def _note(found: set[str]) -> None:
    with Path(os.environ[NOTES]).open("a", encoding="utf-8") as notes:
        notes.writelines(f"{one}\n" for one in sorted(found))


def walks_in(sent: object) -> Iterator[str]:
    """Give the custom_ids of cards, menus and forms in what was sent, and the options of menus that are walks too."""
    if isinstance(sent, Mapping):
        for name, value in cast("Mapping[str, object]", sent).items():
            if name in {"custom_id", "value"} and isinstance(value, str) and WALK.match(value):
                yield value
            else:
                yield from walks_in(value)
    elif isinstance(sent, Sequence) and not isinstance(sent, str | bytes):
        for value in cast("Sequence[object]", sent):
            yield from walks_in(value)
