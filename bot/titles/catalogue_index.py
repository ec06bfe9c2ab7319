"""The indexes over the bundled catalogue: built once at start, read by every look-up, never changed."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Self

from msgspec import Struct

from bot.catalogue.rules.published import read_moved
from bot.catalogue.seeds import SEEDS, read_seeds
from bot.catalogue.sync import CATALOGUE
from bot.catalogue.words import WORDS, read_words
from bot.models.catalogue import Anthology, Tag, people_of
from bot.models.ids import TagId
from bot.recommender import Recommender
from bot.recommender.index.candidates import candidates_of
from bot.search import TitleSearch
from bot.search.documents import build_search
from bot.search.known_works import KnownWorks
from bot.storage import Store
from bot.titles.acronyms import acronyms_of
from bot.titles.autocomplete import Autocomplete
from bot.titles.external import ExternalKeys, external_keys


class CatalogueIndex(Struct, frozen=True):
    """The indexes over the bundled catalogue, built once.

    What a single server adds is kept apart (:class:`bot.titles.server_catalogue.ServerCatalogue`), so several bots can
    share one index.

    Parameters
    ----------
    search
        Finds the title or person that was meant.
    autocomplete
        Choices while typing, and the names behind ids.
    recommender
        Finds what to watch next.
    vocabulary
        Every tag there is.
    known_works
        Well-known works that are no anthologies; read once the bot is connected.
    acronyms
        Initials that anthologies are known by, with the title that they stand for.
    external
        Titles by what other sites call them.
    moved
        Ids that titles had once, and those that they have today.
    """

    search: TitleSearch
    autocomplete: Autocomplete
    recommender: Recommender
    vocabulary: tuple[Tag, ...]
    known_works: KnownWorks
    acronyms: Mapping[str, str]
    external: ExternalKeys
    moved: Mapping[str, str] = {}

    def load(self) -> None:
        """Read what a start does without, known works and word files, so that no member waits for it."""
        self.known_works.load()
        self.recommender.load()

    @classmethod
    async def build(cls, store: Store) -> Self:
        """Read the catalogue from the store and build the indexes, off the event loop."""
        anthologies = await store.catalogue.everything()
        people = people_of(anthologies)
        verdicts = await store.catalogue.press_verdicts()
        vocabulary = await store.catalogue.vocabulary()
        autocomplete = Autocomplete(anthologies, people, verdicts, vocabulary)
        search = await asyncio.to_thread(build_search, anthologies, people, vocabulary, autocomplete.popularity)
        recommender = await asyncio.to_thread(_recommender, anthologies, vocabulary, autocomplete)
        known_works = KnownWorks(lambda: read_seeds(SEEDS, {tag.id for tag in vocabulary})[0])
        acronyms = acronyms_of([(one.id, one.title) for one in anthologies])
        external = external_keys(anthologies)
        moved = await asyncio.to_thread(read_moved, CATALOGUE)
        return cls(search, autocomplete, recommender, tuple(vocabulary), known_works, acronyms, external, moved)


def _recommender(
    anthologies: Sequence[Anthology], vocabulary: Sequence[Tag], autocomplete: Autocomplete
) -> Recommender:
    groups = {TagId(tag.id): tag.group for tag in vocabulary}
    candidates = [one for anthology in anthologies for one in candidates_of(anthology, groups, autocomplete.popularity)]
    known_tags = {tag.id for tag in vocabulary}
    return Recommender(candidates, vocabulary, lambda: read_words(WORDS, known_tags)[0])
