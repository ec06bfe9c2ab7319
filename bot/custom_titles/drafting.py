"""Write a title: forms, drafts, preview and publishing. Nobody's change is overwritten unseen."""

from __future__ import annotations

import secrets

from msgspec.structs import replace

from bot.custom_titles.drafts import begun_with, changed_by_them, conflicts, filled_with, put_in_order, typed_in, upon
from bot.custom_titles.fields import TitleField, TitleForm, Typed, changed_facts, fields_in, fill, read, with_changes
from bot.custom_titles.lookup import TitleLookup, TitleState, no_changes
from bot.custom_titles.results import (
    SUBJECT,
    CustomTitleResult,
    NothingChanged,
    TitleConflict,
    TitleFaults,
    TitleFormResult,
    TitlePreview,
    TitlesFull,
)
from bot.custom_titles.service import CustomTitleService
from bot.models import limits
from bot.models.custom_titles import Fact, ServerTitle, TitleFacts
from bot.models.ids import (
    CUSTOM_PREFIX,
    ID_PATTERN,
    AnthologyId,
    InstalmentId,
    TitleId,
    anthology_of,
    identify,
    instalment_id,
    is_instalment,
    is_own,
    short_id_of,
)
from bot.models.reviews import Draft, DraftNumber
from bot.models.servers import Actor
from bot.servers.permissions import require_curator
from bot.storage import Store

LONGEST_STEM = 16
"""Readable letters in a custom title's id; with the random suffix it is no longer than a bundled id may be."""
SUFFIX_BYTES = 4

DraftOutcome = TitlePreview | TitleFaults | None
Published = CustomTitleResult | TitleFaults | TitleConflict | TitlesFull | NothingChanged | None


