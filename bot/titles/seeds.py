"""Which title a member likes: what recommendations start from."""

from __future__ import annotations

from bot.search import Confidence, Subject
from bot.search.typed import is_link, read_link, readings
from bot.titles.catalogue_index import CatalogueIndex
from bot.titles.external import key_of_link
from bot.titles.server_catalogue import ServerCatalogue

_TITLES = frozenset({Subject.ANTHOLOGY, Subject.INSTALMENT})


def seed_of(typed: str, index: CatalogueIndex, catalogue: ServerCatalogue, *, guess: bool = False) -> str | None:
    """Return the key of the title or the known work that a member likes; None if nothing is called that.

    Parameters
    ----------
    catalogue
        What is visible in the member's server.
    guess
        Whether the best match is returned although others may be meant: for a text that can only be a title.
    """
    if is_link(typed) and (link := read_link(typed)):
        if key := key_of_link(link, index.external, catalogue.shows):
            return key
        typed = link.words
    found = index.search.find(typed, 1, subjects=_TITLES, favour=catalogue.favour, delta=catalogue.delta)
    known = index.known_works
    if (chosen := known.get(typed.strip())) is not None:
        return chosen.key
    first = found.matches[0] if found.matches else None
    if first and any(search.is_named(first, typed) for search in filter(None, (catalogue.delta, index.search))):
        return first.key if catalogue.shows(first.key) else None
    for reading in readings(typed):
        if not reading.has_place and (work := known.find(reading.title, reading.year)):
            return work.key
    if first and found.certainty is Confidence.SURE and catalogue.shows(first.key):
        return first.key
    unsure = guess and first is not None and found.certainty is Confidence.UNSURE and catalogue.shows(first.key)
    work = None if unsure else known.near(typed)
    return work.key if work else first.key if first and unsure else None
