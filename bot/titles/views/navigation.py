"""The menu between the instalments of an anthology, and the line for each in a list."""

from __future__ import annotations

from collections.abc import Sequence

from bot.i18n import _
from bot.models.catalogue import Instalment
from bot.titles.results import Story
from bot.titles.views.facts import instalment_label, total_length
from bot.ui import discord_limits
from bot.ui.actions import Action, ActionKind
from bot.ui.card import Menu, Option
from bot.ui.markdown import dotted, safe
from bot.ui.verdicts import VERDICT_STYLES, verdict_word


def sibling_menu(stories: Sequence[Story], kind: ActionKind, chosen: Instalment | None = None) -> list[Menu]:
    """Return the menu between the instalments of an anthology; none if there is nothing to choose.

    If there are more than 25, it offers those around the chosen one, so that both neighbours are always there.
    """
    if len(stories) < (2 if chosen else 1):
        return []
    position = next((index for index, story in enumerate(stories) if chosen and story.instalment.id == chosen.id), 0)
    start = max(0, min(position - discord_limits.OPTIONS // 2, len(stories) - discord_limits.OPTIONS))
    options = [
        Option(
            label=story.instalment.title_with_year,
            action=Action(kind, story.instalment.id),
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
        for story in stories[start : start + discord_limits.OPTIONS]
    ]
    return [Menu("stories", _("Open an instalment"), options)]


def story_line(story: Story) -> str:
    """Return the line for one story: icon, title, label, year, verdict, length."""
    instalment = story.instalment
    label = instalment_label(instalment)
    icon = VERDICT_STYLES[story.summary.consensus.verdict].icon if story.summary else "▫️"
    title = safe(instalment.title, 80)
    name = f"**{title}**" if label in instalment.title else f"**{title}** ({safe(label, 40)})"
    return f"{icon} " + dotted(
        [
            name,
            str(instalment.year) if instalment.year else None,
            f"**{verdict_word(story.summary.consensus.verdict)}**" if story.summary else _("no verdict yet"),
            total_length(instalment),
        ]
    )
