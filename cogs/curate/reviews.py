"""Keeping reviews: the lists, confirmations and histories behind `/curate list`, `remove`, `restore`, `history`."""

from __future__ import annotations

from datetime import UTC, datetime

import discord

from bot.models.queries import Choice
from bot.models.reviews import ReviewNumber
from bot.reviews.filters import Shelf, read_day, read_shelf, sign
from bot.reviews.results import Done, History
from bot.reviews.service import ReviewedDesk
from bot.reviews.views.browse import (
    history_card,
    list_card,
    no_such_day_card,
    no_such_review_card,
    nobody_card,
    opened_card,
    remove_card,
    review_choice,
    since_choices,
    version_card,
)
from bot.reviews.views.draft import done_card
from bot.titles.results import NothingFound
from bot.titles.views.not_found import nothing_card
from bot.ui.actions import Step, Walk
from bot.ui.responses import Reply, curator_of
from bot.ui.router import Walking
from cogs.curate.drafting import DRAFT, tell_changed

COVERING = {"review.on": True, "review.off": False}
"""The details of the walks that cover and uncover headlines from a review's card."""


class CurateReviewed:
    """Takes the steps that begin at the reviews that a server has."""

    def __init__(self, desk: ReviewedDesk, walking: Walking) -> None:
        self._desk = desk
        for step, taken in (
            (Step.LIST, self._list),
            (Step.OPEN, self._open),
            (Step.DROP, self._drop),
            (Step.REMOVE, self._remove),
            (Step.RESTORE, self._restore),
            (Step.HISTORY, self._history),
            (Step.VERSION, self._version),
            (Step.BRING, self._bring_back),
            (Step.COVER, self._cover),
        ):
            walking.on(step, taken)

    async def shelf(self, interaction: discord.Interaction, by: str, show: str, since: str) -> Reply:
        """Answer with the reviews that are asked for."""
        curator = curator_of(interaction)
        member = await self._desk.curator_named(curator, by) if by.strip() else None
        if by.strip() and member is None:
            return nobody_card(by)
        named = await self._desk.show_named(curator, show) if show.strip() else None
        if isinstance(named, NothingFound):
            return nothing_card(named)
        day = read_day(since) if since.strip() else None
        if since.strip() and day is None:
            return no_such_day_card(since)
        return list_card(await self._desk.shelf(curator, Shelf(member, sign(named) if named else None, day)))

    async def remove(self, interaction: discord.Interaction, review: str) -> Reply:
        """Ask whether a review is to be removed."""
        found = await self._desk.find(curator_of(interaction), review, removed=False)
        if found is None:
            return no_such_review_card(review)
        return opened_card(found) if found.kept.removed else remove_card(found)

    async def restore(self, interaction: discord.Interaction, review: str) -> Reply:
        """Restore a removed review."""
        curator = curator_of(interaction)
        found = await self._desk.find(curator, review, removed=True)
        done = await self._desk.restore(curator, found.kept.number) if found else None
        return _done(interaction, done) or no_such_review_card(review)

    async def history(self, interaction: discord.Interaction, review: str) -> Reply:
        """Tell every version of a review."""
        curator = curator_of(interaction)
        found = await self._desk.find(curator, review, removed=None)
        history = await self._desk.history(curator, found.kept.number) if found else None
        return history_card(history) if history else no_such_review_card(review)

    async def suggest(
        self, interaction: discord.Interaction, typed: str, *, removed: bool | None = None
    ) -> list[Choice]:
        """Offer reviews by title, curator and verdict."""
        return [review_choice(one) for one in await self._desk.suggest(curator_of(interaction), typed, removed=removed)]

    async def suggest_curators(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        """Offer those who wrote here."""
        return await self._desk.suggest_curators(curator_of(interaction), typed)

    async def suggest_days(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        """Offer days to look back to, and the day that is typed."""
        found = [one for one in since_choices(datetime.now(UTC).date()) if typed.casefold() in one.title.casefold()]
        return [*found, *([Choice(typed.strip(), typed.strip())] if read_day(typed) else [])]

    async def _list(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        shelf = read_shelf(walk.subject, walk.detail)
        return list_card(await self._desk.shelf(curator_of(interaction), shelf, walk.page))

    async def _open(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        if walk.detail == DRAFT:
            return None
        found = await self._desk.open(curator_of(interaction), ReviewNumber(walk.number))
        return opened_card(found) if found else None

    async def _drop(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        found = await self._desk.open(curator_of(interaction), ReviewNumber(walk.number))
        return remove_card(found) if found else None

    async def _remove(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        found = await self._desk.remove(curator_of(interaction), ReviewNumber(walk.number), walk.version)
        return _done(interaction, found) if isinstance(found, Done) else remove_card(found) if found else None

    async def _restore(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        return _done(interaction, await self._desk.restore(curator_of(interaction), ReviewNumber(walk.number)))

    async def _history(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        found = await self._desk.history(curator_of(interaction), ReviewNumber(walk.number))
        return history_card(found, walk.page) if found else None

    async def _version(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        found = await self._desk.version(curator_of(interaction), ReviewNumber(walk.number), walk.version)
        return version_card(found) if found else None

    async def _bring_back(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        # Which version it is to be, and which one was the present one when the button was made.
        version, based_on = (*walk.versions, 0)[:2]
        found = await self._desk.bring_back(curator_of(interaction), ReviewNumber(walk.number), version, based_on)
        return history_card(found) if isinstance(found, History) else _done(interaction, found)

    async def _cover(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        on = COVERING.get(walk.detail)
        if on is None:
            return None
        found = await self._desk.cover(curator_of(interaction), ReviewNumber(walk.number), on=on)
        if found is None:
            return None
        # Whatever announces a review of this title shows its headline otherwise now.
        interaction.client.dispatch("title_changed", found.kept.review.server, found.kept.review.instalment)
        return opened_card(found)


def _done(interaction: discord.Interaction, done: Done | None) -> Reply | None:
    if done is None:
        return None
    tell_changed(interaction, done)
    return done_card(done)
