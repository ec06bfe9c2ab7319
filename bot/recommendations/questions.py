"""What is asked of `/recommend`, and how it is stored so that the buttons below an answer work later."""

from __future__ import annotations

import json
import re

from msgspec import Struct

from bot.recommender import Wish, WishKind

BETWEEN_TITLES = re.compile(r"\s*\|\s*|\s+(?:vs\.?|versus)\s+", re.IGNORECASE)
"""What stands between two titles and hardly ever inside one."""
MAYBE_BETWEEN_TITLES = re.compile(r"\s*[,/&+]\s*|\s+(?:and|or|with)\s+", re.IGNORECASE)
"""What may stand between two titles, and inside one as well."""
MOST_PAIRS = 4
"""Ways in which one text is parted into two titles."""
KEPT_FORMAT = 1
"""Increase it when the format of stored questions changes; older ones are then treated as expired."""


class Question(Struct, frozen=True):
    """The options of `/recommend`; each can be empty."""

    what: str = ""
    like: str = ""
    country: str = ""
    length: str = ""
    where: str = ""


class KeptQuestion(Struct, frozen=True):
    """A question as it is stored, so that the buttons below an answer can continue it.

    Parameters
    ----------
    typed
        The member's own words.
    wishes
        What was understood.
    left_out
        Keys of titles not to recommend again.
    shown
        Keys of the picks on the last card.
    """

    typed: str
    wishes: tuple[Wish, ...]
    left_out: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()

    def written(self) -> str:
        """Return the question as the text to store."""
        wishes = [[wish.kind.value, wish.value, wish.typed] for wish in self.wishes]
        fields = [KEPT_FORMAT, self.typed, wishes, self.left_out, self.shown]
        return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def read(cls, text: str) -> KeptQuestion | None:
        """Read a question back; None if an older version of the bot stored it in another format."""
        try:
            version, typed, wishes, left_out, shown = json.loads(text)
            read = tuple(Wish(WishKind(kind), value, words) for kind, value, words in wishes)
        except (ValueError, TypeError):
            return None
        return cls(typed, read, tuple(left_out), tuple(shown)) if version == KEPT_FORMAT else None


def two_titles(typed: str) -> tuple[tuple[str, str] | None, tuple[tuple[str, str], ...]]:
    """Part one text into the two titles that may stand in it: as it says itself, and as it may be meant.

    ``fargo vs monster`` says itself that it is two titles; *Love, Death & Robots* may be two, and is one.
    """

    def parted(found: re.Match[str]) -> tuple[str, str]:
        return typed[: found.start()].strip(), typed[found.end() :].strip()

    said = next((pair for found in BETWEEN_TITLES.finditer(typed) if all(pair := parted(found))), None)
    maybe = [pair for found in MAYBE_BETWEEN_TITLES.finditer(typed) if all(pair := parted(found))]
    return said, tuple(maybe[:MOST_PAIRS])
