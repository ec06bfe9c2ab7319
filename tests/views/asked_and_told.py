"""A wish and a reason of every kind."""

from __future__ import annotations

from collections.abc import Callable

from bot.recommender.models import Reason, ReasonKind
from bot.recommender.requests import Wish, WishKind

Say = Callable[[str], str]


def every_reason(say: Say) -> tuple[Reason, ...]:
    """Give a reason of every kind."""
    values = {
        ReasonKind.SAME_COUNTRY: ("KR",),
        ReasonKind.LENGTH: ("270", "6"),
        ReasonKind.SAME_YEARS: ("2023",),
        ReasonKind.STANDING: (),
        ReasonKind.WANTED_WORDS: (say("word"),),
        ReasonKind.SHARED_WORDS: (say("word"), say("word")),
        ReasonKind.SAME_SERVICE: (say("service"),),
        **dict.fromkeys((ReasonKind.WANTED_TAG, ReasonKind.SHARED_TAG, ReasonKind.TASTE), ("tag",)),
    }
    return tuple(Reason(kind, values.get(kind, ("person",)), "harbour/1", 1.0) for kind in ReasonKind)


def every_wish(say: Say) -> tuple[Wish, ...]:
    """Give a wish of every kind."""
    values = {
        WishKind.TAG: "tag",
        WishKind.NOT_TAG: "tag",
        WishKind.COUNTRY: "KR",
        WishKind.NOT_COUNTRY: "JP",
        WishKind.LONGEST: "180",
        WishKind.SHORTEST: "480",
        WishKind.YEARS: "2010-2019",
        WishKind.ONE_OF: "family|tag",
        WishKind.NONE_OF: "family|tag",
        WishKind.FREE_OF: "word|tag",
        WishKind.NOT_TITLE: "harbour/2",
        WishKind.UNKNOWN: say("person"),
        WishKind.SERVICE: say("service"),
        WishKind.NOT_SERVICE: say("service"),
        WishKind.PERSON: "person/director",
        WishKind.NOT_PERSON: "person",
        WishKind.VERDICT: "must-watch",
        WishKind.SEEN: "harbour/1",
        WishKind.KIND: "episodic",
        WishKind.LIKE: "harbour/1",
        WishKind.UNLIKE: "harbour/1",
        WishKind.WORD: say("word"),
        WishKind.NOT_WORD: say("word"),
        WishKind.NOT_WARNING: "harm-to-animals",
    }
    return tuple(Wish(kind, values.get(kind, "")) for kind in WishKind)
