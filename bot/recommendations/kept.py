"""A question as it is stored, so that the buttons below an answer can continue it."""

from __future__ import annotations

import json

from msgspec import Struct

from bot.recommender import Wish, WishKind

KEPT_FORMAT = 1
"""Increase it when the format of stored questions changes; older ones are then treated as expired."""


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
