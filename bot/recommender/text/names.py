"""Where the reader of requests asks for the titles and people that words may name."""

from __future__ import annotations

from typing import Protocol


class Names(Protocol):
    """Finds the titles and people that words may name."""

    def liked(self, words: str) -> str | None:
        """Return the key of the title that these words name after "like"; None if they name none."""

    def titled(self, words: str) -> str | None:
        """Return the key of the title of the catalogue that is called exactly so."""

    def person(self, words: str, *, certainly: bool) -> str | None:
        """Return the id of the person of this name. ``certainly``: only the very name counts, not one that is near."""


class NoNames:
    """Finds nothing."""

    def liked(self, words: str) -> str | None:  # noqa: ARG002
        """Return None."""
        return None

    def titled(self, words: str) -> str | None:  # noqa: ARG002
        """Return None."""
        return None

    def person(self, words: str, *, certainly: bool) -> str | None:  # noqa: ARG002
        """Return None."""
        return None
