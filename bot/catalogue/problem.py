"""What is wrong with a catalogue file, said with file, line and reason."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct
from rapidfuzz import fuzz, process

NEAR = 70
"""From this likeness (0 to 100) on, a known word is offered in place of an unknown one."""


class Problem(Struct, frozen=True):
    """One thing that is wrong, and where.

    Parameters
    ----------
    file
        The file's path as it was given to the reader.
    line
        From 1; None where the file as a whole is meant.
    what
        A sentence that says what is wrong and what was expected.
    """

    file: str
    line: int | None
    what: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.what}" if self.line else f"{self.file}: {self.what}"


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Give ``: did you mean "headline"?``, or nothing where no known word is near."""
    best = process.extractOne(word, tuple(known), scorer=fuzz.ratio, score_cutoff=NEAR)
    return f': did you mean "{best[0]}"?' if best else ""
