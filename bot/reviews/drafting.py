"""Write a review: form, draft, preview and publishing, and what happens when someone else edited it first."""

from __future__ import annotations

from datetime import UTC, datetime

from msgspec.structs import replace

from bot.models.consensus import summary
from bot.models.ids import InstalmentId, MemberId
from bot.models.opinions import Opinion, ServerReview
from bot.models.queries import Asker, SearchKind
from bot.models.reviews import ChangeKind, Draft, DraftNumber, ReviewChange, ReviewNumber, ReviewRecord, StaleVersion
from bot.models.servers import Actor
from bot.models.text import storable
from bot.reviews.fields import FIRST_FORM, SECOND_FORM, Fields, fields_of, fingerprint_of, read_opinion
from bot.reviews.merging import differences, merged
from bot.reviews.results import (
    Conflict,
    Discarded,
    Done,
    DraftFaults,
    NotReviewed,
    Outcome,
    Preview,
    ReviewExtraForm,
    ReviewForm,
    ToChoose,
)
from bot.servers.permissions import require_curator
from bot.storage import Store
from bot.titles.results import AnthologyResult, InstalmentResult, NothingFound, Story
from bot.titles.service import TitleService

SUBJECT = "review"
"""Prefix of a review draft's subject."""
MERGED = "merged"
"""Extra draft field, on no form: set when the draft merges two curators' wordings."""


def subject_of(instalment: InstalmentId, whose: MemberId) -> str:
    """Give the subject of a review's draft."""
    return f"{SUBJECT}:{instalment}:{whose}"


def about(draft: Draft) -> tuple[InstalmentId, MemberId] | None:
    """Give the instalment and the curator of a review draft; None if it is a draft of something else."""
    match draft.subject.split(":"):
        case [kind, instalment, whose] if kind == SUBJECT and whose.isdecimal():
            return InstalmentId(instalment), MemberId(int(whose))
        case _:
            return None


