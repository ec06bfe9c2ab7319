"""What is asked of the recommender: wishes one by one, and the request that they combine into.

Plain data. The views turn it into text.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from enum import StrEnum
from typing import TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from bot.models.catalogue import ContentNote, Kind, Role
from bot.models.ids import PersonId, TagId

ALTERNATIVE = "|"
"""What stands between values of which one is enough: ``scary|unsettling``, ``KR|JP``."""
IN_ROLE = "/"
"""What stands between a person's id and the role that is meant: ``jordan-peele/director``."""


class WishKind(StrEnum):
    """What one part of a typed request is about, which decides what its value means."""

    TAG = "tag"
    """Value: a tag's id."""
    NOT_TAG = "not-tag"
    ONE_OF = "one-of"
    """Value: tag ids of which one is enough, the one that says it best first: ``scary|unsettling|horror``."""
    NONE_OF = "none-of"
    """Value: tag ids of which a pick may have none."""
    FREE_OF = "free-of"
    """The same, of a phrase that says it without "not": "family friendly", "happy ending"."""
    COUNTRY = "country"
    """Value: an ISO 3166 code, ``KR``, or several of which one is enough: ``KR|JP``."""
    NOT_COUNTRY = "not-country"
    LONGEST = "longest"
    """Value: total minutes."""
    SHORTEST = "shortest"
    YEARS = "years"
    """Value: ``2010-2019``, inclusive; ``2010-`` and ``-2019`` are open-ended."""
    SERVICE = "service"
    """Value: a service, or a part of its name, or several of which one is enough."""
    NOT_SERVICE = "not-service"
    PERSON = "person"
    """Value: the id of somebody credited, or the id and a role: ``jordan-peele/director``."""
    NOT_PERSON = "not-person"
    KIND = "kind"
    """Value: one of :class:`bot.models.catalogue.Kind`."""
    VERDICT = "verdict"
    """Value: one of :class:`Praise`."""
    STANDS_ALONE = "stands-alone"
    """No value: you don't need to see anything else first."""
    LIKE = "like"
    """Value: a candidate's key."""
    UNLIKE = "unlike"
    SEEN = "seen"
    """Value: the key of a title that the member has seen, or doesn't want for another reason."""
    NOT_TITLE = "not-title"
    """Value: the key of a title that is not wanted itself: "not black mirror, but about technology"."""
    UNKNOWN = "unknown"
    """Value: what was typed for a title or a country that is not known; it asks for nothing."""
    NOBODY = "nobody"
    """Value: a name that nobody in the catalogue has; it asks for nothing."""
    WORD = "word"
    """Value: one word that means nothing else; it is searched for in the premises."""
    NOT_WORD = "not-word"
    """Value: one word that a pick's premise must not contain."""
    NOT_WARNING = "not-warning"
    """Value: one of :class:`bot.models.catalogue.ContentNote`, which a pick must not be known to contain."""


