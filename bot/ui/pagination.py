"""Pages of a list, and the buttons between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from bot.i18n import _
from bot.ui.actions import Walk
from bot.ui.card import Press

Thing = TypeVar("Thing")


PER_PAGE = 8
"""Stories on one page of a list: about a phone's screen."""


def page_of(things: Sequence[Thing], page: int, size: int = PER_PAGE) -> tuple[Sequence[Thing], int, int]:
    """Cut one page out: its things, its number (clamped to what there is), how many pages there are."""
    pages = max(1, -(-len(things) // size))
    page = max(0, min(page, pages - 1))
    return things[page * size : (page + 1) * size], page, pages


def page_presses(walk: Walk, page: int, pages: int) -> list[Press]:
    """Give the buttons to the pages before and after; none on a single page."""
    presses: list[Press] = []
    if page > 0:
        presses.append(
            Press(_("◀ Page {page}").format(page=page), Walk(walk.step, walk.subject, page - 1, walk.detail))
        )
    if page + 1 < pages:
        presses.append(
            Press(_("Page {page} ▶").format(page=page + 2), Walk(walk.step, walk.subject, page + 1, walk.detail))
        )
    return presses
