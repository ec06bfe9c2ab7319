"""What each server's members meet beside and in place of what is bundled: read once, kept at hand, never mixed."""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial

from bot.models.catalogue import Anthology, Person
from bot.models.corrections import Overrides, apply, by_name, with_spoiler_marks
from bot.models.custom_titles import CUSTOM_PREFIX, ServerTitle, SpoilerMark, SpoilerPart
from bot.models.ids import AnthologyId, ServerId, TagId
from bot.models.queries import PERSON_KEY
from bot.recommender import Recommender, candidates_of
from bot.search import SearchDocument, Subject, TitleSearch
from bot.search.documents import search_documents
from bot.storage import Store
from bot.titles.autocomplete import Autocomplete
from bot.titles.catalogue_index import CatalogueIndex

AT_HAND = 64
"""Servers whose own titles are kept at hand."""
TITLES_AT_HAND = 2_000
"""Titles that all of these together may meet otherwise than everybody else; the server asked for last always stays."""
NOTHING_OF_THEIR_OWN = 20_000
"""Servers of which it is remembered that they have nothing of their own."""
CUSTOM_BOOST = 0.5
"""How far a server's own titles go before others that fit what was typed as well, from 0 to 1."""


class ServerCatalogue:
    """What one server's members meet; outside of servers, and in most of them, that is what is bundled.

    Parameters
    ----------
    suggestions
        Choices and names of all that they meet.
    recommending
        Builds the recommender over it; called once, off the event loop, when it is first needed.
    met
        The anthologies that they meet otherwise than everybody else; None where one is hidden.
    finder
        What stands beside the bundled finder; None where nothing does.
    covers
        What they press before they read it.
    """

    def __init__(
        self,
        autocomplete: Autocomplete,
        recommending: Callable[[], Recommender],
        *,
        met: Overrides | None = None,
        search: TitleSearch | None = None,
        marks: Iterable[SpoilerMark] = (),
    ) -> None:
        self.autocomplete = autocomplete
        self.overrides: Overrides = met or {}
        self.delta = search
        self.names = autocomplete.names
        self.favour: Mapping[str, float] = {one.key: CUSTOM_BOOST for one in search or () if is_own(one.key)}
        self._covers: dict[str, set[SpoilerMark]] = {}
        for cover in marks:
            self._covers.setdefault(cover.title.partition("/")[0], set()).add(cover)
        self._recommending = recommending
        self._recommender: Recommender | None = None
        self._building = asyncio.Lock()

    async def recommender(self) -> Recommender:
        """Give the recommender over all that the server's members meet."""
        if self._recommender is None:
            async with self._building:
                if self._recommender is None:
                    self._recommender = await asyncio.to_thread(self._recommending)
        return self._recommender

    @property
    def titles(self) -> int:
        """How many titles are kept for it: an anthology counts with all its instalments, hidden ones with none."""
        return sum(1 + (len(anthology.instalments) if anthology else 0) for anthology in self.overrides.values())

    def with_spoiler_marks(self, anthology: Anthology) -> Anthology:
        """Mark what is covered of an anthology that the server's members meet."""
        covers = self._covers.get(anthology.id)
        return with_spoiler_marks(anthology, covers) if covers else anthology

    def premise_spoils(self, key: str) -> bool:
        """Say whether the premise of a title is covered, so that none of its words is told either."""
        covers = self._covers.get(key.partition("/")[0], ())
        return any(cover.title == key and cover.part is SpoilerPart.PREMISE for cover in covers)

    def shows(self, key: str) -> bool:
        """Say whether the server's members meet a title or a person of this key."""
        return self.autocomplete.choice(key) is not None