class Praise(StrEnum):
    """How well a pick has to be reviewed."""

    GOOD = "good"
    MUST_WATCH = "must-watch"


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
    tags
        Tags that a pick has.
    one_of
        Groups of tags: a pick has one of each group.
    without_tags, none_of
        Tags that no pick may have. Those of ``none_of`` were meant as a whole ("nothing scary"), so a tag that was
        asked for by name stays allowed.
    words
        Free text, searched for in the premises.
    without_words
        Words that a pick's premise must not contain.
    without_warnings
        Content notes that no pick may have. A title without notes may still be picked: nothing is known of it.
    countries, without_countries
        ISO 3166 codes. A pick is from one of the countries.
    longest, shortest
        Total minutes, inclusive. Titles of unknown length match neither.
    years
        The first and last year of release, inclusive; 0 for an open end.
    services, without_services
        Names of services, or parts of them. A pick was shown on one of the services.
    people, without_people
        Ids of people who are all credited, each in a role where one is given.
    praise
        How well a pick has to be reviewed.
    stands_alone
        Only titles you can watch without having seen anything else.
    unknown_length
        Only titles whose length is not known, and that their number of episodes does not rule out.
    taste
        Ratings from 1 to 10 by key.
    leave_out
        Keys that must not be picked: seen, already shown, turned down. An anthology's key excludes only the umbrella.
    """

    liked: tuple[str, ...] = ()
    disliked: tuple[str, ...] = ()
    tags: tuple[TagId, ...] = ()
    one_of: tuple[tuple[TagId, ...], ...] = ()
    without_tags: tuple[TagId, ...] = ()
    none_of: tuple[TagId, ...] = ()
    words: str = ""
    without_words: tuple[str, ...] = ()
    without_warnings: tuple[ContentNote, ...] = ()
    countries: tuple[str, ...] = ()
    without_countries: tuple[str, ...] = ()
    longest: int | None = None
    shortest: int | None = None
    years: tuple[int, int] | None = None
    services: tuple[str, ...] = ()
    without_services: tuple[str, ...] = ()
    people: tuple[tuple[PersonId, Role | None], ...] = ()
    without_people: tuple[tuple[PersonId, Role | None], ...] = ()
    kind: Kind | None = None
    praise: Praise | None = None
    stands_alone: bool = False
    unknown_length: bool = False
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
        longest = _tighter(min, self.longest, other.longest)
        shortest = _tighter(max, self.shortest, other.shortest)
        if longest is not None and shortest is not None and shortest > longest:
            longest, shortest = other.longest, other.shortest
        return Request(
            liked=_once(*self.liked, *other.liked),
            disliked=_once(*self.disliked, *other.disliked),
            tags=_once(*(tag for tag in wanted if tag not in other.without_tags)),
            one_of=tuple(dict.fromkeys((*self.one_of, *other.one_of))),
            without_tags=_once(*(tag for tag in unwanted if tag not in other.tags)),
            none_of=_once(*self.none_of, *other.none_of),
            words=f"{self.words} {other.words}".strip(),
            without_words=_once(*self.without_words, *other.without_words),
            without_warnings=_once(*self.without_warnings, *other.without_warnings),
            countries=_narrowed(self.countries, other.countries),
            without_countries=_once(*self.without_countries, *other.without_countries),
            longest=longest,
            shortest=shortest,
            years=_spanned(self.years, other.years),
            services=_once(*self.services, *other.services),
            without_services=_once(*self.without_services, *other.without_services),
            people=_once(*self.people, *other.people),
            without_people=_once(*self.without_people, *other.without_people),
            kind=other.kind or self.kind,
            praise=other.praise or self.praise,
            stands_alone=self.stands_alone or other.stands_alone,
            unknown_length=self.unknown_length or other.unknown_length,
            taste={**self.taste, **other.taste},
            leave_out=self.leave_out | other.leave_out,
        )

    def without(self, *keys: str) -> Request:
        """Return the same request with these keys left out as well."""
        return replace(self, leave_out=self.leave_out | frozenset(keys))

    @property
    def of_unknown_length(self) -> Request:
        """The same request for titles whose length is not known."""
        return replace(self, unknown_length=True)

    @property
    def loosened(self) -> Request:
        """The same request with its people in whatever role, and not only films: many say that of everything."""
        return replace(self, people=tuple((who, None) for who, _ in self.people), kind=None)

    @property
    def seeds(self) -> frozenset[str]:
        """Every key that the request mentions, none of which may be picked."""
        return frozenset((*self.liked, *self.disliked, *self.taste))

    @property
    def says_what(self) -> bool:
        """Whether it says what a pick should be like, not only what it must not be, or where it comes from."""
        return bool(self.liked or self.tags or self.one_of or self.words or self.people or self.praise or self.taste)

    @property
    def unwanted_tags(self) -> frozenset[TagId]:
        """Every tag that no pick may have."""
        asked = {*self.tags, *(group[0] for group in self.one_of)}
        return frozenset((*self.without_tags, *(tag for tag in self.none_of if tag not in asked)))

    @property
    def wanted_groups(self) -> tuple[tuple[TagId, ...], ...]:
        """Groups of tags, of each of which a pick has one; what is unwanted has left them."""
        unwanted = self.unwanted_tags
        groups = (*((tag,) for tag in self.tags), *self.one_of)
        left = (tuple(tag for tag in group if tag not in unwanted) for group in groups)
        return tuple(group for group in left if group)


T = TypeVar("T", bound=Hashable)


def _once(*values: T) -> tuple[T, ...]:
    return tuple(dict.fromkeys(values))


def _tighter(choose: Callable[[int, int], int], one: int | None, other: int | None) -> int | None:
    """Return the tighter of two limits: "short" and "under 20 minutes" means under 20 minutes."""
    return other if one is None else one if other is None else choose(one, other)


def _spanned(before: tuple[int, int] | None, added: tuple[int, int] | None) -> tuple[int, int] | None:
    """Combine years: those that follow each other are one span ("70s or 80s"), else the later wish counts."""
    if before and added and all((*before, *added)):
        (first, last), (other_first, other_last) = sorted((before, added))
        return (first, max(last, other_last)) if other_first <= last + 1 else added
    return added or before


def _narrowed(before: tuple[str, ...], added: tuple[str, ...]) -> tuple[str, ...]:
    """Combine countries: one within a region narrows it ("asian, korean"), others are alternatives."""
    if before and added and (narrower := [code for code in before if code in added]):
        return tuple(narrower)
    return _once(*before, *added)


def _years(value: str) -> tuple[int, int]:
    first, _, last = value.partition("-")
    return int(first or 0), int(last or 0)


def _tags(value: str) -> tuple[TagId, ...]:
    return tuple(map(TagId, value.split(ALTERNATIVE)))


def _person(value: str) -> tuple[PersonId, Role | None]:
    who, _, role = value.partition(IN_ROLE)
    return PersonId(who), Role(role) if role else None


_READ: dict[WishKind, Callable[[str], Request]] = {
    WishKind.TAG: lambda value: Request(tags=(TagId(value),)),
    WishKind.NOT_TAG: lambda value: Request(without_tags=(TagId(value),)),
    WishKind.ONE_OF: lambda value: Request(one_of=(_tags(value),)),
    WishKind.NONE_OF: lambda value: Request(none_of=_tags(value)),
    WishKind.FREE_OF: lambda value: Request(none_of=_tags(value)),
    WishKind.COUNTRY: lambda value: Request(countries=tuple(value.split(ALTERNATIVE))),
    WishKind.NOT_COUNTRY: lambda value: Request(without_countries=tuple(value.split(ALTERNATIVE))),
    WishKind.LONGEST: lambda value: Request(longest=int(value)),
    WishKind.SHORTEST: lambda value: Request(shortest=int(value)),
    WishKind.YEARS: lambda value: Request(years=_years(value)),
    WishKind.SERVICE: lambda value: Request(services=tuple(value.split(ALTERNATIVE))),
    WishKind.NOT_SERVICE: lambda value: Request(without_services=tuple(value.split(ALTERNATIVE))),
    WishKind.PERSON: lambda value: Request(people=(_person(value),)),
    WishKind.NOT_PERSON: lambda value: Request(without_people=(_person(value),)),
    WishKind.KIND: lambda value: Request(kind=Kind(value)),
    WishKind.VERDICT: lambda value: Request(praise=Praise(value)),
    WishKind.STANDS_ALONE: lambda _: Request(stands_alone=True),
    WishKind.LIKE: lambda value: Request(liked=(value,)),
    WishKind.UNLIKE: lambda value: Request(disliked=(value,)),
    WishKind.SEEN: lambda value: Request(leave_out=frozenset((value,))),
    WishKind.NOT_TITLE: lambda value: Request(leave_out=frozenset((value,))),
    WishKind.UNKNOWN: lambda _: Request(),
    WishKind.NOBODY: lambda _: Request(),
    WishKind.WORD: lambda value: Request(words=value),
    WishKind.NOT_WORD: lambda value: Request(without_words=(value,)),
    WishKind.NOT_WARNING: lambda value: Request(without_warnings=(ContentNote(value),)),
}


class Understood(Struct, frozen=True):
    """What was understood of a typed request, in the order it was typed.

    Parameters
    ----------
    says_nothing
        Whether the text is no request at all: signs, figures, "lol".
    """

    wishes: tuple[Wish, ...] = ()
    says_nothing: bool = True

    @property
    def request(self) -> Request:
        """The wishes combined into a request."""
        return Request.of(self.wishes)
