"""What the title service returns and a view shows: everything that one answer needs, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from bot.models.catalogue import Anthology, Credit, Instalment, Person
from bot.models.consensus import Summary
from bot.models.known_works import KnownWork
from bot.models.opinions import PressReview, ServerReview
from bot.models.queries import Choice, SearchKind


class Story(Struct, frozen=True):
    """An instalment with the summary of its reviews."""

    instalment: Instalment
    summary: Summary | None = None


class AnthologyResult(Struct, frozen=True):
    """An anthology with all its stories, in order.

    Parameters
    ----------
    others
        What else the member may have meant; empty if that is clear.
    """

    anthology: Anthology
    stories: tuple[Story, ...]
    others: tuple[Choice, ...] = ()


class Elsewhere(Struct, frozen=True):
    """A person credited here who also worked on another instalment.

    Parameters
    ----------
    title
        The other instalment's.
    """

    person: Person
    title: str


class InstalmentResult(Struct, frozen=True):
    """One instalment with its reviews and its whole anthology.

    Parameters
    ----------
    stories
        Every story of the anthology, including this one, in order.
    server
        Reviews by curators of the server where this is asked; empty outside of servers.
    elsewhere
        Other work of the people credited here.
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
        """The instalment that this is about."""
        return self.story.instalment


class WorkOf(Struct, frozen=True):
    """What one person did in one instalment."""

    anthology: Anthology
    story: Story
    credits: tuple[Credit, ...]


class Partner(Struct, frozen=True):
    """A person who worked on the same instalments.

    Parameters
    ----------
    shared
        How many instalments.
    """

    person: Person
    shared: int


class PersonResult(Struct, frozen=True):
    """A person with their anthology work, newest first."""

    person: Person
    works: tuple[WorkOf, ...]
    partners: tuple[Partner, ...] = ()
    others: tuple[Choice, ...] = ()


class NothingFound(Struct, frozen=True):
    """Nothing matches what was typed.

    Parameters
    ----------
    nearest
        The closest matches.
    """

    typed: str
    kind: SearchKind
    nearest: tuple[Choice, ...] = ()


class MissingPlace(Struct, frozen=True):
    """A season, an episode, a special or a number of an anthology that the catalogue does not have.

    Parameters
    ----------
    season, episode, number
        What was typed; a number alone can be either, and none of them was if it was a special.
    around
        The season that is there, but without that episode.
    """

    typed: str
    anthology: Anthology
    season: int | None = None
    episode: int | None = None
    number: int | None = None
    around: Instalment | None = None

    @property
    def seasons(self) -> tuple[int, ...]:
        """The seasons of which the catalogue has something; none if the anthology is not counted in seasons."""
        return tuple(sorted({one.season for one in self.anthology.instalments if one.season is not None}))


class KnownWorkResult(Struct, frozen=True):
    """A well-known work that is no anthology."""

    work: KnownWork


class UnreadableLink(Struct, frozen=True):
    """A link that does not say which title it is about."""

    typed: str


NotInCatalogue = NothingFound | MissingPlace | KnownWorkResult | UnreadableLink
"""What is answered in place of a title that is not in the catalogue."""

TitleResult = AnthologyResult | InstalmentResult | PersonResult | NotInCatalogue


class Names(Struct, frozen=True):
    """The names behind the ids in wishes and reasons; a tag and a title can have the same id."""

    tags: Mapping[str, str]
    people: Mapping[str, str]
    titles: Mapping[str, str]
