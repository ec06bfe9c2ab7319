"""What is asked and what is answered: wishes, requests, picks with their reasons, and two titles side by side.

Data alone. What a member reads is worded by the cards.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot.models.catalogue import Kind
from bot.models.ids import TagId


class WishKind(StrEnum):
    """What a part of a typed wish is about; says how its value is read."""

    TAG = "tag"
    """Value: a tag's id."""
    NOT_TAG = "not-tag"
    COUNTRY = "country"
    """Value: an ISO 3166 code, ``KR``."""
    NOT_COUNTRY = "not-country"
    LONGEST = "longest"
    """Value: minutes in all."""
    SHORTEST = "shortest"
    YEARS = "years"
    """Value: ``2010-2019``, both included; ``2010-`` and ``-2019`` are open."""
    SERVICE = "service"
    KIND = "kind"
    """Value: one of :class:`bot.models.catalogue.Kind`."""
    STANDS_ALONE = "stands-alone"
    """No value: nothing else need be seen first."""
    LIKE = "like"
    """Value: a candidate's key."""
    UNLIKE = "unlike"
    WORD = "word"
    """Value: one word that nothing else understood; it is looked for in the premises."""
    NOT_WORD = "not-word"
    """Value: one word that no premise of a pick may hold."""


@dataclass(frozen=True, slots=True)
class Wish:
    """One part of what was asked, as it was understood.

    Parameters
    ----------
    value
        Read as the kind says.
    typed
        The words that said it; empty where it did not come from typed words.
    """

    kind: WishKind
    value: str = ""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """What to recommend; every part is optional and all combine.

    Parameters
    ----------
    liked, disliked
        Keys of candidates. A key that nobody knows is passed over.
    tags, without_tags
        Wanted tags, the more of them the better; tags that no pick may carry.
    words
        Free text, looked for in the premises.
    without_words
        Words that the premise of a pick may not hold.
    country, without_countries
        ISO 3166 codes.
    longest, shortest
        Minutes in all, both included. What has no known length fits neither.
    years
        First and last year of the first showing, both included; 0 for an open end.
    stands_alone
        Only what needs nothing else to have been seen.
    taste
        Ratings from 1 to 10 by key.
    leave_out
        Keys that must not come back: seen, shown before, turned down. An anthology's key leaves out the umbrella alone.
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
        """Put single wishes together. Of two that contradict each other the later one counts."""
        request = cls()
        for wish in wishes:
            request = request.also(_READ[wish.kind](wish.value))
        return request

    def also(self, other: Request) -> Request:
        """Give the request that asks for both; where only one answer can stand, the other's counts."""
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
        """Give the same request with these keys left out as well."""
        return replace(self, leave_out=self.leave_out | frozenset(keys))

    @property
    def seeds(self) -> frozenset[str]:
        """Every key that the request speaks of, and that is therefore no answer to it."""
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


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood of typed words, in the order in which it was typed."""

    wishes: tuple[Wish, ...] = ()

    @property
    def request(self) -> Request:
        """The request that the wishes amount to."""
        return Request.of(self.wishes)


class ReasonKind(StrEnum):
    """What moved a pick up; says how the values of a reason are read."""

    WANTED_TAG = "wanted-tag"
    """Tag ids that were asked for."""
    WANTED_WORDS = "wanted-words"
    """Words that were asked for and stand in the premise."""
    SHARED_TAG = "shared-tag"
    """Tag ids that it shares with the seed; where no seed is meant, tags that go with what was asked for."""
    SAME_DIRECTOR = "same-director"
    """Person ids; so with the following four."""
    SAME_WRITER = "same-writer"
    SAME_CREATOR = "same-creator"
    SAME_HOST = "same-host"
    SAME_CAST = "same-cast"
    SHARED_WORDS = "shared-words"
    """Rare words that stand in both premises."""
    SAME_COUNTRY = "same-country"
    """ISO 3166 codes."""
    SAME_SERVICE = "same-service"
    """Names of services."""
    SAME_YEARS = "same-years"
    """Its own year."""
    LENGTH = "length"
    """Its minutes in all, then its episodes where they are known: as long as the seed, or as short as was asked."""
    STANDING = "standing"
    """No value: it is thought well of."""
    TASTE = "taste"
    """Tag ids that speak for it because of how the member rated others."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a pick stands where it stands.

    Parameters
    ----------
    values
        Ids and numbers as the kind says, the weightiest first; never sentences.
    seed
        The liked title that it is true of; None where no seed is meant.
    weight
        How much of the pick's score it made up; comparable within one pick alone.
    """

    kind: ReasonKind
    values: tuple[str, ...] = ()
    seed: str | None = None
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class Pick:
    """One recommended title.

    Parameters
    ----------
    reasons
        At most three, strongest first; none where nothing but chance speaks for it.
    misses
        The wishes that it does not fulfil, as asked.
    members
        For an umbrella: the instalments that made it a pick, best first.
    """

    key: str
    score: float
    reasons: tuple[Reason, ...] = ()
    misses: tuple[Wish, ...] = ()
    members: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ranking:
    """The answer to a request, best first.

    Parameters
    ----------
    picks
        What fits. Wanted tags can be missing (see :attr:`Pick.misses`); filters are never broken here.
    nearest
        Given only where there are fewer picks than asked for: what comes nearest, each with what it misses.
        Unwanted tags and words, seeds and what was left out do not come back even here.
    """

    picks: tuple[Pick, ...] = ()
    nearest: tuple[Pick, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether at least the first pick fulfils every wish."""
        return bool(self.picks) and not self.picks[0].misses


@dataclass(frozen=True, slots=True)
class TitleComparison:
    """Two titles compared: what they share, and where they part.

    Parameters
    ----------
    shared
        What both have, strongest first; the seed of each reason is the first title.
    only_first, only_second
        Tag ids that one alone carries, the most telling first.
    minutes
        How long each runs, where it is known.
    closeness
        How alike they are, from 0 (nothing in common) to 1 (the same in all that is known).
    tonight, because
        The key to take when there is time for one, and what speaks for it; None where nothing does.
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
