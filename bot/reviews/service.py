"""List, open, remove and restore a server's reviews, and show their history."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, timedelta
from itertools import islice

from msgspec.structs import replace

from bot.models.custom_titles import SpoilerMark, SpoilerPart
from bot.models.ids import AnthologyId, InstalmentId, MemberId, anthology_of
from bot.models.queries import Asker, Choice, SearchKind
from bot.models.reviews import ChangeKind, ReviewChange, ReviewLine, ReviewNumber, ReviewRecord, Revision, StaleVersion
from bot.models.servers import RETENTION_DAYS, Actor
from bot.reviews.drafting import about
from bot.reviews.fields import fields_of
from bot.reviews.filters import ReviewFilter, sign
from bot.reviews.merging import differences
from bot.reviews.results import Done, History, OldRevision, OpenedReview, Outcome, ReviewList, RevisionChanges
from bot.servers.permissions import require_curator
from bot.storage import Store
from bot.titles.results import AnthologyResult, InstalmentResult, NothingFound
from bot.titles.service import TitleService

PER_PAGE = 8
MOST_DIGITS = 19
"""Digits of the longest review number."""
MOST_CHOICES = 25
"""Choices that Discord allows in an autocomplete."""


class ReviewService:
    """Manages the reviews a server has."""

    def __init__(self, store: Store, title_service: TitleService) -> None:
        self._store = store
        self._title_service = title_service

    async def _titles(self, actor: Actor, instalments: Collection[InstalmentId]) -> dict[str, str]:
        """Give titles by id, hidden ones too; an unknown id is its own title."""
        asker = Asker(actor.server, actor.member)
        titles: dict[str, str] = {}
        wanted: dict[AnthologyId, set[InstalmentId]] = {}
        for one in instalments:
            wanted.setdefault(anthology_of(one), set()).add(one)
        for anthology, those in wanted.items():
            reviewed = await self._title_service.anthology(anthology, asker)
            visible = {one.id: one.title for one in reviewed.anthology.instalments} if reviewed else {}
            for hidden in those - visible.keys():
                titles[hidden] = await self._hidden_title(actor, hidden)
            titles |= visible
        return titles

    async def _hidden_title(self, actor: Actor, key: InstalmentId) -> str:
        record = await self._store.custom_titles.one(actor.server, key)
        if record and record.facts.title:
            return record.facts.title
        anthology = await self._store.catalogue.anthology(anthology_of(key))
        return next((one.title for one in anthology.instalments if one.id == key), key) if anthology else key

    async def browse(self, actor: Actor, chosen: ReviewFilter, page: int = 0, size: int = PER_PAGE) -> ReviewList:
        """List the reviews a filter selects, removed ones too, latest change first; drafts come on the first page."""
        await require_curator(self._store, actor)
        found = [one for one in await self._store.reviews.records(actor.server) if matches(chosen, one)]
        pages = max(1, -(-len(found) // size))
        page = max(0, min(page, pages - 1))
        shown = tuple(found[page * size : (page + 1) * size])
        drafts = [(draft, subject[0]) for draft in await self._store.drafts.of(actor) if (subject := about(draft))]
        drafts = drafts if page == 0 and chosen == ReviewFilter() else []
        wanted = {*(one.review.instalment for one in shown), *(instalment for _draft, instalment in drafts)}
        return ReviewList(
            chosen,
            shown,
            titles := await self._titles(actor, wanted),
            await self._store.servers.names(actor.server),
            len(found),
            page,
            pages,
            await self._name(actor, chosen, found[0]) if found else None,
            tuple((draft, titles[instalment]) for draft, instalment in drafts),
        )

    async def _name(self, actor: Actor, filter_: ReviewFilter, found: ReviewRecord) -> str | None:
        key = next((key for key in _keys(found) if sign(key) == filter_.show), None)
        page = await self._title_service.get(key, Asker(actor.server, actor.member)) if key else None
        match page:
            case InstalmentResult():
                return page.instalment.title
            case AnthologyResult():
                return page.anthology.title
            case _:
                return key

    async def show_named(self, actor: Actor, typed: str) -> str | NothingFound:
        """Find the anthology or instalment whose reviews are asked for."""
        await require_curator(self._store, actor)
        match await self._title_service.look_up(typed, Asker(actor.server, actor.member), SearchKind.TITLE):
            case InstalmentResult() as page:
                return page.instalment.id
            case AnthologyResult() as page:
                return page.anthology.id
            case NothingFound() as nothing:
                return nothing
            case _:
                return NothingFound(typed, SearchKind.TITLE)

    async def curator_named(self, actor: Actor, typed: str) -> MemberId | None:
        """Find a curator who has written here by name, mention or id; None if nobody matches."""
        await require_curator(self._store, actor)
        plain = typed.strip().removeprefix("<@").removeprefix("!").removesuffix(">").lstrip("@")
        names = await self._store.servers.names(actor.server)
        if (member := next((one for one in names if str(one) == plain), None)) is not None:
            return member
        found = [member for member, name in names.items() if name.casefold() == plain.casefold()]
        return found[0] if len(found) == 1 else None

    async def suggest_curators(self, actor: Actor, typed: str) -> list[Choice]:
        """Suggest curators who have written here, by name."""
        await require_curator(self._store, actor)
        names = await self._store.servers.names(actor.server)
        wanted = typed.strip().casefold()
        found = [(name, member) for member, name in names.items() if wanted in name.casefold()]
        return [Choice(str(member), name, str(member)) for name, member in sorted(found)[:MOST_CHOICES]]

    async def suggest(self, actor: Actor, typed: str, *, removed: bool | None) -> list[OpenedReview]:
        """Suggest reviews for a title, a name or a verdict being typed, the latest change first.

        Parameters
        ----------
        removed
            True for removed reviews only, False for the others only, None for both.
        """
        await require_curator(self._store, actor)
        # Runs at every keystroke, so it reads the full text of suggested reviews only.
        lines = await self._store.review_lines.of(actor.server)
        lines = [line for line in lines if removed is None or line.removed is removed]
        words = typed.casefold().replace("-", " ").replace("·", " ").split()
        names = await self._store.servers.names(actor.server)
        titles = await self._titles(actor, {line.instalment for line in lines}) if words else {}
        found = list(islice((line for line in lines if _has_words(line, words, titles, names)), MOST_CHOICES))
        titles = titles or await self._titles(actor, {line.instalment for line in found})
        records = await self._store.review_lines.kept(actor.server, found)
        return [_opened(one, titles, names=names) for one in records]

    async def find(self, actor: Actor, typed: str, *, removed: bool | None) -> OpenedReview | None:
        """Give the review that was chosen or typed; None unless exactly one matches."""
        await require_curator(self._store, actor)
        number = typed.strip()
        is_number = number.isdecimal() and len(number) <= MOST_DIGITS
        if is_number and (numbered := await self.open(actor, ReviewNumber(int(number)))):
            return numbered
        found = await self.suggest(actor, typed, removed=removed) if typed.strip() else []
        return await self.open(actor, found[0].record.number) if len(found) == 1 else None

    async def open(
        self, actor: Actor, number: ReviewNumber, meanwhile: tuple[Revision, ...] = ()
    ) -> OpenedReview | None:
        """Give one review, with the actions it offers."""
        await require_curator(self._store, actor)
        record = await self._store.reviews.one(actor.server, number)
        if record is None:
            return None
        titles = await self._titles(actor, _mentioned(record))
        marks = await self._store.custom_titles.spoiler_marks(actor.server)
        is_spoiler = SpoilerMark(record.review.instalment, SpoilerPart.HEADLINE) in marks
        names = await self._store.servers.names(actor.server)
        return _opened(record, titles, is_spoiler=is_spoiler, meanwhile=meanwhile, names=names)

    async def mark_spoiler(self, actor: Actor, number: ReviewNumber, *, on: bool) -> OpenedReview | None:
        """Mark the headlines of a review's title as spoilers in this server, or take the mark off."""
        await require_curator(self._store, actor)
        record = await self._store.reviews.one(actor.server, number)
        if record is None:
            return None
        await self._store.custom_titles.mark_spoiler(
            actor, SpoilerMark(record.review.instalment, SpoilerPart.HEADLINE), on
        )
        self._title_service.server_catalogues.forget(actor.server)
        return await self.open(actor, number)

    async def remove(self, actor: Actor, number: ReviewNumber, based_on: int) -> Done | OpenedReview | None:
        """Remove a review, unless it changed since the curator saw it."""
        await require_curator(self._store, actor)
        found = await self._store.reviews.remove(actor, number, based_on=based_on)
        if isinstance(found, StaleVersion):
            return await self.open(actor, number, found.made)
        return await self._done(actor, found, Outcome.REMOVED) if found else None

    async def restore(self, actor: Actor, number: ReviewNumber) -> Done | None:
        """Let members see a removed review again."""
        await require_curator(self._store, actor)
        before = await self._store.reviews.one(actor.server, number)
        found = await self._store.reviews.restore(actor, number)
        if found is None:
            return None
        outcome = Outcome.RESTORED if before and before.removed else Outcome.UNCHANGED
        return await self._done(actor, found, outcome)

    async def _done(self, actor: Actor, record: ReviewRecord, outcome: Outcome) -> Done:
        titles = await self._titles(actor, [record.review.instalment])
        return Done(record, titles[record.review.instalment], outcome)

    async def history(self, actor: Actor, number: ReviewNumber) -> History | None:
        """Give every version of a review, with what each one changed."""
        await require_curator(self._store, actor)
        record = await self._store.reviews.one(actor.server, number)
        if record is None:
            return None
        versions = await self._store.reviews.history(actor.server, number)
        titles = await self._titles(actor, _mentioned(record, versions))
        return History(record, titles[record.review.instalment], _with_changes(versions), titles)

    async def version(self, actor: Actor, number: ReviewNumber, version: int) -> OldRevision | None:
        """Give one version of a review as it was."""
        history = await self.history(actor, number)
        revision = next((one for one in history.versions if one.version.number == version), None) if history else None
        return OldRevision(history.record, history.title, revision, history.titles) if history and revision else None

    async def bring_back(
        self, actor: Actor, number: ReviewNumber, version: int, based_on: int
    ) -> Done | History | None:
        """Publish an old version again, as a new version; give the history if the review changed in the meantime.

        Parameters
        ----------
        based_on
            The version the curator saw as the current one.
        """
        found = await self.version(actor, number, version)
        if found is None:
            return None
        review, opinion = found.record.review, found.revision.version.opinion
        if opinion.comparison and opinion.comparison.other == review.instalment:
            # The title it was compared with has since been merged into the reviewed one.
            opinion = replace(opinion, comparison=None)
        if review.opinion == opinion and not found.record.removed:
            return Done(found.record, found.title, Outcome.UNCHANGED)
        change = ReviewChange(review.instalment, review.curator, opinion, based_on)
        saved = await self._store.reviews.save(actor, change, deed=ChangeKind.BROUGHT_BACK)
        if isinstance(saved, StaleVersion):
            return await self.history(actor, number)
        return Done(saved, found.title, Outcome.BROUGHT_BACK)


