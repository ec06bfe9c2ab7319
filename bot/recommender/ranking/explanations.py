"""Explain a pick: what really moved it up, as data that a view can put into words.

Every reason is a part of the score itself, so without the thing it cites the pick would score lower.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from bot.models.catalogue import Role
from bot.recommender.index.candidates import Candidate
from bot.recommender.index.fields import Field
from bot.recommender.index.weights import (
    KEPT_LENGTH_WEIGHT,
    LEAST_REASON,
    LEAST_VALUE_SHARE,
    LEAST_WEIGHT,
    LEAST_WORDS,
    LENGTH_WEIGHT,
    MOST_VALUES,
    NEAR_SHARE,
    POPULARITY_WEIGHT,
    WELL_REVIEWED,
    YEAR_WEIGHT,
)
from bot.recommender.models import Reason, ReasonKind
from bot.recommender.ranking.query import Query
from bot.recommender.ranking.similarity import Seed
from bot.recommender.text.tokens import stem, tokens

MOST_REASONS = 3
ASKED = frozenset((ReasonKind.WANTED_TAG, ReasonKind.WANTED_WORDS))
OF_ONE_ALONE = frozenset((ReasonKind.LENGTH, ReasonKind.SAME_YEARS, ReasonKind.SHARED_WORDS))
"""Reasons that are never true of several instalments in the same way."""

OF_FIELD = {
    Field.GENRE: ReasonKind.SHARED_TAG,
    Field.TAG: ReasonKind.SHARED_TAG,
    Field.CAST: ReasonKind.SAME_CAST,
    Field.WORDS: ReasonKind.SHARED_WORDS,
    Field.COUNTRY: ReasonKind.SAME_COUNTRY,
    Field.SERVICE: ReasonKind.SAME_SERVICE,
}
OF_ROLE = {
    Role.DIRECTOR: ReasonKind.SAME_DIRECTOR,
    Role.WRITER: ReasonKind.SAME_WRITER,
    Role.CREATOR: ReasonKind.SAME_CREATOR,
    Role.HOST: ReasonKind.SAME_HOST,
}
BESIDE = frozenset(
    (
        ReasonKind.SAME_COUNTRY,
        ReasonKind.SAME_SERVICE,
        ReasonKind.SAME_YEARS,
        ReasonKind.LENGTH,
        ReasonKind.SHARED_WORDS,
    )
)
"""Reasons that may be chance or are true of many titles: told of two titles side by side, never of a pick."""
WEAK = BESIDE | {ReasonKind.STANDING}
"""Reasons that come after all others."""


def reasons_of(query: Query, row: int, members: Sequence[int] = ()) -> list[Reason]:
    """Return every reason for a row: the strong kinds, then the weak ones, each strongest first.

    Parameters
    ----------
    members
        For an umbrella: the instalments that it stands for. Only reasons true of all of them are returned.
    """
    found = [reason for reason in _all(query, members[0] if members else row) if reason.weight > 0]
    for other in members[1:]:
        theirs = {reason.kind: reason.values for reason in _all(query, other) if reason.weight > 0}
        found = [shared for reason in found if (shared := _also(reason, theirs)) is not None]
    strongest = max((reason.weight for reason in found if reason.kind not in ASKED), default=0.0)
    least = max(LEAST_WEIGHT, LEAST_REASON * strongest)
    found = [one for one in found if one.kind in ASKED or one.weight >= least]
    return sorted(found, key=lambda reason: (reason.kind in WEAK, -reason.weight, reason.kind, reason.values))


def _also(reason: Reason, theirs: Mapping[ReasonKind, tuple[str, ...]]) -> Reason | None:
    """Keep the part of a reason that is true of another title too."""
    if reason.kind in OF_ONE_ALONE or reason.kind not in theirs:
        return None
    values = tuple(value for value in reason.values if value in theirs[reason.kind])
    return replace(reason, values=values) if values or not reason.values else None


def shown_reasons(reasons: Sequence[Reason], before: Sequence[Reason]) -> tuple[Reason, ...]:
    """Choose at most three reasons, different from those of the pick ``before`` if others are true.

    A weak reason is shown only if the strong ones leave room, and there is never more than one of a kind.
    """
    reasons = [one for one in reasons if one.kind not in BESIDE]
    chosen = tuple(reasons[:MOST_REASONS])
    if not chosen or not _same(chosen, before):
        return chosen
    for others in _others(reasons):
        if not _same(others, before):
            return others
    return chosen


def _others(reasons: Sequence[Reason]) -> Iterator[tuple[Reason, ...]]:
    """Yield alternative selections: the fourth instead of the third and so on, then fewer values or reasons."""
    for place in range(MOST_REASONS, len(reasons)):
        yield (*reasons[: MOST_REASONS - 1], reasons[place])
    for place, reason in enumerate(reasons[:MOST_REASONS]):
        for values in (reason.values[1:], reason.values[:-1]):
            if values:
                yield (*reasons[:place], replace(reason, values=values), *reasons[place + 1 : MOST_REASONS])
    for fewer in range(min(MOST_REASONS, len(reasons)) - 1, 0, -1):
        yield tuple(reasons[:fewer])


def _same(first: Sequence[Reason], second: Sequence[Reason]) -> bool:
    return {(one.kind, one.values) for one in first} == {(one.kind, one.values) for one in second}


def _all(query: Query, row: int) -> Iterator[Reason]:
    candidate = query.index.candidates[row]
    yield from _wanted(query, row)
    yield from _words(query, row, candidate)
    yield from _associated(query, row)
    yield from _shared_features(query, row, candidate)
    yield from _length(query, row, candidate)
    if candidate.year is not None and query.similarity.of_year(row) >= NEAR_SHARE * YEAR_WEIGHT:
        yield Reason(ReasonKind.SAME_YEARS, (str(candidate.year),), _only_seed(query), query.similarity.of_year(row))
    if candidate.popularity >= WELL_REVIEWED:
        yield Reason(ReasonKind.STANDING, weight=POPULARITY_WEIGHT * candidate.popularity)


def _wanted(query: Query, row: int) -> Iterator[Reason]:
    mine = set(query.index.vectors[row].ids.tolist())
    found = [
        (weight, query.index.feature(number)[1])
        for number, weight in zip(query.wanted.ids.tolist(), query.wanted.values.tolist(), strict=True)
        if number in mine
    ]
    if found:
        yield Reason(
            ReasonKind.WANTED_TAG, _strongest(found, limit=len(found)), None, sum(weight for weight, _ in found)
        )


def _associated(query: Query, row: int) -> Iterator[Reason]:
    found = query.associated_tags(row)
    if found:
        best = max(weight for weight, _ in found)
        strong = [(weight, name) for weight, name in found if weight >= LEAST_VALUE_SHARE * best]
        yield Reason(ReasonKind.SHARED_TAG, _strongest(strong), None, sum(weight for weight, _ in found))


def _words(query: Query, row: int, candidate: Candidate) -> Iterator[Reason]:
    found = query.words_in(row)
    if found:
        values = _as_written(found, candidate)
        yield Reason(ReasonKind.WANTED_WORDS, values, None, sum(weight for weight, _ in found))


def _shared_features(query: Query, row: int, candidate: Candidate) -> Iterator[Reason]:
    """Group what the row shares with the seeds by kind of reason."""
    parts: dict[ReasonKind, list[tuple[float, str]]] = {}
    for field, name, weight in query.similarity.in_common(row):
        if name in query.request.tags:
            continue
        for kind in _kinds(field, name, candidate):
            parts.setdefault(kind, []).append((weight, name))
    for kind, found in parts.items():
        weight = sum(part for part, _ in found)
        best = max(part for part, _ in found)
        strong = [(part, name) for part, name in found if part >= LEAST_VALUE_SHARE * best]
        if kind is ReasonKind.SHARED_WORDS:
            values = _as_written([pair for pair in strong if query.index.is_rare(Field.WORDS, pair[1])], candidate)
            values = values if len(values) >= LEAST_WORDS else ()
        else:
            values = _strongest(strong)
        if values and best > 0:
            rated = all(seed.rated for seed in query.similarity.seeds)
            shown_kind = ReasonKind.TASTE if rated and kind is ReasonKind.SHARED_TAG else kind
            yield Reason(shown_kind, values, _seed_of(query, values, kind), weight)


def _kinds(field: Field, name: str, candidate: Candidate) -> Iterable[ReasonKind]:
    if field is Field.CREW:
        return [OF_ROLE[role] for person, role in candidate.crew if person == name and role in OF_ROLE]
    return [OF_FIELD[field]] if field in OF_FIELD else []


def _length(query: Query, row: int, candidate: Candidate) -> Iterator[Reason]:
    if candidate.minutes is None:
        return
    values = (str(candidate.minutes), *([str(candidate.episodes)] if candidate.episodes else []))
    weight = query.similarity.of_length(row)
    if query.request.longest is not None and not query.missed(row):
        yield Reason(ReasonKind.LENGTH, values, None, max(KEPT_LENGTH_WEIGHT, weight))
    elif weight >= NEAR_SHARE * LENGTH_WEIGHT:
        yield Reason(ReasonKind.LENGTH, values, _only_seed(query), weight)


def _strongest(found: Iterable[tuple[float, str]], limit: int = MOST_VALUES) -> tuple[str, ...]:
    return tuple(name for _, name in sorted(found, key=lambda pair: (-pair[0], pair[1]))[:limit])


def _as_written(found: Iterable[tuple[float, str]], candidate: Candidate) -> tuple[str, ...]:
    """Return the words of the premise that these stems come from."""
    written: dict[str, str] = {}
    for word in tokens(candidate.text):
        written.setdefault(stem(word), word)
    return tuple(written[name] for name in _strongest(found) if name in written)


def _seed_of(query: Query, values: Sequence[str], kind: ReasonKind) -> str | None:
    """Return the liked seed that has most of these values."""
    liked = [seed for seed in query.similarity.seeds if seed.weight > 0]
    if len(liked) <= 1:
        return query.index.candidates[liked[0].row].key if liked else None
    names = set(values)

    def overlap(seed: Seed) -> float:
        vector = query.index.vectors[seed.row]
        if kind is ReasonKind.SHARED_WORDS:
            return float(len(names & set(tokens(query.index.candidates[seed.row].text))))
        return seed.weight * sum(value for _, name, value in query.index.named(vector) if name in names)

    best = max(liked, key=overlap)
    return query.index.candidates[best.row].key if overlap(best) > 0 else None


def _only_seed(query: Query) -> str | None:
    liked = [seed for seed in query.similarity.seeds if seed.weight > 0]
    return query.index.candidates[liked[0].row].key if len(liked) == 1 else None
