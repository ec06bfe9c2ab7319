"""What the reviews' desk gives to a cog and a cog hands to a card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bot.models.ids import InstalmentId, MemberId
from bot.models.opinions import Opinion
from bot.models.reviews import Draft, DraftNumber, ReviewNumber, ReviewRecord, Revision
from bot.models.text import Fault
from bot.reviews.fields import Fields
from bot.reviews.filters import ReviewFilter
from bot.reviews.merging import Difference
from bot.titles.results import AnthologyResult, InstalmentResult


@dataclass(frozen=True, slots=True)
class ReviewForm:
    """A form to write a review in, filled in as far as there is something to fill in.

    Parameters
    ----------
    of
        What the form comes back to: the draft that it was filled in from, else the review, else the instalment that
        nobody has a review of yet.
    based_on
        The version that the form is filled with; 0 where there is none. A draft knows its own.
    seen
        The sign of the draft that the form is filled in from: one that was written since is not lost unseen.
    merges
        Whether the form holds what was published meanwhile as well, which is ``based_on``.
    """

    of: DraftNumber | ReviewNumber | InstalmentId
    is_draft: bool
    title: str
    fields: Fields
    based_on: int = 0
    seen: str = ""
    merges: bool = False


@dataclass(frozen=True, slots=True)
class ReviewExtraForm:
    """The form for comparison and score.

    Parameters
    ----------
    siblings
        The titles that it can be compared with, by id.
    seen
        As in :class:`ReviewForm`.
    """

    draft: DraftNumber
    title: str
    fields: Fields
    siblings: Mapping[InstalmentId, str]
    seen: str = ""


@dataclass(frozen=True, slots=True)
class ToChoose:
    """An anthology whose instalments are to choose from."""

    result: AnthologyResult


@dataclass(frozen=True, slots=True)
class NotReviewed:
    """A curator who has no review of an instalment, where theirs was asked for; None where nobody is called so."""

    title: str
    curator: MemberId | None


@dataclass(frozen=True, slots=True)
class DraftFaults:
    """A draft that cannot be published as it is.

    Parameters
    ----------
    replaced
        What stood in an earlier draft of the same that this one took the place of unseen; empty for most.
    """

    draft: Draft
    title: str
    faults: tuple[Fault, ...]
    replaced: Fields = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class Preview:
    """A draft as members will see it.

    Parameters
    ----------
    page
        The instalment's page with the draft's review in its place.
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


@dataclass(frozen=True, slots=True)
class Conflict:
    """A draft of a review that somebody changed meanwhile.

    Parameters
    ----------
    current
        The review as it is now; None where it was erased.
    made
        What was made of it since, the newest first.
    differing
        The fields that differ: before, as they are now; after, as the draft has them.
    titles
        Titles by id, for those compared with.
    can_keep
        Whether the draft can take the place of what is there.
    """

    draft: Draft
    title: str
    current: ReviewRecord | None
    made: tuple[Revision, ...]
    differing: tuple[Difference, ...]
    titles: Mapping[str, str]
    can_keep: bool = True


class Outcome(StrEnum):
    """What became of a review."""

    PUBLISHED = "published"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REMOVED = "removed"
    RESTORED = "restored"
    BROUGHT_BACK = "brought-back"


@dataclass(frozen=True, slots=True)
class Done:
    """What was done to a review, and how it is now."""

    record: ReviewRecord
    title: str
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class Discarded:
    """A draft that is to be thrown away or was.

    Parameters
    ----------
    gone
        Whether it is thrown away already.
    """

    draft: Draft
    title: str
    gone: bool


@dataclass(frozen=True, slots=True)
class ReviewList:
    """Reviews of a server, the latest change first, one page of them.

    Parameters
    ----------
    show
        The title whose reviews are asked for, where that is known.
    drafts
        What the curator who asks has not published yet, with the titles of what it is about.
    count
        How many reviews there are on all pages.
    titles
        Titles by id, of all that is on this page.
    names
        How curators are called, where that is known.
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


@dataclass(frozen=True, slots=True)
class OpenedReview:
    """One review with what can be done to it.

    Parameters
    ----------
    name
        How its curator is called, where that is known.
    covered
        Whether its headline is covered for members.
    leave_until
        When it is erased; None for one that is not removed.
    meanwhile
        What somebody made of it while it was to be removed.
    """

    record: ReviewRecord
    title: str
    titles: Mapping[str, str]
    name: str | None = None
    covered: bool = False
    leave_until: datetime | None = None
    meanwhile: tuple[Revision, ...] = ()


@dataclass(frozen=True, slots=True)
class RevisionChanges:
    """One version with what it changed of the one before."""

    version: Revision
    changed: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class History:
    """Every version of a review, the newest first."""

    record: ReviewRecord
    title: str
    versions: tuple[RevisionChanges, ...]
    titles: Mapping[str, str] = field(default_factory=dict[str, str])


@dataclass(frozen=True, slots=True)
class OldRevision:
    """One version of a review as it was."""

    record: ReviewRecord
    title: str
    told: RevisionChanges
    titles: Mapping[str, str]
