"""A closed list of words, as people type them: countries, tags. What is not in it has near ones to offer."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Self

from rapidfuzz import fuzz

NEAR = 66.0
"""From this likeness (0 to 100) on, a known word is offered in place of an unknown one."""
OFFERED = 3
PART = 0.95
"""What it counts to be like one word of several."""
LONGEST = 100
"""Letters of what may be a mistyped word; more are something else, and would take long to hold against all."""
SHORTEST = 3
"""Letters of the shortest spelling that a mistyped word is held against: codes of two are like everything."""


def plain(text: str) -> str:
    """Give words as they are compared: letters and figures of any script in lower case, marks and signs left out."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    kept = "".join(letter if letter.isalnum() else " " for letter in letters if not unicodedata.combining(letter))
    return " ".join(unicodedata.normalize("NFC", kept).split())


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Known words: what each is called, and every spelling that means it.

    Made by :meth:`of`.

    Parameters
    ----------
    names
        What each id is called, for the one who reads.
    spellings
        The id that each plain spelling means.
    """

    names: Mapping[str, str]
    spellings: Mapping[str, str]

    @classmethod
    def of(cls, words: Iterable[tuple[str, str, Iterable[str]]]) -> Self:
        """Make one of ids, names and further spellings; where two share a spelling, the first keeps it."""
        names: dict[str, str] = {}
        named: dict[str, str] = {}
        others: dict[str, str] = {}
        for key, name, spellings in words:
            names[key] = name
            named.setdefault(plain(name), key)
            for spelling in (key, *spellings):
                others.setdefault(plain(spelling), key)
        return cls(names, {spelling: key for spelling, key in (others | named).items() if spelling})

    def find(self, typed: str) -> str | None:
        """Give the id that a word means; None where it is unknown."""
        return self.spellings.get(plain(typed))

    def name(self, key: str) -> str:
        """Give what an id is called; the id itself where it is unknown (any more)."""
        return self.names.get(key, key)

    def nearest(self, typed: str) -> tuple[str, ...]:
        """Give the names that are nearest to an unknown word, the best first; none where nothing is near.

        Of two that are equally near, the one that was named first.
        """
        if len(typed) > LONGEST:
            return ()
        wanted = plain(typed)
        near: dict[str, float] = {}
        for spelling, key in self.spellings.items():
            if len(spelling) >= SHORTEST and (likeness := _likeness(wanted, spelling)) >= NEAR:
                near[key] = max(likeness, near.get(key, 0.0))
        ranked = sorted((key for key in self.names if key in near), key=lambda key: -near[key])
        return tuple(self.names[key] for key in ranked[:OFFERED])


def _likeness(wanted: str, spelling: str) -> float:
    parts = [part for part in spelling.split() if len(part) > SHORTEST]
    part = max((fuzz.ratio(wanted, part) for part in parts), default=0.0)
    return max(fuzz.ratio(wanted, spelling), PART * part)
