"""What curators do with titles: the cards, forms and buttons behind `/curate show`."""

from __future__ import annotations

import discord

from bot.custom_titles.drafting import Published
from bot.custom_titles.fields import TitleForm
from bot.custom_titles.results import (
    CustomTitleResult,
    NothingChanged,
    RemovedTitle,
    TitleConflict,
    TitleFaults,
    TitlePreview,
    TitlesFull,
)
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
    removed_card,
    stays_card,
    title_card,
    titles_card,
)
from bot.custom_titles.views.draft import conflict_card, faults_card, full_card, preview_card, title_form
from bot.custom_titles.views.merge import (
    NO,
    YES,
    merge_card,
    merged_note,
    not_a_duplicate_note,
    stale_card,
    suggestions_card,
)
from bot.models.custom_titles import SpoilerPart
from bot.models.ids import InstalmentId
from bot.models.queries import Choice
from bot.models.reviews import DraftNumber
from bot.models.servers import Actor, NotACuratorError
from bot.services import Services
from bot.titles.results import AnthologyResult, NothingFound
from bot.titles.views.not_found import nothing_card
from bot.ui.actions import Action, ActionKind
from bot.ui.modals import Fields, Modals
from bot.ui.responses import Reply, actor_of, in_time
from bot.ui.router import Router

FORMS = {ActionKind.FACTS: TitleForm.FACTS, ActionKind.STORY: TitleForm.STORY}
LONGEST_NUMBER = 19
"""Digits of a draft's number, or of a version, at most."""


