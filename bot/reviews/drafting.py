"""The desk where reviews are written: form, draft, preview, publishing, and what to do when somebody was quicker."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.models.consensus import summary
from bot.models.ids import InstalmentId, MemberId
from bot.models.opinions import Opinion, ServerReview
from bot.models.queries import Asker, SearchKind
from bot.models.reviews import ChangeKind, Draft, DraftNumber, ReviewChange, ReviewNumber, ReviewRecord, StaleVersion
from bot.models.servers import Actor
from bot.models.text import storable
from bot.reviews.fields import FIRST_FORM, SECOND_FORM, Fields, fields_of, read_opinion, sign_of
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
"""What the subjects of drafts of reviews begin with."""
MERGED = "merged"
"""A mark among a draft's fields, which no form has: it holds what two curators wrote."""


def subject_of(instalment: InstalmentId, whose: MemberId) -> str:
    """Name the draft of a review."""
    return f"{SUBJECT}:{instalment}:{whose}"


def about(draft: Draft) -> tuple[InstalmentId, MemberId] | None:
    """Give what a draft is a review of, and whose; None where it is a draft of something else."""
    match draft.subject.split(":"):
        case [kind, instalment, whose] if kind == SUBJECT and whose.isdecimal():
            return InstalmentId(instalment), MemberId(int(whose))
        case _:
            return None


