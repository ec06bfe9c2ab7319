"""The desk where reviews are written: form, draft, preview, publishing, and what to do when somebody was quicker."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from bot.models.consensus import summary
from bot.models.ids import InstalmentId, MemberId
from bot.models.opinions import Opinion, ServerReview
from bot.models.queries import Asker, Sought
from bot.models.reviews import Deed, Draft, DraftNumber, KeptReview, Outdated, ReviewNumber, Writing
from bot.models.servers import Curator
from bot.models.text import storable
from bot.reviews.fields import FIRST_FORM, SECOND_FORM, Fields, fields_of, read_opinion, sign_of
from bot.reviews.merging import differences, merged
from bot.reviews.results import (
    Conflict,
    Discarded,
    Done,
    Faulty,
    FormPage,
    NotReviewed,
    Outcome,
    Preview,
    SecondFormPage,
    ToChoose,
)
from bot.servers.permissions import admit
from bot.storage import Store
from bot.titles.results import AnthologyPage, InstalmentPage, NothingFound, Story
from bot.titles.service import Library

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


class ReviewsDesk:
    """What curators write of instalments, from the form to the review that members see."""

    def __init__(self, store: Store, library: Library) -> None:
        self._store = store
        self._library = library

    async def _page(self, curator: Curator, instalment: InstalmentId) -> InstalmentPage | None:
        page = await self._library.page(instalment, Asker(curator.server, curator.member))
        return page if isinstance(page, InstalmentPage) else None

    async def begin(
        self, curator: Curator, show: str, whose: MemberId | None = None
    ) -> FormPage | ToChoose | NotReviewed | NothingFound:
        """Find what is to be reviewed and give the form for it.

        Parameters
        ----------
        whose
            Whose review is meant; None: the curator's own.
        """
        await admit(self._store, curator)
        asker = Asker(curator.server, curator.member)
        page = await self._library.look_up(show, asker, Sought.TITLE)
        if isinstance(page, AnthologyPage) and len(page.stories) == 1:
            page = await self._library.page(page.stories[0].instalment.id, asker)
        match page:
            case InstalmentPage():
                return await self._form(curator, page, curator.member if whose is None else whose)
            case AnthologyPage():
                return ToChoose(page)
            case NothingFound():
                return page
            case _:
                return NothingFound(show, Sought.TITLE)

    async def _form(self, curator: Curator, page: InstalmentPage, whose: MemberId) -> FormPage | NotReviewed:
        instalment = page.instalment
        draft = await self._store.drafts.about(curator, subject_of(instalment.id, whose))
        if draft is not None:
            return _form_of(draft, page)
        kept = await self._store.reviews.by(curator.server, whose, instalment.id)
        if kept is not None:
            fields = fields_of(kept.review.opinion)
            return FormPage(kept.number, is_draft=False, title=instalment.title, fields=fields, based_on=kept.version)
        if whose != curator.member:
            return NotReviewed(instalment.title, whose)
        return FormPage(instalment.id, is_draft=False, title=instalment.title, fields={})

    async def change(self, curator: Curator, number: ReviewNumber) -> FormPage | NotReviewed | None:
        """Give the form of a review; None where there is no such review, or its instalment is no more."""
        await admit(self._store, curator)
        kept = await self._store.reviews.one(curator.server, number)
        page = await self._page(curator, kept.review.instalment) if kept else None
        return await self._form(curator, page, kept.review.curator) if kept and page else None

    async def edit(self, curator: Curator, number: DraftNumber) -> FormPage | None:
        """Give the form of a draft."""
        await admit(self._store, curator)
        found = await self._draft(curator, number)
        return _form_of(*found) if found else None

    async def second_form(self, curator: Curator, number: DraftNumber) -> SecondFormPage | None:
        """Give the form for a draft's comparison and score."""
        await admit(self._store, curator)
        found = await self._draft(curator, number)
        if found is None:
            return None
        draft, page = found
        seen = sign_of(draft.fields, SECOND_FORM)
        return SecondFormPage(number, page.instalment.title, draft.fields, _siblings(page), seen)

    async def _draft(self, curator: Curator, number: DraftNumber) -> tuple[Draft, InstalmentPage] | None:
        draft = await self._store.drafts.one(curator, number)
        subject = about(draft) if draft else None
        page = await self._page(curator, subject[0]) if subject else None
        return (draft, page) if draft and page else None

    async def write(self, curator: Curator, instalment: InstalmentId, fields: Fields) -> Faulty | Preview | None:
        """Keep what a curator wrote of an instalment, and show what it will look like."""
        await admit(self._store, curator)
        page = await self._page(curator, instalment)
        if page is None:
            return None
        return await self._keep(curator, page, subject_of(instalment, curator.member), 0, fields)

    async def rewrite(
        self, curator: Curator, number: ReviewNumber, based_on: int, fields: Fields
    ) -> Faulty | Preview | None:
        """Keep what a curator made of a review.

        Parameters
        ----------
        based_on
            The version that the form was filled with.
        """
        await admit(self._store, curator)
        kept = await self._store.reviews.one(curator.server, number)
        page = await self._page(curator, kept.review.instalment) if kept else None
        if kept is None or page is None:
            return None
        versions = await self._store.reviews.history(curator.server, number)
        base = next((one.opinion for one in versions if one.number == based_on), kept.review.opinion)
        rest = {name: text for name, text in fields_of(base).items() if name in SECOND_FORM}
        subject = subject_of(kept.review.instalment, kept.review.curator)
        return await self._keep(curator, page, subject, based_on, rest | dict(fields))

    async def fill(
        self, curator: Curator, number: DraftNumber, seen: str, fields: Fields, merged_with: int | None = None
    ) -> Faulty | Preview | None:
        """Keep what a curator made of a draft in any of its forms.

        Parameters
        ----------
        seen
            The sign of what the draft held when the form was opened.
        merged_with
            The version that the form held as well; None where it held the draft alone.
        """
        await admit(self._store, curator)
        found = await self._draft(curator, number)
        if found is None:
            return None
        draft, page = found
        form = SECOND_FORM if fields.keys() <= set(SECOND_FORM) else FIRST_FORM
        is_known = sign_of(draft.fields, form) == seen
        both = await self._merged(curator, draft, page, merged_with) if merged_with else None
        based_on = draft.based_on if both is None or merged_with is None else merged_with
        typed = (draft.fields | dict(fields)) if both is None else both | dict(fields) | {MERGED: MERGED}
        return await self._keep(curator, page, draft.subject, based_on, typed, is_known=is_known)

    async def _keep(
        self,
        curator: Curator,
        page: InstalmentPage,
        subject: str,
        based_on: int,
        fields: Fields,
        *,
        is_known: bool = False,
    ) -> Faulty | Preview:
        # Kept before anything is looked at: whatever is wrong with it, nobody types it twice.
        known = {*FIRST_FORM, *SECOND_FORM, MERGED}
        typed = {name: storable(text) for name, text in fields.items() if name in known}
        before = await self._store.drafts.about(curator, subject)
        draft = await self._store.drafts.keep(curator, subject, based_on, typed)
        # A form that was opened before that draft was written, perhaps on another device, takes its place.
        unseen = _typed(before) if before and not is_known else {}
        replaced = {name: text for name, text in unseen.items() if draft.fields.get(name) != text}
        return replace(_seen(draft, page), replaced=replaced)

    async def look(self, curator: Curator, number: DraftNumber) -> Faulty | Preview | None:
        """Show what a draft will look like, or what is wrong with it."""
        await admit(self._store, curator)
        found = await self._draft(curator, number)
        return _seen(*found) if found else None

    async def publish(
        self, curator: Curator, number: DraftNumber, over: int | None = None
    ) -> Done | Conflict | Faulty | None:
        """Let members see a draft; the draft is done with then.

        Parameters
        ----------
        over
            The version that the curator saw and wants this one to take the place of; None: the one that the draft is
            based on.
        """
        await admit(self._store, curator)
        found = await self._draft(curator, number)
        subject = about(found[0]) if found else None
        if found is None or subject is None:
            return None
        draft, page = found
        opinion = read_opinion(draft.fields, _siblings(page))
        if not isinstance(opinion, Opinion):
            return Faulty(draft, page.instalment.title, opinion)
        instalment, whose = subject
        based_on = draft.based_on if over is None else over
        before = await self._store.reviews.by(curator.server, whose, instalment)
        if before is not None and _says(before, opinion):
            await self._store.drafts.finish(curator, draft)
            return Done(before, page.instalment.title, Outcome.UNCHANGED)
        if before is None and whose != curator.member:
            # Somebody else's review that was erased meanwhile: nobody writes a new one in their name.
            return Conflict(draft, page.instalment.title, None, (), (), {}, can_keep=False)
        return await self._save(curator, draft, page, Writing(instalment, whose, opinion, based_on))

    async def _save(self, curator: Curator, draft: Draft, page: InstalmentPage, writing: Writing) -> Done | Conflict:
        deed = Deed.MERGED if draft.fields.get(MERGED) else Deed.CHANGED
        saved = await self._store.reviews.save(curator, writing, deed=deed, draft=draft)
        if isinstance(saved, Outdated):
            if saved.current is not None and _says(saved.current, writing.opinion):
                # Another press at the same moment published just this.
                return Done(saved.current, page.instalment.title, Outcome.UNCHANGED)
            return _conflict(draft, page, writing.opinion, saved)
        outcome = Outcome.PUBLISHED if saved.version == 1 else Outcome.CHANGED
        return Done(saved, page.instalment.title, outcome)

    async def merge(self, curator: Curator, number: DraftNumber) -> FormPage | None:
        """Put what was published meanwhile and the draft into one form, to be looked over; nothing is kept yet."""
        await admit(self._store, curator)
        found = await self._draft(curator, number)
        subject = about(found[0]) if found else None
        if found is None or subject is None:
            return None
        draft, page = found
        instalment, whose = subject
        current = await self._store.reviews.by(curator.server, whose, instalment)
        both = await self._merged(curator, draft, page, current.version) if current else None
        if current is None or both is None:
            return _form_of(draft, page)
        return replace(_form_of(draft, page), fields=both, based_on=current.version, merges=True)

    async def _merged(
        self, curator: Curator, draft: Draft, page: InstalmentPage, version: int
    ) -> dict[str, str] | None:
        """Merge a draft with a version of the review; None where there is no such version."""
        subject = about(draft)
        kept = await self._store.reviews.by(curator.server, subject[1], subject[0]) if subject else None
        versions = await self._store.reviews.history(curator.server, kept.number) if kept else ()
        said = {one.number: fields_of(one.opinion) for one in versions}
        if version not in said:
            return None
        opinion = read_opinion(draft.fields, _siblings(page))
        mine = fields_of(opinion) if isinstance(opinion, Opinion) else draft.fields
        return merged(said.get(draft.based_on, {}), mine, said[version]).fields

    async def discard(self, curator: Curator, number: DraftNumber, *, sure: bool) -> Discarded | None:
        """Throw a draft away once the curator is sure."""
        await admit(self._store, curator)
        draft = await self._store.drafts.one(curator, number)
        subject = about(draft) if draft else None
        if draft is None or subject is None:
            return None
        page = await self._page(curator, subject[0])
        if sure:
            await self._store.drafts.drop(curator, number)
        return Discarded(replace(draft, fields=_typed(draft)), page.instalment.title if page else subject[0], sure)

    async def text_of(self, curator: Curator, number: DraftNumber) -> Fields:
        """Give somebody their own text back; that takes no leave: it is theirs, also when they curate no more."""
        draft = await self._store.drafts.one(curator, number)
        return _typed(draft) if draft and about(draft) else {}


