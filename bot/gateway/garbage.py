"""How a start treats memory: nothing is searched for garbage while lasting things are made."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Generator[None, None, None]:
    """Leave garbage alone meanwhile.

    While modules are imported and indexes built, nearly everything made lasts: looking for garbage among it takes up to
    a third of the time and finds none.
    """
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


@contextmanager
def frozen_afterwards() -> Generator[None, None, None]:
    """Leave garbage alone meanwhile, and set aside for good what was made.

    These are a million small objects that last as long as the process: the collector, going through them again, would
    hold up answers.
    """
    with no_collection():
        try:
            yield
        finally:
            gc.freeze()