class ReviewDraftService:
    """What curators write of instalments, from the form to the review that members see."""

    def __init__(self, store: Store, title_service: TitleService) -> None:
        self._store = store
        self._title_service = title_service

    async def _page(self, actor: Actor, instalment: InstalmentId) -> InstalmentResult | None:
        page = await self._title_service.get(instalment, Asker(actor.server, actor.member))
        return page if isinstance(page, InstalmentResult) else None

    async def begin(
        self, actor: Actor, show: str, whose: MemberId | None = None
    ) -> ReviewForm | ToChoose | NotReviewed | NothingFound:
        """Find what is to be reviewed and give the form for it.

        Parameters
        ----------
        whose
            Whose review is meant; None: the curator's own.
        """
        await require_curator(self._store, actor)
        asker = Asker(actor.server, actor.member)
        page = await self._title_service.look_up(show, asker, SearchKind.TITLE)
        if isinstance(page, AnthologyResult) and len(page.stories) == 1:
            page = await self._title_service.get(page.stories[0].instalment.id, asker)
        match page:
            case InstalmentResult():
                return await self._form(actor, page, actor.member if whose is None else whose)
            case AnthologyResult():
                return ToChoose(page)
            case NothingFound():
                return page
            case _:
                return NothingFound(show, SearchKind.TITLE)

    async def _form(self, actor: Actor, result: InstalmentResult, whose: MemberId) -> ReviewForm | NotReviewed:
        instalment = result.instalment
        draft = await self._store.drafts.about(actor, subject_of(instalment.id, whose))
        if draft is not None:
            return _form_of(draft, result)
        kept = await self._store.reviews.by(actor.server, whose, instalment.id)
        if kept is not None:
            fields = fields_of(kept.review.opinion)
            return ReviewForm(kept.number, is_draft=False, title=instalment.title, fields=fields, based_on=kept.version)
        if whose != actor.member:
            return NotReviewed(instalment.title, whose)
        return ReviewForm(instalment.id, is_draft=False, title=instalment.title, fields={})

    async def change(self, actor: Actor, number: ReviewNumber) -> ReviewForm | NotReviewed | None:
        """Give the form of a review; None where there is no such review, or its instalment is no more."""
        await require_curator(self._store, actor)
        kept = await self._store.reviews.one(actor.server, number)
        page = await self._page(actor, kept.review.instalment) if kept else None
        return await self._form(actor, page, kept.review.curator) if kept and page else None

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
        draft, page = found
        seen = sign_of(draft.fields, SECOND_FORM)
        return ReviewExtraForm(number, page.instalment.title, draft.fields, _siblings(page), seen)

    async def _draft(self, actor: Actor, number: DraftNumber) -> tuple[Draft, InstalmentResult] | None:
        draft = await self._store.drafts.one(actor, number)
        subject = about(draft) if draft else None
        page = await self._page(actor, subject[0]) if subject else None
        return (draft, page) if draft and page else None

    async def write(self, actor: Actor, instalment: InstalmentId, fields: Fields) -> DraftFaults | Preview | None:
        """Keep what a curator wrote of an instalment, and show what it will look like."""
        await require_curator(self._store, actor)
        page = await self._page(actor, instalment)
        if page is None:
            return None
        return await self._keep(actor, page, subject_of(instalment, actor.member), 0, fields)

    async def rewrite(
        self, actor: Actor, number: ReviewNumber, based_on: int, fields: Fields
    ) -> DraftFaults | Preview | None:
        """Keep what a curator made of a review.

        Parameters
        ----------
        based_on
            The version that the form was filled with.
        """
        await require_curator(self._store, actor)
        kept = await self._store.reviews.one(actor.server, number)
        page = await self._page(actor, kept.review.instalment) if kept else None
        if kept is None or page is None:
            return None
        versions = await self._store.reviews.history(actor.server, number)
        base = next((one.opinion for one in versions if one.number == based_on), kept.review.opinion)
        rest = {name: text for name, text in fields_of(base).items() if name in SECOND_FORM}
        subject = subject_of(kept.review.instalment, kept.review.curator)
        return await self._keep(actor, page, subject, based_on, rest | dict(fields))

    async def fill(
        self, actor: Actor, number: DraftNumber, seen: str, fields: Fields, merged_with: int | None = None
    ) -> DraftFaults | Preview | None:
        """Keep what a curator made of a draft in any of its forms.

        Parameters
        ----------
        seen
            The sign of what the draft held when the form was opened.
        merged_with
            The version that the form held as well; None where it held the draft alone.
        """
        await require_curator(self._store, actor)
        found = await self._draft(actor, number)
        if found is None:
            return None
        draft, page = found
        form = SECOND_FORM if fields.keys() <= set(SECOND_FORM) else FIRST_FORM
        is_known = sign_of(draft.fields, form) == seen
        both = await self._merged(actor, draft, page, merged_with) if merged_with else None
        based_on = draft.based_on if both is None or merged_with is None else merged_with
        typed = (draft.fields | dict(fields)) if both is None else both | dict(fields) | {MERGED: MERGED}
        return await self._keep(actor, page, draft.subject, based_on, typed, is_known=is_known)

    async def _keep(
        self,
        actor: Actor,
        result: InstalmentResult,
        subject: str,
        based_on: int,
        fields: Fields,
        *,
        is_known: bool = False,
    ) -> DraftFaults | Preview:
        # Kept before anything is looked at: whatever is wrong with it, nobody types it twice.
        known = {*FIRST_FORM, *SECOND_FORM, MERGED}
        typed = {name: storable(text) for name, text in fields.items() if name in known}
        before = await self._store.drafts.about(actor, subject)
        draft = await self._store.drafts.keep(actor, subject, based_on, typed)
        # A form that was opened before that draft was written, perhaps on another device, takes its place.
        unseen = _typed(before) if before and not is_known else {}
        replaced = {name: text for name, text in unseen.items() if draft.fields.get(name) != text}
        return replace(_seen(draft, result), replaced=replaced)

    async def preview(self, actor: Actor, number: DraftNumber) -> DraftFaults | Preview | None:
        """Show what a draft will look like, or what is wrong with it."""
        await require_curator(self._store, actor)
        found = await self._draft(actor, number)
        return _seen(*found) if found else None

    async def publish(
        self, actor: Actor, number: DraftNumber, over: int | None = None
    ) -> Done | Conflict | DraftFaults | None:
        """Let members see a draft; the draft is done with then.

        Parameters
        ----------
        over
            The version that the curator saw and wants this one to take the place of; None: the one that the draft is
            based on.
        """
        await require_curator(self._store, actor)
        found = await self._draft(actor, number)
        subject = about(found[0]) if found else None
        if found is None or subject is None:
            return None
        draft, page = found
        opinion = read_opinion(draft.fields, _siblings(page))
        if not isinstance(opinion, Opinion):
            return DraftFaults(draft, page.instalment.title, opinion)
        instalment, whose = subject
        based_on = draft.based_on if over is None else over
        before = await self._store.reviews.by(actor.server, whose, instalment)
        if before is not None and _says(before, opinion):
            await self._store.drafts.finish(actor, draft)
            return Done(before, page.instalment.title, Outcome.UNCHANGED)
        if before is None and whose != actor.member:
            # Somebody else's review that was erased meanwhile: nobody writes a new one in their name.
            return Conflict(draft, page.instalment.title, None, (), (), {}, can_keep=False)
        return await self._save(actor, draft, page, ReviewChange(instalment, whose, opinion, based_on))

    async def _save(
        self, actor: Actor, draft: Draft, result: InstalmentResult, change: ReviewChange
    ) -> Done | Conflict:
        deed = ChangeKind.MERGED if draft.fields.get(MERGED) else ChangeKind.CHANGED
        saved = await self._store.reviews.save(actor, change, deed=deed, draft=draft)
        if isinstance(saved, StaleVersion):
            if saved.current is not None and _says(saved.current, change.opinion):
                # Another press at the same moment published just this.
                return Done(saved.current, result.instalment.title, Outcome.UNCHANGED)
            return _conflict(draft, result, change.opinion, saved)
        outcome = Outcome.PUBLISHED if saved.version == 1 else Outcome.CHANGED
        return Done(saved, result.instalment.title, outcome)

    async def merge(self, actor: Actor, number: DraftNumber) -> ReviewForm | None:
        """Put what was published meanwhile and the draft into one form, to be looked over; nothing is kept yet."""
        await require_curator(self._store, actor)
        found = await self._draft(actor, number)
        subject = about(found[0]) if found else None
        if found is None or subject is None:
            return None
        draft, page = found
        instalment, whose = subject
        current = await self._store.reviews.by(actor.server, whose, instalment)
        both = await self._merged(actor, draft, page, current.version) if current else None
        if current is None or both is None:
            return _form_of(draft, page)
        return replace(_form_of(draft, page), fields=both, based_on=current.version, merges=True)

    async def _merged(
        self, actor: Actor, draft: Draft, result: InstalmentResult, version: int
    ) -> dict[str, str] | None:
        """Merge a draft with a version of the review; None where there is no such version."""
        subject = about(draft)
        kept = await self._store.reviews.by(actor.server, subject[1], subject[0]) if subject else None
        versions = await self._store.reviews.history(actor.server, kept.number) if kept else ()
        said = {one.number: fields_of(one.opinion) for one in versions}
        if version not in said:
            return None
        opinion = read_opinion(draft.fields, _siblings(result))
        mine = fields_of(opinion) if isinstance(opinion, Opinion) else draft.fields
        return merged(said.get(draft.based_on, {}), mine, said[version]).fields

    async def discard(self, actor: Actor, number: DraftNumber, *, sure: bool) -> Discarded | None:
        """Throw a draft away once the curator is sure."""
        await require_curator(self._store, actor)
        draft = await self._store.drafts.one(actor, number)
        subject = about(draft) if draft else None
        if draft is None or subject is None:
            return None
        page = await self._page(actor, subject[0])
        if sure:
            await self._store.drafts.drop(actor, number)
        return Discarded(replace(draft, fields=_typed(draft)), page.instalment.title if page else subject[0], sure)

    async def text_of(self, actor: Actor, number: DraftNumber) -> Fields:
        """Give somebody their own text back; that takes no leave: it is theirs, also when they curate no more."""
        draft = await self._store.drafts.one(actor, number)
        return _typed(draft) if draft and about(draft) else {}


