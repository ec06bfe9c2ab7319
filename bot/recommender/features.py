"""What makes two titles alike: each field of a candidate as named features with strengths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise
from math import log

from bot.models import Role, TagGroup
from bot.recommender.candidate import Candidate
from bot.recommender.fields import Field
from bot.recommender.weights import BILLING_FADE, CREW_STRENGTHS
from bot.recommender.words import stems

Feature = tuple[Field, str]


def features_of(candidate: Candidate) -> dict[Field, dict[str, float]]:
    """Give the strength of every feature of the candidate, field by field; fields that are empty are left out."""
    fields: dict[Field, dict[str, float]] = {
        Field.GENRE: _even(tag for tag, group in candidate.tags if group is TagGroup.GENRE),
        Field.TAG: _even(tag for tag, group in candidate.tags if group is not TagGroup.GENRE),
        Field.WORDS: _counted(words_and_pairs(candidate.text)),
        Field.CAST: {person: (1 + place) ** -BILLING_FADE for place, person in enumerate(candidate.cast)},
        Field.CREW: _crew(candidate),
        Field.TITLE: _counted(stems(candidate.title)),
        Field.COUNTRY: _even(candidate.countries),
        Field.SERVICE: _even(candidate.services),
        Field.KIND: {candidate.kind.value: 1.0},
    }
    return {field: features for field, features in fields.items() if features}


def words_and_pairs(text: str) -> Iterator[str]:
    """Give the stems of the text, then every two that follow each other."""
    alone = list(stems(text))
    yield from alone
    yield from (f"{first} {second}" for first, second in pairwise(alone))


def _even(values: Iterable[str]) -> dict[str, float]:
    return dict.fromkeys(values, 1.0)


def _counted(words: Iterable[str]) -> dict[str, float]:
    return {word: 1 + log(times) for word, times in Counter(words).items()}


def _crew(candidate: Candidate) -> dict[str, float]:
    strengths: dict[str, float] = {}
    for person, role in candidate.crew:
        strengths[person] = max(strengths.get(person, 0.0), CREW_STRENGTHS.get(role, CREW_STRENGTHS[Role.WRITER]))
    return strengths
