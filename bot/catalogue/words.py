"""Reading the word files: ``data/words/*.tsv``, one phrase a line, checked like the catalogue."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path

from bot.catalogue.problem import Problem, did_you_mean
from bot.catalogue.tab_separated import read_rows
from bot.models.catalogue import ContentNote
from bot.models.words import Meaning, WordLists
from bot.settings import HOME

WORDS = HOME / "data" / "words"
ENGLISH, LEARNED = "en", "learned"
_FORMS: Mapping[str, Callable[[str], object]] = {
    "country": re.compile(r"[A-Z]{2}(?:\|[A-Z]{2})*").fullmatch,
    "service": re.compile(r"\S.*").fullmatch,
    "max": re.compile(r"[1-9]\d{0,3}").fullmatch,
    "min": re.compile(r"[1-9]\d{0,3}").fullmatch,
    "years": re.compile(r"(?:\d{4})?-(?:\d{4})?").fullmatch,
    "kind": {"seasonal", "episodic", "strand"}.__contains__,
    "verdict": {"must-watch", "good"}.__contains__,
    "warning": frozenset(map(str, ContentNote)).__contains__,
}
"""What a phrase can ask for besides tags, and how each value looks."""
_SERVICE = "service="
"""Stands last in its line, and takes the rest of it: names of services have spaces."""


def read_words(folder: Path, vocabulary: Collection[str]) -> tuple[WordLists, tuple[Problem, ...]]:
    """Give the phrases of all files, and everything that is wrong with them; a wrong line is left out.

    Parameters
    ----------
    folder
        ``data/words``; one that is not there has no phrases.
    vocabulary
        The ids of all tags.
    """
    meanings: dict[str, dict[str, tuple[Meaning, ...]]] = {ENGLISH: {}, LEARNED: {}}
    translations: defaultdict[str, dict[str, str]] = defaultdict(dict)
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.tsv")):
        seen: set[str] = set()
        for number, phrase, right in _lines(path, problems):
            if phrase in seen:
                problems.append(Problem(str(path), number, f'the phrase "{phrase}" stands in this file twice'))
            elif path.stem not in meanings:
                translations[path.stem][phrase] = right
            else:
                before, service, name = right.partition(_SERVICE)
                written = [*before.split(), *([service + name] if service else [])]
                parts = [_meaning(part, vocabulary) for part in written]
                if faults := [part for part in parts if isinstance(part, str)]:
                    problems += [Problem(str(path), number, fault) for fault in faults]
                else:
                    meanings[path.stem][phrase] = tuple(part for part in parts if isinstance(part, Meaning))
            seen.add(phrase)
    return WordLists(meanings[ENGLISH], meanings[LEARNED], translations), tuple(problems)


def _lines(path: Path, problems: list[Problem]) -> Iterator[tuple[int, str, str]]:
    header = ("phrase", "means" if path.stem in {ENGLISH, LEARNED} else "english")
    for number, row in read_rows(path, header, "#"):
        if isinstance(row, str):
            problems.append(Problem(str(path), number, row))
        elif not all(row):
            problems.append(Problem(str(path), number, "expected a phrase and what it is: one of them is empty"))
        else:
            phrase, right = row
            yield number, phrase, " ".join(right.split())


def _meaning(part: str, vocabulary: Collection[str]) -> Meaning | str:
    """Read one part of a meaning; a sentence where it is wrong."""
    kind, equals, value = part.partition("=")
    if equals:
        form = _FORMS.get(kind)
        if form is None:
            return f'"{kind}" is nothing that a phrase can ask for{did_you_mean(kind, _FORMS)}'
        return Meaning(kind, value) if form(value) else f'{kind} is "{value}", which it cannot be'
    unwanted = part.startswith("!")
    tags = part.removeprefix("!").split("|")
    if unknown := next((tag for tag in tags if tag not in vocabulary), None):
        return f'the tag "{unknown}" is not in the vocabulary{did_you_mean(unknown, vocabulary)}'
    return Meaning("!" if unwanted else "", "|".join(tags))
