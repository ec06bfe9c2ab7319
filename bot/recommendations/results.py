"""What the recommendation service gives to a cog: picks with what was understood, or two titles side by side."""

from __future__ import annotations

from dataclasses import dataclass

from bot.models.catalogue import Anthology
from bot.recommender.models import Pick, TitleComparison, Wish
from bot.titles.results import AnthologyResult, InstalmentResult, Names, Story


@dataclass(frozen=True, slots=True)
class Recommended:
    """One recommended title with what its line on the card needs.

    Parameters
    ----------
    story
        The instalment; None where the anthology as a whole is meant.
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
    """What to watch next, with what was understood of the question.

    Parameters
    ----------
    walk
        The number under which the question is kept, for the buttons; None where it could not be kept.
    typed
        What was typed into the question's words, as it was typed.
    wishes
        What was understood, in the order in which it was said.
    picks
        What fits, best first.
    nearest
        Where nothing fits: what comes nearest.
    exhausted
        Whether something fitted and all of it has been shown.
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
