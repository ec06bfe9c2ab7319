"""What goes into the store and comes out of it beside the models themselves."""

from __future__ import annotations

from dataclasses import dataclass

from bot.models.catalogue import Anthology, Credit
from bot.models.ids import InstalmentId
from bot.models.opinions import PressReview


@dataclass(frozen=True, slots=True)
class CatalogueRecord:
    """One anthology of the catalogue, complete, as it is to be stored.

    Parameters
    ----------
    digest
        What its file was; the same digest means that nothing has to be written.
    """

    anthology: Anthology
    reviews: tuple[PressReview, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class Work:
    """One credit of a person, with the instalment that it stands in."""

    instalment: InstalmentId
    credit: Credit


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the catalogue holds; what is retired is not counted.

    Parameters
    ----------
    reviews
        Press reviews: what servers wrote is theirs, and counted nowhere.
    """

    anthologies: int
    instalments: int
    people: int
    reviews: int
