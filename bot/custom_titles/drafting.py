"""Writing at the titles' desk: forms, drafts, and what becomes of them; nobody overwrites another unseen."""

from __future__ import annotations

import secrets
from dataclasses import replace

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
"""Readable letters in the id of an own title; with what tells it from others it fits wherever a bundled id does."""
TELLING_BYTES = 4

DraftOutcome = TitlePreview | TitleFaults | None
Published = CustomTitleResult | TitleFaults | TitleConflict | TitlesFull | NothingChanged | None


class TitleDraftService:
    """What curators write of titles.

    Parameters
    ----------
    desk
        Gives the title as it stands, when all is done.
    """

    def __init__(self, store: Store, lookup: TitleLookup, service: CustomTitleService) -> None:
        self._store = store
        self._lookup = lookup
        self._service = service

    async def new(self, actor: Actor, anthology: str) -> TitleFormResult | None:
        """Give the form that begins a title.

        Parameters
        ----------
        anthology
            The anthology that an instalment is added to; empty to add an anthology.
        """
        await require_curator(self._store, actor)
        known = await self._lookup.known()
        if not anthology:
            return TitleFormResult(None, TitleForm.FACTS, None, {}, known.last_year, new=True, instalment=False)
        standing = await self._lookup.state(actor.server, AnthologyId(anthology))
        if standing is None or is_instalment(anthology):
            return None
        typed = fill(TitleFacts(countries=standing.facts.countries), known, instalment=True)
        title = standing.facts.title
        return TitleFormResult(standing.key, TitleForm.FACTS, title, typed, known.last_year, new=True, instalment=True)

    async def begin(self, actor: Actor, anthology: str, typed: Typed) -> DraftOutcome:
        """Take the form that begins a title, and keep it as a draft under the id that the title will have."""
        form = await self.new(actor, anthology)
        if form is None:
            return None
        stem = identify(typed.get(TitleField.TITLES, "").strip().partition("\n")[0])[:LONGEST_STEM].strip("-")
        own = "-".join(filter(None, (CUSTOM_PREFIX.strip("-"), stem, secrets.token_hex(TELLING_BYTES))))
        key = instalment_id(AnthologyId(anthology), own) if anthology else AnthologyId(own)
        fields = put_in_order(typed, fields_in(TitleForm.FACTS, instalment=bool(anthology)))
        return await self._judge(actor, key, await self._store.drafts.keep(actor, SUBJECT + key, 0, fields))

    async def form(self, actor: Actor, key: TitleId, form: TitleForm) -> TitleFormResult | None:
        """Give one of the two forms of a title, filled in with the curator's draft, else with what there is."""
        await require_curator(self._store, actor)
        standing = await self._lookup.state(actor.server, key)
        draft = await self._store.drafts.about(actor, SUBJECT + key)
        if standing is None and (draft is None or not typed_in(draft.fields) or not await self._may_begin(actor, key)):
            return None
        known = await self._lookup.known()
        if draft is None or not typed_in(draft.fields):
            standing = standing or TitleState(key, None, None)
            filled = fill(standing.facts, known, instalment=is_instalment(key))
            # What the form is filled with is kept beside what will be typed: so it can be told later who changed what.
            draft = await self._store.drafts.keep(actor, SUBJECT + key, standing.version, begun_with(filled))
        typed = filled_with(draft.fields) | typed_in(draft.fields)
        title = typed.get(TitleField.TITLES, "").partition("\n")[0] or None
        return TitleFormResult(
            key, form, title, typed, known.last_year, new=False, instalment=is_instalment(key), based_on=draft.based_on
        )

    async def _may_begin(self, actor: Actor, key: TitleId) -> bool:
        """Say whether a title of this id can be added: ids come back in custom_ids, which anyone may write."""
        if not is_own(key):
            return False
        if not is_instalment(key):
            return ID_PATTERN.fullmatch(key) is not None and len(key) <= limits.ID
        own = short_id_of(key)
        may = ID_PATTERN.fullmatch(own) is not None and len(own) <= limits.ID
        return may and await self._lookup.state(actor.server, anthology_of(key)) is not None

    async def fill_in(self, actor: Actor, key: TitleId, form: TitleForm, typed: Typed, based_on: int) -> DraftOutcome:
        """Take a form: keep it, then look what is wrong with it.

        Parameters
        ----------
        based_on
            The version that the form was filled with, where no draft says so any more.
        """
        await require_curator(self._store, actor)
        draft = await self._store.drafts.about(actor, SUBJECT + key)
        if await self._lookup.state(actor.server, key) is None and (
            # Only what was begun here can become a title: else one server could take up the id of another's.
            draft is None or not await self._may_begin(actor, key)
        ):
            return None
        fields = put_in_order(typed, fields_in(form, instalment=is_instalment(key)))
        kept = await self._store.drafts.keep(
            actor,
            SUBJECT + key,
            draft.based_on if draft else based_on,
            (draft.fields if draft else {}) | fields,
        )
        return await self._judge(actor, key, kept)

    async def preview(self, actor: Actor, number: DraftNumber) -> DraftOutcome:
        """Give a draft as members will see it, or what is wrong with it; None where there is no such draft."""
        await require_curator(self._store, actor)
        draft = await self._store.drafts.one(actor, number)
        key = _key(draft)
        return await self._judge(actor, key, draft) if draft and key else None

    async def _judge(self, actor: Actor, key: TitleId, draft: Draft) -> DraftOutcome:
        judged = await self._read(actor, key, draft)
        if not isinstance(judged, ServerTitle):
            return judged
        page = await self._lookup.preview(actor, key, judged)
        standing = await self._lookup.state(actor.server, key)
        if page is None:
            return None
        return TitlePreview(key, draft.number, page, standing is None, _changes(judged, standing))

    async def _read(self, actor: Actor, key: TitleId, draft: Draft) -> ServerTitle | TitleFaults | None:
        """Read a draft into what the server will say by it."""
        standing = await self._lookup.state(actor.server, key)
        if standing is None and not await self._may_begin(actor, key):
            return None
        known, instalment = await self._lookup.known(), is_instalment(key)
        there = fill(standing.facts, known, instalment=instalment) if standing else {}
        reading = read(there | filled_with(draft.fields) | typed_in(draft.fields), known, instalment=instalment)
        if reading.faults:
            return TitleFaults(key, draft.number, reading.faults)
        if standing is None or standing.bundled is None:
            before = TitleFacts()
        else:
            # Held against the bundled facts as they come through the forms, which say a little less than there is.
            before = read(fill(standing.bundled, known, instalment=instalment), known, instalment=instalment).facts
        said = changed_facts(reading.facts, before)
        kept = (standing.kept if standing else None) or no_changes(actor, key)
        return replace(kept, facts=reading.facts, said=said)

    async def publish(self, actor: Actor, number: DraftNumber, over: int | None = None) -> Published:
        """Let members meet what a draft says.

        Parameters
        ----------
        over
            The version of somebody else's that the curator was shown, and wants the draft set upon.
        """
        await require_curator(self._store, actor)
        draft = await self._store.drafts.one(actor, number)
        key = _key(draft)
        if draft is None or key is None:
            return None
        standing = await self._lookup.state(actor.server, key)
        version = standing.version if standing else 0
        if standing is not None and over == version != draft.based_on:
            theirs = fill(standing.facts, await self._lookup.known(), instalment=is_instalment(key))
            draft = await self._store.drafts.keep(actor, draft.subject, version, upon(draft.fields, theirs))
        if draft.based_on != version:
            return await self._conflict(actor, key, draft)
        judged = await self._read(actor, key, draft)
        if not isinstance(judged, ServerTitle):
            return judged
        changes = _changes(judged, standing)
        if changes and not await self._lookup.has_room(standing, actor.server):
            return TitlesFull(key, draft.number)
        if changes and not await self._save(actor, judged, draft):
            return await self._conflict(actor, key, draft)
        if not changes:
            await self._store.drafts.drop(actor, number)
        self._lookup.forget(actor.server)
        page = await self._service.title(actor, key)
        return NothingChanged(page) if page and not changes else page

    async def _save(self, actor: Actor, title: ServerTitle, draft: Draft) -> bool:
        if title.own or title.hidden or title.said:
            return (
                await self._store.custom_titles.save(actor, title, based_on=draft.based_on, draft=draft.number)
                is not None
            )
        # It says what the bundle says: nothing is left to correct.
        if not await self._store.custom_titles.remove(actor, title.id, draft.based_on):
            return False
        return await self._store.drafts.drop(actor, draft.number)

    async def _conflict(self, actor: Actor, key: TitleId, draft: Draft) -> TitleConflict | None:
        standing = await self._lookup.state(actor.server, key)
        if standing is None:
            return None
        theirs = fill(standing.facts, await self._lookup.known(), instalment=is_instalment(key))
        return TitleConflict(
            key=key,
            number=draft.number,
            title=standing.facts.title or key,
            theirs=standing.kept,
            version=standing.version,
            apart=conflicts(draft.fields, theirs),
            merged=changed_by_them(draft.fields, theirs),
        )

    async def discard(self, actor: Actor, number: DraftNumber) -> TitleId | None:
        """Throw a draft away, and give the title that it was of; None where there was none."""
        await require_curator(self._store, actor)
        draft = await self._store.drafts.one(actor, number)
        key = _key(draft)
        if key is not None:
            await self._store.drafts.drop(actor, number)
        return key


def _key(draft: Draft | None) -> TitleId | None:
    """Give the title that a draft is of; None where it is of something else."""
    if draft is None or not draft.subject.startswith(SUBJECT):
        return None
    return InstalmentId(draft.subject.removeprefix(SUBJECT))


def _changes(title: ServerTitle, state: TitleState | None) -> frozenset[Fact]:
    """Give which facts members will meet changed."""
    if state is None:
        return changed_facts(title.facts, TitleFacts())
    after = with_changes(state.bundled, title.facts, title.said) if state.bundled else title.facts
    return changed_facts(after, state.facts)
