"""Softmax confidence: turn the fits of candidates into probabilities, with "none of these" as one of the options."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum, StrEnum
from math import exp
from typing import NamedTuple

from msgspec import Struct

from bot.search.names import SearchDocument, Subject, Thing

NONE_OF_THESE = 4.2
"""The fit (softmax exponent) of "it isn't here". Learned together with the ranking weights."""
SURE_FROM = 0.9
"""The probability from which the first match counts as the one that was meant."""


class Confidence(StrEnum):
    """How to respond to a search result."""

    SURE = "sure"
    """The first match is meant."""
    UNSURE = "unsure"
    """Several are close: show the first, with a menu of the others."""
    NEAR = "near"
    """None fits as well as "it isn't here": these are the closest."""
    NOTHING = "nothing"
    """Nothing was typed, or nothing resembles it. Any matches are what is likely anyway."""


class Match(NamedTuple):
    """One thing that may be meant.

    A tuple, because each search makes 25 of them and a tuple is the fastest to create.

    Parameters
    ----------
    name
        The name that matched.
    score
        The probability that it is meant, 0 to 1. The scores of one search result add up to at most 1.
    """

    key: str
    subject: Subject
    name: str
    score: float


class SearchResult(Struct, frozen=True):
    """What a typed text leads to: matches, best first, each thing once."""

    typed: str
    certainty: Confidence
    matches: tuple[Match, ...]


class Nearness(IntEnum):
    """How exactly a name equals what was typed; the most exact is highest."""

    NOTHING_TYPED = -1
    ALIKE = 0
    CLOSED_UP = 1
    AS_FOLDED = 2
    AS_TYPED = 3
    ID = 4


Candidate = tuple[int, float, float, Thing, str, SearchDocument]
"""Nearness, fit and weight, all negated so that candidates sort best first; then the thing's key, the name that matched
and the search document. A plain tuple, because each search makes dozens; :func:`candidate` makes one."""


def candidate(document: SearchDocument, name: str, fit: float, nearness: Nearness = Nearness.ALIKE) -> Candidate:
    """Return a candidate: a document, the name that matched and how well it fits."""
    return -nearness, -fit, -document.weight, document.thing, name, document


def assess(typed: str, candidates: Sequence[Candidate], limit: int, *, vague: bool = False) -> SearchResult:
    """Turn candidates, best first, into a search result.

    For a ``vague`` text, only an exact match can be sure.
    """
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
    """Return whether the first is meant.

    When the first is an anthology, its own instalments aren't competitors: their shares are added to it.
    """
    first, _, _, (subject, key), _, _ = candidates[0]
    if vague and -first == Nearness.ALIKE:
        return False
    family = key if subject is Subject.ANTHOLOGY else None
    share = likelihoods[0]
    for (below, _, _, _, _, document), likelihood in zip(candidates[1:], likelihoods[1:], strict=True):
        if family and document.parent == family:
            share += likelihood
        elif -below > Nearness.ALIKE:
            if -first < Nearness.ID or -below == Nearness.AS_TYPED:
                return False
        elif not family:
            break
    return share >= SURE_FROM * total