class ReviewDraftService:
    """Takes a review from the form to what members see."""

    def __init__(self, store: Store, title_service: TitleService) -> None:
        self._store = store
        self._title_service = title_service

    async def _result(self, actor: Actor, instalment: InstalmentId) -> InstalmentResult | None:
        result = await self._title_service.get(instalment, Asker(actor.server, actor.member))
        return result if isinstance(result, InstalmentResult) else None

    async def begin(
        self, actor: Actor, show: str, whose: MemberId | None = None
    ) -> ReviewForm | ToChoose | NotReviewed | NothingFound:
        """Find the title to review and give its form.

        Parameters
        ----------
        whose
            Whose review to edit; None for the actor's own.
        """
        await require_curator(self._store, actor)
        asker = Asker(actor.server, actor.member)
        result = await self._title_service.look_up(show, asker, SearchKind.TITLE)
        if isinstance(result, AnthologyResult) and len(result.stories) == 1:
            result = await self._title_service.get(result.stories[0].instalment.id, asker)
        match result:
            case InstalmentResult():
                return await self._form(actor, result, actor.member if whose is None else whose)
            case AnthologyResult():
                return ToChoose(result)
            case NothingFound():
                return result
            case _:
                return NothingFound(show, SearchKind.TITLE)

    async def _form(self, actor: Actor, result: InstalmentResult, whose: MemberId) -> ReviewForm | NotReviewed:
        instalment = result.instalment
        draft = await self._store.drafts.about(actor, subject_of(instalment.id, whose))
        if draft is not None:
            return _form_of(draft, result)
        record = await self._store.reviews.by(actor.server, whose, instalment.id)
        if record is not None:
            fields = fields_of(record.review.opinion)
            return ReviewForm(
                record.number, is_draft=False, title=instalment.title, fields=fields, based_on=record.version
            )
        if whose != actor.member:
            return NotReviewed(instalment.title, whose)
        return ReviewForm(instalment.id, is_draft=False, title=instalment.title, fields={})

    async def change(self, actor: Actor, number: ReviewNumber) -> ReviewForm | NotReviewed | None:
        """Give the form of a review; None if the review or its instalment no longer exists."""
        await require_curator(self._store, actor)
        record = await self._store.reviews.one(actor.server, number)
        result = await self._result(actor, record.review.instalment) if record else None
        return await self._form(actor, result, record.review.curator) if record and result else None

    async def edit(self, actor: Actor, number: DraftNumber) -> ReviewForm | None:
        """Give the form of a draft."""
        await require_curator(self._store, actor)
        found = await self._draft(actor, number)
        return _form_of(*found) if found else None

    async def second_form(self, actor: Actor, number: DraftNumber) -> ReviewExtraForm | None:
        """Give the form for a draft's comparison and score."""
        await require_curator(self._store, actor)
        found = await self._draft(actor, number)
        if found is None:
            return None
        draft, result = found
        seen = fingerprint_of(draft.fields, SECOND_FORM)
        return ReviewExtraForm(number, result.instalment.title, draft.fields, _siblings(result), seen)

    async def _draft(self, actor: Actor, number: DraftNumber) -> tuple[Draft, InstalmentResult] | None:
        draft = await self._store.drafts.one(actor, number)
        subject = about(draft) if draft else None
        result = await self._result(actor, subject[0]) if subject else None
        return (draft, result) if draft and result else None

    async def write(self, actor: Actor, instalment: InstalmentId, fields: Fields) -> DraftFaults | Preview | None:
        """Save what a curator wrote about an instalment as a draft, and preview it."""
        await require_curator(self._store, actor)
        result = await self._result(actor, instalment)
        if result is None:
            return None
        return await self._save_draft(actor, result, subject_of(instalment, actor.member), 0, fields)

    async def rewrite(
        self, actor: Actor, number: ReviewNumber, based_on: int, fields: Fields
    ) -> DraftFaults | Preview | None:
        """Save a curator's edit of a review as a draft, and preview it.

        Parameters
        ----------
        based_on
            The version the form was filled in from.
        """
        await require_curator(self._store, actor)
        record = await self._store.reviews.one(actor.server, number)
        result = await self._result(actor, record.review.instalment) if record else None
        if record is None or result is None:
            return None
        versions = await self._store.reviews.history(actor.server, number)
        base = next((one.opinion for one in versions if one.number == based_on), record.review.opinion)
        rest = {name: text for name, text in fields_of(base).items() if name in SECOND_FORM}
        subject = subject_of(record.review.instalment, record.review.curator)
        return await self._save_draft(actor, result, subject, based_on, rest | dict(fields))

    async def fill(
        self, actor: Actor, number: DraftNumber, seen: str, fields: Fields, merged_with: int | None = None
    ) -> DraftFaults | Preview | None:
        """Save what a curator typed into one of a draft's forms, and preview it.

        Parameters
        ----------
        seen
            Fingerprint of the form's fields when it was opened, to tell whether the draft was changed meanwhile.
        merged_with
            The version that was merged into the form; None if the form held the draft only.
        """
        await require_curator(self._store, actor)
        found = await self._draft(actor, number)
        if found is None:
            return None
        draft, result = found
        form = SECOND_FORM if fields.keys() <= set(SECOND_FORM) else FIRST_FORM
        saw_latest = fingerprint_of(draft.fields, form) == seen
        merged_fields = await self._merged(actor, draft, result, merged_with) if merged_with else None
        based_on = draft.based_on if merged_fields is None or merged_with is None else merged_with
        typed = (
            (draft.fields | dict(fields)) if merged_fields is None else merged_fields | dict(fields) | {MERGED: MERGED}
        )
        return await self._save_draft(actor, result, draft.subject, based_on, typed, saw_latest=saw_latest)

    async def _save_draft(
        self,
        actor: Actor,
        result: InstalmentResult,
        subject: str,
        based_on: int,
        fields: Fields,
        *,
        saw_latest: bool = False,
    ) -> DraftFaults | Preview:
        # Saved before any check, so that nobody has to type it again because of a mistake.
        names = {*FIRST_FORM, *SECOND_FORM, MERGED}
        typed = {name: storable(text) for name, text in fields.items() if name in names}
        before = await self._store.drafts.about(actor, subject)
        draft = await self._store.drafts.keep(actor, subject, based_on, typed)
        # The form may have been opened before that draft was saved, perhaps on another device: it replaces the draft.
        unseen = _typed(before) if before and not saw_latest else {}
        replaced = {name: text for name, text in unseen.items() if draft.fields.get(name) != text}
        return replace(_previewed(draft, result), replaced=replaced)

    async def preview(self, actor: Actor, number: DraftNumber) -> DraftFaults | Preview | None:
        """Preview a draft, or say what is wrong with it."""
        await require_curator(self._store, actor)
        found = await self._draft(actor, number)
        return _previewed(*found) if found else None

    async def publish(
        self, actor: Actor, number: DraftNumber, over: int | None = None
    ) -> Done | Conflict | DraftFaults | None:
        """Publish a draft and delete it.

        Parameters
        ----------
        over
            The version the curator saw and wants to replace; None for the one the draft is based on.
        """
        await require_curator(self._store, actor)
        found = await self._draft(actor, number)
        subject = about(found[0]) if found else None
        if found is None or subject is None:
            return None
        draft, result = found
        opinion = read_opinion(draft.fields, _siblings(result))
        if not isinstance(opinion, Opinion):
            return DraftFaults(draft, result.instalment.title, opinion)
        instalment, whose = subject
        based_on = draft.based_on if over is None else over
        before = await self._store.reviews.by(actor.server, whose, instalment)
        if before is not None and _says(before, opinion):
            await self._store.drafts.finish(actor, draft)
            return Done(before, result.instalment.title, Outcome.UNCHANGED)
        if before is None and whose != actor.member:
            # Another curator's review that has been erased since: nobody may write a new one in their name.
            return Conflict(draft, result.instalment.title, None, (), (), {}, can_keep=False)
        return await self._save(actor, draft, result, ReviewChange(instalment, whose, opinion, based_on))

    async def _save(
        self, actor: Actor, draft: Draft, result: InstalmentResult, change: ReviewChange
    ) -> Done | Conflict:
        kind = ChangeKind.MERGED if draft.fields.get(MERGED) else ChangeKind.CHANGED
        saved = await self._store.reviews.save(actor, change, deed=kind, draft=draft)
        if isinstance(saved, StaleVersion):
            if saved.current is not None and _says(saved.current, change.opinion):
                # A second click at the same moment has already published this.
                return Done(saved.current, result.instalment.title, Outcome.UNCHANGED)
            return _conflict(draft, result, change.opinion, saved)
        outcome = Outcome.PUBLISHED if saved.version == 1 else Outcome.CHANGED
        return Done(saved, result.instalment.title, outcome)

    async def merge(self, actor: Actor, number: DraftNumber) -> ReviewForm | None:
        """Give a form that merges the draft with the version published since, for review; nothing is saved yet."""
        await require_curator(self._store, actor)
        found = await self._draft(actor, number)
        subject = about(found[0]) if found else None
        if found is None or subject is None:
            return None
        draft, result = found
        instalment, whose = subject
        current = await self._store.reviews.by(actor.server, whose, instalment)
        merged_fields = await self._merged(actor, draft, result, current.version) if current else None
        if current is None or merged_fields is None:
            return _form_of(draft, result)
        return replace(_form_of(draft, result), fields=merged_fields, based_on=current.version, merges=True)

    async def _merged(
        self, actor: Actor, draft: Draft, result: InstalmentResult, version: int
    ) -> dict[str, str] | None:
        """Merge a draft with a version of the review; None if there is no such version."""
        subject = about(draft)
        record = await self._store.reviews.by(actor.server, subject[1], subject[0]) if subject else None
        versions = await self._store.reviews.history(actor.server, record.number) if record else ()
        fields_by_version = {one.number: fields_of(one.opinion) for one in versions}
        if version not in fields_by_version:
            return None
        opinion = read_opinion(draft.fields, _siblings(result))
        mine = fields_of(opinion) if isinstance(opinion, Opinion) else draft.fields
        return merged(fields_by_version.get(draft.based_on, {}), mine, fields_by_version[version]).fields

    async def discard(self, actor: Actor, number: DraftNumber, *, sure: bool) -> Discarded | None:
        """Delete a draft once the curator is sure."""
        await require_curator(self._store, actor)
        draft = await self._store.drafts.one(actor, number)
        subject = about(draft) if draft else None
        if draft is None or subject is None:
            return None
        result = await self._result(actor, subject[0])
        if sure:
            await self._store.drafts.drop(actor, number)
        return Discarded(replace(draft, fields=_typed(draft)), result.instalment.title if result else subject[0], sure)

    async def text_of(self, actor: Actor, number: DraftNumber) -> Fields:
        """Give a member their own draft text; needs no permission, as it is theirs even when they no longer curate."""
        draft = await self._store.drafts.one(actor, number)
        return _typed(draft) if draft and about(draft) else {}


