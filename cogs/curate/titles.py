"""What curators do with titles: the cards, forms and buttons behind `/curate show`."""

from __future__ import annotations

from dataclasses import dataclass

import discord

from bot.custom_titles.drafting import Published, TitleWriting
from bot.custom_titles.fields import TitleForm
from bot.custom_titles.merging import TitleJoining
from bot.custom_titles.results import (
    NothingChanged,
    Taken,
    TitleConflict,
    TitleFaultsPage,
    TitlePage,
    TitlePreview,
    TitlesFull,
)
from bot.custom_titles.service import TitlesDesk
from bot.custom_titles.views.browse import (
    AWAY,
    BACK,
    DISCARD,
    DRAFT,
    HIDE,
    MINE,
    PUBLISH,
    SHOW_AGAIN,
    SURE,
    away_card,
    back_card,
    hide_card,
    published_note,
    stays_card,
    taken_card,
    title_card,
    titles_card,
)
from bot.custom_titles.views.draft import conflict_card, faults_card, full_card, preview_card, title_form
from bot.custom_titles.views.merge import NO, YES, apart_note, join_card, joined_note, outdated_card, told_card
from bot.models.custom_titles import Part
from bot.models.ids import InstalmentId
from bot.models.queries import Choice
from bot.models.reviews import DraftNumber
from bot.models.servers import Curator, NotACuratorError
from bot.titles.results import AnthologyPage, NothingFound
from bot.titles.views.not_found import nothing_card
from bot.ui.actions import Step, Walk
from bot.ui.modals import Fields, Forms
from bot.ui.responses import Reply, curator_of, in_time
from bot.ui.router import Walking

FORMS = {Step.FACTS: TitleForm.FACTS, Step.STORY: TitleForm.STORY}
LONGEST_NUMBER = 19
"""Digits of a draft's number, or of a version, at most."""


@dataclass(frozen=True, slots=True)
class TitleDesks:
    """The desks for titles: what stands, what is written, what is joined."""

    titles: TitlesDesk
    writing: TitleWriting
    joining: TitleJoining


