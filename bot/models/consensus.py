"""Consensus: sum up several reviews as one verdict (their median), and say how much they agree."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from statistics import fmean, median

from msgspec import Struct

from bot.models.opinions import Comparison, PressReview, ServerReview, Verdict

SCALE = tuple(reversed(Verdict))
"""The verdicts from worst to best. A verdict's rank is its position here, 0 to 4."""

FAR_APART = 2
"""Opinions this many ranks apart, from the kindest to the harshest, count as divided."""

MOST_REASONS = 4
"""The most reasons one opinion has on each side."""
REASONS_OF_MANY = 3
"""The most reasons shown on each side for several opinions: more would be a wall of text."""


class Agreement(StrEnum):
    """How much several opinions agree."""

    ALONE = "alone"
    UNANIMOUS = "unanimous"
    CLOSE = "close"
    DIVIDED = "divided"


class ReviewSource(StrEnum):
    """Whose opinions a summary is based on."""

    SERVER = "server"
    PRESS = "press"


class Consensus(Struct, frozen=True):
    """One verdict for many opinions.

    Parameters
    ----------
    reviews
        The number of opinions.
    """

    verdict: Verdict
    agreement: Agreement
    reviews: int


class Summary(Struct, frozen=True):
    """The top of a verdict card: the verdict, whose it is, and its reasons.

    Parameters
    ----------
    headline
        The headline of the opinion closest to the consensus.
    works, doesnt
        The reasons on each side: all of a single opinion's; of several, at most three, closest to the consensus first.
    """

    source: ReviewSource
    consensus: Consensus
    headline: str
    works: tuple[str, ...] = ()
    doesnt: tuple[str, ...] = ()
    comparison: Comparison | None = None


def rank(verdict: Verdict) -> int:
    """Return a verdict's rank, from worst (0) to best (4)."""
    return SCALE.index(verdict)


def consensus(verdicts: Sequence[Verdict]) -> Consensus | None:
    """Sum up verdicts by their median.

    If the median falls between two verdicts, the one nearer to the mean is used, and in a tie the harsher: a pleasant
    surprise is better than a wasted evening. None if there are no verdicts.
    """
    if not verdicts:
        return None
    ranks = sorted(rank(verdict) for verdict in verdicts)
    middle, mean = median(ranks), fmean(ranks)
    chosen = min({int(middle), int(middle + 0.5)}, key=lambda candidate: (abs(candidate - mean), candidate))
    apart = ranks[-1] - ranks[0]
    if len(ranks) == 1:
        agreement = Agreement.ALONE
    elif apart == 0:
        agreement = Agreement.UNANIMOUS
    else:
        agreement = Agreement.DIVIDED if apart >= FAR_APART else Agreement.CLOSE
    return Consensus(SCALE[chosen], agreement, len(ranks))


def summary(press: Sequence[PressReview], server: Sequence[ServerReview]) -> Summary | None:
    """Sum up the reviews of one instalment: the server's own if there are any, otherwise the critics'.

    None if there are no reviews.
    """
    source, opinions = (
        (ReviewSource.SERVER, [review.opinion for review in server])
        if server
        else (ReviewSource.PRESS, [review.opinion for review in press])
    )
    found = consensus([opinion.verdict for opinion in opinions])
    if found is None:
        return None
    middle = rank(found.verdict)
    nearest = sorted(opinions, key=lambda opinion: abs(rank(opinion.verdict) - middle))
    return Summary(
        source=source,
        consensus=found,
        headline=nearest[0].headline,
        works=_in_turn(opinion.works for opinion in nearest),
        doesnt=_in_turn(opinion.doesnt for opinion in nearest),
        comparison=next((opinion.comparison for opinion in nearest if opinion.comparison), None),
    )


def _in_turn(reasons: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Take reasons from each opinion in turn, without duplicates, until there are enough."""
    queues = [list(group) for group in reasons]
    taken: dict[str, str] = {}
    for place in range(max(map(len, queues), default=0)):
        for queue in queues:
            if place < len(queue):
                taken.setdefault(queue[place].casefold(), queue[place])
    return tuple(taken.values())[: MOST_REASONS if len(queues) == 1 else REASONS_OF_MANY]
