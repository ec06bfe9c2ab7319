"""Writing reviews: the forms and buttons behind `/curate review`, up to the review that members see."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TypeVar

import discord

from bot.models.ids import InstalmentId
from bot.models.reviews import DraftNumber, ReviewNumber
from bot.models.servers import NotACuratorError
from bot.reviews.drafting import ReviewsDesk
from bot.reviews.filters import Shelf, sign
from bot.reviews.results import Conflict, Done, Faulty, FormPage, NotReviewed, Outcome, Preview, ToChoose
from bot.reviews.service import ReviewedDesk
from bot.reviews.views.browse import list_card
from bot.reviews.views.draft import conflict_card, discard_card, done_card, faults_card, preview_card, theirs_card
from bot.reviews.views.modals import choose_card, not_reviewed_card, review_form, second_form
from bot.titles.results import NothingFound
from bot.titles.views.not_found import nothing_card
from bot.ui.actions import Step, Walk
from bot.ui.errors import answer_failure
from bot.ui.messages import gone_card
from bot.ui.modals import Fields, Forms, give_back
from bot.ui.responses import Reply, curator_of, is_asker, send, walk_on
from bot.ui.router import Walking

Found = TypeVar("Found")

DRAFT = "draft"
"""The detail of a walk that opens a draft and no review."""


class CurateReviews:
    """Takes the steps that begin at `/curate review`."""

    def __init__(self, desk: ReviewsDesk, reviewed: ReviewedDesk, walking: Walking, forms: Forms) -> None:
        self._desk = desk
        self._reviewed = reviewed
        for step, taken in (
            (Step.WRITE, self._write),
            (Step.EDIT, self._edit),
            (Step.EXTRA, self._second_form),
            (Step.OPEN, self._open_draft),
            (Step.PUBLISH, self._publish),
            (Step.MINE, self._publish),
            (Step.THEIRS, self._keep_theirs),
            (Step.MERGE, self._merge),
            (Step.DISCARD, self._discard),
        ):
            walking.on(step, taken)
        forms.on(Step.WRITE, self._written)
        forms.on(Step.EDIT, self._filled)
        forms.on(Step.EXTRA, self._filled)
        forms.on(Step.MERGE, self._filled)

    async def begin(self, interaction: discord.Interaction, show: str, whose: str = "") -> Reply:
        """Answer with the form for what was named, or with what there is to choose."""
        curator = curator_of(interaction)
        if not whose.strip():
            return _opened(await self._desk.begin(curator, show))
        member = await self._reviewed.curator_named(curator, whose)
        if member is None:
            return not_reviewed_card(NotReviewed(show, None))
        found = await self._desk.begin(curator, show, member)
        if isinstance(found, ToChoose) and member != curator.member:
            # Not the stories of it, which would open one's own reviews, but those of the one who is named.
            return list_card(await self._reviewed.shelf(curator, Shelf(member, sign(found.page.anthology.id))))
        return _opened(found)

    async def _write(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        curator = curator_of(interaction)
        if walk.subject.isdecimal():
            found = await self._desk.change(curator, ReviewNumber(walk.number))
            return _opened(found) if found else None
        return _opened(await self._desk.begin(curator, walk.subject), walk.page)

    async def _written(self, interaction: discord.Interaction, walk: Walk, fields: Fields) -> Reply | None:
        curator = curator_of(interaction)
        if walk.subject.isdecimal():
            seen = await self._desk.rewrite(curator, ReviewNumber(walk.number), walk.version, fields)
        else:
            seen = await self._desk.write(curator, InstalmentId(walk.subject), fields)
        return await _seen(interaction, seen)

    async def _edit(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        number = DraftNumber(walk.number)
        found = await self._giving_back(interaction, number, self._desk.edit(curator_of(interaction), number))
        return review_form(found) if found else None

    async def _second_form(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        number = DraftNumber(walk.number)
        found = await self._giving_back(interaction, number, self._desk.second_form(curator_of(interaction), number))
        return second_form(found) if found else None

    async def _filled(self, interaction: discord.Interaction, walk: Walk, fields: Fields) -> Reply | None:
        merged_with = walk.version if walk.step is Step.MERGE else None
        held = walk.detail.partition(".")[2]
        number = DraftNumber(walk.number)
        return await _seen(
            interaction, await self._desk.fill(curator_of(interaction), number, held, fields, merged_with)
        )

    async def _open_draft(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        if walk.detail != DRAFT:
            return None
        number = DraftNumber(walk.number)
        seen = await self._giving_back(interaction, number, self._desk.look(curator_of(interaction), number))
        return await _seen(interaction, seen)

    async def _publish(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        number = DraftNumber(walk.number)
        over = walk.version if walk.step is Step.MINE else None
        publishing = self._desk.publish(curator_of(interaction), number, over)
        match await self._giving_back(interaction, number, publishing):
            case Done() as done:
                tell_changed(interaction, done)
                return done_card(done)
            case Conflict() as conflict:
                return conflict_card(conflict)
            case Faulty() as faulty:
                return faults_card(faulty)
            case None:
                return None

    async def _merge(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        number = DraftNumber(walk.number)
        found = await self._giving_back(interaction, number, self._desk.merge(curator_of(interaction), number))
        return review_form(found) if found else None

    async def _keep_theirs(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        number = DraftNumber(walk.number)
        discarding = self._desk.discard(curator_of(interaction), number, sure=True)
        found = await self._giving_back(interaction, number, discarding)
        if found is None:
            return None
        await walk_on(interaction, theirs_card(found))
        await give_back(interaction, found.draft.fields)
        return None

    async def _discard(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        number = DraftNumber(walk.number)
        discarding = self._desk.discard(curator_of(interaction), number, sure=walk.detail == "sure")
        found = await self._giving_back(interaction, number, discarding)
        return discard_card(found) if found else None

    async def _giving_back(
        self, interaction: discord.Interaction, number: DraftNumber, work: Awaitable[Found | None]
    ) -> Found | None:
        """Give somebody the text of their draft back where it leads nowhere: they may not, or its title is gone."""
        try:
            found = await work
        except NotACuratorError as refusal:
            await answer_failure(interaction, refusal)
            await give_back(interaction, await self._desk.text_of(curator_of(interaction), number))
            return None
        if found is None and (text := await self._desk.text_of(curator_of(interaction), number)):
            await send(interaction, gone_card(), private=True)
            await give_back(interaction, text)
        return found


def tell_changed(interaction: discord.Interaction, done: Done) -> None:
    """Let other cogs know (their ``on_review_changed``) that members see a review otherwise than before."""
    if done.outcome is not Outcome.UNCHANGED:
        interaction.client.dispatch("review_changed", done.kept.review.server, done.kept.number)


async def _seen(interaction: discord.Interaction, seen: Faulty | Preview | None) -> Reply | None:
    if seen is None:
        return None
    view = faults_card(seen) if isinstance(seen, Faulty) else preview_card(seen)
    if not seen.replaced:
        return view
    await walk_on(interaction, view, private=not (interaction.message and is_asker(interaction)))
    await give_back(interaction, seen.replaced)
    return None


def _opened(found: FormPage | ToChoose | NotReviewed | NothingFound, page: int = 0) -> Reply:
    match found:
        case FormPage():
            return review_form(found)
        case ToChoose():
            return choose_card(found, page)
        case NotReviewed():
            return not_reviewed_card(found)
        case NothingFound():
            return nothing_card(found, Step.WRITE)
