"""What the desk hands to the cards of an export and an import."""

from __future__ import annotations

from dataclasses import dataclass

from bot.exchange.report import Report


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file of an export.

    Parameters
    ----------
    packed
        Whether it had to be packed, because Discord would not take it as large as it is.
    """

    name: str
    content: bytes
    packed: bool = False


@dataclass(frozen=True, slots=True)
class Export:
    """Everything that a server wrote, as files; and how much that is.

    Parameters
    ----------
    left_out
        Names of files that are too large for Discord even when they are packed.
    removed
        How many of the reviews were removed, and are kept for now.
    """

    files: tuple[ExportFile, ...]
    left_out: tuple[str, ...]
    reviews: int
    removed: int
    titles: int


@dataclass(frozen=True, slots=True)
class Imported:
    """What an uploaded file would do.

    Parameters
    ----------
    number
        What the file is called in a custom_id.
    differs
        Whether it was to be applied, and this report is another one than was shown.
    """

    number: int
    report: Report
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Applied:
    """What was applied."""

    report: Report
