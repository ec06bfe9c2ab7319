"""What a rule finds, and how texts are compared."""

from __future__ import annotations

import re

from msgspec import Struct

from bot.catalogue.lines import Place

_WORD = re.compile(r"\w+")


class Violation(Struct, frozen=True):
    """One thing that a rule refuses.

    Parameters
    ----------
    rule
        The rule's name, as ``exceptions.toml`` has it.
    title
        The id of the anthology or instalment.
    about
        What in it is meant: an outlet, an address, a phrase; empty where the title has only one such thing.
    place
        Where it stands in the anthology's file.
    what
        A sentence that says what is wrong and what was expected.
    """

    rule: str
    title: str
    about: str
    place: Place
    what: str

    @property
    def key(self) -> tuple[str, str, str]:
        """What an exception names it by."""
        return self.rule, self.title, self.about


def bare(text: str) -> str:
    """Give a text's words alone, in lower case, so that signs and capitals make no difference."""
    return " ".join(_WORD.findall(text.casefold()))
