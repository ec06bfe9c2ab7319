"""The desk where a server's reviews are kept: listed, opened, removed, restored, and every version of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, timedelta
from itertools import islice

from bot.models.custom_titles import Cover, Part
from bot.models.ids import AnthologyId, InstalmentId, MemberId
from bot.models.queries import Asker, Choice, Sought
from bot.models.reviews import Deed, KeptReview, Outdated, ReviewLine, ReviewNumber, Version, Writing
from bot.models.servers import KEPT_DAYS, Curator
from bot.reviews.drafting import about
from bot.reviews.fields import fields_of
from bot.reviews.filters import Shelf, sign
from bot.reviews.merging import differences
from bot.reviews.results import Done, History, Listed, OldVersion, Opened, Outcome, Told
from bot.servers.permissions import admit
from bot.storage import Store
from bot.titles.results import AnthologyPage, InstalmentPage, NothingFound, PersonPage
from bot.titles.service import Library

ON_A_PAGE = 8
LONGEST_NUMBER = 19
"""Digits of a review's number."""
OFFERED = 25
"""Choices that a suggestion has at most."""


class ReviewedDesk:
    """What curators do with the reviews that their server has."""

    def __init__(self, store: Store, library: Library) -> None:
        self._store = store
        self._library = library

    async def _titles(self, curator: Curator, instalments: Collection[InstalmentId]) -> dict[str, str]:
        """Give titles by id, also of what members do not meet; an id stands for itself where nothing is known."""
        asker = Asker(curator.server, curator.member)
        titles: dict[str, str] = {}
        wanted: dict[AnthologyId, set[InstalmentId]] = {}
        for one in instalments:
            wanted.setdefault(AnthologyId(one.partition("/")[0]), set()).add(one)
        for anthology, those in wanted.items():
            volume = await self._library.volume(anthology, asker)
            met = {one.id: one.title for one in volume.anthology.instalments} if volume else {}
            for unmet in those - met.keys():
                titles[unmet] = await self._hidden_title(curator, unmet)
            titles |= met
        return titles

    async def _hidden_title(self, curator: Curator, key: InstalmentId) -> str:
        said = await self._store.titles.one(curator.server, key)
        if said and said.facts.title:
            return said.facts.title
        anthology = await self._store.shows.anthology(AnthologyId(key.partition("/")[0]))
        return next((one.title for one in anthology.instalments if one.id == key), key) if anthology else key

    async def shelf(self, curator: Curator, shelf: Shelf, page: int = 0, size: int = ON_A_PAGE) -> Listed:
        """List the reviews of a shelf, removed ones too, the latest change first; the drafts on its first page."""
        await admit(self._store, curator)
        found = [one for one in await self._store.reviews.kept(curator.server) if stands_on(shelf, one)]
        pages = max(1, -(-len(found) // size))
        page = max(0, min(page, pages - 1))
        shown = tuple(found[page * size : (page + 1) * size])
        drafts = [(draft, subject[0]) for draft in await self._store.drafts.of(curator) if (subject := about(draft))]
        drafts = drafts if page == 0 and shelf == Shelf() else []
        wanted = {*(one.review.instalment for one in shown), *(instalment for _draft, instalment in drafts)}
        return Listed(
            shelf,
            shown,
            titles := await self._titles(curator, wanted),
            await self._store.servers.names(curator.server),
            len(found),
            page,
            pages,
            await self._name(curator, shelf, found[0]) if found else None,
            tuple((draft, titles[instalment]) for draft, instalment in drafts),
        )

    async def _name(self, curator: Curator, shelf: Shelf, found: KeptReview) -> str | None:
        key = next((key for key in _keys(found) if sign(key) == shelf.show), None)
        page = await self._library.page(key, Asker(curator.server, curator.member)) if key else None
        match page:
            case InstalmentPage():
                return page.instalment.title
            case AnthologyPage():
                return page.anthology.title
            case _:
                return key

    async def show_named(self, curator: Curator, typed: str) -> str | NothingFound:
        """Say which anthology's or instalment's reviews are asked for."""
        await admit(self._store, curator)
        match await self._library.look_up(typed, Asker(curator.server, curator.member), Sought.TITLE):
            case InstalmentPage() as page:
                return page.instalment.id
            case AnthologyPage() as page:
                return page.anthology.id
            case PersonPage():
                return NothingFound(typed, Sought.TITLE)
            case NothingFound() as nothing:
                return nothing

    async def curator_named(self, curator: Curator, typed: str) -> MemberId | None:
        """Say which of those who wrote here is meant by a name, a mention or an id; None where nobody is."""
        await admit(self._store, curator)
        plain = typed.strip().removeprefix("<@").removeprefix("!").removesuffix(">").lstrip("@")
        names = await self._store.servers.names(curator.server)
        if (member := next((one for one in names if str(one) == plain), None)) is not None:
            return member
        found = [member for member, name in names.items() if name.casefold() == plain.casefold()]
        return found[0] if len(found) == 1 else None

    async def suggest_curators(self, curator: Curator, typed: str) -> list[Choice]:
        """Offer those who wrote here, by name."""
        await admit(self._store, curator)
        names = await self._store.servers.names(curator.server)
        wanted = typed.strip().casefold()
        found = [(name, member) for member, name in names.items() if wanted in name.casefold()]
        return [Choice(str(member), name, str(member)) for name, member in sorted(found)[:OFFERED]]

    async def suggest(self, curator: Curator, typed: str, *, removed: bool | None) -> list[Opened]:
        """Offer reviews while somebody types a title, a name or a verdict, the latest change first.

        Parameters
        ----------
        removed
            Whether those that are removed are wanted, or those that are not; None: both.
        """
        await admit(self._store, curator)
        # Asked at every keystroke: the texts of all reviews are not read for it, only those of what is offered.
        lines = await self._store.review_lines.of(curator.server)
        lines = [line for line in lines if removed is None or line.removed is removed]
        words = typed.casefold().replace("-", " ").replace("·", " ").split()
        names = await self._store.servers.names(curator.server)
        titles = await self._titles(curator, {line.instalment for line in lines}) if words else {}
        found = list(islice((line for line in lines if _speaks(line, words, titles, names)), OFFERED))
        titles = titles or await self._titles(curator, {line.instalment for line in found})
        kept = await self._store.review_lines.kept(curator.server, found)
        return [_opened(one, titles, names=names) for one in kept]

    async def find(self, curator: Curator, typed: str, *, removed: bool | None) -> Opened | None:
        """Give the review that was chosen or typed; None where that is none, or more than one."""
        await admit(self._store, curator)
        number = typed.strip()
        is_number = number.isdecimal() and len(number) <= LONGEST_NUMBER
        if is_number and (numbered := await self.open(curator, ReviewNumber(int(number)))):
            return numbered
        found = await self.suggest(curator, typed, removed=removed) if typed.strip() else []
        return await self.open(curator, found[0].kept.number) if len(found) == 1 else None

    async def open(self, curator: Curator, number: ReviewNumber, meanwhile: tuple[Version, ...] = ()) -> Opened | None:
        """Give one review with what can be done to it."""
        await admit(self._store, curator)
        kept = await self._store.reviews.one(curator.server, number)
        if kept is None:
            return None
        titles = await self._titles(curator, _named(kept))
        covers = await self._store.titles.covers(curator.server)
        covered = Cover(kept.review.instalment, Part.HEADLINE) in covers
        names = await self._store.servers.names(curator.server)
        return _opened(kept, titles, covered=covered, meanwhile=meanwhile, names=names)

    async def cover(self, curator: Curator, number: ReviewNumber, *, on: bool) -> Opened | None:
        """Cover the headlines of what a review is of, for members of this server, or uncover them."""
        await admit(self._store, curator)
        kept = await self._store.reviews.one(curator.server, number)
        if kept is None:
            return None
        await self._store.titles.cover(curator, Cover(kept.review.instalment, Part.HEADLINE), on)
        self._library.overlays.forget(curator.server)
        return await self.open(curator, number)

    async def remove(self, curator: Curator, number: ReviewNumber, based_on: int) -> Done | Opened | None:
        """Take a review out of members' sight, unless somebody changed it since the curator saw it."""
        await admit(self._store, curator)
        found = await self._store.reviews.remove(curator, number, based_on=based_on)
        if isinstance(found, Outdated):
            return await self.open(curator, number, found.made)
        return await self._done(curator, found, Outcome.REMOVED) if found else None

    async def restore(self, curator: Curator, number: ReviewNumber) -> Done | None:
        """Let members see a removed review again."""
        await admit(self._store, curator)
        before = await self._store.reviews.one(curator.server, number)
        found = await self._store.reviews.restore(curator, number)
        if found is None:
            return None
        outcome = Outcome.RESTORED if before and before.removed else Outcome.UNCHANGED
        return await self._done(curator, found, outcome)

    async def _done(self, curator: Curator, kept: KeptReview, outcome: Outcome) -> Done:
        titles = await self._titles(curator, [kept.review.instalment])
        return Done(kept, titles[kept.review.instalment], outcome)

    async def history(self, curator: Curator, number: ReviewNumber) -> History | None:
        """Give every version of a review, with what each changed."""
        await admit(self._store, curator)
        kept = await self._store.reviews.one(curator.server, number)
        if kept is None:
            return None
        versions = await self._store.reviews.history(curator.server, number)
        titles = await self._titles(curator, _named(kept, versions))
        return History(kept, titles[kept.review.instalment], _told(versions), titles)

    async def version(self, curator: Curator, number: ReviewNumber, version: int) -> OldVersion | None:
        """Give one version of a review as it was."""
        history = await self.history(curator, number)
        told = next((one for one in history.versions if one.version.number == version), None) if history else None
        return OldVersion(history.kept, history.title, told, history.titles) if history and told else None

    async def bring_back(
        self, curator: Curator, number: ReviewNumber, version: int, based_on: int
    ) -> Done | History | None:
        """Make an old version the present one, as a new version; the history where somebody was quicker.

        Parameters
        ----------
        based_on
            The version that the curator saw as the present one.
        """
        found = await self.version(curator, number, version)
        if found is None:
            return None
        review, opinion = found.kept.review, found.told.version.opinion
        if opinion.comparison and opinion.comparison.other == review.instalment:
            # What it was compared with was joined with what it is of.
            opinion = replace(opinion, comparison=None)
        if review.opinion == opinion and not found.kept.removed:
            return Done(found.kept, found.title, Outcome.UNCHANGED)
        writing = Writing(review.instalment, review.curator, opinion, based_on)
        saved = await self._store.reviews.save(curator, writing, deed=Deed.BROUGHT_BACK)
        if isinstance(saved, Outdated):
            return await self.history(curator, number)
        return Done(saved, found.title, Outcome.BROUGHT_BACK)


def stands_on(shelf: Shelf, kept: KeptReview) -> bool:
    """Say whether a review is among those asked for."""
    review = kept.review
    return (
        (shelf.curator is None or review.curator == shelf.curator)
        and (shelf.show is None or shelf.show in map(sign, _keys(kept)))
        and (shelf.since is None or review.changed.astimezone(UTC).date() >= shelf.since)
    )


def _keys(kept: KeptReview) -> tuple[str, str]:
    return kept.review.instalment, kept.review.instalment.partition("/")[0]


def _opened(
    kept: KeptReview,
    titles: Mapping[str, str],
    *,
    covered: bool = False,
    meanwhile: tuple[Version, ...] = (),
    names: Mapping[MemberId, str],
) -> Opened:
    until = kept.removed + timedelta(days=KEPT_DAYS) if kept.removed else None
    title, name = titles[kept.review.instalment], names.get(kept.review.curator)
    return Opened(kept, title, titles, name, covered, until, meanwhile)


def _named(kept: KeptReview, versions: Collection[Version] = ()) -> set[InstalmentId]:
    """Give the instalments that a review speaks of, in any of its versions."""
    opinions = (kept.review.opinion, *(one.opinion for one in versions))
    return {kept.review.instalment, *(one.comparison.other for one in opinions if one.comparison)}


def _speaks(line: ReviewLine, words: Collection[str], titles: Mapping[str, str], names: Mapping[MemberId, str]) -> bool:
    """Say whether each of some words stands in the title, the curator's name or the verdict of a review."""
    if not words:
        return True
    parts = (titles.get(line.instalment, ""), names.get(line.curator, ""), line.verdict, line.instalment)
    said = " ".join(parts).casefold().replace("-", " ")
    return all(word in said for word in words)


def _told(versions: Collection[Version]) -> tuple[Told, ...]:
    newest_first = list(versions)
    before = [fields_of(one.opinion) for one in newest_first[1:]] + [dict[str, str]()]
    return tuple(
        Told(one, differences(was, fields_of(one.opinion))) for one, was in zip(newest_first, before, strict=True)
    )
