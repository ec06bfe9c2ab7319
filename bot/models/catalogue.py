"""The catalogue's records: anthologies, instalments, people, credits, tags.

Frozen records (msgspec's structs) that know how to display their names, and nothing about storage.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import fields

from bot.models.ids import AnthologyId, InstalmentId, PersonId, TagId


class Kind(StrEnum):
    """The kind of an anthology: whether one complete story is a season, an episode or a one-off film."""

    SEASONAL = "seasonal"
    EPISODIC = "episodic"
    STRAND = "strand"


class TagGroup(StrEnum):
    """What aspect of a story a tag describes."""

    GENRE = "genre"
    MOOD = "mood"
    THEME = "theme"
    TROPE = "trope"
    SETTING = "setting"
    FORM = "form"


class Role(StrEnum):
    """What a person did in an instalment."""

    ACTOR = "actor"
    HOST = "host"
    DIRECTOR = "director"
    WRITER = "writer"
    CREATOR = "creator"


class Order(StrEnum):
    """Whether you can watch an anthology's instalments in any order."""

    ANY = "any"
    IN_ORDER = "in-order"


class ContentNote(StrEnum):
    """Something that some people would rather know before they watch. A closed list, so that it can be asked for."""

    SUICIDE = "suicide"
    SELF_HARM = "self-harm"
    SEXUAL_VIOLENCE = "sexual-violence"
    DOMESTIC_VIOLENCE = "domestic-violence"
    GRAPHIC_VIOLENCE = "graphic-violence"
    TORTURE = "torture"
    BODY_HORROR = "body-horror"
    HARM_TO_CHILDREN = "harm-to-children"
    HARM_TO_ANIMALS = "harm-to-animals"
    BULLYING = "bullying"
    RACISM = "racism"
    HOMOPHOBIA = "homophobia"
    DRUG_USE = "drug-use"
    EATING_DISORDERS = "eating-disorders"
    PREGNANCY_LOSS = "pregnancy-loss"
    TERMINAL_ILLNESS = "terminal-illness"
    SEX_OR_NUDITY = "sex-or-nudity"


class ExternalIds(Struct, frozen=True):
    """What other sites call a title, each in the form that stands in the site's own addresses.

    Parameters
    ----------
    imdb
        ``tt2085059``
    tmdb
        ``tv/42009``, ``tv/42009/season/3`` or ``movie/467909``
    tvmaze
        ``shows/305``, ``seasons/1234`` or ``episodes/10979``
    mydramalist
        ``713865``
    letterboxd
        ``black-mirror-bandersnatch``
    """

    imdb: str | None = None
    tmdb: str | None = None
    tvmaze: str | None = None
    mydramalist: str | None = None
    letterboxd: str | None = None

    @property
    def known(self) -> tuple[tuple[str, str], ...]:
        """Each site that is known to call the title something, with what it calls it."""
        sites = ((one.name, getattr(self, one.name)) for one in fields(self))
        return tuple((site, called) for site, called in sites if called)


NO_IDS = ExternalIds()


class PartialDate(Struct, frozen=True, order=True):
    """A date that may be known only to the year or month.

    Parameters
    ----------
    year, month, day
        Month and day are 0 if unknown, so that dates sort by what is known.
    """

    year: int
    month: int = 0
    day: int = 0

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Parse ``2022``, ``2022-03`` or ``2022-03-23``.

        Raises
        ------
        ValueError
            If the text has another format or is a day that doesn't exist.
        """
        if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", text):
            raise ValueError(f"{text!r} is no date: expected 2022, 2022-03 or 2022-03-23")
        year, month, day = (*map(int, text.split("-")), 0, 0)[:3]
        date(year, month or 1, day or 1)
        return cls(year, month, day)

    @property
    def as_date(self) -> date | None:
        """The full date, or None if the day isn't known."""
        return date(self.year, self.month, self.day) if self.month and self.day else None

    def __str__(self) -> str:
        """Return the known part in ISO format."""
        return "-".join([f"{self.year:04}"] + [f"{part:02}" for part in (self.month, self.day) if part])


class Tag(Struct, frozen=True):
    """One tag of the fixed vocabulary.

    Parameters
    ----------
    about
        One plain sentence: which stories have this tag.
    synonyms
        Other words people use for it.
    implies
        Tags that every story with this one has too.
    """

    id: TagId
    group: TagGroup
    name: str
    about: str
    synonyms: tuple[str, ...] = ()
    implies: tuple[TagId, ...] = ()


