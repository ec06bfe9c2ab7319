"""Autocomplete: choices while a member types, and the names behind ids, all from memory."""

from __future__ import annotations

from collections import ChainMap, Counter
from collections.abc import Collection, Iterable, Mapping, MutableMapping, Sequence
from copy import copy

from bot.i18n import _
from bot.models.catalogue import Anthology, Instalment, Person, Tag, TagGroup
from bot.models.consensus import consensus
from bot.models.ids import InstalmentId, PersonId, TagId, anthology_of, is_instalment, key_of_person, person_of_key
from bot.models.opinions import Verdict
from bot.models.queries import TAG_KEY, Choice
from bot.search.normalise import fold
from bot.titles.results import Elsewhere, Names

MOST = 25
OWN_FIRST = 10
"""How many of a server's own anthologies are offered before the bundled ones."""
POPULARITY = {
    Verdict.MUST_WATCH: 1.0,
    Verdict.WORTH_WATCHING: 0.8,
    Verdict.MIXED: 0.45,
    Verdict.FOR_FANS: 0.3,
    Verdict.SKIP: 0.0,
}
"""How popular a verdict makes a title, from 0 to 1; titles without a review count as 0.5, a little above mixed."""
ASKED_FIRST = (TagGroup.GENRE, TagGroup.MOOD, TagGroup.TROPE, TagGroup.THEME)
"""The groups of tags offered before anything is typed."""


Works = MutableMapping[PersonId, tuple[tuple[InstalmentId, str], ...]]
"""Ids and titles of what each person worked on."""


class Autocomplete:
    """Choices and names for everything in the catalogue.

    Parameters
    ----------
    verdicts
        The critics' verdicts on each instalment: the best reviewed titles are offered first.
    """

    def __init__(
        self,
        anthologies: Sequence[Anthology],
        people: Sequence[Person],
        verdicts: Mapping[InstalmentId, Sequence[Verdict]],
        vocabulary: Sequence[Tag],
    ) -> None:
        self._popularity = _popularity(anthologies, verdicts)
        self._works = _works(anthologies)
        self._choices: MutableMapping[str, Choice] = {
            choice.key: choice for choice in _choices(anthologies, people, self._works)
        }
        self._hidden: frozenset[str] = frozenset()
        self._titles = sorted((one.id for one in anthologies), key=lambda key: (-self._popularity.get(key, 0.0), key))
        self._people: MutableMapping[PersonId, Person] = {person.id: person for person in people}
        self._tags = {tag.id: tag for tag in vocabulary}
        self._names: MutableMapping[str, str] = {person.id: person.name for person in people}
        self._titles_by_key: MutableMapping[str, str] = _titles_by_key(self._choices)
        self._tag_counts = _tag_counts(anthologies)
        self._countries = _countries(anthologies)
        self._services = _services(anthologies)

    def with_changes(self, bundled: Collection[Anthology], visible: Collection[Anthology]) -> Autocomplete:
        """Return the choices of a server that changed some anthologies; this object is left as it is.

        Parameters
        ----------
        bundled
            These anthologies as they are bundled; the server's own are not among them.
        visible
            The same anthologies as its members see them; hidden ones are not among them.
        """
        other = copy(self)
        other.apply_changes(bundled, visible)
        return other

    def apply_changes(self, bundled: Collection[Anthology], visible: Collection[Anthology]) -> None:
        """Change this copy in place; what is the same stays shared with the original."""
        before, now = _works(bundled), _works(visible)
        replaced = {one.id for anthology in bundled for one in anthology.instalments}
        works: Works = {
            who: (*(work for work in self._works.get(who, ()) if work[0] not in replaced), *now.get(who, ()))
            for who in (*before, *now)
        }
        people = {
            credit.person.id: credit.person
            for one in (*bundled, *visible)
            for story in one.instalments
            for credit in story.credits
        }
        affected = [people[who] for who in works]
        choices = {choice.key: choice for choice in _choices(visible, affected, works)}
        idle = {key_of_person(who) for who, theirs in works.items() if not theirs}
        self._hidden = frozenset({*_keys(bundled), *idle} - {*_keys(visible)})
        own = sorted({one.id for one in visible} - self._choices.keys(), key=lambda key: choices[key].title)
        bundled_titles = [key for key in self._titles if key not in self._hidden]
        self._titles = [*own[:OWN_FIRST], *bundled_titles, *own[OWN_FIRST:]]
        self._choices = ChainMap({key: one for key, one in choices.items() if key not in self._hidden}, self._choices)
        self._names = ChainMap({who: person.name for who, person in people.items()}, self._names)
        self._titles_by_key = ChainMap(_titles_by_key(choices), self._titles_by_key)
        self._works = ChainMap(works, self._works)
        self._people = ChainMap(people, self._people)
        self._tag_counts = self._tag_counts - _tag_counts(bundled) + _tag_counts(visible)
        self._countries = self._countries - _countries(bundled) + _countries(visible)
        self._services = self._services - _services(bundled) + _services(visible)

    @property
    def hidden(self) -> frozenset[str]:
        """Every key of the bundled catalogue that the members of this server do not see."""
        return self._hidden

    def person(self, key: PersonId) -> Person | None:
        """Return the person with this id; None if unknown or hidden."""
        return None if key_of_person(key) in self._hidden else self._people.get(key)

    def works_of(self, person: PersonId) -> tuple[InstalmentId, ...]:
        """Give the ids of the instalments that a person is credited in, in the order of the catalogue."""
        return tuple(key for key, _title in self._works.get(person, ()))

    @property
    def all_people(self) -> Collection[Person]:
        """All people."""
        return self._people.values()

    @property
    def popularity(self) -> Mapping[str, float]:
        """How well critics reviewed each title, from 0 to 1, by id; titles without a review are missing."""
        return self._popularity

    @property
    def names(self) -> Names:
        """The name behind every id of a title, a person or a tag."""
        return Names({tag.id: tag.name for tag in self._tags.values()}, self._names, self._titles_by_key)

    def family(self, key: str) -> frozenset[str]:
        """Return what is left out together with a title: an anthology's stories, or a story's anthology."""
        if is_instalment(key):
            return frozenset({anthology_of(key)})
        return frozenset(one for one in self._choices if one.startswith(f"{key}/"))

    def choice(self, key: str) -> Choice | None:
        """Return the choice for an id; None if it is unknown or hidden."""
        return None if key in self._hidden else self._choices.get(key)

    def titles(self) -> list[Choice]:
        """Return the best reviewed anthologies, the server's own first."""
        return [self._choices[key] for key in self._titles[:MOST]]

    def people(self) -> list[Choice]:
        """Return the people who worked on the most instalments."""
        busiest = sorted(self._works, key=lambda key: (-len(self._works[key]), key))
        return [choice for key in busiest[:MOST] if (choice := self.choice(key_of_person(key)))]

    def tags(self, typed: str) -> list[Choice]:
        """Return tags whose name or synonym contains what was typed, the most used first."""
        wanted = typed.casefold().strip()
        found = [(_(tag.name), tag) for tag in self._tags.values()]
        found = [(name, tag) for name, tag in found if not wanted or _matches(name, tag, wanted)]
        if not wanted:
            found = [(name, tag) for name, tag in found if tag.group in ASKED_FIRST]
        found.sort(key=lambda one: (not one[0].casefold().startswith(wanted), -self._tag_counts[one[1].id], one[0]))
        return [Choice(TAG_KEY + tag.id, name) for name, tag in found[:MOST]]

    def countries(self) -> list[str]:
        """Return the ISO codes of the countries in the catalogue, the most common first."""
        return [code for code, _times in self._countries.most_common()]

    def services(self, typed: str) -> list[str]:
        """Return services whose name contains what was typed, the most common first."""
        wanted = typed.casefold().strip()
        return [name for name, _times in self._services.most_common() if wanted in name.casefold()][:MOST]

    def is_service(self, typed: str) -> bool:
        """Say whether a text is nothing but the name of a service in the catalogue."""
        return fold(typed) in map(fold, self._services)

    def elsewhere(self, instalment: Instalment, most: int) -> tuple[Elsewhere, ...]:
        """Return other work by the people credited in an instalment, one title per person.

        Work on the same anthology comes first, then the order of the credits.
        """
        same_anthology: dict[PersonId, Elsewhere] = {}
        others: dict[PersonId, Elsewhere] = {}
        for credit in instalment.credits:
            for key, title in self._works.get(credit.person.id, ()):
                if key != instalment.id:
                    found = same_anthology if key.startswith(f"{instalment.anthology}/") else others
                    found.setdefault(credit.person.id, Elsewhere(credit.person, title))
        rest = {who: one for who, one in others.items() if who not in same_anthology}
        return tuple((same_anthology | rest).values())[:most]


