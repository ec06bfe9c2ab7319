"""The bundled anthologies with their press reviews, read from the store once and cached."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from bot.models.catalogue import Anthology, Instalment
from bot.models.consensus import summary
from bot.models.ids import AnthologyId, InstalmentId
from bot.models.opinions import PressReview
from bot.storage import Store
from bot.titles.results import Story

CACHED_ANTHOLOGIES = 256
"""Anthologies cached with their press reviews: about twice the bundled catalogue."""


@dataclass(frozen=True)  # no slots, for the cached property
class ReviewedAnthology:
    """An anthology with its press reviews by instalment."""

    anthology: Anthology
    press: dict[InstalmentId, tuple[PressReview, ...]]

    @cached_property
    def stories(self) -> Mapping[InstalmentId, Story]:
        """Its stories with the summaries of their press reviews, by id and in order."""
        return {one.id: Story(one, summary(self.press.get(one.id, ()), ())) for one in self.anthology.instalments}

    def instalment(self, key: InstalmentId) -> Instalment | None:
        """Return one of its instalments; None if it has none with this id."""
        return next((one for one in self.anthology.instalments if one.id == key), None)


class ReviewedAnthologies:
    """The cache; the catalogue does not change while the bot runs."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._cached: OrderedDict[AnthologyId, ReviewedAnthology] = OrderedDict()

    async def get(self, key: AnthologyId) -> ReviewedAnthology | None:
        """Return a bundled anthology from the cache, or from the store; None if none has this id."""
        if (reviewed := self._cached.get(key)) is not None:
            self._cached.move_to_end(key)
            return reviewed
        anthology = await self._store.catalogue.anthology(key)
        if anthology is None:
            return None
        press: dict[InstalmentId, tuple[PressReview, ...]] = {}
        for review in await self._store.catalogue.press_reviews(key):
            press[review.instalment] = (*press.get(review.instalment, ()), review)
        reviewed = self._cached[key] = ReviewedAnthology(anthology, press)
        while len(self._cached) > CACHED_ANTHOLOGIES:
            self._cached.popitem(last=False)
        return reviewed