class CurateTitles:
    """Takes the steps that begin at `/curate show`."""

    def __init__(self, desks: TitleDesks, walking: Walking, forms: Forms) -> None:
        self._titles = desks.titles
        self._writing = desks.writing
        self._joining = desks.joining
        walking.on(Step.TITLE, self._title)
        walking.on(Step.ADD, self._add)
        walking.on(Step.HIDE, self._hide)
        walking.on(Step.COVER, self._cover)
        walking.on(Step.JOIN, self._join)
        forms.on(Step.ADD, self._begun)
        for step in FORMS:
            walking.on(step, self._form)
            forms.on(step, self._filled)

    async def begin(self, interaction: discord.Interaction, show: str) -> Reply:
        """Answer with the server's titles, or with the one that was named."""
        curator = curator_of(interaction)
        if not show.strip():
            return titles_card(await self._titles.overview(curator))
        found = await self._titles.find(curator, show)
        return nothing_card(found, Step.TITLE) if isinstance(found, NothingFound) else title_card(found)

    async def suggest(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        """Offer titles while somebody types, hidden ones too."""
        return await self._titles.suggest(curator_of(interaction), typed)

    async def tell(self, interaction: discord.Interaction) -> None:
        """Tell a curator, once, of titles of theirs that the catalogue has by now."""
        if interaction.response.type is discord.InteractionResponseType.modal:
            return  # behind a form nothing can be said
        try:
            offers = await in_time(self._joining.untold(curator_of(interaction)))
        except NotACuratorError:
            return
        if offers:
            await interaction.followup.send(view=told_card(offers), ephemeral=True)

    async def _title(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        curator = curator_of(interaction)
        match walk.detail.partition(":"):
            case ("", _, _) if not walk.subject:
                return titles_card(await self._titles.overview(curator), walk.page)
            case ("", _, _):
                return _card(await self._titles.title(curator, InstalmentId(walk.subject)))
            case (what, _, _) if what.rstrip(SURE) in {BACK, AWAY}:
                return await self._take_back(interaction, curator, walk)
            case (what, _, version):
                number = _number(walk.subject)
                return await self._draft(interaction, number, what, version) if number else None

    async def _take_back(self, interaction: discord.Interaction, curator: Curator, walk: Walk) -> Reply | None:
        key = InstalmentId(walk.subject)
        match walk.detail:
            case detail if detail == BACK + SURE:
                page = await self._titles.back_to_bundled(curator, key)
                _tell_changed(interaction, page)
                return _card(page)
            case detail if detail == AWAY + SURE:
                left = await self._titles.take_away(curator, key)
                return taken_card(left) if isinstance(left, Taken) else stays_card(left) if left else None
            case _:
                page = await self._titles.title(curator, key)
                ask = back_card if walk.detail == BACK else away_card
                return ask(page) if page and page.kept else None

    async def _draft(
        self, interaction: discord.Interaction, number: DraftNumber, what: str, version: str
    ) -> Reply | None:
        curator = curator_of(interaction)
        if what == DRAFT:
            return _answer(await self._writing.preview(curator, number))
        if what in {PUBLISH, MINE}:
            found = await self._writing.publish(curator, number, _number(version))
            _tell_changed(interaction, found if isinstance(found, TitlePage) else None)
            return _answer(found)
        if what == DISCARD and (key := await self._writing.discard(curator, number)):
            page = await self._titles.title(curator, key)
            return title_card(page) if page else titles_card(await self._titles.overview(curator))
        return None

    async def _add(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        page = await self._writing.new(curator_of(interaction), walk.subject)
        return title_form(page) if page else None

    async def _begun(self, interaction: discord.Interaction, walk: Walk, fields: Fields) -> Reply | None:
        return _answer(await self._writing.begin(curator_of(interaction), walk.subject, fields))

    async def _form(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        page = await self._writing.form(curator_of(interaction), InstalmentId(walk.subject), FORMS[walk.step])
        return title_form(page) if page else None

    async def _filled(self, interaction: discord.Interaction, walk: Walk, fields: Fields) -> Reply | None:
        key, based_on = InstalmentId(walk.subject), _number(walk.detail) or 0
        return _answer(await self._writing.fill_in(curator_of(interaction), key, FORMS[walk.step], fields, based_on))

    async def _hide(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        curator, key = curator_of(interaction), InstalmentId(walk.subject)
        if walk.detail in {HIDE, SHOW_AGAIN}:
            page = await self._titles.hide(curator, key, hidden=walk.detail == HIDE)
            if isinstance(page, TitlesFull):
                return full_card(page)
            _tell_changed(interaction, page)
            return _card(page)
        page = await self._titles.title(curator, key)
        return hide_card(page) if page else None

    async def _cover(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        part = next((part for part in Part if part.startswith(walk.detail)), Part.PREMISE)
        key = InstalmentId(walk.subject)
        page = await self._titles.cover(curator_of(interaction), key, part, on=bool(walk.page))
        _tell_changed(interaction, page)
        return _card(page)

    async def _join(self, interaction: discord.Interaction, walk: Walk) -> Reply | None:
        curator, key = curator_of(interaction), InstalmentId(walk.subject)
        match walk.detail:
            case detail if detail == YES:
                offer = await self._joining.join(curator, key, walk.page)
                page = await self._titles.title(curator, offer.joining.bundled) if offer else None
                _tell_changed(interaction, page)
                for gone in offer.joining.pairs if offer else ():
                    interaction.client.dispatch("title_changed", interaction.guild_id, gone)
                return title_card(page, joined_note(offer)) if page and offer else outdated_card(key)
            case detail if detail == NO:
                if not await self._joining.keep_apart(curator, key, walk.page):
                    return outdated_card(key)
                return _card(await self._titles.title(curator, key), apart_note())
            case _:
                offer = await self._joining.offer(curator, key)
                return join_card(offer) if offer else None


def _tell_changed(interaction: discord.Interaction, page: TitlePage | None) -> None:
    """Let what shows a title elsewhere, such as the announcement of its review, be changed as well."""
    if page is None:
        return
    stories = page.page.stories if isinstance(page.page, AnthologyPage) else (page.page.story,)
    for story in stories:
        interaction.client.dispatch("title_changed", interaction.guild_id, story.instalment.id)


def _number(text: str) -> DraftNumber | None:
    is_number = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    return DraftNumber(int(text)) if is_number else None


def _card(page: TitlePage | None, note: str = "") -> Reply | None:
    return title_card(page, note) if page else None


def _answer(found: Published | TitlePreview) -> Reply | None:  # noqa: PLR0911 - one for each answer
    match found:
        case TitlePage():
            return title_card(found, published_note())
        case NothingChanged():
            return title_card(found.page, published_note(nothing=True))
        case TitleFaultsPage():
            return faults_card(found)
        case TitlePreview():
            return preview_card(found)
        case TitleConflict():
            return conflict_card(found)
        case TitlesFull():
            return full_card(found)
        case None:
            return None
