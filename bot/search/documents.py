"""Build the search documents: every anthology, instalment and person with all their names and keywords."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from bot.models.catalogue import Anthology, Instalment, Person, Role, Tag
from bot.models.ids import TagId
from bot.search import SearchDocument, Subject, TitleSearch

LEADS = 6
"""How many actors' names become keywords of an instalment ("that piano one with ...")."""


def build_search(
    anthologies: Sequence[Anthology],
    people: Sequence[Person],
    vocabulary: Sequence[Tag],
    popularity: Mapping[str, float],
) -> TitleSearch:
    """Build the search over the whole catalogue. Takes seconds: run it off the event loop."""
    tags = {tag.id: tag.name for tag in vocabulary}
    return TitleSearch(search_documents(anthologies, people, tags, popularity))


def search_documents(
    anthologies: Iterable[Anthology],
    people: Iterable[Person],
    tags: Mapping[TagId, str],
    popularity: Mapping[str, float],
) -> Iterator[SearchDocument]:
    """Yield a search document for each anthology, instalment and person."""
    for anthology in anthologies:
        yield SearchDocument(
            key=anthology.id,
            subject=Subject.ANTHOLOGY,
            names=anthology.names,
            words=tuple(tags[tag] for tag in anthology.tags if tag in tags),
            weight=popularity.get(anthology.id, 0.0),
            year=anthology.began,
        )
        for instalment in anthology.instalments:
            yield SearchDocument(
                key=instalment.id,
                subject=Subject.INSTALMENT,
                names=instalment.names,
                words=tuple(_keywords(instalment, tags)),
                weight=popularity.get(instalment.id, 0.0),
                number=instalment.season if instalment.episode is None else None,
                parent=anthology.id,
                year=instalment.year,
            )
    for person in people:
        yield SearchDocument(key=person.id, subject=Subject.PERSON, names=person.names)


def _keywords(instalment: Instalment, tags: Mapping[TagId, str]) -> Iterator[str]:
    for credit in instalment.credited(Role.ACTOR)[:LEADS]:
        yield from credit.person.names
        yield from filter(None, (credit.character, credit.about))
    yield from (credit.person.name for credit in instalment.credited(Role.DIRECTOR))
    yield from (tags[tag] for tag in instalment.tags if tag in tags)
    yield from filter(None, (instalment.premise,))
