"""What the recommendation service returns and a view shows: picks with their reasons, or a comparison."""

from __future__ import annotations

from dataclasses import dataclass

from bot.models.catalogue import Anthology
from bot.recommender.models import Pick, TitleComparison, Wish
from bot.titles.results import AnthologyResult, InstalmentResult, Names, Story


@dataclass(frozen=True, slots=True)
class Recommended:
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


@dataclass(frozen=True, slots=True)
class Recommendations:
    """What to watch next, and how the question was understood.

    Parameters
    ----------
    number
        The number of the kept question, for the buttons; None if it could not be stored.
    typed
        The member's own words.
    wishes
        What was understood, in the order in which it was typed.
    picks
        What fits, best first.
    nearest
        The closest matches, if nothing fits.
    exhausted
        Whether everything that fits has been shown already.
    """

    number: int | None
    typed: str
    wishes: tuple[Wish, ...]
    names: Names
    picks: tuple[Recommended, ...] = ()
    nearest: tuple[Recommended, ...] = ()
    exhausted: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """Two titles side by side."""

    first: AnthologyResult | InstalmentResult
    second: AnthologyResult | InstalmentResult
    sides: TitleComparison
    names: Names


@dataclass(frozen=True, slots=True)
class WholeAndPart:
    """An anthology and one of its own stories: there is nothing to compare."""

    whole: AnthologyResult
    part: InstalmentResult


@dataclass(frozen=True, slots=True)
class OneTitle:
    """Only one title was typed where two are compared."""

    typed: str
