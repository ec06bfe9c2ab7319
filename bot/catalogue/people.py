"""Who is who over all catalogue files: one identity a person, and who may be the same person under two ids."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from rapidfuzz.distance import Levenshtein

from bot.catalogue.lines import Place
from bot.catalogue.mentions import Mention
from bot.catalogue.problem import Problem
from bot.catalogue.reader import ParsedFile
from bot.catalogue.schema import Report
from bot.models.catalogue import Person
from bot.models.ids import PersonId, identify

SHORTEST_ALIKE = 8
"""Letters that both names need before one letter's difference makes them suspicious."""


def merge_people(drafts: Sequence[ParsedFile]) -> dict[PersonId, Person]:
    """Put together what all files say of each person.

    A person's name is the one that a ``[[people]]`` entry gives, else the spelling that most credits have; every other
    spelling becomes an alias.
    """
    mentions: defaultdict[PersonId, list[Mention]] = defaultdict(list)
    for draft in drafts:
        for mention in draft.mentions:
            mentions[mention.person.id].append(mention)
    return {person: _merged(person, found) for person, found in mentions.items()}


def _merged(person: PersonId, mentions: Sequence[Mention]) -> Person:
    described = [mention.person for mention in mentions if mention.described]
    if not described and len({mention.person.name for mention in mentions}) == 1:
        return mentions[0].person
    spellings = Counter(mention.person.name for mention in mentions)
    name = described[0].name if described else min(spellings, key=lambda spelling: (-spellings[spelling], spelling))
    native = next((found.native_name for found in described if found.native_name), None)
    others = dict.fromkeys((*(alias for found in described for alias in found.aliases), *spellings))
    return Person(person, name, native, tuple(other for other in others if other not in {name, native}))


def people_problems(drafts: Sequence[ParsedFile], people: Mapping[PersonId, Person]) -> Iterator[Problem]:
    """Give every person with two native names, and every two people who are probably one."""
    first: dict[PersonId, tuple[Report, Place]] = {}
    native: dict[PersonId, tuple[str, str]] = {}
    apart: set[frozenset[str]] = set()
    for draft in drafts:
        for mention in draft.mentions:
            person, report = mention.person, draft.report
            if person.id not in first or mention.described:
                first[person.id] = (report, mention.place)
            apart.update(frozenset((person.id, other)) for other in mention.unlike)
            yield from _unknown(mention, report, people)
            if not person.native_name:
                continue
            name, file = native.setdefault(person.id, (person.native_name, report.file))
            if name != person.native_name:
                yield Problem(
                    report.file,
                    report.line_of((*mention.place, "native")),
                    f"{person.name} is {person.native_name} here and {name} in {file}: "
                    "expected one native name, or an id of its own for another person",
                )
    for one, other, why in _doubles(people):
        if frozenset((one.id, other.id)) in apart or _set_apart(one) or _set_apart(other):
            continue
        report, place = first[other.id]
        yield Problem(
            report.file,
            report.line_of(place),
            f'{other.name} ("{other.id}") is probably {one.name} ("{one.id}" in {first[one.id][0].file}): {why}; '
            f'if they are two people, describe one in [[people]] with different_from = ["{one.id}"]',
        )


def _unknown(mention: Mention, report: Report, people: Mapping[PersonId, Person]) -> Iterator[Problem]:
    for index, other in enumerate(mention.unlike):
        if other not in people:
            line = report.line_of((*mention.place, "different_from", index))
            yield Problem(report.file, line, f'different_from names "{other}", but nobody has that id')


def _doubles(people: Mapping[PersonId, Person]) -> list[tuple[Person, Person, str]]:
    """Give pairs of people who may be one, each pair once, with the reason."""
    pairs: dict[tuple[PersonId, PersonId], str] = {}
    for one, other in _pairs(people.values(), lambda person: {_letters(person.native_name or "")} - {""}):
        pairs[one.id, other.id] = f"both are {other.native_name}"
    for one, other in _pairs(people.values(), _spellings):
        if not _known_apart(one, other):
            pairs.setdefault((one.id, other.id), "a name of theirs differs in hyphens, spaces or order at most")
    for one, other in _pairs(people.values(), _all_but_one_letter):
        if not _known_apart(one, other) and Levenshtein.distance(_letters(one.name), _letters(other.name)) <= 1:
            pairs.setdefault((one.id, other.id), "their names differ in one letter")
    return [(people[one], people[other], why) for (one, other), why in pairs.items()]


def _pairs(people: Iterable[Person], keys: Callable[[Person], set[str]]) -> Iterator[tuple[Person, Person]]:
    """Give every two people who have a key in common, in the order of their ids."""
    groups: defaultdict[str, list[Person]] = defaultdict(list)
    for person in people:
        for key in keys(person):
            groups[key].append(person)
    for group in groups.values():
        for one, other in combinations(group, 2):
            yield (one, other) if one.id < other.id else (other, one)


def _spellings(person: Person) -> set[str]:
    return {order for name in person.names if name != person.native_name for order in _orders(name)}


def _all_but_one_letter(person: Person) -> set[str]:
    """Give a name's letters, whole and with each left out in turn: names one letter apart share one of these."""
    letters = _letters(person.name)
    if len(letters) < SHORTEST_ALIKE:
        return set()
    return {letters, *(letters[:cut] + letters[cut + 1 :] for cut in range(len(letters)))}


def _known_apart(one: Person, other: Person) -> bool:
    """Whether two people have native names that tell them apart."""
    return bool(one.native_name and other.native_name and _letters(one.native_name) != _letters(other.native_name))


def _letters(name: str) -> str:
    """Give the bare letters of a name, without marks, case, hyphens and spaces."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", name).casefold()))


def _orders(name: str) -> set[str]:
    """Give the letters of a name with its words turned round: ``Sae-rok Keum`` is ``Keum Sae-rok``."""
    words = [_letters(word) for word in re.split(r"[\s\-‐‑]+", name)]
    return {"".join(words[turn:] + words[:turn]) for turn in range(len(words))}


def _set_apart(person: Person) -> bool:
    """Whether the id was written to keep this person from a namesake: ``kim-hee-won-2``."""
    return person.id.startswith(f"{identify(person.name)}-")
