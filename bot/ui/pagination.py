"""Splitting a list into pages, and the buttons between them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from bot.i18n import _
from bot.ui.actions import Action
from bot.ui.card import Button

Item = TypeVar("Item")


PER_PAGE = 8
"""Lines on one page of a list: about a phone's screen."""


def page_of(items: Sequence[Item], page: int, size: int = PER_PAGE) -> tuple[Sequence[Item], int, int]:
    """Return one page: its items, its number (clamped to the pages that exist), and how many pages there are."""
    pages = max(1, -(-len(items) // size))
    page = max(0, min(page, pages - 1))
    return items[page * size : (page + 1) * size], page, pages


def page_buttons(action: Action, page: int, pages: int) -> list[Button]:
    """Return the buttons to the previous and next page; none if there is only one page."""
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
