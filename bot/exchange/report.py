"""The report on an uploaded file: what is new, changed, unchanged or wrong, and what applying it writes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from enum import StrEnum

from msgspec import Struct, field

from bot.exchange.formats import FileFormat, Table, Wrong
from bot.models.custom_titles import ServerTitle, SpoilerMark
from bot.models.ids import MemberId
from bot.models.reviews import ReviewChange

MOST_WRONG = 1_000
"""Faults listed of one file; after fixing this many, people upload it again anyway."""
DIGEST = 16
"""Letters of a report's digest, which is part of a custom_id."""


class Change(StrEnum):
    """What applying a row does."""

    NEW = "new"
    CHANGED = "changed"
    BACK = "back"
    """A removed review is restored."""
    UNCHANGED = "unchanged"
    PASSED_OVER = "passed-over"
    """A removed review, which the JSON includes for completeness."""


WRITES = frozenset({Change.NEW, Change.CHANGED, Change.BACK})


class PlannedRow(Struct, frozen=True):
    """What one row does, as listed in the report.

    Parameters
    ----------
    title
        The title the row is about.
    curator
        The name of the review's curator; empty if it is not a review.
    """

    table: Table
    row: int
    change: Change
    title: str
    curator: str = ""


class TitleChange(Struct, frozen=True):
    """A title to save, and the version that the report saw (0 for none)."""

    title: ServerTitle
    based_on: int


class Report(Struct, frozen=True):
    """What applying a file would do now.

    Parameters
    ----------
    wrong
        The faults by row, at most :data:`MOST_WRONG`; nothing can be applied while there are any.
    wrong_rows
        How many rows have a fault.
    names
        Names of curators whose reviews are in the file and who have no name here yet.
    digest
        Hash of what the report would write.
    """

    form: FileFormat
    planned: tuple[PlannedRow, ...]
    wrong: tuple[Wrong, ...] = ()
    wrong_rows: int = 0
    review_changes: tuple[ReviewChange, ...] = ()
    titles: tuple[TitleChange, ...] = ()
    marks: tuple[SpoilerMark, ...] = ()
    names: Mapping[MemberId, str] = field(default_factory=dict[MemberId, str])
    digest: str = ""

    @property
    def counts(self) -> Counter[Change]:
        """How many rows there are of each kind of change."""
        return Counter(one.change for one in self.planned)

    @property
    def changes(self) -> int:
        """How many rows change something."""
        return sum(one.change in WRITES for one in self.planned)


def digest_of(
    changes: Sequence[ReviewChange], titles: Sequence[TitleChange], marks: Sequence[SpoilerMark], wrong_rows: int
) -> str:
    """Give a short hash of what would be written and of the versions it would replace."""
    text = repr(
        (
            [(one.instalment, one.curator, one.based_on, one.opinion) for one in changes],
            [(one.title.id, one.based_on, one.title.facts, sorted(one.title.said), one.title.hidden) for one in titles],
            [(one.title, one.part) for one in marks],
            wrong_rows,
        )
    )
    return hashlib.sha256(text.encode(errors="replace")).hexdigest()[:DIGEST]