class CurateTitles:
    """Takes the steps that begin at `/curate show`."""

    def __init__(self, services: Services, router: Router, modals: Modals) -> None:
        self._titles = services.custom_titles
        self._drafts = services.title_drafts
        self._merges = services.title_merges
        router.on(ActionKind.TITLE, self._title)
        router.on(ActionKind.ADD, self._add)
        router.on(ActionKind.HIDE, self._hide)
        router.on(ActionKind.COVER, self._cover)
        router.on(ActionKind.JOIN, self._join)
        modals.on(ActionKind.ADD, self._begun)
        for step in FORMS:
            router.on(step, self._form)
            modals.on(step, self._filled)

    async def begin(self, interaction: discord.Interaction, show: str) -> Reply:
        """Answer with the server's titles, or with the one that was named."""
        curator = actor_of(interaction)
        if not show.strip():
            return titles_card(await self._titles.overview(curator))
        found = await self._titles.find(curator, show)
        return nothing_card(found, ActionKind.TITLE) if isinstance(found, NothingFound) else title_card(found)

    async def suggest(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        """Offer titles while somebody types, hidden ones too."""
        return await self._titles.suggest(actor_of(interaction), typed)

    async def tell(self, interaction: discord.Interaction) -> None:
        """Tell a curator, once, of titles of theirs that the catalogue has by now."""
        if interaction.response.type is discord.InteractionResponseType.modal:
            return  # behind a form nothing can be said
        try:
            offers = await in_time(self._merges.unseen_suggestions(actor_of(interaction)))
        except NotACuratorError:
            return
        if offers:
            await interaction.followup.send(view=suggestions_card(offers), ephemeral=True)

    async def _title(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        curator = actor_of(interaction)
        match action.detail.partition(":"):
            case ("", _, _) if not action.subject:
                return titles_card(await self._titles.overview(curator), action.page)
            case ("", _, _):
                return _card(await self._titles.title(curator, InstalmentId(action.subject)))
            case (what, _, _) if what.rstrip(SURE) in {BACK, AWAY}:
                return await self._take_back(interaction, curator, action)
            case (what, _, version):
                number = _number(action.subject)
                return await self._draft(interaction, number, what, version) if number else None

    async def _take_back(self, interaction: discord.Interaction, actor: Actor, action: Action) -> Reply | None:
        key = InstalmentId(action.subject)
        match action.detail:
            case detail if detail == BACK + SURE:
                page = await self._titles.back_to_bundled(actor, key)
                _tell_changed(interaction, page)
                return _card(page)
            case detail if detail == AWAY + SURE:
                left = await self._titles.remove(actor, key)
                return removed_card(left) if isinstance(left, RemovedTitle) else stays_card(left) if left else None
            case _:
                page = await self._titles.title(actor, key)
                ask = back_card if action.detail == BACK else away_card
                return ask(page) if page and page.kept else None

    async def _draft(
        self, interaction: discord.Interaction, number: DraftNumber, what: str, version: str
    ) -> Reply | None:
        curator = actor_of(interaction)
        if what == DRAFT:
            return _answer(await self._drafts.preview(curator, number))
        if what in {PUBLISH, MINE}:
            found = await self._drafts.publish(curator, number, _number(version))
            _tell_changed(interaction, found if isinstance(found, CustomTitleResult) else None)
            return _answer(found)
        if what == DISCARD and (key := await self._drafts.discard(curator, number)):
            page = await self._titles.title(curator, key)
            return title_card(page) if page else titles_card(await self._titles.overview(curator))
        return None

    async def _add(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        page = await self._drafts.new(actor_of(interaction), action.subject)
        return title_form(page) if page else None

    async def _begun(self, interaction: discord.Interaction, action: Action, fields: Fields) -> Reply | None:
        return _answer(await self._drafts.begin(actor_of(interaction), action.subject, fields))

    async def _form(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        page = await self._drafts.form(actor_of(interaction), InstalmentId(action.subject), FORMS[action.kind])
        return title_form(page) if page else None

    async def _filled(self, interaction: discord.Interaction, action: Action, fields: Fields) -> Reply | None:
        key, based_on = InstalmentId(action.subject), _number(action.detail) or 0
        return _answer(await self._drafts.fill_in(actor_of(interaction), key, FORMS[action.kind], fields, based_on))

    async def _hide(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        curator, key = actor_of(interaction), InstalmentId(action.subject)
        if action.detail in {HIDE, SHOW_AGAIN}:
            page = await self._titles.hide(curator, key, hidden=action.detail == HIDE)
            if isinstance(page, TitlesFull):
                return full_card(page)
            _tell_changed(interaction, page)
            return _card(page)
        page = await self._titles.title(curator, key)
        return hide_card(page) if page else None

    async def _cover(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        part = next((part for part in SpoilerPart if part.startswith(action.detail)), SpoilerPart.PREMISE)
        key = InstalmentId(action.subject)
        page = await self._titles.mark_spoiler(actor_of(interaction), key, part, on=bool(action.page))
        _tell_changed(interaction, page)
        return _card(page)

    async def _join(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        curator, key = actor_of(interaction), InstalmentId(action.subject)
        match action.detail:
            case detail if detail == YES:
                offer = await self._merges.merge(curator, key, action.page)
                page = await self._titles.title(curator, offer.merge.bundled) if offer else None
                _tell_changed(interaction, page)
                for gone in offer.merge.pairs if offer else ():
                    interaction.client.dispatch("title_changed", interaction.guild_id, gone)
                return title_card(page, merged_note(offer)) if page and offer else stale_card(key)
            case detail if detail == NO:
                if not await self._merges.not_a_duplicate(curator, key, action.page):
                    return stale_card(key)
                return _card(await self._titles.title(curator, key), not_a_duplicate_note())
            case _:
                offer = await self._merges.suggestion(curator, key)
                return merge_card(offer) if offer else None


def _tell_changed(interaction: discord.Interaction, result: CustomTitleResult | None) -> None:
    """Let what shows a title elsewhere, such as the announcement of its review, be changed as well."""
    if result is None:
        return
    stories = result.result.stories if isinstance(result.result, AnthologyResult) else (result.result.story,)
    for story in stories:
        interaction.client.dispatch("title_changed", interaction.guild_id, story.instalment.id)


def _number(text: str) -> DraftNumber | None:
    is_number = text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER
    return DraftNumber(int(text)) if is_number else None


def _card(result: CustomTitleResult | None, note: str = "") -> Reply | None:
    return title_card(result, note) if result else None


def _answer(found: Published | TitlePreview) -> Reply | None:  # noqa: PLR0911 - one for each answer
    match found:
        case CustomTitleResult():
            return title_card(found, published_note())
        case NothingChanged():
            return title_card(found.result, published_note(nothing=True))
        case TitleFaults():
            return faults_card(found)
        case TitlePreview():
            return preview_card(found)
        case TitleConflict():
            return conflict_card(found)
        case TitlesFull():
            return full_card(found)
        case None:
            return None
