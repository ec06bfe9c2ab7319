"""Writing at the titles' desk: forms, drafts, and what becomes of them; nobody overwrites another unseen."""

from __future__ import annotations

import secrets
from dataclasses import replace

from bot.custom_titles.drafts import apart, begun_with, changed_by_them, filled_with, put_in_order, typed_in, upon
from bot.custom_titles.fields import TitleField, TitleForm, Typed, fields_in, fill, read, said_beside, told
from bot.custom_titles.lookup import Standing, TitleSources, nothing_said
from bot.custom_titles.results import (
    SUBJECT,
    NothingChanged,
    TitleConflict,
    TitleFaultsPage,
    TitleFormPage,
    TitleKey,
    TitlePage,
    TitlePreview,
    TitlesFull,
    is_instalment,
    is_own,
)
from bot.custom_titles.service import TitlesDesk
from bot.models.custom_titles import OWN_ID, Fact, ServerTitle, TitleFacts
from bot.models.ids import ID_PATTERN, LONGEST_ID, AnthologyId, InstalmentId, identify
from bot.models.reviews import Draft, DraftNumber
from bot.models.servers import Curator
from bot.servers.permissions import admit
from bot.storage import Store

LONGEST_STEM = 16
"""Readable letters in the id of an own title; with what tells it from others it fits wherever a bundled id does."""
TELLING_BYTES = 4

Filled = TitlePreview | TitleFaultsPage | None
Published = TitlePage | TitleFaultsPage | TitleConflict | TitlesFull | NothingChanged | None


