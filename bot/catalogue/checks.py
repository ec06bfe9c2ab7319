"""Rules that no single catalogue file can be held to alone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from bot.catalogue.lines import Place
from bot.catalogue.people import people_problems
from bot.catalogue.problem import Problem
from bot.catalogue.reader import ParsedFile
from bot.models.catalogue import Anthology, Instalment, Person
from bot.models.ids import PersonId

FEWEST_WORDS = 4
"""Words that a sentence needs before it counts as copied."""


def problems_across(drafts: Sequence[ParsedFile], people: Mapping[PersonId, Person]) -> list[Problem]:
    """Give everything that is wrong between files, or between parts of one file."""
    return [*_shared_sentences(drafts), *_shared_ids(drafts), *people_problems(drafts, people)]


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


def _shared_ids(drafts: Sequence[ParsedFile]) -> Iterator[Problem]:
    """Give every id of another site that a title before has too: a link can lead to one of them alone."""
    met: dict[tuple[str, str], str] = {}
    for draft in drafts:
        anthology = draft.anthology
        places: list[tuple[Anthology | Instalment, Place]] = [(anthology, ())]
        places += [(one, ("instalments", index)) for index, one in enumerate(anthology.instalments)]
        for title, place in places:
            for site, called in title.ids.known:
                other = met.setdefault((site, called), title.id)
                if other != title.id:
                    line = draft.report.line_of((*place, "ids", site))
                    yield Problem(draft.report.file, line, f'{site} is "{called}", as it is of {other}')


def _sentences(text: str) -> Iterator[str]:
    """Give the sentences of a text as bare words."""
    for sentence in re.split(r"[.!?…。！？]+", text):
        words = re.findall(r"\w+", sentence.casefold())
        if len(words) >= FEWEST_WORDS:
            yield " ".join(words)
