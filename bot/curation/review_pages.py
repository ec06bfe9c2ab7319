"""What the reviews' desk gives to a cog and a cog hands to a card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.answers import AnthologyPage
from bot.models import InstalmentId, MemberId
from bot.servers import DraftNumber, ReviewNumber


@dataclass(frozen=True, slots=True)
class FormPage:
    """A form to write a review in, filled in as far as there is something to fill in.

    Parameters
    ----------
    of
        What the form comes back to: the draft that it was filled in from, else the review, else the instalment that
        nobody has a review of yet.
    based_on
        The version that the form is filled with; 0 where there is none. A draft knows its own.
    """

    of: DraftNumber | ReviewNumber | InstalmentId
    is_draft: bool
    title: str
    fields: Mapping[str, str]
    based_on: int = 0


@dataclass(frozen=True, slots=True)
class ToChoose:
    """An anthology whose instalments are to choose from."""

    page: AnthologyPage


@dataclass(frozen=True, slots=True)
class NotReviewed:
    """A curator who has no review of an instalment, where theirs was asked for."""

    instalment: InstalmentId
    title: str
    curator: MemberId | None
