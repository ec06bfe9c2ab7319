"""The titles' desk: what a server adds, corrects, hides and covers, asked leave for each time."""

from __future__ import annotations

from dataclasses import replace

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
from bot.titles.results import InstalmentResult, NothingFound, PersonResult
from bot.titles.service import TitleService

TRIES = 5
"""How often one press that turns something on or off is tried where somebody else changes the title meanwhile."""


class CustomTitleService:
    """What curators do to the titles that their server's members meet.

    Parameters
    ----------
    joining
        Knows which own titles the bundle has by now.
    """

    def __init__(
        self, store: Store, title_service: TitleService, lookup: TitleLookup, merging: TitleMergeService
    ) -> None:
        self._store = store
        self._title_service = title_service
        self._lookup = lookup
        self._joining = merging

    async def overview(self, actor: Actor) -> CustomTitleList:
        """Give everything that the server says of titles, and what the curator is in the midst of."""
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
        return CustomTitleList(tuple(lines), await self._joining.suggestions(actor))

    async def _name(self, key: TitleId, kept: ServerTitle | None, draft: Draft | None = None) -> str:
        if kept is not None and kept.facts.title:
            return kept.facts.title
        bundle = await self._lookup.bundle()
        typed = draft.fields.get(TitleField.TITLES, "").strip() if draft else ""
        return bundle.names.get(key) or typed.partition("\n")[0][:100] or key

    async def find(self, actor: Actor, typed: str) -> CustomTitleResult | NothingFound:
        """Find the title that was named: one that members meet, or one that is hidden."""
        await require_curator(self._store, actor)
        page = await self.title(actor, InstalmentId(typed.strip()))
        if page is not None:
            return page
        wanted = typed.casefold().strip()
        for choice in await self._unmet(actor):
            if choice.title.casefold() == wanted and (page := await self.title(actor, InstalmentId(choice.key))):
                return page
        asker = Asker(actor.server, actor.member)
        match await self._title_service.look_up(typed, asker, SearchKind.TITLE):
            case NothingFound() as nothing:
                return nothing
            case PersonResult():
                return NothingFound(typed, SearchKind.TITLE)
            case found:
                key = found.instalment.id if isinstance(found, InstalmentResult) else found.anthology.id
                return await self.title(actor, key) or NothingFound(typed, SearchKind.TITLE)

    async def suggest(self, actor: Actor, typed: str) -> list[Choice]:
        """Offer titles while a curator types, hidden ones too."""
        await require_curator(self._store, actor)
        wanted = typed.casefold().strip()
        hidden = [choice for choice in await self._unmet(actor) if wanted in choice.title.casefold()]
        met = await self._title_service.suggest(typed, Asker(actor.server, actor.member), SearchKind.TITLE)
        return [*met, *hidden] if not wanted else [*hidden, *met]

    async def _unmet(self, actor: Actor) -> list[Choice]:
        """Give what members do not meet: hidden titles."""
        titles = await self._store.custom_titles.of(actor.server)
        return [Choice(title.id, await self._name(title.id, title)) for title in titles if title.hidden]

    async def title(self, actor: Actor, key: TitleId) -> CustomTitleResult | None:
        """Give a title at the desk; None where there is none of that id."""
        await require_curator(self._store, actor)
        standing = await self._lookup.state(actor.server, key)
        return await self._title(actor, standing) if standing else None

    async def _title(self, actor: Actor, state: TitleState) -> CustomTitleResult | None:
        key = state.key
        page = await self._lookup.preview(actor, key)
        if page is None:
            return None
        whole = await self._store.custom_titles.one(actor.server, anthology_of(key)) if is_instalment(key) else None
        draft = await self._store.drafts.about(actor, SUBJECT + key)
        return CustomTitleResult(
            key=key,
            result=page,
            kept=state.kept,
            bundled=state.bundled,
            known=await self._lookup.known(),
            covered=frozenset(
                one.part for one in await self._store.custom_titles.spoiler_marks(actor.server) if one.title == key
            ),
            unmet=whole is not None and whole.hidden,
            draft=draft.number if draft and typed_in(draft.fields) else None,
            suggestion=await self._joining.suggestion(actor, key) if state.bundled is None or is_own(key) else None,
        )

    async def hide(self, actor: Actor, key: TitleId, *, hidden: bool) -> CustomTitleResult | TitlesFull | None:
        """Let members not meet a title any more, or again."""
        await require_curator(self._store, actor)
        for _try in range(TRIES):
            standing = await self._lookup.state(actor.server, key)
            if standing is None:
                return None
            if hidden and not await self._lookup.has_room(standing, actor.server):
                return TitlesFull(key)
            kept = standing.kept or no_changes(actor, key)
            if kept.hidden == hidden or await self._put(actor, replace(kept, hidden=hidden), standing.version):
                break
        self._lookup.forget(actor.server)
        return await self.title(actor, key)

    async def back_to_bundled(self, actor: Actor, key: TitleId) -> CustomTitleResult | None:
        """Say nothing of a bundled title any more but whether it is hidden."""
        await require_curator(self._store, actor)
        for _try in range(TRIES):
            standing = await self._lookup.state(actor.server, key)
            if standing is None:
                return None
            kept = standing.kept
            if standing.bundled is None or kept is None or not kept.said:
                break
            if await self._put(actor, replace(kept, facts=TitleFacts(), said=frozenset()), standing.version):
                break
        self._lookup.forget(actor.server)
        return await self.title(actor, key)

    async def _put(self, actor: Actor, title: ServerTitle, version: int) -> bool:
        """Keep what is said of a title; what says nothing any more is taken back."""
        if title.own or title.hidden or title.said:
            return await self._store.custom_titles.save(actor, title, based_on=version) is not None
        return await self._store.custom_titles.remove(actor, title.id, version)

    async def remove(self, actor: Actor, key: TitleId) -> RemovedTitle | CustomTitleResult | None:
        """Take an own title away for good; what has reviews or instalments stays, and its page is given."""
        await require_curator(self._store, actor)
        standing = await self._lookup.state(actor.server, key)
        if standing is None or standing.bundled is not None:
            return None
        if not await self._store.custom_titles.remove(actor, key, standing.version):
            return await self.title(actor, key)
        self._lookup.forget(actor.server)
        return RemovedTitle(key, standing.facts.title or key)

    async def mark_spoiler(
        self, actor: Actor, key: TitleId, part: SpoilerPart, *, on: bool
    ) -> CustomTitleResult | None:
        """Cover a part of a title because it spoils, or open it again."""
        await require_curator(self._store, actor)
        if await self._lookup.state(actor.server, key) is None:
            return None
        await self._store.custom_titles.mark_spoiler(actor, SpoilerMark(key, part), on)
        self._lookup.forget(actor.server)
        return await self.title(actor, key)
