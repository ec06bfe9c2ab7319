"""Well-known works that are no anthologies: a way in for people who love one of them."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from bot.models.ids import TagId, identify

KNOWN_KEY = "known:"
"""What stands before a known work's id wherever ids of titles can stand too."""


class WorkKind(StrEnum):
    """How a known work is told."""

    SERIES = "series"
    FILM = "film"


class KnownWork(Struct, frozen=True):
    """A series or a film that tells one continuing story.

    Parameters
    ----------
    names
        Other common names: romanisations, translations, what fans call it.
    year
        The year it began, or came out.
    country
        ISO 3166 code of the leading one.
    tags
        Of the vocabulary, the most telling ones first; our judgement.
    has_twin
        Whether a work told in another way has its title and its year; its own kind then stands in its key.
    """

    title: str
    year: int
    country: str
    kind: WorkKind
    tags: tuple[TagId, ...]
    native_title: str | None = None
    names: tuple[str, ...] = ()
    has_twin: bool = False

    @property
    def key(self) -> str:
        """What stands for it in menus and buttons: ``known:stranger-things-2016``."""
        kind = f"-{self.kind}" if self.has_twin else ""
        return f"{KNOWN_KEY}{identify(self.title) or 'work'}-{self.year}{kind}"

    @property
    def title_with_year(self) -> str:
        """The title as it stands in menus: ``Stranger Things (2016)``."""
        return f"{self.title} ({self.year})"

    @property
    def all_names(self) -> tuple[str, ...]:
        """Every name, the usual one first, none twice."""
        return tuple(dict.fromkeys(filter(None, (self.title, self.native_title, *self.names))))
