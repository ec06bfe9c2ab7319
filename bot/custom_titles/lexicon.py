"""A closed list of words (countries, tags): find one as people type it, or suggest similar ones."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from typing import Self

from msgspec import Struct
from rapidfuzz import fuzz

NEAR = 66.0
"""Least similarity (0 to 100) at which a known word is suggested for an unknown one."""
MOST_NEAREST = 3
PART = 0.95
"""Weight of being similar to one word of a longer name."""
LONGEST = 100
"""Letters of the longest word that gets suggestions; a longer one is no typo, and slow to compare."""
SHORTEST = 3
"""Letters of the shortest spelling that is compared; codes of two letters are similar to everything."""


def plain(text: str) -> str:
    """Give text in the form that is compared: lower-case letters and digits, without accents and signs."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    letters_only = "".join(
        letter if letter.isalnum() else " " for letter in letters if not unicodedata.combining(letter)
    )
    return " ".join(unicodedata.normalize("NFC", letters_only).split())


class Lexicon(Struct, frozen=True):
    """Known words: the name of each, and every spelling of it.

    Made by :meth:`of`.

    Parameters
    ----------
    names
        The name to show for each id.
    spellings
        The id for each spelling, in plain form.
    """

    names: Mapping[str, str]
    spellings: Mapping[str, str]

    @classmethod
    def of(cls, words: Iterable[tuple[str, str, Iterable[str]]]) -> Self:
        """Build a lexicon from ids, names and further spellings; a shared spelling belongs to the first."""
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
        """Give the id of a word; None if it is unknown."""
        return self.spellings.get(plain(typed))

    def name(self, key: str) -> str:
        """Give the name of an id; the id itself if it is unknown."""
        return self.names.get(key, key)

    def nearest(self, typed: str) -> tuple[str, ...]:
        """Give the names most similar to an unknown word, best first; empty if none is similar.

        Equally similar names keep the order of the lexicon.
        """
        if len(typed) > LONGEST:
            return ()
        wanted = plain(typed)
        near: dict[str, float] = {}
        for spelling, key in self.spellings.items():
            if len(spelling) >= SHORTEST and (likeness := _likeness(wanted, spelling)) >= NEAR:
                near[key] = max(likeness, near.get(key, 0.0))
        ranked = sorted((key for key in self.names if key in near), key=lambda key: -near[key])
        return tuple(self.names[key] for key in ranked[:MOST_NEAREST])


def _likeness(wanted: str, spelling: str) -> float:
    parts = [part for part in spelling.split() if len(part) > SHORTEST]
    part = max((fuzz.ratio(wanted, part) for part in parts), default=0.0)
    return max(fuzz.ratio(wanted, spelling), PART * part)
