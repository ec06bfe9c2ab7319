"""Find, list, hide and remove the titles a server added or corrected, and mark their spoilers."""

from __future__ import annotations

from msgspec.structs import replace

from bot.custom_titles.drafts import typed_in
from bot.custom_titles.fields import TitleField
from bot.custom_titles.lookup import TitleLookup, TitleState, no_changes
from bot.custom_titles.merging import TitleMergeService
from bot.custom_titles.results import (
    SUBJECT,
    CustomTitleList,
    CustomTitleResult,
    RemovedTitle,
    TitleLine,
    TitlesFull,
)
from bot.models.custom_titles import ServerTitle, SpoilerMark, SpoilerPart, TitleFacts
from bot.models.ids import InstalmentId, TitleId, anthology_of, is_instalment, is_own
from bot.models.queries import Asker, Choice, SearchKind
from bot.models.reviews import Draft
from bot.models.servers import Actor
from bot.servers.permissions import require_curator
from bot.storage import Store
from bot.titles.results import AnthologyResult, InstalmentResult, NothingFound
from bot.titles.service import TitleService

TRIES = 5
"""Tries to switch something on or off while others are changing the same title."""


class CustomTitleService:
    """Manages the titles that a server added, corrected, hid or marked as spoilers.

    Parameters
    ----------
    merging
        Knows which custom titles are bundled now.
    """

    def __init__(
        self, store: Store, title_service: TitleService, lookup: TitleLookup, merging: TitleMergeService
    ) -> None:
        self._store = store
        self._title_service = title_service
        self._lookup = lookup
        self._merging = merging

    async def overview(self, actor: Actor) -> CustomTitleList:
        """Give every title the server added, corrected or hid, and the actor's drafts."""
        await require_curator(self._store, actor)
        titles = {title.id: title for title in await self._store.custom_titles.of(actor.server)}
        begun = {
            draft.subject.removeprefix(SUBJECT): draft
            for draft in await self._store.drafts.of(actor)
            if draft.subject.startswith(SUBJECT) and typed_in(draft.fields)
        }
        keys = [*titles, *(InstalmentId(key) for key in begun if key not in titles)]
        names = {key: await self._name(key, titles.get(key), begun.get(key)) for key in keys}
        lines = [
            TitleLine(
                key,
                names[key],
                await self._name(anthology_of(key), titles.get(anthology_of(key))) if is_instalment(key) else None,
                titles.get(key),
                begun[key].number if key in begun else None,
            )
            for key in keys
        ]
        lines.sort(key=lambda line: ((line.anthology or line.title).casefold(), line.anthology is not None, line.key))
        return CustomTitleList(tuple(lines), await self._merging.suggestions(actor))

    async def _name(self, key: TitleId, record: ServerTitle | None, draft: Draft | None = None) -> str:
        if record is not None and record.facts.title:
            return record.facts.title
        bundle = await self._lookup.bundle()
        typed = draft.fields.get(TitleField.TITLES, "").strip() if draft else ""
        return bundle.names.get(key) or typed.partition("\n")[0][:100] or key

    async def find(self, actor: Actor, typed: str) -> CustomTitleResult | NothingFound:
        """Find a title by id or name, hidden ones too."""
        await require_curator(self._store, actor)
        result = await self.title(actor, InstalmentId(typed.strip()))
        if result is not None:
            return result
        wanted = typed.casefold().strip()
        for choice in await self._hidden(actor):
            if choice.title.casefold() == wanted and (result := await self.title(actor, InstalmentId(choice.key))):
                return result
        asker = Asker(actor.server, actor.member)
        match await self._title_service.look_up(typed, asker, SearchKind.TITLE):
            case NothingFound() as nothing:
                return nothing
            case InstalmentResult() | AnthologyResult() as found:
                key = found.instalment.id if isinstance(found, InstalmentResult) else found.anthology.id
                return await self.title(actor, key) or NothingFound(typed, SearchKind.TITLE)
            case _:
                return NothingFound(typed, SearchKind.TITLE)

    async def suggest(self, actor: Actor, typed: str) -> list[Choice]:
        """Suggest titles while a curator types, hidden ones too."""
        await require_curator(self._store, actor)
        wanted = typed.casefold().strip()
        hidden = [choice for choice in await self._hidden(actor) if wanted in choice.title.casefold()]
        visible = await self._title_service.suggest(typed, Asker(actor.server, actor.member), SearchKind.TITLE)
        return [*visible, *hidden] if not wanted else [*hidden, *visible]

    async def _hidden(self, actor: Actor) -> list[Choice]:
        """Give the hidden titles."""
        titles = await self._store.custom_titles.of(actor.server)
        return [Choice(title.id, await self._name(title.id, title)) for title in titles if title.hidden]

    async def title(self, actor: Actor, key: TitleId) -> CustomTitleResult | None:
        """Give a title with what the server changed about it; None if there is none of that id."""
        await require_curator(self._store, actor)
        state = await self._lookup.state(actor.server, key)
        return await self._title(actor, state) if state else None

    async def _title(self, actor: Actor, state: TitleState) -> CustomTitleResult | None:
        key = state.key
        result = await self._lookup.preview(actor, key)
        if result is None:
            return None
        anthology = await self._store.custom_titles.one(actor.server, anthology_of(key)) if is_instalment(key) else None
        draft = await self._store.drafts.about(actor, SUBJECT + key)
        return CustomTitleResult(
            key=key,
            result=result,
            record=state.record,
            bundled=state.bundled,
            known=await self._lookup.known(),
            spoilers=frozenset(
                one.part for one in await self._store.custom_titles.spoiler_marks(actor.server) if one.title == key
            ),
            anthology_hidden=anthology is not None and anthology.hidden,
            draft=draft.number if draft and typed_in(draft.fields) else None,
            suggestion=await self._merging.suggestion(actor, key) if state.bundled is None or is_own(key) else None,
        )

    async def hide(self, actor: Actor, key: TitleId, *, hidden: bool) -> CustomTitleResult | TitlesFull | None:
        """Hide a title from members, or show it again."""
        await require_curator(self._store, actor)
        for _try in range(TRIES):
            state = await self._lookup.state(actor.server, key)
            if state is None:
                return None
            if hidden and not await self._lookup.has_room(state, actor.server):
                return TitlesFull(key)
            record = state.record or no_changes(actor, key)
            if record.hidden == hidden or await self._put(actor, replace(record, hidden=hidden), state.version):
                break
        self._lookup.forget(actor.server)
        return await self.title(actor, key)

    async def back_to_bundled(self, actor: Actor, key: TitleId) -> CustomTitleResult | None:
        """Take back all corrections of a bundled title; it stays hidden if it was."""
        await require_curator(self._store, actor)
        for _try in range(TRIES):
            state = await self._lookup.state(actor.server, key)
            if state is None:
                return None
            record = state.record
            if state.bundled is None or record is None or not record.said:
                break
            if await self._put(actor, replace(record, facts=TitleFacts(), said=frozenset()), state.version):
                break
        self._lookup.forget(actor.server)
        return await self.title(actor, key)

    async def _put(self, actor: Actor, title: ServerTitle, version: int) -> bool:
        """Save a record; delete it if it no longer adds, corrects or hides anything."""
        if title.own or title.hidden or title.said:
            return await self._store.custom_titles.save(actor, title, based_on=version) is not None
        return await self._store.custom_titles.remove(actor, title.id, version)

    async def remove(self, actor: Actor, key: TitleId) -> RemovedTitle | CustomTitleResult | None:
        """Delete a custom title for good; one with reviews or instalments stays and is returned."""
        await require_curator(self._store, actor)
        state = await self._lookup.state(actor.server, key)
        if state is None or state.bundled is not None:
            return None
        if not await self._store.custom_titles.remove(actor, key, state.version):
            return await self.title(actor, key)
        self._lookup.forget(actor.server)
        return RemovedTitle(key, state.facts.title or key)

    async def mark_spoiler(
        self, actor: Actor, key: TitleId, part: SpoilerPart, *, on: bool
    ) -> CustomTitleResult | None:
        """Mark a part of a title as a spoiler, or take the mark off."""
        await require_curator(self._store, actor)
        if await self._lookup.state(actor.server, key) is None:
            return None
        await self._store.custom_titles.mark_spoiler(actor, SpoilerMark(key, part), on)
        self._lookup.forget(actor.server)
        return await self.title(actor, key)
