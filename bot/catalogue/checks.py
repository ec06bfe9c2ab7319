"""Rules that no single catalogue file can be held to alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.catalogue.people import people_problems
from bot.catalogue.problem import Problem
from bot.catalogue.reader import ParsedFile
from bot.models.catalogue import Person
from bot.models.ids import PersonId

FEWEST_WORDS = 4
"""Words that a sentence needs before it counts as copied."""


def problems_across(drafts: Sequence[ParsedFile], people: Mapping[PersonId, Person]) -> list[Problem]:
    """Give everything that is wrong between files, or between parts of one file."""
    return [*_shared_sentences(drafts), *people_problems(drafts, people)]


def _shared_sentences(drafts: Sequence[ParsedFile]) -> Iterator[Problem]:
    """Give every premise that shares a sentence with one before it."""
    met: dict[str, str] = {}
    for draft in drafts:
        file = draft.report.file
        for premise, place in draft.premises:
            sentences = dict.fromkeys(_sentences(premise))
            for where, sentence in {met[sentence]: sentence for sentence in sentences if sentence in met}.items():
                what = f'the premise shares the sentence "{sentence}" with one in {where}'
                yield Problem(file, draft.report.line_of(place), what)
            for sentence in sentences:
                met.setdefault(sentence, file)


def _sentences(text: str) -> Iterator[str]:
    """Give the sentences of a text as bare words."""
    for sentence in re.split(r"[.!?…。！？]+", text):
        words = re.findall(r"\w+", sentence.casefold())
        if len(words) >= FEWEST_WORDS:
            yield " ".join(words)
