"""A server's own and corrected titles: `/curate show`, its modals, and the buttons on its cards."""

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
"""The most digits that the number of a draft or of a revision has."""


class CurateTitles:
    """Handles `/curate show` and the actions on titles and their drafts."""

    def __init__(self, services: Services, router: Router, modals: Modals) -> None:
        self._titles = services.custom_titles
        self._drafts = services.title_drafts
        self._merges = services.title_merges
        router.on(ActionKind.TITLE, self._title)
        router.on(ActionKind.ADD, self._add)
        router.on(ActionKind.HIDE, self._hide)
        router.on(ActionKind.COVER, self._mark_spoiler)
        router.on(ActionKind.JOIN, self._merge)
        modals.on(ActionKind.ADD, self._begun)
        for kind in FORMS:
            router.on(kind, self._form)
            modals.on(kind, self._filled)

    async def begin(self, interaction: discord.Interaction, show: str) -> Reply:
        """Answer with the card of a title, or with the list of the server's own titles."""
        actor = actor_of(interaction)
        if not show.strip():
            return titles_card(await self._titles.overview(actor))
        found = await self._titles.find(actor, show)
        return nothing_card(found, ActionKind.TITLE) if isinstance(found, NothingFound) else title_card(found)

    async def suggest(self, interaction: discord.Interaction, typed: str) -> list[Choice]:
        """Offer titles while a curator types, including hidden ones."""
        return await self._titles.suggest(actor_of(interaction), typed)

    async def announce_suggestions(self, interaction: discord.Interaction) -> None:
        """Tell a curator, once, which of the server's own titles the catalogue now has."""
        if interaction.response.type is discord.InteractionResponseType.modal:
            return  # after a modal, Discord accepts no follow-up
        try:
            suggestions = await in_time(self._merges.unseen_suggestions(actor_of(interaction)))
        except NotACuratorError:
            return
        if suggestions:
            await interaction.followup.send(view=suggestions_card(suggestions), ephemeral=True)

    async def _title(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        actor = actor_of(interaction)
        match action.detail.partition(":"):
            case ("", _, _) if not action.subject:
                return titles_card(await self._titles.overview(actor), action.page)
            case ("", _, _):
                return _card(await self._titles.title(actor, InstalmentId(action.subject)))
            case (what, _, _) if what.rstrip(SURE) in {BACK, AWAY}:
                return await self._take_back(interaction, actor, action)
            case (what, _, version):
                number = _number(action.subject)
                return await self._draft(interaction, number, what, version) if number else None

    async def _take_back(self, interaction: discord.Interaction, actor: Actor, action: Action) -> Reply | None:
        key = InstalmentId(action.subject)
        match action.detail:
            case detail if detail == BACK + SURE:
                result = await self._titles.back_to_bundled(actor, key)
                _announce_change(interaction, result)
                return _card(result)
            case detail if detail == AWAY + SURE:
                removed = await self._titles.remove(actor, key)
                if isinstance(removed, RemovedTitle):
                    return removed_card(removed)
                return stays_card(removed) if removed else None
            case _:
                result = await self._titles.title(actor, key)
                ask = back_card if action.detail == BACK else away_card
                return ask(result) if result and result.record else None

    async def _draft(
        self, interaction: discord.Interaction, number: DraftNumber, what: str, version: str
    ) -> Reply | None:
        actor = actor_of(interaction)
        if what == DRAFT:
            return _answer(await self._drafts.preview(actor, number))
        if what in {PUBLISH, MINE}:
            found = await self._drafts.publish(actor, number, _number(version))
            _announce_change(interaction, found if isinstance(found, CustomTitleResult) else None)
            return _answer(found)
        if what == DISCARD and (key := await self._drafts.discard(actor, number)):
            result = await self._titles.title(actor, key)
            return title_card(result) if result else titles_card(await self._titles.overview(actor))
        return None

    async def _add(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        result = await self._drafts.new(actor_of(interaction), action.subject)
        return title_form(result) if result else None

    async def _begun(self, interaction: discord.Interaction, action: Action, fields: Fields) -> Reply | None:
        return _answer(await self._drafts.begin(actor_of(interaction), action.subject, fields))

    async def _form(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        result = await self._drafts.form(actor_of(interaction), InstalmentId(action.subject), FORMS[action.kind])
        return title_form(result) if result else None

    async def _filled(self, interaction: discord.Interaction, action: Action, fields: Fields) -> Reply | None:
        key, based_on = InstalmentId(action.subject), _number(action.detail) or 0
        return _answer(await self._drafts.fill_in(actor_of(interaction), key, FORMS[action.kind], fields, based_on))

    async def _hide(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        actor, key = actor_of(interaction), InstalmentId(action.subject)
        if action.detail in {HIDE, SHOW_AGAIN}:
            result = await self._titles.hide(actor, key, hidden=action.detail == HIDE)
            if isinstance(result, TitlesFull):
                return full_card(result)
            _announce_change(interaction, result)
            return _card(result)
        result = await self._titles.title(actor, key)
        return hide_card(result) if result else None

    async def _mark_spoiler(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        part = next((part for part in SpoilerPart if part.startswith(action.detail)), SpoilerPart.PREMISE)
        key = InstalmentId(action.subject)
        result = await self._titles.mark_spoiler(actor_of(interaction), key, part, on=bool(action.page))
        _announce_change(interaction, result)
        return _card(result)

    async def _merge(self, interaction: discord.Interaction, action: Action) -> Reply | None:
        actor, key = actor_of(interaction), InstalmentId(action.subject)
        match action.detail:
            case detail if detail == YES:
                merged = await self._merges.merge(actor, key, action.page)
                result = await self._titles.title(actor, merged.merge.bundled) if merged else None
                _announce_change(interaction, result)
                for own in merged.merge.pairs if merged else ():
                    interaction.client.dispatch("title_changed", interaction.guild_id, own)
                return title_card(result, merged_note(merged)) if result and merged else stale_card(key)
            case detail if detail == NO:
                if not await self._merges.not_a_duplicate(actor, key, action.page):
                    return stale_card(key)
                return _card(await self._titles.title(actor, key), not_a_duplicate_note())
            case _:
                suggestion = await self._merges.suggestion(actor, key)
                return merge_card(suggestion) if suggestion else None


def _announce_change(interaction: discord.Interaction, result: CustomTitleResult | None) -> None:
    """Let other cogs know (their ``on_title_changed``), such as the one that announces reviews."""
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
