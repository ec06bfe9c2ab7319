"""How each verdict looks: a word, an icon and a colour; never the colour alone."""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from bot.i18n import _
from bot.models.consensus import Summary
from bot.models.opinions import Verdict

NO_VERDICT_COLOUR: Final = 0x80848E
HOUSE_COLOUR: Final = 0x8577E0
"""The accent of cards without a verdict: people, lists, recommendations."""


class VerdictStyle(Struct, frozen=True):
    """A verdict's icon and accent.

    Parameters
    ----------
    colour
        24-bit RGB. The five are Okabe and Ito's (2008), which can be told apart with any kind of colour vision.
    """

    icon: str
    colour: int


VERDICT_STYLES: Final = {
    Verdict.MUST_WATCH: VerdictStyle("🌟", 0x009E73),
    Verdict.WORTH_WATCHING: VerdictStyle("👍", 0x56B4E9),
    Verdict.MIXED: VerdictStyle("⚖️", 0xF0E442),
    Verdict.FOR_FANS: VerdictStyle("🎟️", 0xCC79A7),
    Verdict.SKIP: VerdictStyle("⏭️", 0xD55E00),
}


def verdict_word(verdict: Verdict) -> str:
    """Return the name of a verdict in the member's language."""
    match verdict:
        case Verdict.MUST_WATCH:
            return _("Must watch")
        case Verdict.WORTH_WATCHING:
            return _("Worth watching")
        case Verdict.MIXED:
            return _("Mixed")
        case Verdict.FOR_FANS:
            return _("For fans")
        case Verdict.SKIP:
            return _("Skip")


def verdict_with_icon(verdict: Verdict) -> str:
    """Return a verdict with its icon: ``👍 Worth watching``; the two are never on different lines."""
    return f"{VERDICT_STYLES[verdict].icon}\u00a0{verdict_word(verdict)}"


def accent(summary: Summary | None) -> int:
    """Return the colour of a card about something with this summary."""
    return VERDICT_STYLES[summary.consensus.verdict].colour if summary else NO_VERDICT_COLOUR
