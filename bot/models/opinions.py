"""Opinions: verdicts and the reasons for them, by critics and by a server's curators."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from bot.models.catalogue import PartialDate
from bot.models.ids import InstalmentId, MemberId, ServerId


class Verdict(StrEnum):
    """The five verdicts, best first."""

    MUST_WATCH = "must-watch"
    WORTH_WATCHING = "worth-watching"
    MIXED = "mixed"
    FOR_FANS = "for-fans"
    SKIP = "skip"


class Score(Struct, frozen=True):
    """A score as its author gave it: 2.5 out of 5."""

    points: float
    out_of: float

    @property
    def share(self) -> float:
        """The score as a share of the maximum, 0 to 1."""
        return self.points / self.out_of

    def __str__(self) -> str:
        """Return ``2.5/5``, without trailing zeros."""
        return f"{self.points:g}/{self.out_of:g}"


class Comparison(Struct, frozen=True):
    """How a review compares an instalment with another one of the same anthology."""

    other: InstalmentId
    text: str


class Opinion(Struct, frozen=True):
    """A verdict with its reasons.

    Parameters
    ----------
    headline
        The reason for the verdict in one sentence.
    works, doesnt
        At most four short reasons on each side.
    spoilers
        Remarks with spoilers, only shown on request.
    """

    verdict: Verdict
    headline: str
    works: tuple[str, ...] = ()
    doesnt: tuple[str, ...] = ()
    score: Score | None = None
    comparison: Comparison | None = None
    spoilers: str | None = None


class PressReview(Struct, frozen=True):
    """A published review by a critic, summarised in our own words.

    Parameters
    ----------
    overruled
        Why the verdict is not the one that the critic's score amounts to; None where it is.
    """

    instalment: InstalmentId
    outlet: str
    url: str
    opinion: Opinion
    author: str | None = None
    published: PartialDate | None = None
    overruled: str | None = None


class ServerReview(Struct, frozen=True):
    """A review by one curator of one server, only visible in that server."""

    server: ServerId
    curator: MemberId
    instalment: InstalmentId
    opinion: Opinion
    written: datetime
    changed: datetime
