"""What the services of custom titles return to the cogs, and the cogs pass to the views."""

from __future__ import annotations

from collections.abc import Mapping
from zlib import crc32

from msgspec import Struct

from bot.custom_titles.drafts import FieldConflict
from bot.custom_titles.fields import Known, TitleFault, TitleField, TitleForm, Typed
from bot.custom_titles.matching import TitleMerge
from bot.models.custom_titles import Fact, ServerTitle, SpoilerPart, TitleFacts
from bot.models.ids import TitleId
from bot.models.reviews import DraftNumber
from bot.titles.results import AnthologyResult, InstalmentResult

MARKS = 1000
"""How many hashes of bundled titles there are: as many as the page number of a custom_id allows."""
SUBJECT = "title:"
"""Prefix of a title draft's subject; the title's id follows."""


class MergeSuggestion(Struct, frozen=True):
    """A bundled title that seems to be the same as one the server added.

    Parameters
    ----------
    titles
        The title of each id in it, old and new.
    reviews
        How many reviews move, by own instalment, removed ones included.
    reviewed_twice
        How many of them are by curators who also reviewed the bundled title.
    remaining
        The facts that stay as the server's corrections.
    """

    merge: TitleMerge
    titles: Mapping[str, str]
    year: int | None
    reviews: Mapping[str, int]
    reviewed_twice: int = 0
    remaining: frozenset[Fact] = frozenset()

    @property
    def sign(self) -> int:
        """A short hash of the bundled title for the custom_id, so that only the title shown is merged."""
        return crc32(self.merge.bundled.encode()) % MARKS

    @property
    def bundled_title(self) -> str:
        """The bundled title's title."""
        return self.titles[self.merge.bundled]


class TitleLine(Struct, frozen=True):
    """A line of the list: a title the server added, corrected or hid, or one being added.

    Parameters
    ----------
    record
        The server's record of it; None if it is only a draft so far.
    draft
        The actor's unpublished draft of it.
    """

    key: TitleId
    title: str
    anthology: str | None
    record: ServerTitle | None
    draft: DraftNumber | None = None


class CustomTitleList(Struct, frozen=True):
    """Everything a server added, corrected or hid, and what it could merge."""

    lines: tuple[TitleLine, ...]
    suggestions: tuple[MergeSuggestion, ...] = ()


class CustomTitleResult(Struct, frozen=True):
    """A title with what the server changed about it.

    Parameters
    ----------
    result
        The title as members see it, but ignoring that it is hidden, and without spoiler marks.
    record
        The server's record of it; None if there is none.
    bundled
        The bundled facts; None for a custom title.
    spoilers
        The parts marked as spoilers.
    anthology_hidden
        Whether members can't see it because its anthology is hidden.
    draft
        The actor's unpublished draft of it.
    """

    key: TitleId
    result: AnthologyResult | InstalmentResult
    record: ServerTitle | None
    bundled: TitleFacts | None
    known: Known
    spoilers: frozenset[SpoilerPart] = frozenset()
    anthology_hidden: bool = False
    draft: DraftNumber | None = None
    suggestion: MergeSuggestion | None = None

    @property
    def title(self) -> str:
        """The title's title."""
        return (
            self.result.instalment.title if isinstance(self.result, InstalmentResult) else self.result.anthology.title
        )


class TitleFormResult(Struct, frozen=True):
    """A form to fill in.

    Parameters
    ----------
    key
        The title it is about; for a new instalment its anthology, None for a new anthology.
    new
        Whether it adds a title.
    title
        The heading of the form; None if there is no title yet.
    based_on
        The version the form is filled in from; 0 if there is none.
    """

    key: TitleId | None
    form: TitleForm
    title: str | None
    typed: Typed
    last_year: int
    new: bool
    instalment: bool
    based_on: int = 0


class TitleFaults(Struct, frozen=True):
    """A draft that cannot be published yet."""

    key: TitleId
    number: DraftNumber
    faults: tuple[TitleFault, ...]


class TitlePreview(Struct, frozen=True):
    """A draft as members will see it once it is published.

    Parameters
    ----------
    new
        Whether it adds the title.
    changes
        The facts it changes.
    """

    key: TitleId
    number: DraftNumber
    result: AnthologyResult | InstalmentResult
    new: bool
    changes: frozenset[Fact]


class TitleConflict(Struct, frozen=True):
    """A draft of a title that someone else changed in the meantime.

    Parameters
    ----------
    theirs, version
        The server's record now and its version; None and 0 if it was taken back.
    conflicts
        The fields that both changed, or where it is unknown who did.
    only_theirs
        The fields that only the other curator changed: these stay in any case.
    """

    key: TitleId
    number: DraftNumber
    title: str
    theirs: ServerTitle | None
    version: int
    conflicts: tuple[FieldConflict, ...]
    only_theirs: tuple[TitleField, ...]


class TitlesFull(Struct, frozen=True):
    """A title that can't be added or changed because the server has reached its limit.

    Parameters
    ----------
    number
        The draft, which stays; None if nothing was typed.
    """

    key: TitleId
    number: DraftNumber | None = None


class NothingChanged(Struct, frozen=True):
    """A draft that changed nothing; it is deleted."""

    result: CustomTitleResult


class RemovedTitle(Struct, frozen=True):
    """A custom title that was deleted for good."""

    key: TitleId
    title: str
