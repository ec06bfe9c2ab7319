"""What the word files say: what phrases ask for, and what phrases of other languages are in English."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

NOTHING = "-"
"""The English of a phrase that says nothing in a request: an article, "I'd like to watch"."""
NOT_BEFORE = "<not"
"""The English of a word that negates what stands before it: 말고, 以外."""


class Meaning(Struct, frozen=True):
    """One part of what a phrase asks for.

    Parameters
    ----------
    kind
        Empty for tags of which one is enough, ``!`` for tags of which none may be there; else ``country``,
        ``service``, ``max``, ``min``, ``years``, ``kind``, ``verdict``, or ``warning`` for a content note, which counts
        only where the phrase is negated.
    value
        The tags or codes with ``|`` between them, or the number, years or word.
    """

    kind: str
    value: str


class WordLists(Struct, frozen=True):
    """All word files together.

    Parameters
    ----------
    meanings
        English phrases and everything that each of them asks for.
    learned
        Single words of any language and the tags that they speak of, learned from a sentence encoder: a guess, which
        counts where nothing else is known of a word.
    translations
        For each language, its phrases and what each of them is in English; :data:`NOTHING` and :data:`NOT_BEFORE` are
        special.
    """

    meanings: Mapping[str, tuple[Meaning, ...]] = {}
    learned: Mapping[str, tuple[Meaning, ...]] = {}
    translations: Mapping[str, Mapping[str, str]] = {}


NO_WORDS = WordLists()
