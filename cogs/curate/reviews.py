"""Managing reviews: `/curate list`, `remove`, `restore` and `history`, and the buttons on their cards."""

from __future__ import annotations

from datetime import UTC, datetime

import discord

from bot.models.queries import Choice
from bot.models.reviews import ReviewNumber
from bot.reviews.filters import ReviewFilter, read_day, read_filter, sign
from bot.reviews.results import Done, History
from bot.reviews.views.browse import (
    history_card,
    list_card,
    no_such_day_card,
    no_such_review_card,
    nobody_card,
    opened_card,
    remove_card,
    review_choice,
    revision_card,
    since_choices,
)
from bot.reviews.views.draft import done_card
from bot.services import Services
from bot.titles.results import NothingFound
from bot.titles.views.not_found import nothing_card
from bot.ui.actions import Action, ActionKind
from bot.ui.responses import Reply, actor_of
from bot.ui.router import Router
from cogs.curate.drafting import DRAFT, announce_change

SPOILER_MARK = {"review.on": True, "review.off": False}
"""The details of actions that set and remove the spoiler mark of a review's headline, from the review's card."""


class CurateReviews:
    """Handles these commands and the actions on published and removed reviews."""

    def __init__(self, services: Services, router: Router) -> None:
        self._service = services.reviews
        for kind, handler in (
            (ActionKind.LIST, self._list),
            (ActionKind.OPEN, self._open),
            (ActionKind.DROP, self._drop),
            (ActionKind.REMOVE, self._remove),
            (ActionKind.RESTORE, self._restore),
            (ActionKind.HISTORY, self._history),
            (ActionKind.VERSION, self._version),
            (ActionKind.BRING, self._bring_back),
            (ActionKind.COVER, self._mark_spoiler),
        ):
            router.on(kind, handler)

    async def browse(self, interaction: discord.Interaction, by: str, show: str, since: str) -> Reply:
        """Answer with the server's reviews, filtered by curator, title and day."""
        actor = actor_of(interaction)
        member = await self._service.curator_named(actor, by) if by.strip() else None
        if by.strip() and member is None:
            return nobody_card(by)
        named = await self._service.show_named(actor, show) if show.strip() else None
        if isinstance(named, NothingFound):
            return nothing_card(named)
        day = read_day(since) if since.strip() else None
        if since.strip() and day is None:
            return no_such_day_card(since)
        return list_card(await self._service.browse(actor, ReviewFilter(member, sign(named) if named else None, day)))

    async def remove(self, interaction: discord.Interaction, review: str) -> Reply:
        """Ask whether a review is to be removed."""
        found = await self._service.find(actor_of(interaction), review, removed=False)
        if found is None:
            return no_such_review_card(review)
        return opened_card(found) if found.record.removed else remove_card(found)

    async def restore(self, interaction: discord.Interaction, review: str) -> Reply:
        """Restore a removed review."""
        actor = actor_of(interaction)
        found = await self._service.find(actor, review, removed=True)
        done = await self._service.restore(actor, found.record.number) if found else None
        return _done(interaction, done) or no_such_review_card(review)

    async def history(self, interaction: discord.Interaction, review: str) -> Reply:
        """Answer with every revision of a review."""
        actor = actor_of(interaction)
        found = await self._service.find(actor, review, removed=None)
        history = await self._service.history(actor, found.record.number) if found else None
        return history_card(history) if history else no_such_review_card(review)

    async def suggest(
        self, interaction: discord.Interaction, typed: str, *, removed: bool | None = None
    ) -> list[Choice]:
        """Offer reviews by title, curator and verdict."""
        return [
            review_choice(one) for one in await self._service.suggest(actor_of(interaction), typed, removed=removed)
        ]

    async def suggest_curators(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        """Offer curators who have written reviews in this server."""
        return await self._service.suggest_curators(actor_of(interaction), typed)

    async def suggest_days(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        """Offer days to look back to, and the day that was typed."""
        found = [one for one in since_choices(datetime.now(UTC).date()) if typed.casefold() in one.title.casefold()]
        return [*found, *([Choice(typed.strip(), typed.strip())] if read_day(typed) else [])]

    async def _list(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        review_filter = read_filter(action.subject, action.detail)
        return list_card(await self._service.browse(actor_of(interaction), review_filter, action.page))

    async def _open(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        if action.detail == DRAFT:
            return None
        found = await self._service.open(actor_of(interaction), ReviewNumber(action.number))
        return opened_card(found) if found else None

    async def _drop(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        found = await self._service.open(actor_of(interaction), ReviewNumber(action.number))
        return remove_card(found) if found else None

    async def _remove(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        found = await self._service.remove(actor_of(interaction), ReviewNumber(action.number), action.revision)
        return _done(interaction, found) if isinstance(found, Done) else remove_card(found) if found else None

    async def _restore(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        return _done(interaction, await self._service.restore(actor_of(interaction), ReviewNumber(action.number)))

    async def _history(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        found = await self._service.history(actor_of(interaction), ReviewNumber(action.number))
        return history_card(found, action.page) if found else None

    async def _version(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        found = await self._service.version(actor_of(interaction), ReviewNumber(action.number), action.revision)
        return revision_card(found) if found else None

    async def _bring_back(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        # Which revision to bring back, and which one was the current one when the button was made.
        version, based_on = (*action.revisions, 0)[:2]
        found = await self._service.bring_back(actor_of(interaction), ReviewNumber(action.number), version, based_on)
        return history_card(found) if isinstance(found, History) else _done(interaction, found)

    async def _mark_spoiler(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        on = SPOILER_MARK.get(action.detail)
        if on is None:
            return None
        found = await self._service.mark_spoiler(actor_of(interaction), ReviewNumber(action.number), on=on)
        if found is None:
            return None
        # The announcement of a review of this title has to show its headline differently now.
        interaction.client.dispatch("title_changed", found.record.review.server, found.record.review.instalment)
        return opened_card(found)


def _done(interaction: discord.Interaction, done: Done | None) -> Reply | None:
    if done is None:
        return None
    announce_change(interaction, done)
    return done_card(done)
