"""Compare two titles: what they share, where they differ, and which one to watch tonight."""

from __future__ import annotations

from collections.abc import Collection

from msgspec.structs import replace

from bot.models.ids import TagId
from bot.recommender.index.build import Index
from bot.recommender.index.candidates import UNKNOWN_POPULARITY, Candidate
from bot.recommender.index.fields import Field
from bot.recommender.index.model import Model
from bot.recommender.index.weights import CLEARLY_BETTER, CLEARLY_SHORTER, FIELD_WEIGHTS
from bot.recommender.models import Reason, ReasonKind, TitleComparison
from bot.recommender.ranking.explanations import OF_ROLE, reasons_of
from bot.recommender.ranking.query import Query
from bot.recommender.requests import Request

SHARED_REASONS = frozenset(ReasonKind) - {ReasonKind.STANDING}
SAME_YEARS = 2
"""Years apart at most to be called from the same years."""


def compare_titles(model: Model, first: str, second: str) -> TitleComparison:
    """Compare two candidates.

    Raises
    ------
    KeyError
        If one of them is not a candidate.
    """
    index = model.index
    one, other = (index.candidates[index.row_of[key]] for key in (first, second))
    row = index.row_of[second]
    reasons = reasons_of(Query(model, Request(liked=(first,))), row)
    tonight, because = _tonight(one, other)
    return TitleComparison(
        first=first,
        second=second,
        shared=tuple(
            shared
            for reason in reasons
            if reason.kind in SHARED_REASONS and (shared := _true_of_both(reason, one, other)) is not None
        ),
        only_first=_only(index, one, other),
        only_second=_only(index, other, one),
        minutes=(one.minutes, other.minutes),
        closeness=_closeness(index, index.row_of[first], row),
        tonight=tonight,
        because=because,
    )


def _true_of_both(reason: Reason, one: Candidate, other: Candidate) -> Reason | None:
    """Keep what a reason says of the second title that is true of the first one too; None if that is nothing."""
    if reason.kind is ReasonKind.SAME_CREATOR and one.anthology == other.anthology:
        return None  # who made the anthology has not made each of its stories
    role = next((role for role, kind in OF_ROLE.items() if kind is reason.kind), None)
    if role is not None:
        both: Collection[str] = {who for who, did in one.crew if did is role and (who, did) in other.crew}
    else:
        match reason.kind:
            case ReasonKind.LENGTH:
                return reason if (one.minutes, one.episodes) == (other.minutes, other.episodes) else None
            case ReasonKind.SAME_YEARS:
                near = one.year and other.year and abs(one.year - other.year) <= SAME_YEARS
                return reason if near else None
            case ReasonKind.SHARED_WORDS:
                return None if one.umbrella or other.umbrella else reason  # an anthology's premise tells no story
            case ReasonKind.SHARED_TAG:
                both = {*one.tag_ids} & {*other.tag_ids}
            case ReasonKind.SAME_CAST:
                both = {*one.cast} & {*other.cast}
            case _:
                return reason
    values = tuple(value for value in reason.values if value in both)
    return replace(reason, values=values) if values else None


def _only(index: Index, one: Candidate, other: Candidate) -> tuple[TagId, ...]:
    theirs = {*other.tag_ids}
    if other.umbrella:
        # What one of its stories has, the anthology does not lack.
        theirs.update(tag for row in index.rows_of_anthology(other.anthology) for tag in index.candidates[row].tag_ids)
    alone = [tag for tag in one.tag_ids if tag not in theirs]
    return tuple(sorted(alone, key=lambda tag: (-max(index.rarity(f, tag) for f in (Field.GENRE, Field.TAG)), tag)))


def _closeness(index: Index, first: int, second: int) -> float:
    """Return the weighted mean cosine over all fields that either title has, except their kind."""
    mine, theirs = (dict(index.by_field(index.vectors[row])) for row in (first, second))
    fields = (mine.keys() | theirs.keys()) - {Field.KIND}
    cosines = {field: float(mine[field].shared(theirs[field]).values.sum()) for field in mine.keys() & theirs.keys()}
    most = sum(FIELD_WEIGHTS[field] for field in fields)
    return min(1.0, sum(FIELD_WEIGHTS[field] * cosines.get(field, 0.0) for field in fields) / most) if most else 0.0


def _tonight(one: Candidate, other: Candidate) -> tuple[str | None, tuple[Reason, ...]]:
    """Choose by popularity, then by length, if either is clear."""
    known = UNKNOWN_POPULARITY not in (one.popularity, other.popularity)
    better, worse = sorted((one, other), key=lambda candidate: -candidate.popularity)
    if known and better.popularity - worse.popularity >= CLEARLY_BETTER:
        return better.key, (Reason(ReasonKind.STANDING, weight=better.popularity - worse.popularity),)
    if one.needs_other != other.needs_other:
        return (other if one.needs_other else one).key, ()
    if one.minutes and other.minutes:
        shorter, longer = sorted((one, other), key=lambda candidate: candidate.minutes or 0)
        if (shorter.minutes or 0) <= CLEARLY_SHORTER * (longer.minutes or 0):
            values = (str(shorter.minutes), *([str(shorter.episodes)] if shorter.episodes else []))
            return shorter.key, (Reason(ReasonKind.LENGTH, values),)
    return None, ()
