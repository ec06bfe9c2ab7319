"""Candidates: what can be recommended, reduced to what the recommender compares.

A candidate is one instalment, or an anthology as a whole (an umbrella).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct

from bot.models.catalogue import Anthology, ContentNote, Credit, Instalment, Kind, Role, TagGroup
from bot.models.ids import PersonId, TagId

UNKNOWN_POPULARITY = 0.5


class Candidate(Struct, frozen=True):
    """One title that can be recommended.

    Parameters
    ----------
    key
        The instalment's id, or the anthology's for an umbrella.
    anthology
        The key of the anthology it belongs to; an umbrella's own key.
    umbrella
        Whether it is the anthology itself.
    inherited
        Those of its tags that it has only because its anthology does.
    warnings
        Its content notes, those of its instalments for an umbrella; what is not here is unknown, not absent.
    text
        The premise.
    cast
        Ids of people, in billing order.
    crew
        Ids of people with their roles, including hosts.
    minutes
        The total running time.
    needs_other
        Whether you need to see something else first.
    popularity
        How well it is received, from 0 to 1.
    fame
        How widely known it is, from 0 to 1; 0 if unknown.
    related
        Keys of sequels, remakes and the like: they are never recommended for this one, nor this one for them.
    """

    key: str
    anthology: str
    title: str
    umbrella: bool = False
    tags: tuple[tuple[TagId, TagGroup], ...] = ()
    inherited: frozenset[TagId] = frozenset()
    warnings: frozenset[ContentNote] = frozenset()
    text: str = ""
    cast: tuple[PersonId, ...] = ()
    crew: tuple[tuple[PersonId, Role], ...] = ()
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    year: int | None = None
    minutes: int | None = None
    episodes: int | None = None
    kind: Kind = Kind.SEASONAL
    needs_other: bool = False
    popularity: float = UNKNOWN_POPULARITY
    fame: float = 0.0
    related: tuple[str, ...] = ()

    @property
    def reviewed(self) -> bool:
        """Whether it has a verdict of its own; an anthology as a whole has none."""
        return not self.umbrella and self.popularity != UNKNOWN_POPULARITY

    @property
    def tag_ids(self) -> tuple[TagId, ...]:
        """The tags without their groups."""
        return tuple(tag for tag, _ in self.tags)


def candidates_of(
    anthology: Anthology, groups: Mapping[TagId, TagGroup], popularity: Mapping[str, float] | None = None
) -> Iterator[Candidate]:
    """Yield the anthology as a whole, then each of its instalments.

    Parameters
    ----------
    groups
        The group of every tag in the vocabulary; other tags are left out.
    popularity
        How well each title is received, from 0 to 1, by key. Titles without a value count as unknown.
    """
    known = popularity or {}
    yield _umbrella(anthology, groups, known.get(anthology.id, UNKNOWN_POPULARITY))
    for instalment in anthology.instalments:
        yield _instalment(anthology, instalment, groups, known.get(instalment.id, UNKNOWN_POPULARITY))


def _umbrella(anthology: Anthology, groups: Mapping[TagId, TagGroup], popularity: float) -> Candidate:
    instalments = anthology.instalments
    lengths = [instalment.total_minutes for instalment in instalments]
    known = [length for length in lengths if length]
    crew = [(person.id, Role.CREATOR) for person in anthology.creators]
    faces = Counter(credit.person.id for one in instalments for credit in one.credited(Role.ACTOR))
    return Candidate(
        key=anthology.id,
        anthology=anthology.id,
        title=anthology.title,
        umbrella=True,
        tags=_grouped(anthology.tags, groups),
        warnings=frozenset(note for one in instalments for note in one.warnings),
        text=anthology.premise or "",
        cast=tuple(person for person, times in faces.most_common() if times > 1),
        crew=tuple(dict.fromkeys([*crew, *(pair for one in instalments for pair in _hosts(one))])),
        countries=anthology.countries,
        languages=anthology.languages,
        services=anthology.services,
        year=anthology.began,
        minutes=sum(known) if known and len(known) == len(lengths) else None,
        episodes=sum(one.episodes or 0 for one in instalments) or None,
        kind=anthology.kind,
        popularity=popularity,
    )


def _instalment(
    anthology: Anthology, instalment: Instalment, groups: Mapping[TagId, TagGroup], popularity: float
) -> Candidate:
    crew = instalment.credited(Role.DIRECTOR, Role.WRITER, Role.CREATOR)
    return Candidate(
        key=instalment.id,
        anthology=anthology.id,
        title=instalment.title,
        tags=_grouped(instalment.tags, groups),
        inherited=frozenset(instalment.inherited_tags),
        warnings=frozenset(instalment.warnings),
        text=instalment.premise or "",
        cast=tuple(credit.person.id for credit in instalment.credited(Role.ACTOR)),
        crew=tuple(
            dict.fromkeys(
                [
                    *map(_pair, crew),
                    *_hosts(instalment),
                    *((person.id, Role.CREATOR) for person in anthology.creators),
                ]
            )
        ),
        countries=instalment.countries or anthology.countries,
        languages=anthology.languages,
        services=instalment.services or anthology.services,
        year=instalment.year,
        minutes=instalment.total_minutes,
        episodes=instalment.episodes,
        kind=anthology.kind,
        needs_other=bool(instalment.needs),
        popularity=popularity,
    )


def _grouped(tags: tuple[TagId, ...], groups: Mapping[TagId, TagGroup]) -> tuple[tuple[TagId, TagGroup], ...]:
    return tuple((tag, groups[tag]) for tag in dict.fromkeys(tags) if tag in groups)


def _pair(credit: Credit) -> tuple[PersonId, Role]:
    return credit.person.id, credit.role


def _hosts(instalment: Instalment) -> Iterator[tuple[PersonId, Role]]:
    return map(_pair, instalment.credited(Role.HOST))
