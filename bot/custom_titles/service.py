"""The titles' desk: what a server adds, corrects, hides and covers, asked leave for each time."""

from __future__ import annotations

from dataclasses import replace

from bot.custom_titles.drafts import typed_in
from bot.custom_titles.fields import TitleField
from bot.custom_titles.lookup import Standing, TitleSources, nothing_said
from bot.custom_titles.merging import TitleJoining
from bot.custom_titles.results import (
    SUBJECT,
    Taken,
    TitleKey,
    TitleLine,
    TitlePage,
    TitlesFull,
    TitlesPage,
    anthology_of,
    is_instalment,
    is_own,
)
from bot.models.custom_titles import Cover, Part, ServerTitle, TitleFacts
from bot.models.ids import InstalmentId
from bot.models.queries import Asker, Choice, Sought
from bot.models.reviews import Draft
from bot.models.servers import Curator
from bot.servers.permissions import admit
from bot.storage import Store
from bot.titles.results import InstalmentPage, NothingFound, PersonPage
from bot.titles.service import Library

TRIES = 5
"""How often one press that turns something on or off is tried where somebody else changes the title meanwhile."""


class TitlesDesk:
    """What curators do to the titles that their server's members meet.

    Parameters
    ----------
    joining
        Knows which own titles the bundle has by now.
    """

    def __init__(self, store: Store, library: Library, sources: TitleSources, joining: TitleJoining) -> None:
        self._store = store
        self._library = library
        self._sources = sources
        self._joining = joining

    async def overview(self, curator: Curator) -> TitlesPage:
        """Give everything that the server says of titles, and what the curator is in the midst of."""
        await admit(self._store, curator)
        titles = {title.id: title for title in await self._store.titles.of(curator.server)}
        begun = {
            draft.subject.removeprefix(SUBJECT): draft
            for draft in await self._store.drafts.of(curator)
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
        return TitlesPage(tuple(lines), await self._joining.offers(curator))

    async def _name(self, key: TitleKey, kept: ServerTitle | None, draft: Draft | None = None) -> str:
        if kept is not None and kept.facts.title:
            return kept.facts.title
        bundle = await self._sources.bundle()
        typed = draft.fields.get(TitleField.TITLES, "").strip() if draft else ""
        return bundle.names.get(key) or typed.partition("\n")[0][:100] or key

    async def find(self, curator: Curator, typed: str) -> TitlePage | NothingFound:
        """Find the title that was named: one that members meet, or one that is hidden."""
        await admit(self._store, curator)
        page = await self.title(curator, InstalmentId(typed.strip()))
        if page is not None:
            return page
        wanted = typed.casefold().strip()
        for choice in await self._unmet(curator):
            if choice.title.casefold() == wanted and (page := await self.title(curator, InstalmentId(choice.key))):
                return page
        asker = Asker(curator.server, curator.member)
        match await self._library.look_up(typed, asker, Sought.TITLE):
            case NothingFound() as nothing:
                return nothing
            case PersonPage():
                return NothingFound(typed, Sought.TITLE)
            case found:
                key = found.instalment.id if isinstance(found, InstalmentPage) else found.anthology.id
                return await self.title(curator, key) or NothingFound(typed, Sought.TITLE)

    async def suggest(self, curator: Curator, typed: str) -> list[Choice]:
        """Offer titles while a curator types, hidden ones too."""
        await admit(self._store, curator)
        wanted = typed.casefold().strip()
        hidden = [choice for choice in await self._unmet(curator) if wanted in choice.title.casefold()]
        met = await self._library.suggest(typed, Asker(curator.server, curator.member), Sought.TITLE)
        return [*met, *hidden] if not wanted else [*hidden, *met]

    async def _unmet(self, curator: Curator) -> list[Choice]:
        """Give what members do not meet: hidden titles."""
        titles = await self._store.titles.of(curator.server)
        return [Choice(title.id, await self._name(title.id, title)) for title in titles if title.hidden]

    async def title(self, curator: Curator, key: TitleKey) -> TitlePage | None:
        """Give a title at the desk; None where there is none of that id."""
        await admit(self._store, curator)
        standing = await self._sources.standing(curator.server, key)
        return await self._title(curator, standing) if standing else None

    async def _title(self, curator: Curator, standing: Standing) -> TitlePage | None:
        key = standing.key
        page = await self._sources.page(curator, key)
        if page is None:
            return None
        whole = await self._store.titles.one(curator.server, anthology_of(key)) if is_instalment(key) else None
        draft = await self._store.drafts.about(curator, SUBJECT + key)
        return TitlePage(
            key=key,
            page=page,
            kept=standing.kept,
            bundled=standing.bundled,
            known=await self._sources.known(),
            covered=frozenset(one.part for one in await self._store.titles.covers(curator.server) if one.title == key),
            unmet=whole is not None and whole.hidden,
            draft=draft.number if draft and typed_in(draft.fields) else None,
            offer=await self._joining.offer(curator, key) if standing.bundled is None or is_own(key) else None,
        )

    async def hide(self, curator: Curator, key: TitleKey, *, hidden: bool) -> TitlePage | TitlesFull | None:
        """Let members not meet a title any more, or again."""
        await admit(self._store, curator)
        for _try in range(TRIES):
            standing = await self._sources.standing(curator.server, key)
            if standing is None:
                return None
            if hidden and not await self._sources.has_room(standing, curator.server):
                return TitlesFull(key)
            kept = standing.kept or nothing_said(curator, key)
            if kept.hidden == hidden or await self._put(curator, replace(kept, hidden=hidden), standing.version):
                break
        self._sources.forget(curator.server)
        return await self.title(curator, key)

    async def back_to_bundled(self, curator: Curator, key: TitleKey) -> TitlePage | None:
        """Say nothing of a bundled title any more but whether it is hidden."""
        await admit(self._store, curator)
        for _try in range(TRIES):
            standing = await self._sources.standing(curator.server, key)
            if standing is None:
                return None
            kept = standing.kept
            if standing.bundled is None or kept is None or not kept.said:
                break
            if await self._put(curator, replace(kept, facts=TitleFacts(), said=frozenset()), standing.version):
                break
        self._sources.forget(curator.server)
        return await self.title(curator, key)

    async def _put(self, curator: Curator, title: ServerTitle, version: int) -> bool:
        """Keep what is said of a title; what says nothing any more is taken back."""
        if title.own or title.hidden or title.said:
            return await self._store.titles.save(curator, title, based_on=version) is not None
        return await self._store.titles.remove(curator, title.id, version)

    async def take_away(self, curator: Curator, key: TitleKey) -> Taken | TitlePage | None:
        """Take an own title away for good; what has reviews or instalments stays, and its page is given."""
        await admit(self._store, curator)
        standing = await self._sources.standing(curator.server, key)
        if standing is None or standing.bundled is not None:
            return None
        if not await self._store.titles.remove(curator, key, standing.version):
            return await self.title(curator, key)
        self._sources.forget(curator.server)
        return Taken(key, standing.facts.title or key)

    async def cover(self, curator: Curator, key: TitleKey, part: Part, *, on: bool) -> TitlePage | None:
        """Cover a part of a title because it spoils, or open it again."""
        await admit(self._store, curator)
        if await self._sources.standing(curator.server, key) is None:
            return None
        await self._store.titles.cover(curator, Cover(key, part), on)
        self._sources.forget(curator.server)
        return await self.title(curator, key)
