"""The things that can be found, and every way in which each of them is spelled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import lru_cache

from bot.search.normalise import close_up, fold, initials
from bot.search.numbers import numbered
from bot.search.romanise import romanise, sounding


class Subject(StrEnum):
    """Kinds of thing that one can find, in the order in which equals are shown."""

    ANTHOLOGY = "anthology"
    INSTALMENT = "instalment"
    PERSON = "person"


Thing = tuple[Subject, str]
"""What tells one findable from all others: its subject and its key."""


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """One thing with all its names.

    Parameters
    ----------
    key
        The id of the anthology, instalment or person.
    names
        Every name, the usual one first.
    words
        Further words that point at it (cast, tags, premise), for typing such as ``that piano one with steve noh``.
    weight
        How likely it is meant before anything is typed, 0 to 1.
    number
        An instalment's number in its anthology: ``soundtrack 2``, ``soundtrack season two`` and the like point at it.
    parent
        The key of an instalment's anthology.
    year
        When it was first shown.
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
        """What tells it from all others: subject and key together."""
        return self.subject, self.key


class Origin(IntEnum):
    """Where a spelling comes from: a name as it is stored, or one of the keys that are made from names."""

    TITLE = 0
    OTHER_NAME = 1
    IN_FIGURES = 2
    WITH_PARENT = 3
    ROMANISED = 4
    INITIALS = 5
    SOUND = 6


@dataclass(frozen=True, slots=True)
class Spelling:
    """One key under which a thing is found.

    Parameters
    ----------
    thing
        The findable's subject and key, kept here because every look asks for it.
    name
        The stored name that the key stands for.
    padded
        The folded name between two spaces, so that the bounds of words can be seen.
    closed, in_order
        The same without spaces, as it stands and with its words in alphabetical order.
    """

    findable: SearchDocument
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
    """Give the folded key of a name in Latin letters, empty where :func:`romanise` gives none.

    A thing's :func:`spellings` and its :func:`sounds` ask for the same.
    """
    return fold(romanise(name) or "")


def in_order(key: str) -> str:
    """Give a key's words in alphabetical order, closed up: words in any order then compare alike."""
    return "".join(sorted(key.split(" "))) if " " in key else key


def spellings(findable: SearchDocument, parent: SearchDocument | None = None) -> list[Spelling]:
    """Give every key under which a thing is found, none twice; ``parent`` is the anthology of an instalment."""
    return _spelled(findable, _keys(findable, parent))


def sounds(findable: SearchDocument) -> list[Spelling]:
    """Give the keys under which a thing with a Hangul name is found by its sound, however that is romanised.

    People's names in Latin letters are romanisations too; titles in Latin letters seldom are.
    """
    hangul = [name for name in findable.names if initials(name)]
    if not hangul:
        return []
    spoken = findable.names if findable.subject is Subject.PERSON else hangul
    latin = ((name, _latin(name) or fold(name)) for name in spoken)
    return _spelled(findable, ((Origin.SOUND, name, sounding(key)) for name, key in latin if key.isascii()))


def _spelled(findable: SearchDocument, keys: Iterable[tuple[Origin, str, str]]) -> list[Spelling]:
    thing = findable.thing
    found: dict[str, Spelling] = {}
    for origin, name, key in keys:
        closed = close_up(key)
        if closed and closed not in found:
            found[closed] = Spelling(findable, thing, origin, name, f" {key} ", closed, in_order(key))
    return list(found.values())


def _keys(findable: SearchDocument, parent: SearchDocument | None) -> Iterator[tuple[Origin, str, str]]:
    folded = [(name, fold(name)) for name in findable.names]
    origin = Origin.TITLE
    for name, key in folded:
        yield origin, name, key
        origin = Origin.OTHER_NAME
    for name, key in folded:
        if (figures := numbered(key)) is not key:
            yield Origin.IN_FIGURES, name, figures
    if parent:
        yield from _with_parent(findable, parent, folded)
    foreign = [name for name in findable.names if not name.isascii()]
    for name in foreign:
        if latin := _latin(name):
            yield Origin.ROMANISED, name, latin
            yield Origin.ROMANISED, name, numbered(latin)
    for name in foreign:
        yield Origin.INITIALS, name, initials(name)


def _with_parent(
    instalment: SearchDocument, parent: SearchDocument, folded: list[tuple[str, str]]
) -> Iterator[tuple[Origin, str, str]]:
    """Give the anthology's names with the instalment's number, and with its own title where that stands alone."""
    if not folded:
        return
    title, title_key = folded[0]
    closed = close_up(title_key)
    for umbrella, closed_umbrella in _umbrellas(parent.names):
        if instalment.number is not None:
            yield Origin.WITH_PARENT, title, f"{umbrella} {instalment.number}"
        if not closed.startswith(closed_umbrella):
            yield Origin.WITH_PARENT, title, f"{umbrella} {title_key}"


@lru_cache(maxsize=16)
def _umbrellas(names: tuple[str, ...]) -> list[tuple[str, str]]:
    """Give an anthology's names folded, and closed up: all its instalments ask for them, one after the other."""
    return [(key, close_up(key)) for key in map(fold, names)]
