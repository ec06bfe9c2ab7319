"""What the finder is given: every anthology, instalment and person with all the names that lead to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.models.catalogue import Anthology, Instalment, Person, Role, Tag
from bot.models.ids import TagId
from bot.search import SearchDocument, Subject, TitleSearch

LEADS = 6
"""Actors whose names point at an instalment in mixed questions ("that piano one with ...")."""


def build_search(
    anthologies: Sequence[Anthology],
    people: Sequence[Person],
    vocabulary: Sequence[Tag],
    standings: Mapping[str, float],
) -> TitleSearch:
    """Build the finder over everything; runs off the event loop."""
    tags = {tag.id: tag.name for tag in vocabulary}
    return TitleSearch(search_documents(anthologies, people, tags, standings))


def search_documents(
    anthologies: Iterable[Anthology],
    people: Iterable[Person],
    tags: Mapping[TagId, str],
    standings: Mapping[str, float],
) -> Iterator[SearchDocument]:
    """Give each thing that can be found, with its names."""
    for anthology in anthologies:
        yield SearchDocument(
            key=anthology.id,
            subject=Subject.ANTHOLOGY,
            names=anthology.names,
            words=tuple(tags[tag] for tag in anthology.tags if tag in tags),
            weight=standings.get(anthology.id, 0.0),
            year=anthology.began,
        )
        for instalment in anthology.instalments:
            yield SearchDocument(
                key=instalment.id,
                subject=Subject.INSTALMENT,
                names=instalment.names,
                words=tuple(_words(instalment, tags)),
                weight=standings.get(instalment.id, 0.0),
                number=instalment.season if instalment.episode is None else None,
                parent=anthology.id,
                year=instalment.year,
            )
    for person in people:
        yield SearchDocument(key=person.id, subject=Subject.PERSON, names=person.names)


def _words(instalment: Instalment, tags: Mapping[TagId, str]) -> Iterator[str]:
    for credit in instalment.credited(Role.ACTOR)[:LEADS]:
        yield from credit.person.names
        yield from filter(None, (credit.character, credit.about))
    yield from (credit.person.name for credit in instalment.credited(Role.DIRECTOR))
    yield from (tags[tag] for tag in instalment.tags if tag in tags)
    yield from filter(None, (instalment.premise,))
