"""What the titles' desk gives to a cog and a cog hands to a card."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from zlib import crc32

from bot.custom_titles.drafts import FieldConflict
from bot.custom_titles.fields import Known, TitleFault, TitleField, TitleForm, Typed
from bot.custom_titles.matching import TitleMerge
from bot.models.custom_titles import Fact, ServerTitle, SpoilerPart, TitleFacts
from bot.models.ids import TitleId
from bot.models.reviews import DraftNumber
from bot.titles.results import AnthologyResult, InstalmentResult

MARKS = 1000
"""How many signs there are for bundled titles: as many as a button has pages."""
SUBJECT = "title:"
"""What the subject of a draft of a title begins with; the title's id follows."""


@dataclass(frozen=True, slots=True)
class MergeSuggestion:
    """A bundled title that seems to be one that the server had added.

    Parameters
    ----------
    titles
        What each of the ids in it is called, old and new.
    reviews
        How many reviews move, by the own instalment that they are of; removed ones count.
    twice
        How many of them meet one that the same curator wrote of the bundled title.
    """

    merge: TitleMerge
    titles: Mapping[str, str]
    year: int | None
    reviews: Mapping[str, int]
    twice: int = 0
    filled: frozenset[Fact] = frozenset()

    @property
    def sign(self) -> int:
        """A short sign of the bundled title, for a button: what is joined is what was shown."""
        return crc32(self.merge.bundled.encode()) % MARKS

    @property
    def bundled_title(self) -> str:
        """What the bundled title is called."""
        return self.titles[self.merge.bundled]


@dataclass(frozen=True, slots=True)
class TitleLine:
    """A title that the server added, corrects or hides, or that somebody is adding, in the desk's list.

    Parameters
    ----------
    kept
        What the server says of it; None for what is only a draft yet.
    draft
        What the one who asks has begun and not published.
    """

    key: TitleId
    title: str
    anthology: str | None
    kept: ServerTitle | None
    draft: DraftNumber | None = None


@dataclass(frozen=True, slots=True)
class CustomTitleList:
    """Everything that a server says of titles, and what it could join."""

    lines: tuple[TitleLine, ...]
    suggestions: tuple[MergeSuggestion, ...] = ()


@dataclass(frozen=True, slots=True)
class CustomTitleResult:
    """A title at the desk.

    Parameters
    ----------
    page
        The title as the server's members meet it, or would if it were not hidden; nothing on it is covered.
    kept
        What the server says of it; None where it says nothing.
    bundled
        The bundled facts; None for an own title.
    covered
        Which of its parts are.
    unmet
        Whether members do not meet it because its anthology is hidden.
    draft
        What the one who asks has begun and not published.
    """

    key: TitleId
    result: AnthologyResult | InstalmentResult
    kept: ServerTitle | None
    bundled: TitleFacts | None
    known: Known
    covered: frozenset[SpoilerPart] = frozenset()
    unmet: bool = False
    draft: DraftNumber | None = None
    suggestion: MergeSuggestion | None = None

    @property
    def title(self) -> str:
        """What the title is called."""
        return (
            self.result.instalment.title if isinstance(self.result, InstalmentResult) else self.result.anthology.title
        )


@dataclass(frozen=True, slots=True)
class TitleFormResult:
    """A form to fill in.

    Parameters
    ----------
    key
        The title that it is about; for a new instalment its anthology, None for a new anthology.
    new
        Whether the title is to be added by it.
    title
        What stands over the form; None where there is no title yet.
    based_on
        The version that the form is filled with; 0 where there is none.
    """

    key: TitleId | None
    form: TitleForm
    title: str | None
    typed: Typed
    last_year: int
    new: bool
    instalment: bool
    based_on: int = 0


@dataclass(frozen=True, slots=True)
class TitleFaults:
    """A draft that cannot be published yet."""

    key: TitleId
    number: DraftNumber
    faults: tuple[TitleFault, ...]


@dataclass(frozen=True, slots=True)
class TitlePreview:
    """A draft as members will see it once it is published.

    Parameters
    ----------
    new
        Whether the title is added by it.
    changes
        Which facts it changes.
    """

    key: TitleId
    number: DraftNumber
    result: AnthologyResult | InstalmentResult
    new: bool
    changes: frozenset[Fact]


@dataclass(frozen=True, slots=True)
class TitleConflict:
    """A draft of a title that somebody else changed meanwhile.

    Parameters
    ----------
    theirs, version
        What the server says now, and the version of it; None and 0 where it says nothing any more.
    apart
        What stands in the fields that both changed, or that nobody knows who changed.
    merged
        The fields that they alone changed: these stay, whichever is kept.
    """

    key: TitleId
    number: DraftNumber
    title: str
    theirs: ServerTitle | None
    version: int
    apart: tuple[FieldConflict, ...]
    merged: tuple[TitleField, ...]


@dataclass(frozen=True, slots=True)
class TitlesFull:
    """A title that the server cannot say anything of, because it says something of so many others.

    Parameters
    ----------
    number
        The draft that stays; None where nothing was typed.
    """

    key: TitleId
    number: DraftNumber | None = None


@dataclass(frozen=True, slots=True)
class NothingChanged:
    """A draft that says nothing else than what is there; it is done with."""

    result: CustomTitleResult


@dataclass(frozen=True, slots=True)
class RemovedTitle:
    """An own title that was taken away for good."""

    key: TitleId
    title: str
