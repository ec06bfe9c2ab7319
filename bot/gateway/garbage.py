"""Switching the garbage collector off during start, when nearly everything created stays alive."""

from __future__ import annotations

import gc
from collections.abc import Generator
from contextlib import contextmanager


@contextmanager
def no_collection() -> Generator[None, None, None]:
    """Pause garbage collection inside the block.

    While modules are imported and indexes built, nearly everything created stays alive. Looking for garbage would take
    up to a third of the time and find none.
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
    """Pause garbage collection inside the block, and exclude everything that was created from it afterwards.

    These are about a million small objects that live as long as the process. If the collector went through them again
    and again, answers would be delayed.
    """
    with no_collection():
        try:
            yield
        finally:
            gc.freeze()
