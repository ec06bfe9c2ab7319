"""Pages of a list, and the buttons between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from bot.i18n import _
from bot.ui.actions import Action
from bot.ui.card import Button

Thing = TypeVar("Thing")


PER_PAGE = 8
"""Stories on one page of a list: about a phone's screen."""


def page_of(things: Sequence[Thing], page: int, size: int = PER_PAGE) -> tuple[Sequence[Thing], int, int]:
    """Cut one page out: its things, its number (clamped to what there is), how many pages there are."""
    pages = max(1, -(-len(things) // size))
    page = max(0, min(page, pages - 1))
    return things[page * size : (page + 1) * size], page, pages


def page_buttons(action: Action, page: int, pages: int) -> list[Button]:
    """Give the buttons to the pages before and after; none on a single page."""
    buttons: list[Button] = []
    if page > 0:
        buttons.append(
            Button(_("◀ Page {page}").format(page=page), Action(action.kind, action.subject, page - 1, action.detail))
        )
    if page + 1 < pages:
        buttons.append(
            Button(
                _("Page {page} ▶").format(page=page + 2), Action(action.kind, action.subject, page + 1, action.detail)
            )
        )
    return buttons