def _typed(draft: Draft) -> dict[str, str]:
    """Give what somebody typed of a draft, less the mark that it is merged."""
    return {name: text for name, text in draft.fields.items() if name != MERGED}


def _form_of(draft: Draft, page: InstalmentPage) -> FormPage:
    seen = sign_of(draft.fields, FIRST_FORM)
    return FormPage(draft.number, is_draft=True, title=page.instalment.title, fields=draft.fields, seen=seen)


def _says(kept: KeptReview, opinion: Opinion) -> bool:
    """Say whether members read just this already."""
    return kept.removed is None and kept.review.opinion == opinion


def _siblings(page: InstalmentPage) -> dict[InstalmentId, str]:
    others = (story.instalment for story in page.stories if story.instalment.id != page.instalment.id)
    return {one.id: one.title for one in others}


def _seen(draft: Draft, page: InstalmentPage) -> Faulty | Preview:
    subject, opinion = about(draft), read_opinion(draft.fields, _siblings(page))
    assert subject is not None
    if not isinstance(opinion, Opinion):
        return Faulty(draft, page.instalment.title, opinion)
    whose = subject[1]
    return Preview(draft, with_review(page, draft, whose, opinion), opinion, whose)


def with_review(page: InstalmentPage, draft: Draft, whose: MemberId, opinion: Opinion) -> InstalmentPage:
    """Put a draft into the page of its instalment, as if it were published this moment."""
    now = datetime.now(UTC)
    instalment = page.instalment
    review = ServerReview(draft.server, whose, instalment.id, opinion, now, now)
    server = (review, *(one for one in page.server if one.curator != whose))
    story = Story(instalment, summary(page.press, server))
    stories = tuple(story if one.instalment.id == instalment.id else one for one in page.stories)
    return replace(page, story=story, stories=stories, server=server, others=())


def _conflict(draft: Draft, page: InstalmentPage, opinion: Opinion, found: Outdated) -> Conflict:
    theirs = fields_of(found.current.review.opinion) if found.current else {}
    differing = differences(theirs, fields_of(opinion))
    titles = {str(key): title for key, title in _siblings(page).items()}
    return Conflict(draft, page.instalment.title, found.current, found.made, differing, titles)
