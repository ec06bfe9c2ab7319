"""What the review services return to the cogs, and the cogs pass to the views."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct, field

from bot.models.ids import InstalmentId, MemberId
from bot.models.opinions import Opinion
from bot.models.reviews import Draft, DraftNumber, ReviewNumber, ReviewRecord, Revision
from bot.models.text import Fault
from bot.reviews.fields import Fields
from bot.reviews.filters import ReviewFilter
from bot.reviews.merging import Difference
from bot.titles.results import AnthologyResult, InstalmentResult


class ReviewForm(Struct, frozen=True):
    """The form to write a review in, filled in with what there is so far.

    Parameters
    ----------
    of
        What the submitted form belongs to: the draft it was filled in from, else the review, else the instalment
        that has no review yet.
    based_on
        The version the form is filled in from; 0 if there is none. A draft knows its own.
    seen
        Hash of the draft the form is filled in from, so that a newer draft isn't replaced unseen.
    merges
        Whether the form also holds the version published since, which is ``based_on``.
    """

    of: DraftNumber | ReviewNumber | InstalmentId
    is_draft: bool
    title: str
    fields: Fields
    based_on: int = 0
    seen: str = ""
    merges: bool = False


class ReviewExtraForm(Struct, frozen=True):
    """The form for comparison and score.

    Parameters
    ----------
    siblings
        The titles it can be compared with, by id.
    seen
        As in :class:`ReviewForm`.
    """

    draft: DraftNumber
    title: str
    fields: Fields
    siblings: Mapping[InstalmentId, str]
    seen: str = ""


class ToChoose(Struct, frozen=True):
    """An anthology from which to choose an instalment."""

    result: AnthologyResult


class NotReviewed(Struct, frozen=True):
    """The curator asked for has no review of an instalment; ``curator`` is None if nobody has that name."""

    title: str
    curator: MemberId | None


class DraftFaults(Struct, frozen=True):
    """A draft that cannot be published as it is.

    Parameters
    ----------
    replaced
        The text of an earlier draft that this one replaced unseen; usually empty.
    """

    draft: Draft
    title: str
    faults: tuple[Fault, ...]
    replaced: Fields = field(default_factory=dict[str, str])


class Preview(Struct, frozen=True):
    """A draft as members will see it.

    Parameters
    ----------
    result
        The instalment's result with the draft's review in it.
    whose
        Whose review it is.
    replaced
        As in :class:`DraftFaults`.
    """

    draft: Draft
    result: InstalmentResult
    opinion: Opinion
    whose: MemberId
    replaced: Fields = field(default_factory=dict[str, str])


class Conflict(Struct, frozen=True):
    """A draft of a review that someone else changed in the meantime.

    Parameters
    ----------
    current
        The review as it is now; None if it was erased.
    newer
        The versions made since, newest first.
    differing
        The fields that differ: ``before`` is the published text, ``after`` the draft's.
    titles
        Titles of the instalments compared with, by id.
    can_keep
        Whether the draft can replace the published review.
    """

    draft: Draft
    title: str
    current: ReviewRecord | None
    newer: tuple[Revision, ...]
    differing: tuple[Difference, ...]
    titles: Mapping[str, str]
    can_keep: bool = True


class Outcome(StrEnum):
    """What happened to a review."""

    PUBLISHED = "published"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    RESTORED = "restored"
    BROUGHT_BACK = "brought-back"


class Done(Struct, frozen=True):
    """A review as it is now, and what was just done to it."""

    record: ReviewRecord
    title: str
    outcome: Outcome


class Discarded(Struct, frozen=True):
    """A draft that is about to be discarded, or has been.

    Parameters
    ----------
    gone
        Whether it has been discarded already.
    """

    draft: Draft
    title: str
    gone: bool


class ReviewList(Struct, frozen=True):
    """One page of a server's reviews, the latest change first.

    Parameters
    ----------
    show
        The title asked for, if known.
    drafts
        The actor's unpublished drafts, each with the title it is about.
    count
        How many reviews there are on all pages.
    titles
        Titles of everything on this page, by id.
    names
        Names of curators, if known.
    """

    filter: ReviewFilter
    reviews: tuple[ReviewRecord, ...]
    titles: Mapping[str, str]
    names: Mapping[MemberId, str]
    count: int
    page: int
    pages: int
    show: str | None = None
    drafts: tuple[tuple[Draft, str], ...] = ()


class OpenedReview(Struct, frozen=True):
    """One review, with the actions it offers.

    Parameters
    ----------
    name
        Its curator's name, if known.
    is_spoiler
        Whether its headline is marked as a spoiler.
    erased_at
        When it will be erased; None if it is not removed.
    meanwhile
        Versions made while the curator was asked whether to remove it.
    """

    record: ReviewRecord
    title: str
    titles: Mapping[str, str]
    name: str | None = None
    is_spoiler: bool = False
    erased_at: datetime | None = None
    meanwhile: tuple[Revision, ...] = ()


class RevisionChanges(Struct, frozen=True):
    """One version, with what it changed from the one before."""

    version: Revision
    changed: tuple[Difference, ...]


class History(Struct, frozen=True):
    """Every version of a review, newest first."""

    record: ReviewRecord
    title: str
    versions: tuple[RevisionChanges, ...]
    titles: Mapping[str, str] = field(default_factory=dict[str, str])


class OldRevision(Struct, frozen=True):
    """One version of a review as it was."""

    record: ReviewRecord
    title: str
    revision: RevisionChanges
    titles: Mapping[str, str]
