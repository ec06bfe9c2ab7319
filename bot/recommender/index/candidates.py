"""What can be recommended: one instalment, or an anthology as a whole, seen through what makes it like another."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.models.catalogue import Anthology, Credit, Instalment, Kind, Role, TagGroup
from bot.models.ids import PersonId, TagId

UNKNOWN_POPULARITY = 0.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """One thing that can be recommended.

    Parameters
    ----------
    key
        The instalment's id, or the anthology's for an umbrella.
    anthology
        The anthology it belongs to; an umbrella's own key.
    umbrella
        Whether it is the anthology itself.
    text
        The premise.
    cast
        Ids of people, in billing order.
    crew
        Ids of people with what they did; hosts go here too.
    minutes
        How long all of it runs.
    needs_other
        Whether something else has to be seen first.
    standing
        What viewers and critics make of it, from 0 to 1.
    fame
        How many know it, from 0 to 1; 0 where nobody counted.
    related
        Keys of sequels, remakes and the like: never recommended for this one, nor it for them.
    """

    key: str
    anthology: str
    title: str
    umbrella: bool = False
    tags: tuple[tuple[TagId, TagGroup], ...] = ()
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
    def tag_ids(self) -> tuple[TagId, ...]:
        """The tags without their groups."""
        return tuple(tag for tag, _ in self.tags)


def candidates_of(
    anthology: Anthology, groups: Mapping[TagId, TagGroup], standings: Mapping[str, float] | None = None
) -> Iterator[Candidate]:
    """Give the anthology as a whole, then each of its instalments.

    Parameters
    ----------
    groups
        The group of every tag of the vocabulary; tags that are not in it are left out.
    standings
        What is thought of it, from 0 to 1, by key; whatever is missing counts as unknown.
    """
    known = standings or {}
    yield _umbrella(anthology, groups, known.get(anthology.id, UNKNOWN_POPULARITY))
    for instalment in anthology.instalments:
        yield _instalment(anthology, instalment, groups, known.get(instalment.id, UNKNOWN_POPULARITY))


def _umbrella(anthology: Anthology, groups: Mapping[TagId, TagGroup], standing: float) -> Candidate:
    instalments = anthology.instalments
    common = Counter(tag for instalment in instalments for tag in instalment.tags)
    often = [tag for tag, times in common.most_common() if 2 * times > len(instalments)]
    lengths = [instalment.total_minutes for instalment in instalments]
    known = [length for length in lengths if length]
    crew = [(person.id, Role.CREATOR) for person in anthology.creators]
    faces = Counter(credit.person.id for one in instalments for credit in one.credited(Role.ACTOR))
    return Candidate(
        key=anthology.id,
        anthology=anthology.id,
        title=anthology.title,
        umbrella=True,
        tags=_grouped((*anthology.tags, *often), groups),
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
        popularity=standing,
    )


def _instalment(
    anthology: Anthology, instalment: Instalment, groups: Mapping[TagId, TagGroup], standing: float
) -> Candidate:
    made = instalment.credited(Role.DIRECTOR, Role.WRITER, Role.CREATOR)
    return Candidate(
        key=instalment.id,
        anthology=anthology.id,
        title=instalment.title,
        tags=_grouped(instalment.tags or anthology.tags, groups),
        text=instalment.premise or "",
        cast=tuple(credit.person.id for credit in instalment.credited(Role.ACTOR)),
        crew=tuple(
            dict.fromkeys(
                [
                    *map(_made, made),
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
        popularity=standing,
    )


def _grouped(tags: tuple[TagId, ...], groups: Mapping[TagId, TagGroup]) -> tuple[tuple[TagId, TagGroup], ...]:
    return tuple((tag, groups[tag]) for tag in dict.fromkeys(tags) if tag in groups)


def _made(credit: Credit) -> tuple[PersonId, Role]:
    return credit.person.id, credit.role


def _hosts(instalment: Instalment) -> Iterator[tuple[PersonId, Role]]:
    return map(_made, instalment.credited(Role.HOST))
