"""Verdicts and the reasons for them: what critics published and what a server's curators wrote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.models.catalogue import PartialDate
from bot.models.ids import InstalmentId, MemberId, ServerId


class Verdict(StrEnum):
    """The same five verdicts everywhere, best first."""

    MUST_WATCH = "must-watch"
    WORTH_WATCHING = "worth-watching"
    MIXED = "mixed"
    FOR_FANS = "for-fans"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Score:
    """A score as its author gave it: 2.5 out of 5."""

    points: float
    out_of: float

    @property
    def share(self) -> float:
        """The score between 0 and 1."""
        return self.points / self.out_of

    def __str__(self) -> str:
        """Give ``2.5/5``, with no decimal that says nothing."""
        return f"{self.points:g}/{self.out_of:g}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """How a review sets an instalment beside another of the same anthology."""

    other: InstalmentId
    text: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """A verdict with its reasons, whoever holds it.

    Parameters
    ----------
    headline
        The verdict's reason in one sentence.
    works, doesnt
        At most four short reasons on each side.
    spoilers
        What can only be said with spoilers; shown to those alone who ask.
    """

    verdict: Verdict
    headline: str
    works: tuple[str, ...] = ()
    doesnt: tuple[str, ...] = ()
    score: Score | None = None
    comparison: Comparison | None = None
    spoilers: str | None = None


@dataclass(frozen=True, slots=True)
class PressReview:
    """What a critic published, reported in our own words."""

    instalment: InstalmentId
    outlet: str
    url: str
    opinion: Opinion
    author: str | None = None
    published: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class ServerReview:
    """What one curator of one server wrote; seen in that server alone."""

    server: ServerId
    curator: MemberId
    instalment: InstalmentId
    opinion: Opinion
    written: datetime
    changed: datetime
