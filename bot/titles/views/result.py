"""Which card shows a result: always the same one, no matter which command or button led there."""

from __future__ import annotations

from discord import ui

from bot.titles.results import (
    AnthologyResult,
    InstalmentResult,
    KnownWorkResult,
    MissingPlace,
    NothingFound,
    NotInCatalogue,
    PersonResult,
    TitleResult,
    UnreadableLink,
)
from bot.titles.views.cast import cast_card, casts_card, person_card
from bot.titles.views.content_notes import notes_by_story_card, notes_card
from bot.titles.views.not_found import known_card, missing_card, nothing_card, unreadable_card
from bot.titles.views.review import board_card, individual_reviews_card, spoilers_card, verdict_card
from bot.titles.views.show import anthology_card, instalment_card
from bot.ui.actions import ActionKind


def title_card(result: TitleResult, kind: ActionKind, page: int = 0) -> ui.LayoutView:
    """Return the card for a result.

    Parameters
    ----------
    kind
        What was asked for. A person has only one card.
    page
        The page to show, from 0; clamped to the pages that exist.
    """
    match result:
        case NothingFound() | MissingPlace() | KnownWorkResult() | UnreadableLink():
            return _not_here(result, kind)
        case PersonResult():
            return person_card(result, page)
        case AnthologyResult():
            return _anthology(result, kind, page)
        case InstalmentResult():
            return _instalment(result, kind, page)


def _not_here(result: NotInCatalogue, kind: ActionKind) -> ui.LayoutView:
    match result:
        case NothingFound():
            return nothing_card(result, kind)
        case MissingPlace():
            return missing_card(result, kind)
        case KnownWorkResult():
            return known_card(result)
        case UnreadableLink():
            return unreadable_card()


def _anthology(result: AnthologyResult, kind: ActionKind, page: int) -> ui.LayoutView:
    match kind:
        case ActionKind.REVIEW | ActionKind.INDIVIDUAL_REVIEWS | ActionKind.SPOILERS:
            return board_card(result, page)
        case ActionKind.CONTENT_NOTES:
            return notes_by_story_card(result)
        case ActionKind.CAST:
            return casts_card(result, page)
        case _:
            return anthology_card(result, page)


def _instalment(result: InstalmentResult, kind: ActionKind, page: int) -> ui.LayoutView:
    match kind:
        case ActionKind.REVIEW:
            return verdict_card(result)
        case ActionKind.INDIVIDUAL_REVIEWS:
            return individual_reviews_card(result, page)
        case ActionKind.SPOILERS:
            return spoilers_card(result)
        case ActionKind.CONTENT_NOTES:
            return notes_card(result)
        case ActionKind.CAST:
            return cast_card(result, page)
        case _:
            return instalment_card(result)