class TitleWriting:
    """What curators write of titles.

    Parameters
    ----------
    desk
        Gives the title as it stands, when all is done.
    """

    def __init__(self, store: Store, sources: TitleSources, desk: TitlesDesk) -> None:
        self._store = store
        self._sources = sources
        self._desk = desk

    async def new(self, curator: Curator, anthology: str) -> TitleFormPage | None:
        """Give the form that begins a title.

        Parameters
        ----------
        anthology
            The anthology that an instalment is added to; empty to add an anthology.
        """
        await admit(self._store, curator)
        known = await self._sources.known()
        if not anthology:
            return TitleFormPage(None, TitleForm.FACTS, None, {}, known.last_year, new=True, instalment=False)
        standing = await self._sources.standing(curator.server, AnthologyId(anthology))
        if standing is None or is_instalment(anthology):
            return None
        typed = fill(TitleFacts(countries=standing.facts.countries), known, instalment=True)
        title = standing.facts.title
        return TitleFormPage(standing.key, TitleForm.FACTS, title, typed, known.last_year, new=True, instalment=True)

    async def begin(self, curator: Curator, anthology: str, typed: Typed) -> Filled:
        """Take the form that begins a title, and keep it as a draft under the id that the title will have."""
        form = await self.new(curator, anthology)
        if form is None:
            return None
        stem = identify(typed.get(TitleField.TITLES, "").strip().partition("\n")[0])[:LONGEST_STEM].strip("-")
        own = "-".join(filter(None, (OWN_ID.strip("-"), stem, secrets.token_hex(TELLING_BYTES))))
        key = InstalmentId(f"{anthology}/{own}" if anthology else own)
        fields = put_in_order(typed, fields_in(TitleForm.FACTS, instalment=bool(anthology)))
        return await self._judge(curator, key, await self._store.drafts.keep(curator, SUBJECT + key, 0, fields))

    async def form(self, curator: Curator, key: TitleKey, form: TitleForm) -> TitleFormPage | None:
        """Give one of the two forms of a title, filled in with the curator's draft, else with what there is."""
        await admit(self._store, curator)
        standing = await self._sources.standing(curator.server, key)
        draft = await self._store.drafts.about(curator, SUBJECT + key)
        if standing is None and (
            draft is None or not typed_in(draft.fields) or not await self._may_begin(curator, key)
        ):
            return None
        known = await self._sources.known()
        if draft is None or not typed_in(draft.fields):
            standing = standing or Standing(key, None, None)
            filled = fill(standing.facts, known, instalment=is_instalment(key))
            # What the form is filled with is kept beside what will be typed: so it can be told later who changed what.
            draft = await self._store.drafts.keep(curator, SUBJECT + key, standing.version, begun_with(filled))
        typed = filled_with(draft.fields) | typed_in(draft.fields)
        title = typed.get(TitleField.TITLES, "").partition("\n")[0] or None
        return TitleFormPage(
            key, form, title, typed, known.last_year, new=False, instalment=is_instalment(key), based_on=draft.based_on
        )

    async def _may_begin(self, curator: Curator, key: TitleKey) -> bool:
        """Say whether a title of this id can be added: ids come back in custom_ids, which anyone may write."""
        if not is_own(key):
            return False
        if not is_instalment(key):
            return ID_PATTERN.fullmatch(key) is not None and len(key) <= LONGEST_ID
        whole, _slash, own = key.partition("/")
        may = ID_PATTERN.fullmatch(own) is not None and len(own) <= LONGEST_ID
        return may and await self._sources.standing(curator.server, AnthologyId(whole)) is not None

    async def fill_in(self, curator: Curator, key: TitleKey, form: TitleForm, typed: Typed, based_on: int) -> Filled:
        """Take a form: keep it, then look what is wrong with it.

        Parameters
        ----------
        based_on
            The version that the form was filled with, where no draft says so any more.
        """
        await admit(self._store, curator)
        draft = await self._store.drafts.about(curator, SUBJECT + key)
        if await self._sources.standing(curator.server, key) is None and (
            # Only what was begun here can become a title: else one server could take up the id of another's.
            draft is None or not await self._may_begin(curator, key)
        ):
            return None
        fields = put_in_order(typed, fields_in(form, instalment=is_instalment(key)))
        kept = await self._store.drafts.keep(
            curator,
            SUBJECT + key,
            draft.based_on if draft else based_on,
            (draft.fields if draft else {}) | fields,
        )
        return await self._judge(curator, key, kept)

    async def preview(self, curator: Curator, number: DraftNumber) -> Filled:
        """Give a draft as members will see it, or what is wrong with it; None where there is no such draft."""
        await admit(self._store, curator)
        draft = await self._store.drafts.one(curator, number)
        key = _key(draft)
        return await self._judge(curator, key, draft) if draft and key else None

    async def _judge(self, curator: Curator, key: TitleKey, draft: Draft) -> Filled:
        judged = await self._read(curator, key, draft)
        if not isinstance(judged, ServerTitle):
            return judged
        page = await self._sources.page(curator, key, judged)
        standing = await self._sources.standing(curator.server, key)
        if page is None:
            return None
        return TitlePreview(key, draft.number, page, standing is None, _changes(judged, standing))

    async def _read(self, curator: Curator, key: TitleKey, draft: Draft) -> ServerTitle | TitleFaultsPage | None:
        """Read a draft into what the server will say by it."""
        standing = await self._sources.standing(curator.server, key)
        if standing is None and not await self._may_begin(curator, key):
            return None
        known, instalment = await self._sources.known(), is_instalment(key)
        there = fill(standing.facts, known, instalment=instalment) if standing else {}
        reading = read(there | filled_with(draft.fields) | typed_in(draft.fields), known, instalment=instalment)
        if reading.faults:
            return TitleFaultsPage(key, draft.number, reading.faults)
        if standing is None or standing.bundled is None:
            before = TitleFacts()
        else:
            # Held against the bundled facts as they come through the forms, which say a little less than there is.
            before = read(fill(standing.bundled, known, instalment=instalment), known, instalment=instalment).facts
        said = said_beside(reading.facts, before)
        kept = (standing.kept if standing else None) or nothing_said(curator, key)
        return replace(kept, facts=reading.facts, said=said)

    async def publish(self, curator: Curator, number: DraftNumber, over: int | None = None) -> Published:
        """Let members meet what a draft says.

        Parameters
        ----------
        over
            The version of somebody else's that the curator was shown, and wants the draft set upon.
        """
        await admit(self._store, curator)
        draft = await self._store.drafts.one(curator, number)
        key = _key(draft)
        if draft is None or key is None:
            return None
        standing = await self._sources.standing(curator.server, key)
        version = standing.version if standing else 0
        if standing is not None and over == version != draft.based_on:
            theirs = fill(standing.facts, await self._sources.known(), instalment=is_instalment(key))
            draft = await self._store.drafts.keep(curator, draft.subject, version, upon(draft.fields, theirs))
        if draft.based_on != version:
            return await self._conflict(curator, key, draft)
        judged = await self._read(curator, key, draft)
        if not isinstance(judged, ServerTitle):
            return judged
        changes = _changes(judged, standing)
        if changes and not await self._sources.has_room(standing, curator.server):
            return TitlesFull(key, draft.number)
        if changes and not await self._save(curator, judged, draft):
            return await self._conflict(curator, key, draft)
        if not changes:
            await self._store.drafts.drop(curator, number)
        self._sources.forget(curator.server)
        page = await self._desk.title(curator, key)
        return NothingChanged(page) if page and not changes else page

    async def _save(self, curator: Curator, title: ServerTitle, draft: Draft) -> bool:
        if title.own or title.hidden or title.said:
            return (
                await self._store.titles.save(curator, title, based_on=draft.based_on, draft=draft.number) is not None
            )
        # It says what the bundle says: nothing is left to correct.
        if not await self._store.titles.remove(curator, title.id, draft.based_on):
            return False
        return await self._store.drafts.drop(curator, draft.number)

    async def _conflict(self, curator: Curator, key: TitleKey, draft: Draft) -> TitleConflict | None:
        standing = await self._sources.standing(curator.server, key)
        if standing is None:
            return None
        theirs = fill(standing.facts, await self._sources.known(), instalment=is_instalment(key))
        return TitleConflict(
            key=key,
            number=draft.number,
            title=standing.facts.title or key,
            theirs=standing.kept,
            version=standing.version,
            apart=apart(draft.fields, theirs),
            merged=changed_by_them(draft.fields, theirs),
        )

    async def discard(self, curator: Curator, number: DraftNumber) -> TitleKey | None:
        """Throw a draft away, and give the title that it was of; None where there was none."""
        await admit(self._store, curator)
        draft = await self._store.drafts.one(curator, number)
        key = _key(draft)
        if key is not None:
            await self._store.drafts.drop(curator, number)
        return key


def _key(draft: Draft | None) -> TitleKey | None:
    """Give the title that a draft is of; None where it is of something else."""
    if draft is None or not draft.subject.startswith(SUBJECT):
        return None
    return InstalmentId(draft.subject.removeprefix(SUBJECT))


def _changes(title: ServerTitle, standing: Standing | None) -> frozenset[Fact]:
    """Give which facts members will meet changed."""
    if standing is None:
        return said_beside(title.facts, TitleFacts())
    after = told(standing.bundled, title.facts, title.said) if standing.bundled else title.facts
    return said_beside(after, standing.facts)
