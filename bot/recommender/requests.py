"""What is asked of the recommender: wishes one by one, and the request that they combine into.

Plain data. The views turn it into text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum

from msgspec import Struct, field
from msgspec.structs import replace

from bot.models.catalogue import Kind
from bot.models.ids import TagId


class WishKind(StrEnum):
    """What one part of a typed request is about, which decides what its value means."""

    TAG = "tag"
    """Value: a tag's id."""
    NOT_TAG = "not-tag"
    COUNTRY = "country"
    """Value: an ISO 3166 code, ``KR``."""
    NOT_COUNTRY = "not-country"
    LONGEST = "longest"
    """Value: total minutes."""
    SHORTEST = "shortest"
    YEARS = "years"
    """Value: ``2010-2019``, inclusive; ``2010-`` and ``-2019`` are open-ended."""
    SERVICE = "service"
    KIND = "kind"
    """Value: one of :class:`bot.models.catalogue.Kind`."""
    STANDS_ALONE = "stands-alone"
    """No value: you don't need to see anything else first."""
    LIKE = "like"
    """Value: a candidate's key."""
    UNLIKE = "unlike"
    WORD = "word"
    """Value: one word that means nothing else; it is searched for in the premises."""
    NOT_WORD = "not-word"
    """Value: one word that a pick's premise must not contain."""


class Wish(Struct, frozen=True):
    """One part of a request, as it was understood.

    Parameters
    ----------
    value
        Its meaning depends on the kind.
    typed
        The words it was read from; empty if it wasn't typed.
    """

    kind: WishKind
    value: str = ""
    typed: str = ""


class Request(Struct, frozen=True):
    """What to recommend. Every part is optional, and all of them combine.

    Parameters
    ----------
    liked, disliked
        Keys of candidates. Unknown keys are ignored.
    tags, without_tags
        Wanted tags, the more of them the better; tags that no pick may have.
    words
        Free text, searched for in the premises.
    without_words
        Words that a pick's premise must not contain.
    country, without_countries
        ISO 3166 codes.
    longest, shortest
        Total minutes, inclusive. Titles of unknown length match neither.
    years
        The first and last year of release, inclusive; 0 for an open end.
    stands_alone
        Only titles you can watch without having seen anything else.
    taste
        Ratings from 1 to 10 by key.
    leave_out
        Keys that must not be picked: seen, already shown, turned down. An anthology's key excludes only the umbrella.
    """

    liked: tuple[str, ...] = ()
    disliked: tuple[str, ...] = ()
    tags: tuple[TagId, ...] = ()
    without_tags: tuple[TagId, ...] = ()
    words: str = ""
    without_words: tuple[str, ...] = ()
    country: str | None = None
    without_countries: tuple[str, ...] = ()
    longest: int | None = None
    shortest: int | None = None
    years: tuple[int, int] | None = None
    service: str | None = None
    kind: Kind | None = None
    stands_alone: bool = False
    taste: Mapping[str, float] = field(default_factory=dict[str, float])
    leave_out: frozenset[str] = frozenset()

    @classmethod
    def of(cls, wishes: Iterable[Wish]) -> Request:
        """Combine wishes into a request. If two contradict each other, the later one wins."""
        request = cls()
        for wish in wishes:
            request = request.also(_READ[wish.kind](wish.value))
        return request

    def also(self, other: Request) -> Request:
        """Return a request for both; where only one value is possible, ``other`` wins."""
        wanted = (*self.tags, *other.tags)
        unwanted = (*self.without_tags, *other.without_tags)
        return Request(
            liked=_once(*self.liked, *other.liked),
            disliked=_once(*self.disliked, *other.disliked),
            tags=_once(*(tag for tag in wanted if tag not in other.without_tags)),
            without_tags=_once(*(tag for tag in unwanted if tag not in other.tags)),
            words=f"{self.words} {other.words}".strip(),
            without_words=tuple(dict.fromkeys((*self.without_words, *other.without_words))),
            country=other.country or self.country,
            without_countries=tuple(dict.fromkeys((*self.without_countries, *other.without_countries))),
            longest=self.longest if other.longest is None else other.longest,
            shortest=self.shortest if other.shortest is None else other.shortest,
            years=other.years or self.years,
            service=other.service or self.service,
            kind=other.kind or self.kind,
            stands_alone=self.stands_alone or other.stands_alone,
            taste={**self.taste, **other.taste},
            leave_out=self.leave_out | other.leave_out,
        )

    def without(self, *keys: str) -> Request:
        """Return the same request with these keys left out as well."""
        return replace(self, leave_out=self.leave_out | frozenset(keys))

    @property
    def seeds(self) -> frozenset[str]:
        """Every key that the request mentions, none of which may be picked."""
        return frozenset((*self.liked, *self.disliked, *self.taste))


def _once(*values: str) -> tuple[TagId, ...]:
    return tuple(TagId(value) for value in dict.fromkeys(values))


def _years(value: str) -> tuple[int, int]:
    first, _, last = value.partition("-")
    return int(first or 0), int(last or 0)


_READ: dict[WishKind, Callable[[str], Request]] = {
    WishKind.TAG: lambda value: Request(tags=(TagId(value),)),
    WishKind.NOT_TAG: lambda value: Request(without_tags=(TagId(value),)),
    WishKind.COUNTRY: lambda value: Request(country=value),
    WishKind.NOT_COUNTRY: lambda value: Request(without_countries=(value,)),
    WishKind.LONGEST: lambda value: Request(longest=int(value)),
    WishKind.SHORTEST: lambda value: Request(shortest=int(value)),
    WishKind.YEARS: lambda value: Request(years=_years(value)),
    WishKind.SERVICE: lambda value: Request(service=value),
    WishKind.KIND: lambda value: Request(kind=Kind(value)),
    WishKind.STANDS_ALONE: lambda _: Request(stands_alone=True),
    WishKind.LIKE: lambda value: Request(liked=(value,)),
    WishKind.UNLIKE: lambda value: Request(disliked=(value,)),
    WishKind.WORD: lambda value: Request(words=value),
    WishKind.NOT_WORD: lambda value: Request(without_words=(value,)),
}


class Understood(Struct, frozen=True):
    """What was understood of a typed request, in the order it was typed."""

    wishes: tuple[Wish, ...] = ()

    @property
    def request(self) -> Request:
        """The wishes combined into a request."""
        return Request.of(self.wishes)
