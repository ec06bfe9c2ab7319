"""What Anthologist talks about: anthologies, instalments, people, credits, tags.

Frozen, slotted dataclasses that know how they are spoken of and nothing about where they are kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.models.ids import AnthologyId, InstalmentId, PersonId, TagId


class Kind(StrEnum):
    """How an anthology is told: what one complete story in it is."""

    SEASONAL = "seasonal"
    EPISODIC = "episodic"
    STRAND = "strand"


class TagGroup(StrEnum):
    """Which question a tag answers about a story."""

    GENRE = "genre"
    MOOD = "mood"
    THEME = "theme"
    TROPE = "trope"
    SETTING = "setting"
    FORM = "form"


class Role(StrEnum):
    """What somebody did in an instalment."""

    ACTOR = "actor"
    HOST = "host"
    DIRECTOR = "director"
    WRITER = "writer"
    CREATOR = "creator"


class Order(StrEnum):
    """Whether the instalments of an anthology can be seen in any order."""

    ANY = "any"
    IN_ORDER = "in-order"


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as far as it is known: a year, a month, or a day.

    Parameters
    ----------
    year, month, day
        Month and day are 0 where they are not known, so that dates sort by what is known.
    """

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``2022``, ``2022-03`` or ``2022-03-23``.

        Raises
        ------
        ValueError
            If the text has another form or names a day that does not exist.
        """
        if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
            raise ValueError(f"{text!r} is no date: expected 2022, 2022-03 or 2022-03-23")
        year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
        date(year, month or 1, day or 1)
        return cls(year, month, day)

    @property
    def as_date(self) -> date | None:
        """The day, or None where it is not known."""
        return date(self.year, self.month, self.day) if self.month and self.day else None

    def __str__(self) -> str:
        """Give the ISO form, as long as what is known."""
        return "-".join([f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part])


@dataclass(frozen=True, slots=True)
class Tag:
    """One word of the fixed vocabulary.

    Parameters
    ----------
    about
        One plain sentence: when a story carries this tag.
    synonyms
        Other words that people type for it.
    """

    id: TagId
    group: TagGroup
    name: str
    about: str
    synonyms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who acts, directs or writes, under one identity.

    Parameters
    ----------
    name
        The name most often used in English.
    native_name
        The name in the person's own script, where it is another one.
    aliases
        Further romanisations, stage names and spellings.
    """

    id: PersonId
    name: str
    native_name: str | None = None
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of the person, the usual one first, none twice."""
        return tuple(dict.fromkeys(filter(None, (self.name, self.native_name, *self.aliases))))


@dataclass(frozen=True, slots=True)
class Credit:
    """What one person did in one instalment.

    Parameters
    ----------
    billing
        Place in the order of the cast, from 1; 0 for those who are not billed (directors, writers).
    character
        Whom an actor plays, where it is known.
    about
        A few words on the character, free of spoilers.
    """

    person: Person
    role: Role
    billing: int = 0
    character: str | None = None
    about: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Where facts of a catalogue file were seen.

    Parameters
    ----------
    facts
        Which facts: ``cast``, ``dates``, ``length`` and the like; empty for the file as a whole.
    """

    url: str
    title: str
    facts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Instalment:
    """One complete story: a season, an episode or a one-off film.

    Parameters
    ----------
    number
        Place in the anthology, from 1; unique within it.
    title
        Its title as it can stand alone: ``Soundtrack #2``, ``True Detective: Season 1``, ``San Junipero``.
    season, episode
        Where it stands in its anthology's own counting, where it is counted.
    mark
        A short sign that members use instead of a season's number: ``#2``.
    episodes, minutes
        How many episodes, and how many minutes each of them runs; None where it is not known.
    needs
        Instalments that have to be seen first; empty for most.
    aliases
        Every other title: translations, romanisations, what people say.
    premise_spoils, headline_spoils
        Whether the server that asks wants its premise, or its reviews' headlines, pressed before they are read.
    """

    id: InstalmentId
    anthology: AnthologyId
    number: int
    title: str
    season: int | None = None
    episode: int | None = None
    mark: str | None = None
    premise: str | None = None
    native_title: str | None = None
    aliases: tuple[str, ...] = ()
    first_aired: PartialDate | None = None
    last_aired: PartialDate | None = None
    episodes: int | None = None
    minutes: int | None = None
    countries: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    tags: tuple[TagId, ...] = ()
    credits: tuple[Credit, ...] = ()
    needs: tuple[InstalmentId, ...] = ()
    order_note: str | None = None
    premise_spoils: bool = False
    headline_spoils: bool = False

    @property
    def total_minutes(self) -> int | None:
        """How long all of it runs, in minutes."""
        return self.episodes * self.minutes if self.episodes and self.minutes else None

    @property
    def year(self) -> int | None:
        """The year it was first shown."""
        return self.first_aired.year if self.first_aired else None

    @property
    def title_with_year(self) -> str:
        """The title as it stands in menus: ``Soundtrack #2 (2023)``."""
        return f"{self.title} ({self.year})" if self.year else self.title

    @property
    def names(self) -> tuple[str, ...]:
        """Every title of the instalment, the usual one first, none twice."""
        return tuple(dict.fromkeys(filter(None, (self.title, self.native_title, *self.aliases))))

    def credited(self, *roles: Role) -> tuple[Credit, ...]:
        """Give the credits in these roles, in billing order."""
        return tuple(credit for credit in self.credits if credit.role in roles)


@dataclass(frozen=True, slots=True)
class Anthology:
    """The umbrella over instalments that are stories of their own.

    Parameters
    ----------
    countries
        ISO 3166 two-letter codes, the leading one first.
    languages
        BCP 47 codes of what is spoken in it.
    services
        Who first showed it: broadcasters and streaming services.
    began, ended
        First and last year; ``ended`` is None while it goes on (or where it is not known).
    start_with
        The instalment to begin with, where there is a good reason to name one.
    """

    id: AnthologyId
    kind: Kind
    title: str
    instalments: tuple[Instalment, ...] = ()
    native_title: str | None = None
    aliases: tuple[str, ...] = ()
    premise: str | None = None
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    began: int | None = None
    ended: int | None = None
    creators: tuple[Person, ...] = ()
    tags: tuple[TagId, ...] = ()
    order: Order = Order.ANY
    order_note: str | None = None
    start_with: InstalmentId | None = None
    sources: tuple[Source, ...] = field(default=(), repr=False)
    premise_spoils: bool = False

    @property
    def title_with_year(self) -> str:
        """The title as it stands in menus: ``Black Mirror (2011)``."""
        return f"{self.title} ({self.began})" if self.began else self.title

    @property
    def names(self) -> tuple[str, ...]:
        """Every title of the anthology, the usual one first, none twice."""
        return tuple(dict.fromkeys(filter(None, (self.title, self.native_title, *self.aliases))))
