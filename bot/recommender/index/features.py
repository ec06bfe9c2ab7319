"""Turn a candidate into features: for each field, named features with strengths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from math import log

from bot.models.catalogue import Role, TagGroup
from bot.models.ids import TagId
from bot.recommender.index.candidates import Candidate
from bot.recommender.index.fields import Field
from bot.recommender.index.weights import (
    BILLING_FADE,
    CREW_STRENGTHS,
    GROUP_STRENGTHS,
    INHERITED_STRENGTH,
    TAG_WORD_STRENGTH,
    TAGS_FADE,
)
from bot.recommender.text.tokens import stems

Feature = tuple[Field, str]


def features_of(candidate: Candidate) -> dict[Field, dict[str, float]]:
    """Return the strength of every feature of a candidate, by field. Empty fields are left out."""
    fields: dict[Field, dict[str, float]] = {
        Field.GENRE: {tag: _held(candidate, tag) for tag, group in candidate.tags if group is TagGroup.GENRE},
        Field.TAG: _tags(candidate),
        Field.WORDS: _words(candidate),
        Field.CAST: _fading(candidate.cast, BILLING_FADE),
        Field.CREW: _crew(candidate),
        Field.COUNTRY: _even(candidate.countries),
        Field.SERVICE: _even(candidate.services),
        Field.KIND: {candidate.kind.value: 1.0},
    }
    return {field: features for field, features in fields.items() if features}


def _even(values: Iterable[str]) -> dict[str, float]:
    return dict.fromkeys(values, 1.0)


def _fading(values: Iterable[str], fade: float) -> dict[str, float]:
    """Let the first value count most: what matters most is listed first."""
    return {value: place**-fade for place, value in enumerate(values, 1)}


def _tags(candidate: Candidate) -> dict[str, float]:
    others = [(tag, group) for tag, group in candidate.tags if group is not TagGroup.GENRE]
    faded = _fading((tag for tag, _ in others), TAGS_FADE)
    return {tag: faded[tag] * _held(candidate, tag) * GROUP_STRENGTHS.get(group, 1.0) for tag, group in others}


def _held(candidate: Candidate, tag: TagId) -> float:
    """Let what holds for every story of an anthology count less than what was said of this one."""
    return INHERITED_STRENGTH if tag in candidate.inherited else 1.0


def _words(candidate: Candidate) -> dict[str, float]:
    """Treat the premise and the words of the tags as one text, so that a tag matches a premise that says the same."""
    text = _counted(stems(candidate.text))
    for tag in candidate.tag_ids:
        for word in stems(tag.replace("-", " ")):
            text[word] = text.get(word, 0.0) + TAG_WORD_STRENGTH * _held(candidate, tag)
    return text


def _counted(words: Iterable[str]) -> dict[str, float]:
    return {word: 1 + log(times) for word, times in Counter(words).items()}


def _crew(candidate: Candidate) -> dict[str, float]:
    strengths: dict[str, float] = {}
    for person, role in candidate.crew:
        strengths[person] = max(strengths.get(person, 0.0), CREW_STRENGTHS.get(role, CREW_STRENGTHS[Role.WRITER]))
    return strengths
