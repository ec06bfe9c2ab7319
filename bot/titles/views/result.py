"""Which card shows a page: the same one for the same thing, wherever it is reached from."""

from __future__ import annotations

from discord import ui

from bot.titles.results import AnthologyPage, InstalmentPage, NothingFound, Page, PersonPage
from bot.titles.views.cast import cast_card, casts_card, person_card
from bot.titles.views.not_found import nothing_card
from bot.titles.views.review import board_card, spoilers_card, verdict_card, voices_card
from bot.titles.views.show import anthology_card, instalment_card
from bot.ui.actions import Step


def page_card(page: Page, step: Step, number_of_page: int = 0) -> ui.LayoutView:
    """Give the card that a step shows of a page.

    Parameters
    ----------
    step
        What was asked for. A person has one card, whatever was asked.
    number_of_page
        From 0; clamped to what there is.
    """
    match page:
        case NothingFound():
            return nothing_card(page, step)
        case PersonPage():
            return person_card(page, number_of_page)
        case AnthologyPage():
            return _anthology(page, step, number_of_page)
        case InstalmentPage():
            return _instalment(page, step, number_of_page)


def _anthology(page: AnthologyPage, step: Step, number_of_page: int) -> ui.LayoutView:
    match step:
        case Step.REVIEW | Step.VOICES | Step.SPOILERS:
            return board_card(page, number_of_page)
        case Step.CAST:
            return casts_card(page, number_of_page)
        case _:
            return anthology_card(page, number_of_page)


def _instalment(page: InstalmentPage, step: Step, number_of_page: int) -> ui.LayoutView:
    match step:
        case Step.REVIEW:
            return verdict_card(page)
        case Step.VOICES:
            return voices_card(page, number_of_page)
        case Step.SPOILERS:
            return spoilers_card(page)
        case Step.CAST:
            return cast_card(page, number_of_page)
        case _:
            return instalment_card(page)