class TitleDraftService:
    """Takes a title from the form to what members see.

    Parameters
    ----------
    service
        Gives the published title.
    """

    def __init__(self, store: Store, lookup: TitleLookup, service: CustomTitleService) -> None:
        self._store = store
        self._lookup = lookup
        self._service = service

    async def new(self, actor: Actor, anthology: str) -> TitleFormResult | None:
        """Give the form for a new title.

        Parameters
        ----------
        anthology
            The anthology to add an instalment to; empty to add an anthology.
        """
        await require_curator(self._store, actor)
        known = await self._lookup.known()
        if not anthology:
            return TitleFormResult(None, TitleForm.FACTS, None, {}, known.last_year, new=True, instalment=False)
        state = await self._lookup.state(actor.server, AnthologyId(anthology))
        if state is None or is_instalment(anthology):
            return None
        typed = fill(TitleFacts(countries=state.facts.countries), known, instalment=True)
        title = state.facts.title
        return TitleFormResult(state.key, TitleForm.FACTS, title, typed, known.last_year, new=True, instalment=True)

    async def begin(self, actor: Actor, anthology: str, typed: Typed) -> DraftOutcome:
        """Save the form for a new title as a draft, under the id the title will have."""
        form = await self.new(actor, anthology)
        if form is None:
            return None
        stem = identify(typed.get(TitleField.TITLES, "").strip().partition("\n")[0])[:LONGEST_STEM].strip("-")
        key_part = "-".join(filter(None, (CUSTOM_PREFIX.strip("-"), stem, secrets.token_hex(SUFFIX_BYTES))))
        key = instalment_id(AnthologyId(anthology), key_part) if anthology else AnthologyId(key_part)
        fields = put_in_order(typed, fields_in(TitleForm.FACTS, instalment=bool(anthology)))
        return await self._preview(actor, key, await self._store.drafts.keep(actor, SUBJECT + key, 0, fields))

    async def form(self, actor: Actor, key: TitleId, form: TitleForm) -> TitleFormResult | None:
        """Give one of a title's two forms, filled in from the curator's draft or else from the title as it is."""
        await require_curator(self._store, actor)
        state = await self._lookup.state(actor.server, key)
        draft = await self._store.drafts.about(actor, SUBJECT + key)
        if state is None and (draft is None or not typed_in(draft.fields) or not await self._may_begin(actor, key)):
            return None
        known = await self._lookup.known()
        if draft is None or not typed_in(draft.fields):
            state = state or TitleState(key, None, None)
            filled = fill(state.facts, known, instalment=is_instalment(key))
            # The draft stores what the form was filled with, so that later it shows who changed what.
            draft = await self._store.drafts.keep(actor, SUBJECT + key, state.version, begun_with(filled))
        typed = filled_with(draft.fields) | typed_in(draft.fields)
        title = typed.get(TitleField.TITLES, "").partition("\n")[0] or None
        return TitleFormResult(
            key, form, title, typed, known.last_year, new=False, instalment=is_instalment(key), based_on=draft.based_on
        )

    async def _may_begin(self, actor: Actor, key: TitleId) -> bool:
        """Say whether a title of this id can be added; ids come back in custom_ids, which can be forged."""
        if not is_own(key):
            return False
        if not is_instalment(key):
            return ID_PATTERN.fullmatch(key) is not None and len(key) <= limits.ID
        own = short_id_of(key)
        may = ID_PATTERN.fullmatch(own) is not None and len(own) <= limits.ID
        return may and await self._lookup.state(actor.server, anthology_of(key)) is not None

    async def fill_in(self, actor: Actor, key: TitleId, form: TitleForm, typed: Typed, based_on: int) -> DraftOutcome:
        """Save a submitted form as a draft, then check it.

        Parameters
        ----------
        based_on
            The version the form was filled in from, used if its draft is gone.
        """
        await require_curator(self._store, actor)
        draft = await self._store.drafts.about(actor, SUBJECT + key)
        if await self._lookup.state(actor.server, key) is None and (
            # Only a title begun in this server can be added, or one server could claim the id of another's.
            draft is None or not await self._may_begin(actor, key)
        ):
            return None
        fields = put_in_order(typed, fields_in(form, instalment=is_instalment(key)))
        saved = await self._store.drafts.keep(
            actor,
            SUBJECT + key,
            draft.based_on if draft else based_on,
            (draft.fields if draft else {}) | fields,
        )
        return await self._preview(actor, key, saved)

    async def preview(self, actor: Actor, number: DraftNumber) -> DraftOutcome:
        """Preview a draft, or say what is wrong with it; None if there is no such draft."""
        await require_curator(self._store, actor)
        draft = await self._store.drafts.one(actor, number)
        key = _key(draft)
        return await self._preview(actor, key, draft) if draft and key else None

    async def _preview(self, actor: Actor, key: TitleId, draft: Draft) -> DraftOutcome:
        title = await self._read(actor, key, draft)
        if not isinstance(title, ServerTitle):
            return title
        result = await self._lookup.preview(actor, key, title)
        state = await self._lookup.state(actor.server, key)
        if result is None:
            return None
        return TitlePreview(key, draft.number, result, state is None, _changes(title, state))

    async def _read(self, actor: Actor, key: TitleId, draft: Draft) -> ServerTitle | TitleFaults | None:
        """Read a draft into the title the server will have, or its faults."""
        state = await self._lookup.state(actor.server, key)
        if state is None and not await self._may_begin(actor, key):
            return None
        known, instalment = await self._lookup.known(), is_instalment(key)
        current = fill(state.facts, known, instalment=instalment) if state else {}
        reading = read(current | filled_with(draft.fields) | typed_in(draft.fields), known, instalment=instalment)
        if reading.faults:
            return TitleFaults(key, draft.number, reading.faults)
        if state is None or state.bundled is None:
            before = TitleFacts()
        else:
            # Compared with the bundled facts as the forms show them, which leave out a few details.
            before = read(fill(state.bundled, known, instalment=instalment), known, instalment=instalment).facts
        overridden = changed_facts(reading.facts, before)
        record = (state.record if state else None) or no_changes(actor, key)
        return replace(record, facts=reading.facts, said=overridden)

    async def publish(self, actor: Actor, number: DraftNumber, over: int | None = None) -> Published:
        """Publish a draft.

        Parameters
        ----------
        over
            The other curator's version that the actor was shown and wants to put the draft on top of.
        """
        await require_curator(self._store, actor)
        draft = await self._store.drafts.one(actor, number)
        key = _key(draft)
        if draft is None or key is None:
            return None
        state = await self._lookup.state(actor.server, key)
        version = state.version if state else 0
        if state is not None and over == version != draft.based_on:
            theirs = fill(state.facts, await self._lookup.known(), instalment=is_instalment(key))
            draft = await self._store.drafts.keep(actor, draft.subject, version, upon(draft.fields, theirs))
        if draft.based_on != version:
            return await self._conflict(actor, key, draft)
        title = await self._read(actor, key, draft)
        if not isinstance(title, ServerTitle):
            return title
        changes = _changes(title, state)
        if changes and not await self._lookup.has_room(state, actor.server):
            return TitlesFull(key, draft.number)
        if changes and not await self._save(actor, title, draft):
            return await self._conflict(actor, key, draft)
        if not changes:
            await self._store.drafts.drop(actor, number)
        self._lookup.forget(actor.server)
        result = await self._service.title(actor, key)
        return NothingChanged(result) if result and not changes else result

    async def _save(self, actor: Actor, title: ServerTitle, draft: Draft) -> bool:
        if title.own or title.hidden or title.said:
            return (
                await self._store.custom_titles.save(actor, title, based_on=draft.based_on, draft=draft.number)
                is not None
            )
        # It equals the bundled title, so nothing is left to correct.
        if not await self._store.custom_titles.remove(actor, title.id, draft.based_on):
            return False
        return await self._store.drafts.drop(actor, draft.number)

    async def _conflict(self, actor: Actor, key: TitleId, draft: Draft) -> TitleConflict | None:
        state = await self._lookup.state(actor.server, key)
        if state is None:
            return None
        theirs = fill(state.facts, await self._lookup.known(), instalment=is_instalment(key))
        return TitleConflict(
            key=key,
            number=draft.number,
            title=state.facts.title or key,
            theirs=state.record,
            version=state.version,
            conflicts=conflicts(draft.fields, theirs),
            only_theirs=changed_by_them(draft.fields, theirs),
        )

    async def discard(self, actor: Actor, number: DraftNumber) -> TitleId | None:
        """Delete a draft and give its title; None if there was none."""
        await require_curator(self._store, actor)
        draft = await self._store.drafts.one(actor, number)
        key = _key(draft)
        if key is not None:
            await self._store.drafts.drop(actor, number)
        return key


def _key(draft: Draft | None) -> TitleId | None:
    """Give the title a draft is about; None if it is about something else."""
    if draft is None or not draft.subject.startswith(SUBJECT):
        return None
    return InstalmentId(draft.subject.removeprefix(SUBJECT))


def _changes(title: ServerTitle, state: TitleState | None) -> frozenset[Fact]:
    """Give the facts that will change for members."""
    if state is None:
        return changed_facts(title.facts, TitleFacts())
    after = with_changes(state.bundled, title.facts, title.said) if state.bundled else title.facts
    return changed_facts(after, state.facts)
