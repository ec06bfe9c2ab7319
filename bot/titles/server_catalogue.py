"""What each server's members can see: the bundled catalogue with the server's own titles and corrections."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, partial

from bot.models.catalogue import Anthology, Person
from bot.models.corrections import Overrides, apply, by_name, with_spoiler_marks
from bot.models.custom_titles import ServerTitle, SpoilerMark, SpoilerPart
from bot.models.ids import AnthologyId, ServerId, TagId, anthology_of, is_instalment, is_own, person_of_key
from bot.models.tags import TagRules
from bot.recommender import Recommender, candidates_of
from bot.search import SearchDocument, Subject, TitleSearch
from bot.search.documents import search_documents
from bot.storage import Store
from bot.titles.autocomplete import Autocomplete
from bot.titles.catalogue_index import CatalogueIndex

CACHED_SERVERS = 64
"""Servers whose catalogue is cached."""
CACHED_TITLES = 2_000
"""Own and corrected titles that these may have together; the last server that asked always stays cached."""
CACHED_UNCHANGED = 20_000
"""Servers remembered to have no titles of their own and no spoiler marks."""
CUSTOM_BOOST = 0.5
"""How much a server's own titles are preferred to others that match as well, from 0 to 1."""


class ServerCatalogue:
    """What one server's members can see. Outside of servers, and in most servers, that is the bundled catalogue.

    Parameters
    ----------
    autocomplete
        Choices and names of everything visible.
    build_recommender
        Builds the recommender over it; called once, off the event loop, when it is first needed.
    overrides
        The anthologies that are different here; None for a hidden one.
    search
        The delta index to use in addition to the bundled index; None if nothing is different.
    marks
        The server's spoiler marks.
    """

    def __init__(
        self,
        autocomplete: Autocomplete,
        build_recommender: Callable[[], Recommender],
        *,
        overrides: Overrides | None = None,
        search: TitleSearch | None = None,
        marks: Iterable[SpoilerMark] = (),
    ) -> None:
        self.autocomplete = autocomplete
        self.overrides: Overrides = overrides or {}
        self.delta = search
        self.names = autocomplete.names
        self.favour: Mapping[str, float] = {one.key: CUSTOM_BOOST for one in search or () if is_own(one.key)}
        self._marks: dict[str, set[SpoilerMark]] = {}
        for mark in marks:
            self._marks.setdefault(anthology_of(mark.title), set()).add(mark)
        self._build_recommender = build_recommender
        self._recommender: Recommender | None = None
        self._building = asyncio.Lock()

    async def recommender(self) -> Recommender:
        """Return the recommender over everything that the server's members can see."""
        if self._recommender is None:
            async with self._building:
                if self._recommender is None:
                    self._recommender = await asyncio.to_thread(self._build_recommender)
        return self._recommender

    @property
    def titles(self) -> int:
        """How many titles it holds: an anthology counts with all its instalments, a hidden one without."""
        return sum(1 + (len(anthology.instalments) if anthology else 0) for anthology in self.overrides.values())

    def with_spoiler_marks(self, anthology: Anthology) -> Anthology:
        """Return an anthology with the server's spoiler marks applied."""
        marks = self._marks.get(anthology.id)
        return with_spoiler_marks(anthology, marks) if marks else anthology

    def premise_spoils(self, key: str) -> bool:
        """Return whether the premise of a title has a spoiler mark, so that reasons must not quote it either."""
        marks = self._marks.get(anthology_of(key), ())
        return any(mark.title == key and mark.part is SpoilerPart.PREMISE for mark in marks)

    def shows(self, key: str) -> bool:
        """Return whether the server's members can see the title or person with this key."""
        return self.autocomplete.choice(key) is not None


