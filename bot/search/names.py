"""Search documents, and every spelling each of them can be found under."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import IntEnum, StrEnum
from functools import lru_cache

from msgspec import Struct

from bot.search.normalise import close_up, fold, initials
from bot.search.numbers import numbered
from bot.search.romanise import romanise, sounding


class Subject(StrEnum):
    """Kinds of things that can be found, in the order ties are shown."""

    ANTHOLOGY = "anthology"
    INSTALMENT = "instalment"
    PERSON = "person"


Thing = tuple[Subject, str]
"""Identifies a search document: its subject and its key."""


class SearchDocument(Struct, frozen=True):
    """One anthology, instalment or person, with everything it can be found by.

    Parameters
    ----------
    key
        The id of the anthology, instalment or person.
    names
        Every name, the main one first.
    words
        Keywords (cast, tags, premise), for searches like ``that piano one with steve noh``.
    weight
        How likely it is meant before anything is typed, 0 to 1 (its popularity).
    number
        An instalment's number in its anthology, for ``soundtrack 2``, ``soundtrack season two`` and the like.
    parent
        The key of an instalment's anthology.
    year
        The year it first aired.
    """

    key: str
    subject: Subject
    names: tuple[str, ...]
    words: tuple[str, ...] = ()
    weight: float = 0.0
    number: int | None = None
    parent: str | None = None
    year: int | None = None

    @property
    def thing(self) -> Thing:
        """Subject and key, which identify it."""
        return self.subject, self.key


class Origin(IntEnum):
    """Where a spelling comes from: a stored name, or a key derived from one."""

    TITLE = 0
    OTHER_NAME = 1
    IN_FIGURES = 2
    WITH_PARENT = 3
    ROMANISED = 4
    INITIALS = 5
    SOUND = 6


class Spelling(Struct, frozen=True):
    """One key that a thing can be found under.

    Parameters
    ----------
    thing
        The document's subject and key, kept here because every search asks for it.
    name
        The stored name that the key stands for.
    padded
        The folded name with a space on either side, so that word boundaries are visible.
    closed, in_order
        The folded name without spaces: as it is, and with its words in alphabetical order.
    """

    document: SearchDocument
    thing: Thing
    origin: Origin
    name: str
    padded: str
    closed: str
    in_order: str

    @property
    def key(self) -> str:
        """The folded name."""
        return self.padded[1:-1]


@lru_cache(maxsize=64)
def _latin(name: str) -> str:
    """Return the folded key of a romanised name; empty where :func:`romanise` returns None.

    Cached because :func:`spellings` and :func:`sounds` ask for the same names.
    """
    return fold(romanise(name) or "")


def in_order(key: str) -> str:
    """Return a key's words in alphabetical order without spaces, to compare words in any order."""
    return "".join(sorted(key.split(" "))) if " " in key else key


def spellings(document: SearchDocument, parent: SearchDocument | None = None) -> list[Spelling]:
    """Return every key that a thing can be found under, each once. ``parent`` is an instalment's anthology."""
    return _unique_spellings(document, _keys(document, parent))


def sounds(document: SearchDocument) -> list[Spelling]:
    """Return phonetic keys for a thing with a Hangul name, so that it's found however the name is romanised.

    People's names in Latin letters are romanisations too; titles in Latin letters rarely are.
    """
    hangul = [name for name in document.names if initials(name)]
    if not hangul:
        return []
    names = document.names if document.subject is Subject.PERSON else hangul
    latin = ((name, _latin(name) or fold(name)) for name in names)
    return _unique_spellings(document, ((Origin.SOUND, name, sounding(key)) for name, key in latin if key.isascii()))


def _unique_spellings(document: SearchDocument, keys: Iterable[tuple[Origin, str, str]]) -> list[Spelling]:
    thing = document.thing
    found: dict[str, Spelling] = {}
    for origin, name, key in keys:
        closed = close_up(key)
        if closed and closed not in found:
            found[closed] = Spelling(document, thing, origin, name, f" {key} ", closed, in_order(key))
    return list(found.values())


def _keys(document: SearchDocument, parent: SearchDocument | None) -> Iterator[tuple[Origin, str, str]]:
    folded = [(name, fold(name)) for name in document.names]
    origin = Origin.TITLE
    for name, key in folded:
        yield origin, name, key
        origin = Origin.OTHER_NAME
    for name, key in folded:
        if (figures := numbered(key)) is not key:
            yield Origin.IN_FIGURES, name, figures
    if parent:
        yield from _with_parent(document, parent, folded)
    foreign = [name for name in document.names if not name.isascii()]
    for name in foreign:
        if latin := _latin(name):
            yield Origin.ROMANISED, name, latin
            yield Origin.ROMANISED, name, numbered(latin)
    for name in foreign:
        yield Origin.INITIALS, name, initials(name)


def _with_parent(
    instalment: SearchDocument, parent: SearchDocument, folded: list[tuple[str, str]]
) -> Iterator[tuple[Origin, str, str]]:
    """Yield the anthology's names with the instalment's number, and with its title unless that starts with it."""
    if not folded:
        return
    title, title_key = folded[0]
    closed = close_up(title_key)
    for parent_name, closed_parent in _folded_names(parent.names):
        if instalment.number is not None:
            yield Origin.WITH_PARENT, title, f"{parent_name} {instalment.number}"
        if not closed.startswith(closed_parent):
            yield Origin.WITH_PARENT, title, f"{parent_name} {title_key}"


@lru_cache(maxsize=16)
def _folded_names(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return an anthology's names folded, each also without spaces. Cached because all its instalments ask for them."""
    return [(key, close_up(key)) for key in map(fold, names)]