def _typed(draft: Draft) -> dict[str, str]:
    """Give a draft's fields without the merge marker."""
    return {name: text for name, text in draft.fields.items() if name != MERGED}


def _form_of(draft: Draft, result: InstalmentResult) -> ReviewForm:
    seen = fingerprint_of(draft.fields, FIRST_FORM)
    return ReviewForm(draft.number, is_draft=True, title=result.instalment.title, fields=draft.fields, seen=seen)


def _says(record: ReviewRecord, opinion: Opinion) -> bool:
    """Say whether members already see exactly this."""
    return record.removed is None and record.review.opinion == opinion


def _siblings(result: InstalmentResult) -> dict[InstalmentId, str]:
    others = (story.instalment for story in result.stories if story.instalment.id != result.instalment.id)
    return {one.id: one.title for one in others}


def _previewed(draft: Draft, result: InstalmentResult) -> DraftFaults | Preview:
    """Preview a draft, or say what is wrong with it."""
    subject, opinion = about(draft), read_opinion(draft.fields, _siblings(result))
    assert subject is not None
    if not isinstance(opinion, Opinion):
        return DraftFaults(draft, result.instalment.title, opinion)
    whose = subject[1]
    return Preview(draft, with_review(result, draft, whose, opinion), opinion, whose)


def with_review(result: InstalmentResult, draft: Draft, whose: MemberId, opinion: Opinion) -> InstalmentResult:
    """Put a draft into the result of its instalment, as if it had just been published."""
    now = datetime.now(UTC)
    instalment = result.instalment
    review = ServerReview(draft.server, whose, instalment.id, opinion, now, now)
    server = (review, *(one for one in result.server if one.curator != whose))
    story = Story(instalment, summary(result.press, server))
    stories = tuple(story if one.instalment.id == instalment.id else one for one in result.stories)
    return replace(result, story=story, stories=stories, server=server, others=())


def _conflict(draft: Draft, result: InstalmentResult, opinion: Opinion, found: StaleVersion) -> Conflict:
    theirs = fields_of(found.current.review.opinion) if found.current else {}
    differing = differences(theirs, fields_of(opinion))
    titles = {str(key): title for key, title in _siblings(result).items()}
    return Conflict(draft, result.instalment.title, found.current, found.made, differing, titles)