class ServerCatalogues:
    """The catalogues of all servers, read from the store when needed and cached.

    Parameters
    ----------
    index
        The indexes over the bundled catalogue.
    """

    def __init__(self, store: Store, index: CatalogueIndex) -> None:
        self._store = store
        self._index = index
        self._bundled = ServerCatalogue(index.autocomplete, lambda: index.recommender)
        self._unchanged: OrderedDict[ServerId, None] = OrderedDict()
        self._cached: OrderedDict[ServerId, ServerCatalogue] = OrderedDict()
        self._reading: dict[ServerId, asyncio.Task[ServerCatalogue]] = {}

    @cached_property
    def people_by_name(self) -> Mapping[str, Person]:
        """The bundled people by every name that belongs to one of them alone."""
        return by_name(self._index.autocomplete.all_people)

    @cached_property
    def tag_rules(self) -> TagRules:
        """Which tags a title has besides those that were written down for it."""
        return TagRules.of(self._index.vocabulary)

    async def of(self, server: ServerId | None) -> ServerCatalogue:
        """Return what a server's members can see; outside of servers, the bundled catalogue."""
        if server is None or server in self._unchanged:
            return self._bundled
        catalogue = self._cached.get(server)
        if catalogue is not None:
            self._cached.move_to_end(server)
            return catalogue
        if (reading := self._reading.get(server)) is None:
            reading = self._reading[server] = asyncio.create_task(self._read(server))
        return await asyncio.shield(reading)

    def forget(self, server: ServerId) -> None:
        """Read a server's titles and spoiler marks again when they are next needed, because some were changed."""
        self._unchanged.pop(server, None)
        self._cached.pop(server, None)
        # What is being read right now may be out of date; from now on nobody waits for it.
        self._reading.pop(server, None)

    async def _read(self, server: ServerId) -> ServerCatalogue:
        try:
            catalogue = await self._catalogue(server)
            if self._is_latest(server):
                self._keep(server, catalogue)
        finally:
            if self._is_latest(server):
                del self._reading[server]
        return catalogue

    def _is_latest(self, server: ServerId) -> bool:
        return self._reading.get(server) is asyncio.current_task()

    def _keep(self, server: ServerId, catalogue: ServerCatalogue) -> None:
        if catalogue is self._bundled:
            self._unchanged[server] = None
            if len(self._unchanged) > CACHED_UNCHANGED:
                self._unchanged.popitem(last=False)
            return
        self._cached[server] = catalogue
        titles = sum(one.titles for one in self._cached.values())
        while len(self._cached) > CACHED_SERVERS or (titles > CACHED_TITLES and len(self._cached) > 1):
            _server, dropped = self._cached.popitem(last=False)
            titles -= dropped.titles

    async def _catalogue(self, server: ServerId) -> ServerCatalogue:
        titles = await self._store.custom_titles.of(server)
        marks = await self._store.custom_titles.spoiler_marks(server)
        if not titles:
            index = self._index
            return (
                ServerCatalogue(index.autocomplete, lambda: index.recommender, marks=marks) if marks else self._bundled
            )
        bundled: dict[AnthologyId, Anthology] = {}
        for key in dict.fromkeys(title.anthology for title in titles):
            anthology = None if is_own(key) else await self._store.catalogue.anthology(key)
            if anthology is not None:
                bundled[key] = anthology
        return await asyncio.to_thread(self._build, bundled, titles, marks)

    def _build(
        self, bundled: Mapping[AnthologyId, Anthology], titles: Sequence[ServerTitle], marks: frozenset[SpoilerMark]
    ) -> ServerCatalogue:
        overrides = apply(bundled, titles, self.people_by_name, self.tag_rules)
        visible = [anthology for anthology in overrides.values() if anthology is not None]
        replaced = [bundled[key] for key in overrides if key in bundled]
        autocomplete = self._index.autocomplete.with_changes(replaced, visible)
        return ServerCatalogue(
            autocomplete,
            partial(self._build_recommender, visible, autocomplete.hidden),
            overrides=overrides,
            search=TitleSearch(self._search_documents(visible, autocomplete.hidden)),
            marks=marks,
        )

    def _search_documents(self, visible: Sequence[Anthology], hidden: Iterable[str]) -> Iterator[SearchDocument]:
        credited = {
            credit.person.id: credit.person for one in visible for story in one.instalments for credit in story.credits
        }
        own = [person for person in credited.values() if is_own(person.id)]
        tags = {TagId(tag.id): tag.name for tag in self._index.vocabulary}
        yield from search_documents(visible, own, tags, self._index.autocomplete.popularity)
        # A document without a name replaces the bundled one and is never found.
        yield from (SearchDocument(person_of_key(key) or key, _subject(key), ()) for key in hidden)

    def _build_recommender(self, visible: Sequence[Anthology], hidden: Iterable[str]) -> Recommender:
        groups = {tag.id: tag.group for tag in self._index.vocabulary}
        popularity = self._index.autocomplete.popularity
        candidates = [one for anthology in visible for one in candidates_of(anthology, groups, popularity)]
        return self._index.recommender.with_changes(candidates, hidden)


def _subject(key: str) -> Subject:
    if person_of_key(key) is not None:
        return Subject.PERSON
    return Subject.INSTALMENT if is_instalment(key) else Subject.ANTHOLOGY
