"""What the recommendation service returns and a view shows: picks with their reasons, or a comparison."""

from __future__ import annotations

from msgspec import Struct

from bot.models.catalogue import Anthology
from bot.recommender.models import Pick, TitleComparison
from bot.recommender.requests import Wish
from bot.titles.results import AnthologyResult, InstalmentResult, Names, Story


class Recommended(Struct, frozen=True):
    """One recommended title with everything that its part of the card needs.

    Parameters
    ----------
    story
        The instalment; None if the anthology as a whole is recommended.
    """

    pick: Pick
    anthology: Anthology
    story: Story | None = None

    @property
    def title(self) -> str:
        """The title of what is recommended."""
        return self.story.instalment.title if self.story else self.anthology.title


class Recommendations(Struct, frozen=True):
    """What to watch next, and how the question was understood.

    Parameters
    ----------
    number
        The number of the kept question, for the buttons; None if it could not be stored.
    wishes
        What was understood, in the order in which it was typed.
    not_understood
        The words that say nothing to the bot.
    nobody
        Names that nobody in the catalogue has.
    picks
        What fits, best first.
    unknown_length
        If a length was asked for and few titles fit: titles that fit otherwise, and whose length is not known.
    nearest
        The closest matches, if nothing fits.
    exhausted
        Whether everything that fits has been shown already.
    of_the_day
        Whether nothing was asked for, so that these are well reviewed titles drawn for a member and a day.
    """

    number: int | None
    wishes: tuple[Wish, ...]
    names: Names
    not_understood: tuple[str, ...] = ()
    nobody: tuple[str, ...] = ()
    picks: tuple[Recommended, ...] = ()
    unknown_length: tuple[Recommended, ...] = ()
    nearest: tuple[Recommended, ...] = ()
    exhausted: bool = False
    of_the_day: bool = False


class NothingUnderstood(Struct, frozen=True):
    """A request of which nothing was understood.

    Parameters
    ----------
    typed
        The member's own words.
    nobody
        Names in it that nobody in the catalogue has.
    """

    typed: str
    nobody: tuple[str, ...] = ()


EXAMPLES = (
    "something funny and short",
    "scary, from japan",
    "like black mirror but hopeful",
    "a love story with a happy ending",
)
"""Requests that the buttons below such an answer ask."""


class Compared(Struct, frozen=True):
    """Two titles side by side."""

    first: AnthologyResult | InstalmentResult
    second: AnthologyResult | InstalmentResult
    sides: TitleComparison
    names: Names


class WholeAndPart(Struct, frozen=True):
    """An anthology and one of its own stories: there is nothing to compare."""

    whole: AnthologyResult
    part: InstalmentResult


class OneTitle(Struct, frozen=True):
    """Only one title was typed where two are compared."""

    typed: str