def _typed(draft: Draft) -> dict[str, str]:
    """Give what somebody typed of a draft, less the mark that it is merged."""
    return {name: text for name, text in draft.fields.items() if name != MERGED}


def _form_of(draft: Draft, result: InstalmentResult) -> ReviewForm:
    seen = sign_of(draft.fields, FIRST_FORM)
    return ReviewForm(draft.number, is_draft=True, title=result.instalment.title, fields=draft.fields, seen=seen)


def _says(record: ReviewRecord, opinion: Opinion) -> bool:
    """Say whether members read just this already."""
    return record.removed is None and record.review.opinion == opinion


def _siblings(result: InstalmentResult) -> dict[InstalmentId, str]:
    others = (story.instalment for story in result.stories if story.instalment.id != result.instalment.id)
    return {one.id: one.title for one in others}


def _seen(draft: Draft, result: InstalmentResult) -> DraftFaults | Preview:
    subject, opinion = about(draft), read_opinion(draft.fields, _siblings(result))
    assert subject is not None
    if not isinstance(opinion, Opinion):
        return DraftFaults(draft, result.instalment.title, opinion)
    whose = subject[1]
    return Preview(draft, with_review(result, draft, whose, opinion), opinion, whose)


def with_review(result: InstalmentResult, draft: Draft, whose: MemberId, opinion: Opinion) -> InstalmentResult:
    """Put a draft into the page of its instalment, as if it were published this moment."""
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
