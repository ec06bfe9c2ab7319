"""The recommender's output: picks with their reasons, and comparisons.

Plain data. The views turn it into text.
"""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from bot.models.ids import TagId
from bot.recommender.requests import Wish


class ReasonKind(StrEnum):
    """What moved a pick up, which decides what the values of a reason mean."""

    WANTED_TAG = "wanted-tag"
    """Requested tag ids."""
    WANTED_WORDS = "wanted-words"
    """Requested words that are in the premise."""
    SHARED_TAG = "shared-tag"
    """Tag ids that it shares with the seed; without a seed, tags that go with what was requested."""
    SAME_DIRECTOR = "same-director"
    """Person ids, as for the next four."""
    SAME_WRITER = "same-writer"
    SAME_CREATOR = "same-creator"
    SAME_HOST = "same-host"
    SAME_CAST = "same-cast"
    SHARED_WORDS = "shared-words"
    """Rare words that are in both premises."""
    SAME_COUNTRY = "same-country"
    """ISO 3166 codes."""
    SAME_SERVICE = "same-service"
    """Names of services."""
    SAME_YEARS = "same-years"
    """Its own year."""
    LENGTH = "length"
    """Its total minutes, then its episodes if known: about as long as the seed, or as short as requested."""
    STANDING = "standing"
    """No value: it is well reviewed."""
    TASTE = "taste"
    """Tag ids that count in its favour because of how the member rated other titles."""


class Reason(Struct, frozen=True):
    """Why a pick ranks where it does.

    Parameters
    ----------
    values
        Ids and numbers, whose meaning depends on the kind, heaviest first; never sentences.
    seed
        The liked title it refers to; None if it refers to none.
    weight
        How much it added to the pick's score; only comparable within one pick.
    """

    kind: ReasonKind
    values: tuple[str, ...] = ()
    seed: str | None = None
    weight: float = 0.0


class Pick(Struct, frozen=True):
    """One recommended title.

    Parameters
    ----------
    reasons
        At most three, strongest first; none if nothing in particular speaks for it.
    misses
        The wishes that it doesn't fulfil.
    members
        For an anthology picked as a whole: the instalments that made it a pick, best first.
    """

    key: str
    score: float
    reasons: tuple[Reason, ...] = ()
    misses: tuple[Wish, ...] = ()
    members: tuple[str, ...] = ()


class Ranking(Struct, frozen=True):
    """The answer to a request, best first.

    Parameters
    ----------
    picks
        What fits. Wanted tags may be missing (see :attr:`Pick.misses`), but no filter is broken.
    nearest
        Only present if there are fewer picks than requested: the closest matches, each with what it misses. They never
        include unwanted tags or words, seeds, or anything that was left out.
    """

    picks: tuple[Pick, ...] = ()
    nearest: tuple[Pick, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether the first pick fulfils every wish."""
        return bool(self.picks) and not self.picks[0].misses


class TitleComparison(Struct, frozen=True):
    """Two titles compared: what they share and where they differ.

    Parameters
    ----------
    shared
        What both have, strongest first; the seed of each reason is the first title.
    only_first, only_second
        Tag ids that only one of them has, rarest first.
    minutes
        The total minutes of each, where known.
    closeness
        How similar they are, from 0 (nothing in common) to 1 (equal in everything known).
    tonight, because
        The key of the one to watch if there is only time for one, and the reasons; None if neither stands out.
    """

    first: str
    second: str
    shared: tuple[Reason, ...] = ()
    only_first: tuple[TagId, ...] = ()
    only_second: tuple[TagId, ...] = ()
    minutes: tuple[int | None, int | None] = (None, None)
    closeness: float = 0.0
    tonight: str | None = None
    because: tuple[Reason, ...] = ()