def _keys(anthologies: Iterable[Anthology]) -> Iterable[str]:
    for anthology in anthologies:
        yield anthology.id
        yield from (one.id for one in anthology.instalments)


def _tag_counts(anthologies: Iterable[Anthology]) -> Counter[TagId]:
    return Counter(tag for one in anthologies for story in one.instalments for tag in story.tags)


def _countries(anthologies: Iterable[Anthology]) -> Counter[str]:
    groups = ((*one.countries, *(code for story in one.instalments for code in story.countries)) for one in anthologies)
    return Counter(code for codes in groups for code in dict.fromkeys(codes))


def _services(anthologies: Iterable[Anthology]) -> Counter[str]:
    return Counter(service for one in anthologies for service in one.services)


def _matches(name: str, tag: Tag, wanted: str) -> bool:
    return any(wanted in word.casefold() for word in (name, tag.name, *tag.synonyms))


def _popularity(
    anthologies: Sequence[Anthology], verdicts: Mapping[InstalmentId, Sequence[Verdict]]
) -> dict[str, float]:
    popularity: dict[str, float] = {
        key: POPULARITY[found.verdict] for key, group in verdicts.items() if (found := consensus(group))
    }
    for anthology in anthologies:
        reviewed = [popularity[one.id] for one in anthology.instalments if one.id in popularity]
        if reviewed:
            popularity[anthology.id] = sum(reviewed) / len(reviewed)
    return popularity


def _choices(anthologies: Iterable[Anthology], people: Iterable[Person], works: Works) -> Iterable[Choice]:
    for anthology in anthologies:
        yield Choice(anthology.id, anthology.title_with_year, anthology.native_title)
        for instalment in anthology.instalments:
            detail = anthology.title if anthology.title not in instalment.title else instalment.native_title
            yield Choice(instalment.id, _title_in_a_list(instalment, anthology), detail)
    for person in people:
        # A title tells two people with the same name apart.
        known_from = next((title for _key, title in works.get(person.id, ())), None)
        detail = " · ".join(filter(None, (person.native_name, known_from)))
        yield Choice(key_of_person(person.id), person.name, detail or None)


def _titles_by_key(choices: Mapping[str, Choice]) -> dict[str, str]:
    return {key: choice.title for key, choice in choices.items() if person_of_key(key) is None}


def _title_in_a_list(instalment: Instalment, anthology: Anthology) -> str:
    """Return an instalment's title with its anthology's, for lists where its own title alone would be unclear."""
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
