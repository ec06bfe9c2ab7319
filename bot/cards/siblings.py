"""The menu to an instalment's siblings, and the lines in which an anthology lists its stories."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from bot.answers import Story
from bot.cards import limits
from bot.cards.facts import instalment_label, total_length
from bot.cards.frame import Menu, Option, Press
from bot.cards.marks import LOOKS, verdict_word
from bot.cards.text import dotted, safe
from bot.cards.walks import Step, Walk
from bot.language import _
from bot.models import Instalment

Thing = TypeVar("Thing")

PER_PAGE = 8
"""Stories on one page of a list: about a phone's screen."""


def sibling_menu(stories: Sequence[Story], step: Step, chosen: Instalment | None = None) -> list[Menu]:
    """Give the menu that walks between instalments; none where there is nothing to choose.

    Of more than 25 the window around the chosen one is shown, so that both neighbours are always in it.
    """
    if len(stories) < (2 if chosen else 1):
        return []
    place = next((index for index, story in enumerate(stories) if chosen and story.instalment.id == chosen.id), 0)
    start = max(0, min(place - limits.OPTIONS // 2, len(stories) - limits.OPTIONS))
    options = [
        Option(
            label=story.instalment.title_with_year,
            walk=Walk(step, story.instalment.id),
            detail=dotted(
                [
                    label if (label := instalment_label(story.instalment)) != story.instalment.title else None,
                    verdict_word(story.summary.consensus.verdict) if story.summary else None,
                    total_length(story.instalment),
                ]
            )
            or None,
            chosen=chosen is not None and story.instalment.id == chosen.id,
        )
        for story in stories[start : start + limits.OPTIONS]
    ]
    return [Menu("stories", _("Open an instalment"), options)]


def story_line(story: Story) -> str:
    """Write one story in one line: mark, label, title, year, verdict, length."""
    instalment = story.instalment
    label = instalment_label(instalment)
    mark = LOOKS[story.summary.consensus.verdict].mark if story.summary else "▫️"
    title = safe(instalment.title, 80)
    named = f"**{title}**" if label in instalment.title else f"**{title}** ({safe(label, 40)})"
    return f"{mark} " + dotted(
        [
            named,
            str(instalment.year) if instalment.year else None,
            f"**{verdict_word(story.summary.consensus.verdict)}**" if story.summary else _("no verdict yet"),
            total_length(instalment),
        ]
    )


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