class Person(Struct, frozen=True):
    """A person who acts, hosts, directs, writes or creates.

    Parameters
    ----------
    name
        The name most often used in English.
    native_name
        The name in the person's own script, if different.
    aliases
        Other romanisations, stage names and spellings.
    """

    id: PersonId
    name: str
    native_name: str | None = None
    aliases: tuple[str, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names of the person, main one first, without duplicates."""
        return tuple(dict.fromkeys(filter(None, (self.name, self.native_name, *self.aliases))))


class Credit(Struct, frozen=True):
    """What one person did in one instalment.

    Parameters
    ----------
    billing
        Position in the cast, from 1; 0 for people who are not billed (directors, writers).
    character
        The character an actor plays, if known.
    about
        A few words about the character, without spoilers.
    """

    person: Person
    role: Role
    billing: int = 0
    character: str | None = None
    about: str | None = None


class Source(Struct, frozen=True):
    """A source for facts in a catalogue file.

    Parameters
    ----------
    facts
        The facts it supports: ``cast``, ``dates``, ``length`` and so on; empty for the whole file.
    """

    url: str
    title: str
    facts: tuple[str, ...] = ()


class Instalment(Struct, frozen=True):
    """One complete story: a season, an episode or a one-off film.

    Parameters
    ----------
    number
        Position in the anthology, from 1; unique within it.
    title
        A title that works on its own: ``Soundtrack #2``, ``True Detective: Season 1``, ``San Junipero``.
    season, episode
        The season and episode number, if it has them.
    mark
        A short label used instead of a season number: ``#2``.
    hook
        Who it is about and what goes wrong, in one line.
    episodes, minutes
        The number of episodes, and the minutes of each; None if unknown.
    tags
        All that hold for it, its anthology's included: :class:`bot.models.tags.TagRules` says which those are.
    inherited_tags
        Those of its tags that it has only because its anthology does.
    warnings
        Content notes that hold for this instalment.
    needs
        Instalments you need to see first; usually empty.
    aliases
        Alternative titles: translations, romanisations, nicknames.
    premise_spoils, headline_spoils
        Whether the server this is shown in hides the premise, or the reviews' headlines, behind a button.
    """

    id: InstalmentId
    anthology: AnthologyId
    number: int
    title: str
    season: int | None = None
    episode: int | None = None
    mark: str | None = None
    hook: str | None = None
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
    inherited_tags: tuple[TagId, ...] = ()
    credits: tuple[Credit, ...] = ()
    needs: tuple[InstalmentId, ...] = ()
    order_note: str | None = None
    warnings: tuple[ContentNote, ...] = ()
    ids: ExternalIds = NO_IDS
    premise_spoils: bool = False
    headline_spoils: bool = False

    @property
    def total_minutes(self) -> int | None:
        """The total running time in minutes."""
        return self.episodes * self.minutes if self.episodes and self.minutes else None

    @property
    def year(self) -> int | None:
        """The year it first aired."""
        return self.first_aired.year if self.first_aired else None

    @property
    def title_with_year(self) -> str:
        """The title as shown in menus: ``Soundtrack #2 (2023)``."""
        return f"{self.title} ({self.year})" if self.year else self.title

    @property
    def names(self) -> tuple[str, ...]:
        """All titles of the instalment, main one first, without duplicates."""
        return tuple(dict.fromkeys(filter(None, (self.title, self.native_title, *self.aliases))))

    def credited(self, *roles: Role) -> tuple[Credit, ...]:
        """Return the credits with these roles, in billing order."""
        return tuple(credit for credit in self.credits if credit.role in roles)


class Anthology(Struct, frozen=True):
    """A series whose instalments are separate stories.

    Parameters
    ----------
    countries
        ISO 3166 two-letter codes, the main one first.
    languages
        BCP 47 codes of the languages spoken in it.
    services
        The broadcasters and streaming services that first showed it.
    began, ended
        The first and last year; ``ended`` is None while it is running (or if unknown).
    hook
        What it is, in one line.
    whole
        How many instalments exist, in the catalogue or not; None if no source says it.
    start_with
        The instalment to start with, if there is a good reason to name one.
    """

    id: AnthologyId
    kind: Kind
    title: str
    instalments: tuple[Instalment, ...] = ()
    native_title: str | None = None
    aliases: tuple[str, ...] = ()
    hook: str | None = None
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
    whole: int | None = None
    ids: ExternalIds = NO_IDS
    sources: tuple[Source, ...] = ()
    premise_spoils: bool = False

    @property
    def title_with_year(self) -> str:
        """The title as shown in menus: ``Black Mirror (2011)``."""
        return f"{self.title} ({self.began})" if self.began else self.title

    @property
    def names(self) -> tuple[str, ...]:
        """All titles of the anthology, main one first, without duplicates."""
        return tuple(dict.fromkeys(filter(None, (self.title, self.native_title, *self.aliases))))


def people_of(anthologies: Iterable[Anthology]) -> tuple[Person, ...]:
    """Give everybody who created or is credited in these anthologies, by id, nobody twice."""
    found: dict[PersonId, Person] = {}
    for anthology in anthologies:
        found.update((person.id, person) for person in anthology.creators)
        for instalment in anthology.instalments:
            found.update((credit.person.id, credit.person) for credit in instalment.credits)
    return tuple(found[who] for who in sorted(found))
