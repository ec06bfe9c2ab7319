"""Everything that is built once from the bundled catalogue and never changes afterwards: what each look-up reads."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

from bot.models.catalogue import Anthology, Tag
from bot.models.ids import TagId
from bot.recommender import Recommender
from bot.recommender.index.candidates import candidates_of
from bot.search import Finder
from bot.search.documents import build_finder
from bot.storage import Store
from bot.titles.autocomplete import Suggestions


@dataclass(frozen=True, slots=True)
class CatalogueIndex:
    """The indexes over the bundled catalogue.

    What single servers add lies beside it (:class:`bot.titles.server_catalogue.Overlay`), so several bots can share one.

    Parameters
    ----------
    finder
        Which title or person was meant.
    suggestions
        What is offered while typing, and the names behind ids.
    recommender
        What to watch next.
    vocabulary
        Every tag there is.
    """

    finder: Finder
    suggestions: Suggestions
    recommender: Recommender
    vocabulary: tuple[Tag, ...]

    @classmethod
    async def build(cls, store: Store) -> Self:
        """Read the catalogue from the store once and build the indexes, off the event loop."""
        anthologies = await store.shows.everything()
        people = await store.people.everyone()
        verdicts = await store.shows.press_verdicts()
        vocabulary = await store.shows.vocabulary()
        suggestions = Suggestions(anthologies, people, verdicts, vocabulary)
        finder = await asyncio.to_thread(build_finder, anthologies, people, vocabulary, suggestions.standings)
        recommender = await asyncio.to_thread(_recommender, anthologies, vocabulary, suggestions)
        return cls(finder, suggestions, recommender, tuple(vocabulary))


def _recommender(anthologies: Sequence[Anthology], vocabulary: Sequence[Tag], suggestions: Suggestions) -> Recommender:
    groups = {TagId(tag.id): tag.group for tag in vocabulary}
    candidates = [one for anthology in anthologies for one in candidates_of(anthology, groups, suggestions.standings)]
    return Recommender(candidates, vocabulary)
