"""How sure the first match is: shares of a softmax, in which "none of these" takes part."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from math import exp
from typing import NamedTuple

from bot.search.names import SearchDocument, Subject, Thing

NONE_OF_THESE = 4.2
"""What "it is not here" weighs, as the exponent of its share; learned with the weights of the ranking."""
SURE_FROM = 0.9
"""The share from which the first match is taken for what was meant."""


class Confidence(StrEnum):
    """How a finding is to be answered."""

    SURE = "sure"
    """The first match is meant."""
    UNSURE = "unsure"
    """Several are near: show the first, and a menu of the others."""
    NEAR = "near"
    """None fits as well as "it is not here" does: these are the closest."""
    NOTHING = "nothing"
    """Nothing was typed, or nothing shares a letter with it; matches, if any, are what is likely anyway."""


class Match(NamedTuple):
    """One thing that may be meant.

    A tuple, since every look makes 25, and a frozen dataclass takes three times as long to make.

    Parameters
    ----------
    name
        The name that matched.
    score
        How likely it is meant, 0 to 1; all matches of a finding together reach at most 1.
    """

    key: str
    subject: Subject
    name: str
    score: float


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What a typed text leads to: matches best first, no thing twice."""

    typed: str
    certainty: Confidence
    matches: tuple[Match, ...]


class Nearness(IntEnum):
    """In which way a name is just what was typed, the plainest way highest."""

    NOTHING_TYPED = -1
    ALIKE = 0
    CLOSED_UP = 1
    AS_FOLDED = 2
    AS_TYPED = 3
    ID = 4


Candidate = tuple[int, float, float, Thing, str, SearchDocument]
"""How near and how well a thing fits and how much it weighs, each below zero, so that candidates sort as they stand,
best first; which thing it is; the name that led to it; the thing itself. Plain tuples, since every look makes dozens:
:func:`candidate` makes one."""


def candidate(findable: SearchDocument, name: str, fit: float, nearness: Nearness = Nearness.ALIKE) -> Candidate:
    """Give a thing with the name that led to it, and how well that fits."""
    return -nearness, -fit, -findable.weight, findable.thing, name, findable


def assess(typed: str, candidates: Sequence[Candidate], limit: int, *, vague: bool = False) -> SearchResult:
    """Turn candidates, best first, into a finding; of a ``vague`` text none can be sure but what is just that."""
    if not candidates:
        return SearchResult(typed, Confidence.NOTHING, ())
    fits = [-less_fit for _, less_fit, _, _, _, _ in candidates]
    best = max(NONE_OF_THESE, *fits)
    likelihoods = [exp(fit - best) for fit in fits]
    total = sum(likelihoods) + exp(NONE_OF_THESE - best)
    if -candidates[0][0] == Nearness.NOTHING_TYPED:
        certainty = Confidence.NOTHING
    elif best == NONE_OF_THESE:
        certainty = Confidence.NEAR
    elif _is_sure(candidates, likelihoods, total, vague=vague):
        certainty = Confidence.SURE
    else:
        certainty = Confidence.UNSURE
    matches = [
        Match(key, subject, name, likelihood / total)
        for (_, _, _, (subject, key), name, _), likelihood in zip(candidates[:limit], likelihoods, strict=False)
    ]
    return SearchResult(typed, certainty, tuple(matches))


def _is_sure(candidates: Sequence[Candidate], likelihoods: Sequence[float], total: float, *, vague: bool) -> bool:
    """Tell whether the first is meant; instalments of a first that is their anthology are no rivals but part of it."""
    first, _, _, (subject, key), _, _ = candidates[0]
    if vague and -first == Nearness.ALIKE:
        return False
    family = key if subject is Subject.ANTHOLOGY else None
    share = likelihoods[0]
    for (below, _, _, _, _, findable), likelihood in zip(candidates[1:], likelihoods[1:], strict=True):
        if family and findable.parent == family:
            share += likelihood
        elif -below > Nearness.ALIKE:
            if -first < Nearness.ID:
                return False
        elif not family:
            break
    return share >= SURE_FROM * total
