"""What the library gives to a cog and a cog hands to a card: everything one answer needs, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.models import Anthology, Credit, Instalment, MemberId, Person, PressReview, ServerId, ServerReview
from bot.recommender.request import Pick, SideBySide, Wish
from bot.verdicts import Summary

PERSON_KEY = "person:"
"""What stands before a person's id wherever ids of titles can stand too."""
TAG_KEY = "tag:"
"""Likewise before a tag's id, where words can stand too."""


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where.

    Parameters
    ----------
    server
        None in direct messages, and where the bot is no member.
    member
        None where nobody in particular asks.
    """

    server: ServerId | None = None
    member: MemberId | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing a member may have meant, as it stands in a menu.

    Parameters
    ----------
    key
        What the choice stands for: an anthology's or instalment's id, or a person's behind ``person:``.
    detail
        A few words that tell it from others of the same name.
    """

    key: str
    title: str
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Story:
    """An instalment with what is thought of it."""

    instalment: Instalment
    summary: Summary | None = None


@dataclass(frozen=True, slots=True)
class AnthologyPage:
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
class InstalmentPage:
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
class PersonPage:
    """A person with their anthology work, newest first."""

    person: Person
    works: tuple[WorkOf, ...]
    partners: tuple[Partner, ...] = ()
    others: tuple[Choice, ...] = ()


class Sought(StrEnum):
    """What a member was looking for when nothing was found."""

    SHOW = "show"
    TITLE = "title"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class NothingFound:
    """Nothing is near what was typed; what is nearest stands instead."""

    typed: str
    sought: Sought
    nearest: tuple[Choice, ...] = ()


Page = AnthologyPage | InstalmentPage | PersonPage | NothingFound


@dataclass(frozen=True, slots=True)
class Names:
    """The names behind the ids in wishes and reasons; an id can be a tag's and a title's at once."""

    tags: Mapping[str, str]
    people: Mapping[str, str]
    titles: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Recommended:
    """One recommended title with what its line on the card needs.

    Parameters
    ----------
    story
        The instalment; None where the anthology as a whole is meant.
    """

    pick: Pick
    anthology: Anthology
    story: Story | None = None

    @property
    def title(self) -> str:
        """The title of what is recommended."""
        return self.story.instalment.title if self.story else self.anthology.title


@dataclass(frozen=True, slots=True)
class Recommendations:
    """What to watch next, with what was understood of the question.

    Parameters
    ----------
    walk
        The number under which the question is kept, for the buttons; None where it could not be kept.
    typed
        What was typed into the question's words, as it was typed.
    wishes
        What was understood, in the order in which it was said.
    picks
        What fits, best first.
    nearest
        Where nothing fits: what comes nearest.
    exhausted
        Whether something fitted and all of it has been shown.
    """

    walk: int | None
    typed: str
    wishes: tuple[Wish, ...]
    names: Names
    picks: tuple[Recommended, ...] = ()
    nearest: tuple[Recommended, ...] = ()
    exhausted: bool = False


@dataclass(frozen=True, slots=True)
class Compared:
    """Two titles side by side."""

    first: AnthologyPage | InstalmentPage
    second: AnthologyPage | InstalmentPage
    sides: SideBySide
    names: Names