def matches(filter_: ReviewFilter, record: ReviewRecord) -> bool:
    """Say whether a review passes a filter."""
    review = record.review
    return (
        (filter_.curator is None or review.curator == filter_.curator)
        and (filter_.show is None or filter_.show in map(sign, _keys(record)))
        and (filter_.since is None or review.changed.astimezone(UTC).date() >= filter_.since)
    )


def _keys(record: ReviewRecord) -> tuple[str, str]:
    return record.review.instalment, anthology_of(record.review.instalment)


def _opened(
    record: ReviewRecord,
    titles: Mapping[str, str],
    *,
    is_spoiler: bool = False,
    meanwhile: tuple[Revision, ...] = (),
    names: Mapping[MemberId, str],
) -> OpenedReview:
    erased_at = record.removed + timedelta(days=RETENTION_DAYS) if record.removed else None
    title, name = titles[record.review.instalment], names.get(record.review.curator)
    return OpenedReview(record, title, titles, name, is_spoiler, erased_at, meanwhile)


def _mentioned(record: ReviewRecord, versions: Collection[Revision] = ()) -> set[InstalmentId]:
    """Give the instalments a review mentions, in any of its versions."""
    opinions = (record.review.opinion, *(one.opinion for one in versions))
    return {record.review.instalment, *(one.comparison.other for one in opinions if one.comparison)}


def _has_words(
    line: ReviewLine, words: Collection[str], titles: Mapping[str, str], names: Mapping[MemberId, str]
) -> bool:
    """Say whether every word is in the title, the curator's name or the verdict of a review."""
    if not words:
        return True
    parts = (titles.get(line.instalment, ""), names.get(line.curator, ""), line.verdict, line.instalment)
    text = " ".join(parts).casefold().replace("-", " ")
    return all(word in text for word in words)


def _with_changes(versions: Collection[Revision]) -> tuple[RevisionChanges, ...]:
    newest_first = list(versions)
    before = [fields_of(one.opinion) for one in newest_first[1:]] + [dict[str, str]()]
    return tuple(
        RevisionChanges(one, differences(was, fields_of(one.opinion)))
        for one, was in zip(newest_first, before, strict=True)
    )