class ServerCatalogues:
    """The overlays of all servers.

    Parameters
    ----------
    index
        The indexes over what is bundled.
    """

    def __init__(self, store: Store, index: CatalogueIndex) -> None:
        self._store = store
        self._index = index
        self._people: Mapping[str, Person] | None = None
        self._bundled = ServerCatalogue(index.autocomplete, lambda: index.recommender)
        self._nothing: OrderedDict[ServerId, None] = OrderedDict()
        self._at_hand: OrderedDict[ServerId, ServerCatalogue] = OrderedDict()
        self._reading: dict[ServerId, asyncio.Task[ServerCatalogue]] = {}

    async def of(self, server: ServerId | None) -> ServerCatalogue:
        """Give what a server's members meet; what is bundled, where nobody asks from a server."""
        if server is None or server in self._nothing:
            return self._bundled
        catalogue = self._at_hand.get(server)
        if catalogue is not None:
            self._at_hand.move_to_end(server)
            return catalogue
        if (reading := self._reading.get(server)) is None:
            reading = self._reading[server] = asyncio.create_task(self._read(server))
        return await asyncio.shield(reading)

    def forget(self, server: ServerId) -> None:
        """Read a server's titles and covers anew when they are asked for next: some of them were written."""
        self._nothing.pop(server, None)
        self._at_hand.pop(server, None)
        # What is being read at this moment may be from before; whoever asks from now on does not wait for it.
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
            self._nothing[server] = None
            if len(self._nothing) > NOTHING_OF_THEIR_OWN:
                self._nothing.popitem(last=False)
            return
        self._at_hand[server] = catalogue
        titles = sum(one.titles for one in self._at_hand.values())
        while len(self._at_hand) > AT_HAND or (titles > TITLES_AT_HAND and len(self._at_hand) > 1):
            _server, let_go = self._at_hand.popitem(last=False)
            titles -= let_go.titles

    async def _catalogue(self, server: ServerId) -> ServerCatalogue:
        titles = await self._store.custom_titles.of(server)
        covers = await self._store.custom_titles.spoiler_marks(server)
        if not titles:
            index = self._index
            return (
                ServerCatalogue(index.autocomplete, lambda: index.recommender, marks=covers)
                if covers
                else self._bundled
            )
        bundled: dict[AnthologyId, Anthology] = {}
        for key in dict.fromkeys(title.anthology for title in titles):
            anthology = None if is_own(key) else await self._store.catalogue.anthology(key)
            if anthology is not None:
                bundled[key] = anthology
        return await asyncio.to_thread(self._made, bundled, titles, covers)

    def _made(
        self, bundled: Mapping[AnthologyId, Anthology], titles: Sequence[ServerTitle], marks: frozenset[SpoilerMark]
    ) -> ServerCatalogue:
        if self._people is None:
            self._people = by_name(self._index.autocomplete.everybody)
        met = apply(bundled, titles, self._people)
        shown = [anthology for anthology in met.values() if anthology is not None]
        suggestions = self._index.autocomplete.with_changes([bundled[key] for key in met if key in bundled], shown)
        return ServerCatalogue(
            suggestions,
            partial(self._recommending, shown, suggestions.gone),
            met=met,
            search=TitleSearch(self._findables(shown, suggestions.gone)),
            marks=marks,
        )

    def _findables(self, met: Sequence[Anthology], gone: Iterable[str]) -> Iterator[SearchDocument]:
        theirs = {
            credit.person.id: credit.person for one in met for story in one.instalments for credit in story.credits
        }
        own = [person for person in theirs.values() if is_own(person.id)]
        tags = {TagId(tag.id): tag.name for tag in self._index.vocabulary}
        yield from search_documents(met, own, tags, self._index.autocomplete.popularity)
        # A thing without a name takes the place of the bundled one, and is never found.
        yield from (SearchDocument(key.removeprefix(PERSON_KEY), _subject(key), ()) for key in gone)

    def _recommending(self, met: Sequence[Anthology], gone: Iterable[str]) -> Recommender:
        groups = {tag.id: tag.group for tag in self._index.vocabulary}
        standings = self._index.autocomplete.popularity
        candidates = [one for anthology in met for one in candidates_of(anthology, groups, standings)]
        return self._index.recommender.with_changes(candidates, gone)


def is_own(key: str) -> bool:
    """Say whether an id is that of a title, or of a person, that only servers know."""
    return (key.removeprefix(PERSON_KEY).partition("/")[2] or key.removeprefix(PERSON_KEY)).startswith(CUSTOM_PREFIX)


def _subject(key: str) -> Subject:
    if key.startswith(PERSON_KEY):
        return Subject.PERSON
    return Subject.INSTALMENT if "/" in key else Subject.ANTHOLOGY
