"""What the exchange service returns to the cog, and the cog passes to the views."""

from __future__ import annotations

from msgspec import Struct

from bot.exchange.report import Report


class ExportFile(Struct, frozen=True):
    """One file of an export.

    Parameters
    ----------
    packed
        Whether it is compressed, because it was too large for Discord.
    """

    name: str
    content: bytes
    packed: bool = False


class Export(Struct, frozen=True):
    """Everything a server wrote, as files, and how much it is.

    Parameters
    ----------
    left_out
        Names of files that are too large for Discord even when compressed.
    removed
        How many of the reviews are removed but not erased yet.
    """

    files: tuple[ExportFile, ...]
    left_out: tuple[str, ...]
    reviews: int
    removed: int
    titles: int


class Imported(Struct, frozen=True):
    """An uploaded file and what it would do.

    Parameters
    ----------
    number
        The file's number in a custom_id.
    differs
        Whether applying it stopped because this report differs from the one that was shown.
    """

    number: int
    report: Report
    differs: bool = False


class Applied(Struct, frozen=True):
    """What was applied."""

    report: Report
