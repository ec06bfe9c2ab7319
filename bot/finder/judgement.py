"""How sure the first match is: shares of a softmax, in which "none of these" takes part."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from bot.finder.spelling import Findable, Subject

NONE_OF_THESE = 17.0
"""What "it is not here" weighs, as an exponent: about the fit of a name of which a third is wrong."""
SURE_FROM = 0.9
"""The share from which the first match is taken for what was meant."""
NEAR_BELOW = 0.3
"""The share of all matches together below which none of them fits well."""


class Certainty(StrEnum):
    """How a finding is to be answered."""

    SURE = "sure"
    """The first match is meant."""
    UNSURE = "unsure"
    """Several are near: show the first, and a menu of the others."""
    NEAR = "near"
    """None fits well: these are the closest."""
    NOTHING = "nothing"
    """Nothing was typed, or nothing shares a piece with it; matches are then what is likely anyway."""


@dataclass(frozen=True, slots=True)
class Match:
    """One thing that may be meant.

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
class Finding:
    """What a typed text leads to: matches best first, no thing twice."""

    typed: str
    certainty: Certainty
    matches: tuple[Match, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing, the name that led to it and how well it fits; ``exact`` where the name is just what was typed."""

    findable: Findable
    name: str
    fit: float
    exact: int = 0


def judge(typed: str, candidates: Sequence[Candidate], limit: int) -> Finding:
    """Turn candidates, best first, into a finding."""
    if not candidates:
        return Finding(typed, Certainty.NOTHING, ())
    exact = [candidate for candidate in candidates if candidate.exact]
    top = max(NONE_OF_THESE, *(candidate.fit for candidate in candidates))
    likelihoods = [math.exp(candidate.fit - top) for candidate in candidates]
    total = sum(likelihoods) + math.exp(NONE_OF_THESE - top)
    shares = [likelihood / total for likelihood in likelihoods]
    first = candidates[0].findable
    if exact:
        certainty = Certainty.SURE if all(_of_one_family(first, each.findable) for each in exact) else Certainty.UNSURE
    else:
        family = sum(
            share
            for candidate, share in zip(candidates, shares, strict=True)
            if _of_one_family(first, candidate.findable)
        )
        certainty = (
            Certainty.SURE
            if family >= SURE_FROM
            else Certainty.NEAR
            if 1 - math.exp(NONE_OF_THESE - top) / total < NEAR_BELOW
            else Certainty.UNSURE
        )
    matches = (
        Match(candidate.findable.key, candidate.findable.subject, candidate.name, share)
        for candidate, share in zip(candidates[:limit], shares, strict=False)
    )
    return Finding(typed, certainty, tuple(matches))


def _of_one_family(first: Findable, other: Findable) -> bool:
    """Tell whether an answer about the first leads to the other: it is the same, or an instalment of it."""
    return other is first or (first.subject is Subject.ANTHOLOGY and other.parent == first.key)
