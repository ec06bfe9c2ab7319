"""What an uploaded file would do: what is new, changed, unchanged and wrong, and what applying it writes."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from bot.exchange.formats import FileFormat, Table, Wrong
from bot.models.custom_titles import ServerTitle, SpoilerMark
from bot.models.ids import MemberId
from bot.models.reviews import ReviewChange

MOST_WRONG = 1_000
"""What is listed of all that is wrong with a file: who has mended so much of it uploads it again anyway."""
DIGEST = 16
"""Letters of a report's digest: it stands in a custom_id."""


class Change(StrEnum):
    """What applying a row does."""

    NEW = "new"
    CHANGED = "changed"
    BACK = "back"
    """A review that was removed is there again."""
    UNCHANGED = "unchanged"
    PASSED_OVER = "passed-over"
    """A removed review, which the JSON holds for completeness."""


WRITES = frozenset({Change.NEW, Change.CHANGED, Change.BACK})


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """What one row does, for those who read the report.

    Parameters
    ----------
    title
        The title that the row is about.
    curator
        How the curator is called whose review it is; empty where it is no review.
    """

    sheet: Table
    row: int
    change: Change
    title: str
    curator: str = ""


@dataclass(frozen=True, slots=True)
class TitleChange:
    """What is to be said of a title, based on the version that the report saw (0: none)."""

    title: ServerTitle
    based_on: int


@dataclass(frozen=True, slots=True)
class Report:
    """What applying a file would do now.

    Parameters
    ----------
    wrong
        What is wrong, by row, :data:`MOST_WRONG` at most; nothing is applied while there is anything.
    wrong_rows
        How many rows have something wrong.
    digest
        What tells it from a report that would do something else.
    names
        How curators are called whose reviews come with the file and who have no name here yet.
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
        """How many rows do what."""
        return Counter(one.change for one in self.planned)

    @property
    def changes(self) -> int:
        """How many things applying it writes."""
        return sum(one.change in WRITES for one in self.planned)


def digest_of(
    changes: Sequence[ReviewChange], titles: Sequence[TitleChange], marks: Sequence[SpoilerMark], wrong_rows: int
) -> str:
    """Give a short text that is another one as soon as something else would be written, or over something else."""
    said = repr(
        (
            [(one.instalment, one.curator, one.based_on, one.opinion) for one in changes],
            [(one.title.id, one.based_on, one.title.facts, sorted(one.title.said), one.title.hidden) for one in titles],
            [(one.title, one.part) for one in marks],
            wrong_rows,
        )
    )
    return hashlib.sha256(said.encode(errors="replace")).hexdigest()[:DIGEST]
