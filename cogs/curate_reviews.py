"""What curators do with reviews: the forms, menus and buttons behind `/curate review` and its kin."""

from __future__ import annotations

import discord

from bot.answers import NothingFound
from bot.cards.curate_forms import choose_card, not_reviewed_card, review_form
from bot.cards.notices import nothing_card
from bot.cards.walks import Step, Walk
from bot.curation.review_pages import FormPage, NotReviewed, ToChoose
from bot.desk.reviews import ReviewsDesk
from cogs.answering import Reply, curator_of
from cogs.walking import Walking


class CurateReviews:
    """Takes the steps that begin at `/curate review`."""

    def __init__(self, desk: ReviewsDesk, walking: Walking) -> None:
        self._desk = desk
        walking.on(Step.WRITE, self._write)

    async def begin(self, interaction: discord.Interaction, show: str) -> Reply:
        """Answer with the form for what was named, or with what there is to choose."""
        return _opened(await self._desk.begin(curator_of(interaction), show))

    async def _write(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        return _opened(await self._desk.begin(curator_of(interaction), walk.subject), walk.page)


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
