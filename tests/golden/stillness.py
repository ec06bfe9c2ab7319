"""A clock that is frozen or ticks evenly, and seeded random numbers, so that recordings can be reproduced.

It names no module of the bot, so it works on a checkout of any version.
"""

from __future__ import annotations

import secrets
import sys
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta, tzinfo
from pathlib import Path
from random import Random
from typing import Self
from unittest.mock import patch

RECORDING = datetime(2026, 1, 15, 9, tzinfo=UTC)
"""The time at which the databases are written."""
READING = datetime(2026, 1, 20, 9, tzinfo=UTC)
"""The time at which they are read: before anything in them expires."""


@contextmanager
def still(checkout: Path, moment: datetime = READING, tick: timedelta = timedelta()) -> Generator[None]:
    """Make all loaded modules of a checkout read this clock and draw random numbers from one seed.

    Parameters
    ----------
    tick
        How much time passes with each reading of the clock.
    """

    class Clock(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            nonlocal moment
            moment += tick
            found = moment.astimezone(tz or UTC)
            return cls(*found.timetuple()[:6], found.microsecond, found.tzinfo)

    modules = [
        module
        for module in list(sys.modules.values())
        if checkout in Path(getattr(module, "__file__", None) or "/").parents
        and ".venv" not in str(module.__file__)
        and getattr(module, "datetime", None) is datetime
        and module.__name__ != __name__
    ]
    dice = Random(moment.timestamp())
    with (
        patch.object(secrets, "randbits", dice.getrandbits),
        patch.object(secrets, "token_hex", lambda size=32: dice.randbytes(size or 32).hex()),
    ):
        for module in modules:
            vars(module)["datetime"] = Clock
        try:
            yield
        finally:
            for module in modules:
                vars(module)["datetime"] = datetime
