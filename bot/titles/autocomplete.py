"""What can be offered at once, with no question to the store: choices while typing, names behind ids."""

from __future__ import annotations

from collections import ChainMap, Counter
from collections.abc import Collection, Iterable, Mapping, MutableMapping, Sequence
from copy import copy

from bot.i18n import _
from bot.models.catalogue import Anthology, Instalment, Person, Tag, TagGroup
from bot.models.consensus import consensus
from bot.models.ids import InstalmentId, PersonId, TagId
from bot.models.opinions import Verdict
from bot.models.queries import PERSON_KEY, TAG_KEY, Choice
from bot.titles.results import Elsewhere, Names

MOST = 25
OWN_FIRST = 10
"""A server's own anthologies that are offered before the bundled ones."""
POPULARITY = {
    Verdict.MUST_WATCH: 1.0,
    Verdict.WORTH_WATCHING: 0.8,
    Verdict.MIXED: 0.45,
    Verdict.FOR_FANS: 0.3,
    Verdict.SKIP: 0.0,
}
"""What a verdict counts when titles are ranked, from 0 to 1; what nobody reviewed counts 0.5, a little over mixed."""
ASKED_FIRST = (TagGroup.GENRE, TagGroup.MOOD, TagGroup.TROPE, TagGroup.THEME)
"""The kinds of tag offered before anything is typed, in this order."""


Works = MutableMapping[PersonId, tuple[tuple[InstalmentId, str], ...]]
"""By person, the ids and titles of what they worked on."""


class Autocomplete:
    """Choices and names for everything in the catalogue.

    Parameters
    ----------
    verdicts
        What the press thinks of each instalment: the best judged titles are offered first.
    """

    def __init__(
        self,
        anthologies: Sequence[Anthology],
        people: Sequence[Person],
        verdicts: Mapping[InstalmentId, Sequence[Verdict]],
        vocabulary: Sequence[Tag],
    ) -> None:
        self._standing = _standings(anthologies, verdicts)
        self._works = _works(anthologies)
        self._choices: MutableMapping[str, Choice] = {
            choice.key: choice for choice in _choices(anthologies, people, self._works)
        }
        self._gone: frozenset[str] = frozenset()
        self._titles = sorted((one.id for one in anthologies), key=lambda key: (-self._standing.get(key, 0.0), key))
        self._people: MutableMapping[PersonId, Person] = {person.id: person for person in people}
        self._tags = {tag.id: tag for tag in vocabulary}
        self._names: MutableMapping[str, str] = {person.id: person.name for person in people}
        self._titled: MutableMapping[str, str] = _titled_by_key(self._choices)
        self._carried = _carried(anthologies)
        self._countries = _countries(anthologies)
        self._services = _services(anthologies)

    def with_changes(self, bundled: Collection[Anthology], met: Collection[Anthology]) -> Autocomplete:
        """Give the suggestions of a server whose members meet some anthologies otherwise; these here stay as they are.

        Parameters
        ----------
        bundled
            Those anthologies as they are bundled; the server's own are missing.
        met
            Those anthologies as its members meet them; hidden ones are missing.
        """
        other = copy(self)
        other.apply_changes(bundled, met)
        return other

    def apply_changes(self, bundled: Collection[Anthology], met: Collection[Anthology]) -> None:
        """Part from the suggestions that these were copied from: what differs lies over what is common to both."""
        before, now = _works(bundled), _works(met)
        left = {one.id for anthology in bundled for one in anthology.instalments}
        works: Works = {
            who: (*(work for work in self._works.get(who, ()) if work[0] not in left), *now.get(who, ()))
            for who in (*before, *now)
        }
        people = {
            credit.person.id: credit.person
            for one in (*bundled, *met)
            for story in one.instalments
            for credit in story.credits
        }
        concerned = [people[who] for who in works]
        choices = {choice.key: choice for choice in _choices(met, concerned, works)}
        idle = {PERSON_KEY + who for who, theirs in works.items() if not theirs}
        self._gone = frozenset({*_keys(bundled), *idle} - {*_keys(met)})
        own = sorted({one.id for one in met} - self._choices.keys(), key=lambda key: choices[key].title)
        bundled_titles = [key for key in self._titles if key not in self._gone]
        self._titles = [*own[:OWN_FIRST], *bundled_titles, *own[OWN_FIRST:]]
        self._choices = ChainMap({key: one for key, one in choices.items() if key not in self._gone}, self._choices)
        self._names = ChainMap({who: person.name for who, person in people.items()}, self._names)
        self._titled = ChainMap(_titled_by_key(choices), self._titled)
        self._works = ChainMap(works, self._works)
        self._people = ChainMap(people, self._people)
        self._carried = self._carried - _carried(bundled) + _carried(met)
        self._countries = self._countries - _countries(bundled) + _countries(met)
        self._services = self._services - _services(bundled) + _services(met)

    @property
    def gone(self) -> frozenset[str]:
        """Every key that the catalogue has and the members of this server do not meet."""
        return self._gone

    def person(self, key: PersonId) -> Person | None:
        """Give the person of this id."""
        return None if PERSON_KEY + key in self._gone else self._people.get(key)

    @property
    def everybody(self) -> Collection[Person]:
        """All people."""
        return self._people.values()

    @property
    def popularity(self) -> Mapping[str, float]:
        """What the press makes of each title, from 0 to 1, by id; what nobody reviewed is missing."""
        return self._standing

    @property
    def names(self) -> Names:
        """The name behind every id of a title, a person or a tag."""
        return Names({tag.id: tag.name for tag in self._tags.values()}, self._names, self._titled)

    def family(self, key: str) -> frozenset[str]:
        """Give what goes with a title where it is left out: an anthology's stories, or a story's anthology."""
        anthology, slash, _story = key.partition("/")
        if slash:
            return frozenset({anthology})
        return frozenset(one for one in self._choices if one.startswith(f"{anthology}/"))

    def choice(self, key: str) -> Choice | None:
        """Give the choice that stands for an id; None for an unknown one."""
        return None if key in self._gone else self._choices.get(key)

    def titles(self) -> list[Choice]:
        """Give the anthologies that the press thinks best of."""
        return [self._choices[key] for key in self._titles[:MOST]]

    def people(self) -> list[Choice]:
        """Give those who worked on the most instalments."""
        busiest = sorted(self._works, key=lambda key: (-len(self._works[key]), key))
        return [choice for key in busiest[:MOST] if (choice := self.choice(PERSON_KEY + key))]

    def tags(self, typed: str) -> list[Choice]:
        """Give tags whose name or synonym holds what was typed; those most carried come first."""
        wanted = typed.casefold().strip()
        found = [(_(tag.name), tag) for tag in self._tags.values()]
        found = [(name, tag) for name, tag in found if not wanted or _speaks(name, tag, wanted)]
        if not wanted:
            found = [(name, tag) for name, tag in found if tag.group in ASKED_FIRST]
        found.sort(key=lambda one: (not one[0].casefold().startswith(wanted), -self._carried[one[1].id], one[0]))
        return [Choice(TAG_KEY + tag.id, name) for name, tag in found[:MOST]]

    def countries(self) -> list[str]:
        """Give the ISO codes of the countries in the catalogue, the commonest first."""
        return [code for code, _times in self._countries.most_common()]

    def services(self, typed: str) -> list[str]:
        """Give services whose name holds what was typed, the commonest first."""
        wanted = typed.casefold().strip()
        return [name for name, _times in self._services.most_common() if wanted in name.casefold()][:MOST]

    def elsewhere(self, instalment: Instalment, most: int) -> tuple[Elsewhere, ...]:
        """Give what those credited in an instalment did in other ones, nobody twice.

        Work on a sibling comes first, then the order of the credits.
        """
        siblings: dict[PersonId, Elsewhere] = {}
        strangers: dict[PersonId, Elsewhere] = {}
        for credit in instalment.credits:
            for key, title in self._works.get(credit.person.id, ()):
                if key != instalment.id:
                    found = siblings if key.startswith(f"{instalment.anthology}/") else strangers
                    found.setdefault(credit.person.id, Elsewhere(credit.person, title))
        return tuple((siblings | {who: one for who, one in strangers.items() if who not in siblings}).values())[:most]


