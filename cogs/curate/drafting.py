"""Writing reviews: `/curate review`, its modals, and the buttons on drafts up to publishing."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TypeVar

import discord

from bot.models.ids import InstalmentId
from bot.models.reviews import DraftNumber, ReviewNumber
from bot.models.servers import NotACuratorError
from bot.reviews.filters import ReviewFilter, sign
from bot.reviews.results import Conflict, Done, DraftFaults, NotReviewed, Outcome, Preview, ReviewForm, ToChoose
from bot.reviews.views.browse import list_card
from bot.reviews.views.draft import conflict_card, discard_card, done_card, faults_card, preview_card, theirs_card
from bot.reviews.views.modals import choose_card, not_reviewed_card, review_form, second_form
from bot.services import Services
from bot.titles.results import NothingFound
from bot.titles.views.not_found import nothing_card
from bot.ui.actions import Action, ActionKind
from bot.ui.errors import answer_error
from bot.ui.messages import gone_card
from bot.ui.modals import Fields, Modals, give_back
from bot.ui.responses import Reply, actor_of, is_asker, navigate, send
from bot.ui.router import Router

Found = TypeVar("Found")

DRAFT = "draft"
"""The detail of an ``OPEN`` action that opens a draft instead of a review."""


class CurateDrafts:
    """Handles `/curate review` and the actions on drafts of reviews."""

    def __init__(self, services: Services, router: Router, modals: Modals) -> None:
        self._service = services.review_drafts
        self._reviews = services.reviews
        for kind, handler in (
            (ActionKind.WRITE, self._write),
            (ActionKind.EDIT, self._edit),
            (ActionKind.EXTRA, self._second_form),
            (ActionKind.OPEN, self._open_draft),
            (ActionKind.PUBLISH, self._publish),
            (ActionKind.MINE, self._publish),
            (ActionKind.THEIRS, self._keep_theirs),
            (ActionKind.MERGE, self._merge),
            (ActionKind.DISCARD, self._discard),
        ):
            router.on(kind, handler)
        modals.on(ActionKind.WRITE, self._written)
        modals.on(ActionKind.EDIT, self._filled)
        modals.on(ActionKind.EXTRA, self._filled)
        modals.on(ActionKind.MERGE, self._filled)

    async def begin(self, interaction: discord.Interaction, show: str, whose: str = "") -> Reply:
        """Answer with the review form for a title, or with a card to choose from."""
        actor = actor_of(interaction)
        if not whose.strip():
            return _opened(await self._service.begin(actor, show))
        member = await self._reviews.curator_named(actor, whose)
        if member is None:
            return not_reviewed_card(NotReviewed(show, None))
        found = await self._service.begin(actor, show, member)
        if isinstance(found, ToChoose) and member != actor.member:
            # Not the list of its stories, which would open the actor's own reviews, but the named curator's reviews.
            return list_card(await self._reviews.browse(actor, ReviewFilter(member, sign(found.result.anthology.id))))
        return _opened(found)

    async def _write(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        actor = actor_of(interaction)
        if action.subject.isdecimal():
            found = await self._service.change(actor, ReviewNumber(action.number))
            return _opened(found) if found else None
        return _opened(await self._service.begin(actor, action.subject), action.page)

    async def _written(self, interaction: discord.Interaction, action: Action, fields: Fields) -> Reply | None:
        actor = actor_of(interaction)
        if action.subject.isdecimal():
            preview = await self._service.rewrite(actor, ReviewNumber(action.number), action.revision, fields)
        else:
            preview = await self._service.write(actor, InstalmentId(action.subject), fields)
        return await _answer_preview(interaction, preview)

    async def _edit(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        number = DraftNumber(action.number)
        found = await self._or_give_back(interaction, number, self._service.edit(actor_of(interaction), number))
        return review_form(found) if found else None

    async def _second_form(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        number = DraftNumber(action.number)
        found = await self._or_give_back(interaction, number, self._service.second_form(actor_of(interaction), number))
        return second_form(found) if found else None

    async def _filled(self, interaction: discord.Interaction, action: Action, fields: Fields) -> Reply | None:
        merged_with = action.revision if action.kind is ActionKind.MERGE else None
        digest = action.detail.partition(".")[2]
        number = DraftNumber(action.number)
        preview = await self._service.fill(actor_of(interaction), number, digest, fields, merged_with)
        return await _answer_preview(interaction, preview)

    async def _open_draft(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        if action.detail != DRAFT:
            return None
        number = DraftNumber(action.number)
        preview = await self._or_give_back(interaction, number, self._service.preview(actor_of(interaction), number))
        return await _answer_preview(interaction, preview)

    async def _publish(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        number = DraftNumber(action.number)
        over = action.revision if action.kind is ActionKind.MINE else None
        publishing = self._service.publish(actor_of(interaction), number, over)
        match await self._or_give_back(interaction, number, publishing):
            case Done() as done:
                announce_change(interaction, done)
                return done_card(done)
            case Conflict() as conflict:
                return conflict_card(conflict)
            case DraftFaults() as faulty:
                return faults_card(faulty)
            case None:
                return None

    async def _merge(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        number = DraftNumber(action.number)
        found = await self._or_give_back(interaction, number, self._service.merge(actor_of(interaction), number))
        return review_form(found) if found else None

    async def _keep_theirs(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        number = DraftNumber(action.number)
        discarding = self._service.discard(actor_of(interaction), number, sure=True)
        found = await self._or_give_back(interaction, number, discarding)
        if found is None:
            return None
        await navigate(interaction, theirs_card(found))
        await give_back(interaction, found.draft.fields)
        return None

    async def _discard(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        number = DraftNumber(action.number)
        discarding = self._service.discard(actor_of(interaction), number, sure=action.detail == "sure")
        found = await self._or_give_back(interaction, number, discarding)
        return discard_card(found) if found else None

    async def _or_give_back(
        self, interaction: discord.Interaction, number: DraftNumber, work: Awaitable[Found | None]
    ) -> Found | None:
        """Wait for work on a draft. If it is not allowed or its title is gone, send the text back to its author."""
        try:
            found = await work
        except NotACuratorError as refusal:
            await answer_error(interaction, refusal)
            await give_back(interaction, await self._service.text_of(actor_of(interaction), number))
            return None
        if found is None and (text := await self._service.text_of(actor_of(interaction), number)):
            await send(interaction, gone_card(), private=True)
            await give_back(interaction, text)
        return found


def announce_change(interaction: discord.Interaction, done: Done) -> None:
    """Let other cogs know (their ``on_review_changed``) that what members see of a review has changed."""
    if done.outcome is not Outcome.UNCHANGED:
        interaction.client.dispatch("review_changed", done.record.review.server, done.record.number)


async def _answer_preview(interaction: discord.Interaction, preview: DraftFaults | Preview | None) -> Reply | None:
    if preview is None:
        return None
    view = faults_card(preview) if isinstance(preview, DraftFaults) else preview_card(preview)
    if not preview.replaced:
        return view
    await navigate(interaction, view, private=not (interaction.message and is_asker(interaction)))
    await give_back(interaction, preview.replaced)
    return None


def _opened(found: ReviewForm | ToChoose | NotReviewed | NothingFound, page: int = 0) -> Reply:
    match found:
        case ReviewForm():
            return review_form(found)
        case ToChoose():
            return choose_card(found, page)
        case NotReviewed():
            return not_reviewed_card(found)
        case NothingFound():
            return nothing_card(found, ActionKind.WRITE)
