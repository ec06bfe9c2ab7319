"""What an answer says, as data for checks: from the result that the view was given, never from the card's text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Required, TypedDict

from bot.models.known_works import KNOWN_KEY
from bot.models.queries import Choice
from bot.recommendations.results import (
    Compared,
    NothingUnderstood,
    OneTitle,
    Recommendations,
    Recommended,
    WholeAndPart,
)
from bot.recommender.requests import Wish, WishKind
from bot.titles.results import (
    AnthologyResult,
    InstalmentResult,
    KnownWorkResult,
    MissingPlace,
    NothingFound,
    PersonResult,
    UnreadableLink,
)


class PickData(TypedDict):
    """One pick: its id, its verdict where there is one, and the kinds of its reasons."""

    id: str
    verdict: str | None
    reasons: list[str]


class AnswerData(TypedDict, total=False):
    """One line of ``ask --json``.

    ``kind`` is one of title, person, comparison, part, picks, known, absent, missing, unclear, unreadable and refused.
    """

    kind: Required[str]
    ids: Required[list[str]]
    line: str
    picks: list[PickData]
    closest: list[str]
    seed: str | None
    understood: list[str]
    not_understood: list[str]
    text: str
    private: bool


def data_of(result: object) -> AnswerData:  # noqa: C901, PLR0911, PLR0912  # one match over every kind of result, a case a line
    """Give what a result says; nothing but ``kind: refused`` for one that is no answer to a member's command."""
    match result:
        case AnthologyResult():
            return {"kind": "title", "ids": [result.anthology.id], "closest": _keys(result.others)}
        case InstalmentResult():
            return {"kind": "title", "ids": [result.instalment.id], "closest": _keys(result.others)}
        case PersonResult():
            return {"kind": "person", "ids": [result.person.id], "closest": _keys(result.others)}
        case Compared():
            return {"kind": "comparison", "ids": [_id(result.first), _id(result.second)]}
        case WholeAndPart():
            return {"kind": "part", "ids": [_id(result.whole), _id(result.part)]}
        case OneTitle() | UnreadableLink():
            return {"kind": "unclear", "ids": []}
        case NothingFound():
            return {"kind": "absent", "ids": [], "closest": _keys(result.nearest)}
        case MissingPlace():
            return {"kind": "missing", "ids": [result.anthology.id]}
        case KnownWorkResult():
            return {"kind": "known", "ids": [], "seed": result.work.key.removeprefix(KNOWN_KEY)}
        case (KnownWorkResult() as known, Recommendations() as liked):
            return {**_picks(liked), "kind": "known", "ids": [], "seed": known.work.key.removeprefix(KNOWN_KEY)}
        case Recommendations():
            return _picks(result)
        case NothingUnderstood():
            return {"kind": "picks", "ids": [], "picks": [], "understood": [], "not_understood": [result.typed]}
        case _:
            return {"kind": "refused", "ids": []}


def _picks(result: Recommendations) -> AnswerData:
    seed = next((wish.value for wish in result.wishes if wish.kind is WishKind.LIKE), None)
    return {
        "kind": "picks",
        "ids": [one.pick.key for one in result.picks],
        "picks": [_pick(one) for one in result.picks],
        "closest": [one.pick.key for one in result.nearest],
        "seed": seed.removeprefix(KNOWN_KEY) if seed else None,
        "understood": [_wish(wish) for wish in result.wishes],
        "not_understood": [*result.not_understood, *result.nobody],
    }


def _pick(one: Recommended) -> PickData:
    summary = one.story.summary if one.story else None
    return {
        "id": one.pick.key,
        "verdict": summary.consensus.verdict.value if summary else None,
        "reasons": [reason.kind.value for reason in one.pick.reasons],
    }


def _wish(wish: Wish) -> str:
    return f"{wish.kind.value}:{wish.value}" if wish.value else wish.kind.value


def _id(result: AnthologyResult | InstalmentResult) -> str:
    return result.instalment.id if isinstance(result, InstalmentResult) else result.anthology.id


def _keys(choices: Sequence[Choice]) -> list[str]:
    return [choice.key for choice in choices]
