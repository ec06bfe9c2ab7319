"""The bundled catalogue, read once for all the tests of a process: reading its files takes a second."""

from __future__ import annotations

from functools import cache

from bot.catalogue import Catalogue, read_catalogue
from bot.catalogue.sync import CATALOGUE, VOCABULARY


@cache
def bundled_catalogue() -> Catalogue:
    """Read it; what comes back is frozen, so that every test may have the same."""
    return read_catalogue(CATALOGUE, VOCABULARY)
