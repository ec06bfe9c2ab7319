"""Filters: which candidates may be picked at all, and which wishes a candidate doesn't fulfil."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from bot.models.catalogue import Role
from bot.models.ids import PersonId
from bot.recommender.index.build import Index
from bot.recommender.index.candidates import Candidate
from bot.recommender.index.features import Feature
from bot.recommender.index.fields import Field
from bot.recommender.index.sparse import Mask
from bot.recommender.requests import ALTERNATIVE, IN_ROLE, Request, Wish, WishKind
from bot.recommender.text.tokens import stems

SHORTEST_EPISODE = 8
"""Minutes that an episode has at least, to guess from their number how long a title can be."""
LONGEST_EPISODE = 120
"""Minutes that an episode of several has at most, for the same."""
FEW_EPISODES = 3
"""Whoever asks for something long does not mean a title of fewer episodes, where its length is not known."""


def allowed(index: Index, request: Request) -> Mask:
    """Return, row by row, what may be shown at all.

    Never a seed or anything from its anthology, never what is left out, never anything unwanted: if you don't want
    horror, you don't want the closest match in horror either.
    """
    open_rows = index.alive.copy()
    for key in (*request.liked, *request.disliked):
        seed = index.get(key)
        if seed is not None:
            open_rows[index.rows_of_anthology(seed.anthology)] = False
            open_rows[_rows(index, seed.related)] = False
            open_rows[index.related_to(key)] = False
    open_rows[_rows(index, (*request.seeds, *request.leave_out))] = False
    for who, role in request.without_people:
        open_rows &= ~_credited(index, who, role)
    for field, value in _unwanted(index, request):
        open_rows[index.holders(field, value)] = False
    if unwanted := frozenset(request.without_warnings):
        open_rows &= [unwanted.isdisjoint(one.warnings) for one in index.candidates]
    return open_rows


def filters(index: Index, request: Request) -> list[tuple[Wish, Mask]]:
    """Return every filter of the request: the wish, and row by row whether it is fulfilled."""
    return [
        *_by_numbers(index, request),
        *_by_words(index, request),
        *(
            (Wish(WishKind.PERSON, who if role is None else f"{who}{IN_ROLE}{role}"), _credited(index, who, role))
            for who, role in request.people
        ),
    ]


def _by_numbers(index: Index, request: Request) -> Iterator[tuple[Wish, Mask]]:
    if request.years is not None:
        first, last = request.years
        within = (index.years > 0) & (index.years >= first) & (index.years <= (last or index.years))
        yield Wish(WishKind.YEARS, f"{first or ''}-{last or ''}"), within
    if request.praise is not None:
        yield Wish(WishKind.VERDICT, request.praise), index.praised(request.praise)
    # All of an anthology together is not what a member sits down to.
    alone = ~index.umbrellas
    if request.unknown_length:
        yield Wish(WishKind.LONGEST), alone & _may_last(index, request)
        return
    if request.longest is not None:
        known = (index.minutes > 0) & (index.minutes <= request.longest)
        yield Wish(WishKind.LONGEST, str(request.longest)), alone & known
    if request.shortest is not None:
        yield Wish(WishKind.SHORTEST, str(request.shortest)), alone & (index.minutes >= max(request.shortest, 1))


def _may_last(index: Index, request: Request) -> Mask:
    """Return the rows of unknown length that may fit by how many episodes they have."""
    fits = index.minutes <= 0
    if request.shortest is not None:
        fits &= index.episodes >= max(FEW_EPISODES, request.shortest / LONGEST_EPISODE)
    if request.longest is not None:
        fits &= index.episodes <= request.longest // SHORTEST_EPISODE
    return fits


def _by_words(index: Index, request: Request) -> Iterator[tuple[Wish, Mask]]:
    if request.countries:
        from_there = _having(index, ((Field.COUNTRY, code) for code in request.countries))
        yield Wish(WishKind.COUNTRY, ALTERNATIVE.join(request.countries)), from_there
    if request.services:
        shown_there = _having(index, _services(index, request.services))
        yield Wish(WishKind.SERVICE, ALTERNATIVE.join(request.services)), shown_there
    if request.kind is not None:
        yield Wish(WishKind.KIND, request.kind), _having(index, [(Field.KIND, request.kind.value)])
    if request.stands_alone:
        yield Wish(WishKind.STANDS_ALONE), ~index.needs_other


def _unwanted(index: Index, request: Request) -> Iterator[Feature]:
    for tag in request.unwanted_tags:
        yield from ((Field.GENRE, tag), (Field.TAG, tag))
    yield from ((Field.COUNTRY, country) for country in request.without_countries)
    yield from _services(index, request.without_services)
    yield from ((Field.WORDS, name) for word in request.without_words for name in stems(word))


def _having(index: Index, features: Iterable[Feature]) -> Mask:
    """Return the rows that have one of these features."""
    mask = np.zeros(len(index), np.bool_)
    for field, name in features:
        mask[index.holders(field, name)] = True
    return mask


def _services(index: Index, wanted: Iterable[str]) -> list[Feature]:
    """Return the services that are meant: ``Disney`` is Disney+ and Disney Channel."""
    folded = [one.casefold() for one in wanted]
    names = index.names_in(Field.SERVICE) if folded else ()
    return [(Field.SERVICE, name) for name in names if any(one in name.casefold() for one in folded)]


def _credited(index: Index, who: PersonId, role: Role | None) -> Mask:
    mask = _having(index, [(Field.CAST, who), (Field.CREW, who)])
    if role is not None:
        for row in np.flatnonzero(mask).tolist():
            mask[row] = _is_credited(index.candidates[row], who, role)
    return mask


def _is_credited(candidate: Candidate, who: PersonId, role: Role | None) -> bool:
    if role is Role.ACTOR:
        return who in candidate.cast
    if role is not None:
        return (who, role) in candidate.crew
    return who in candidate.cast or any(who == person for person, _ in candidate.crew)


def missing(candidate: Candidate, request: Request) -> Iterator[Wish]:
    """Yield the wanted tags, and groups of tags, that the candidate doesn't have."""
    for group in request.wanted_groups:
        if not set(group).intersection(candidate.tag_ids):
            kind = WishKind.TAG if len(group) == 1 else WishKind.ONE_OF
            yield Wish(kind, ALTERNATIVE.join(group))


def _rows(index: Index, keys: Iterable[str]) -> list[int]:
    return [index.row_of[key] for key in keys if key in index.row_of]
