"""What the title service gives to a cog and a cog hands to a view: everything one answer needs, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.models.catalogue import Anthology, Credit, Instalment, Person
from bot.models.consensus import Summary
from bot.models.opinions import PressReview, ServerReview
from bot.models.queries import Choice, SearchKind


@dataclass(frozen=True, slots=True)
class Story:
    """An instalment with what is thought of it."""

    instalment: Instalment
    summary: Summary | None = None


@dataclass(frozen=True, slots=True)
class AnthologyResult:
    """An anthology with all its stories, in order.

    Parameters
    ----------
    others
        What else the member may have meant; empty where that is clear.
    """

    anthology: Anthology
    stories: tuple[Story, ...]
    others: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Somebody credited here who also worked on another instalment, by its title."""

    person: Person
    title: str


@dataclass(frozen=True, slots=True)
class InstalmentResult:
    """One instalment with all that is said of it, and its siblings.

    Parameters
    ----------
    stories
        Every story of the anthology, this one included, in order.
    server
        The reviews of the server that asks; empty outside of servers.
    elsewhere
        What else those credited here did in the anthologies known.
    """

    anthology: Anthology
    story: Story
    stories: tuple[Story, ...]
    press: tuple[PressReview, ...] = ()
    server: tuple[ServerReview, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    others: tuple[Choice, ...] = ()

    @property
    def instalment(self) -> Instalment:
        """The instalment that the page is about."""
        return self.story.instalment


@dataclass(frozen=True, slots=True)
class WorkOf:
    """What one person did in one instalment."""

    anthology: Anthology
    story: Story
    credits: tuple[Credit, ...]


@dataclass(frozen=True, slots=True)
class Partner:
    """Somebody who shares instalments with a person."""

    person: Person
    shared: int


@dataclass(frozen=True, slots=True)
class PersonResult:
    """A person with their anthology work, newest first."""

    person: Person
    works: tuple[WorkOf, ...]
    partners: tuple[Partner, ...] = ()
    others: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class NothingFound:
    """Nothing is near what was typed; what is nearest stands instead."""

    typed: str
    kind: SearchKind
    nearest: tuple[Choice, ...] = ()


TitleResult = AnthologyResult | InstalmentResult | PersonResult | NothingFound


@dataclass(frozen=True, slots=True)
class Names:
    """The names behind the ids in wishes and reasons; an id can be a tag's and a title's at once."""

    tags: Mapping[str, str]
    people: Mapping[str, str]
    titles: Mapping[str, str]
