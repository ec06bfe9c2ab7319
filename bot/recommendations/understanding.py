"""Which wishes of a request say something, and which reasons may be told."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from bot.recommender import Reason, ReasonKind, Recommender, Wish, WishKind

FROM_THE_PREMISE = frozenset({ReasonKind.WANTED_WORDS, ReasonKind.SHARED_WORDS})
"""Reasons that quote a premise."""


def as_likes(wishes: Sequence[Wish], recommender: Recommender) -> tuple[Wish, ...]:
    """Read titles that were seen as liked if nothing else was said: "I've seen X and Y, what else?"."""
    meant = understood(wishes, recommender)
    if meant and all(wish.kind is WishKind.SEEN for wish in meant):
        return (*wishes, *(replace(wish, kind=WishKind.LIKE) for wish in meant))
    return tuple(wishes)


def _is_missed(wish: Wish, recommender: Recommender) -> bool:
    """Whether a wish is a word that stands in no premise, or a name that nobody has, and so says nothing."""
    if wish.kind in {WishKind.UNKNOWN, WishKind.NOBODY}:
        return True
    return wish.kind in {WishKind.WORD, WishKind.NOT_WORD} and not recommender.mentions(wish.value)


def understood(wishes: Sequence[Wish], recommender: Recommender) -> tuple[Wish, ...]:
    """Return the wishes that say something."""
    return tuple(wish for wish in wishes if not _is_missed(wish, recommender))


def missed(wishes: Sequence[Wish], recommender: Recommender) -> tuple[str, ...]:
    """Return the words that say nothing, as they were typed."""
    return tuple(
        wish.typed or wish.value
        for wish in wishes
        if wish.kind is not WishKind.NOBODY and _is_missed(wish, recommender)
    )


def nobody(wishes: Sequence[Wish]) -> tuple[str, ...]:
    """Return the names that nobody in the catalogue has, as they were typed."""
    return tuple(wish.value for wish in wishes if wish.kind is WishKind.NOBODY)


def without_premise(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """Leave out the reasons that quote a premise: it has a spoiler mark."""
    return tuple(reason for reason in reasons if reason.kind not in FROM_THE_PREMISE)