def _keys(anthologies: Iterable[Anthology]) -> Iterable[str]:
    for anthology in anthologies:
        yield anthology.id
        yield from (one.id for one in anthology.instalments)


def _carried(anthologies: Iterable[Anthology]) -> Counter[TagId]:
    return Counter(tag for one in anthologies for story in one.instalments for tag in story.tags)


def _countries(anthologies: Iterable[Anthology]) -> Counter[str]:
    theirs = ((*one.countries, *(code for story in one.instalments for code in story.countries)) for one in anthologies)
    return Counter(code for codes in theirs for code in dict.fromkeys(codes))


def _services(anthologies: Iterable[Anthology]) -> Counter[str]:
    return Counter(service for one in anthologies for service in one.services)


def _speaks(name: str, tag: Tag, wanted: str) -> bool:
    return any(wanted in word.casefold() for word in (name, tag.name, *tag.synonyms))


def _standings(
    anthologies: Sequence[Anthology], verdicts: Mapping[InstalmentId, Sequence[Verdict]]
) -> dict[str, float]:
    standing: dict[str, float] = {
        key: POPULARITY[found.verdict] for key, group in verdicts.items() if (found := consensus(group))
    }
    for anthology in anthologies:
        judged = [standing[one.id] for one in anthology.instalments if one.id in standing]
        if judged:
            standing[anthology.id] = sum(judged) / len(judged)
    return standing


def _choices(anthologies: Iterable[Anthology], people: Iterable[Person], works: Works) -> Iterable[Choice]:
    for anthology in anthologies:
        yield Choice(anthology.id, anthology.title_with_year, anthology.native_title)
        for instalment in anthology.instalments:
            detail = anthology.title if anthology.title not in instalment.title else instalment.native_title
            yield Choice(instalment.id, _titled(instalment, anthology), detail)
    for person in people:
        # A title tells two people of one name apart.
        known_from = next((title for _key, title in works.get(person.id, ())), None)
        detail = " · ".join(filter(None, (person.native_name, known_from)))
        yield Choice(PERSON_KEY + person.id, person.name, detail or None)


def _titled_by_key(choices: Mapping[str, Choice]) -> dict[str, str]:
    return {key: choice.title for key, choice in choices.items() if not key.startswith(PERSON_KEY)}


def _titled(instalment: Instalment, anthology: Anthology) -> str:
    """Name an instalment in a list of everything, where its own title alone would say too little."""
    if anthology.title in instalment.title:
        return instalment.title_with_year
    return f"{anthology.title}: {instalment.title_with_year}"


def _works(anthologies: Iterable[Anthology]) -> Works:
    works: dict[PersonId, dict[InstalmentId, str]] = {}
    for anthology in anthologies:
        for instalment in anthology.instalments:
            for credit in instalment.credits:
                works.setdefault(credit.person.id, {})[instalment.id] = instalment.title
    return {person: tuple(titles.items()) for person, titles in works.items()}
