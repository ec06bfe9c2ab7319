"""Filters: which candidates may be picked at all, and which wishes a candidate doesn't fulfil."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from bot.recommender.index.build import Index
from bot.recommender.index.candidates import Candidate
from bot.recommender.index.fields import Field
from bot.recommender.index.sparse import Mask
from bot.recommender.requests import Request, Wish, WishKind
from bot.recommender.text.tokens import stems


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
    for field, value in _unwanted(request):
        open_rows[index.holders(field, value)] = False
    return open_rows


def fitting(index: Index, request: Request) -> Mask:
    """Return, row by row, whether every filter is passed; agrees with :func:`broken`."""
    return np.logical_and.reduce([np.ones(len(index), np.bool_), *keep_allowed(index, request)])


def keep_allowed(index: Index, request: Request) -> Iterator[Mask]:
    """Yield, for each filter, the rows that pass it."""
    if request.longest is not None:
        yield (index.minutes > 0) & (index.minutes <= request.longest)
    if request.shortest is not None:
        yield index.minutes >= max(request.shortest, 1)
    if request.years is not None:
        first, last = request.years
        yield (index.years > 0) & (index.years >= first) & (index.years <= (last or index.years))
    if request.stands_alone:
        yield ~index.needs_other
    for field, value in _required(request):
        has_value = np.zeros(len(index), np.bool_)
        has_value[index.holders(field, value)] = True
        yield has_value


def _unwanted(request: Request) -> Iterator[tuple[Field, str]]:
    for tag in request.without_tags:
        yield from ((Field.GENRE, tag), (Field.TAG, tag))
    yield from ((Field.COUNTRY, country) for country in request.without_countries)
    yield from ((Field.WORDS, name) for word in request.without_words for name in stems(word))


def _required(request: Request) -> Iterator[tuple[Field, str]]:
    if request.country is not None:
        yield Field.COUNTRY, request.country
    if request.service is not None:
        yield Field.SERVICE, request.service
    if request.kind is not None:
        yield Field.KIND, request.kind.value


def broken(candidate: Candidate, request: Request) -> Iterator[Wish]:
    """Yield the filters of the request that the candidate breaks, as wishes."""
    tags = candidate.tag_ids
    yield from (Wish(WishKind.NOT_TAG, tag) for tag in request.without_tags if tag in tags)
    yield from (Wish(WishKind.NOT_COUNTRY, code) for code in request.without_countries if code in candidate.countries)
    if request.without_words:
        found = set(stems(candidate.text))
        yield from (Wish(WishKind.NOT_WORD, word) for word in request.without_words if found.intersection(stems(word)))
    if request.country is not None and request.country not in candidate.countries:
        yield Wish(WishKind.COUNTRY, request.country)
    if request.service is not None and request.service not in candidate.services:
        yield Wish(WishKind.SERVICE, request.service)
    if request.kind is not None and request.kind is not candidate.kind:
        yield Wish(WishKind.KIND, request.kind)
    minutes = candidate.minutes or 0
    if request.longest is not None and not 0 < minutes <= request.longest:
        yield Wish(WishKind.LONGEST, str(request.longest))
    if request.shortest is not None and minutes < max(request.shortest, 1):
        yield Wish(WishKind.SHORTEST, str(request.shortest))
    if request.years is not None and not _within(candidate.year, request.years):
        first, last = request.years
        yield Wish(WishKind.YEARS, f"{first or ''}-{last or ''}")
    if request.stands_alone and candidate.needs_other:
        yield Wish(WishKind.STANDS_ALONE)


def missing(candidate: Candidate, request: Request, members: Iterable[Candidate] = ()) -> Iterator[Wish]:
    """Yield the wanted tags that neither the candidate nor, for an umbrella, any of its members has."""
    tags = {tag for one in (candidate, *members) for tag in one.tag_ids}
    yield from (Wish(WishKind.TAG, tag) for tag in request.tags if tag not in tags)


def _within(year: int | None, years: tuple[int, int]) -> bool:
    first, last = years
    return year is not None and year > 0 and first <= year <= (last or year)


def _rows(index: Index, keys: Iterable[str]) -> list[int]:
    return [index.row_of[key] for key in keys if key in index.row_of]
