"""How many opinions become one verdict, and how far they disagree; pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import fmean, median

from bot.models.opinions import Comparison, PressReview, ServerReview, Verdict

SCALE = tuple(reversed(Verdict))
"""The verdicts from worst to best: an opinion's rank is its place here, 0 to 4."""

FAR_APART = 2
"""Ranks between the kindest and the harshest voice from which opinions count as divided."""

MOST_REASONS = 4
"""Reasons on each side that one opinion has at most."""
REASONS_OF_MANY = 3
"""Reasons on each side that stand for several opinions: more would be a wall."""


class Agreement(StrEnum):
    """How far several opinions agree."""

    ALONE = "alone"
    UNANIMOUS = "unanimous"
    CLOSE = "close"
    DIVIDED = "divided"


class ReviewSource(StrEnum):
    """Whose opinions a summary speaks for."""

    SERVER = "server"
    PRESS = "press"


@dataclass(frozen=True, slots=True)
class Consensus:
    """One verdict for many opinions.

    Parameters
    ----------
    voices
        How many opinions there are.
    """

    verdict: Verdict
    agreement: Agreement
    reviews: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What a verdict card opens with: a verdict, whose it is, and its reasons.

    Parameters
    ----------
    headline
        The sentence of the opinion that stands for the consensus best.
    works, doesnt
        The reasons on each side: an only voice's own; of many, three of those nearest to the consensus.
    """

    source: ReviewSource
    consensus: Consensus
    headline: str
    works: tuple[str, ...] = ()
    doesnt: tuple[str, ...] = ()
    comparison: Comparison | None = None


def rank(verdict: Verdict) -> int:
    """Give a verdict's place from worst (0) to best (4)."""
    return SCALE.index(verdict)


def consensus(verdicts: Sequence[Verdict]) -> Consensus | None:
    """Sum up verdicts by their median.

    Between two verdicts the one nearer to the mean is taken, and where both are as near, the harsher: a member
    loses less by a pleasant surprise than by a lost evening. None when there are no verdicts.
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
    """Sum up what is said of one instalment: the server's own curators go before the press.

    None when nobody has said anything.
    """
    voice, opinions = (
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
        source=voice,
        consensus=found,
        headline=nearest[0].headline,
        works=_in_turn(opinion.works for opinion in nearest),
        doesnt=_in_turn(opinion.doesnt for opinion in nearest),
        comparison=next((opinion.comparison for opinion in nearest if opinion.comparison), None),
    )


def _in_turn(reasons: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    """Take reasons from each opinion in turn, none twice, until there are enough."""
    queues = [list(group) for group in reasons]
    taken: dict[str, str] = {}
    for place in range(max(map(len, queues), default=0)):
        for queue in queues:
            if place < len(queue):
                taken.setdefault(queue[place].casefold(), queue[place])
    return tuple(taken.values())[: MOST_REASONS if len(queues) == 1 else REASONS_OF_MANY]
