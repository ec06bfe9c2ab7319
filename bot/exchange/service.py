"""Export everything a server wrote as files, and import files: first a report, then one click to apply it."""

from __future__ import annotations

import asyncio
import gzip
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import Final, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from bot.custom_titles.lookup import TitleLookup
from bot.exchange.formats import Broken, BrokenFileError
from bot.exchange.plan import Present, plan
from bot.exchange.readers.upload import read_upload
from bot.exchange.report import Report
from bot.exchange.results import Applied, Export, ExportFile, Imported
from bot.exchange.writers.csv_files import reviews_csv, titles_csv
from bot.exchange.writers.json_files import export_json
from bot.models import limits
from bot.models.custom_titles import Holdings
from bot.models.ids import InstalmentId, MemberId, ServerId
from bot.models.servers import Actor
from bot.servers.permissions import require_curator
from bot.storage import Store
from bot.storage.servers.imports import ImportNumber

T = TypeVar("T")

Progress = Callable[[int, int], Awaitable[None]]
"""Shows how many rows are done, of how many."""
Counting = Callable[[int, int], None]
InstalmentTitles = Mapping[InstalmentId, tuple[str, ...]]
"""The titles of every bundled instalment, the main one first."""

PROGRESS_SECONDS: Final = 1.5
"""Seconds between two progress updates."""
PROGRESS_FROM: Final = 500
"""Rows from which progress is shown before the work begins."""
AT_ONCE: Final = 2
"""Files read or written at the same time; others wait, so that many at once don't fill the memory."""
REPORTS_AT_HAND: Final = 8
LARGEST_FILE: Final = 8_000_000
"""Bytes of a file that Discord surely accepts, with three in one message."""


class _Tally(Struct):
    """Progress of the work on another thread."""

    done: int = 0
    whole: int = 0

    def count(self, done: int, whole: int) -> None:
        self.done, self.whole = done, whole


class ExchangeService:
    """Exports a server's own data and imports files.

    Parameters
    ----------
    lookup
        Knows the tags and countries a title can have, and the names of bundled titles.
    """

    def __init__(self, store: Store, lookup: TitleLookup) -> None:
        self._store = store
        self._lookup = lookup
        self._titles: InstalmentTitles | None = None
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._reports: OrderedDict[tuple[ServerId, MemberId, int], Report] = OrderedDict()

    async def welcome(self, actor: Actor) -> None:
        """Check that the member is a curator before anything is downloaded.

        Raises
        ------
        NotACuratorError
            If they are not.
        """
        await require_curator(self._store, actor)

    async def export(self, actor: Actor) -> Export:
        """Export everything the server wrote."""
        await require_curator(self._store, actor)
        async with self._turns:
            holdings = await self._store.imports.holdings(actor.server, versions=True)
            titles = await self._bundled()
            return await asyncio.to_thread(_export, holdings, titles)

    async def read(self, actor: Actor, content: bytes, progress: Progress) -> Imported:
        """Read an uploaded file, store it and report what it would do; nothing else is changed.

        Raises
        ------
        BrokenFileError
            If the file cannot be read; it is not stored then.
        """
        await require_curator(self._store, actor)
        async with self._turns:
            report = await self._report(actor, content, progress)
            number = await self._store.imports.keep(actor, content.decode())
        # A curator has one stored file at a time.
        for key in [key for key in self._reports if key[:2] == (actor.server, actor.member)]:
            del self._reports[key]
        self._remember(actor, number, report)
        return Imported(number, report)

    async def at_hand(self, actor: Actor, number: int) -> Imported | None:
        """Give the latest report on a file from memory; None if it has to be made again."""
        await require_curator(self._store, actor)
        known = self._reports.get((actor.server, actor.member, number))
        return Imported(number, known) if known else None

    async def report(self, actor: Actor, number: int, progress: Progress) -> Imported | None:
        """Make a new report on an uploaded file; None if the file is gone."""
        await require_curator(self._store, actor)
        async with self._turns:
            content = await self._store.imports.content(actor, ImportNumber(number))
            if content is None:
                return None
            report = await self._report(actor, content.encode(), progress)
        self._remember(actor, number, report)
        return Imported(number, report)

    async def apply(self, actor: Actor, number: int, seen: str, progress: Progress) -> Applied | Imported | None:
        """Apply a file, if it still does what the curator was shown.

        Parameters
        ----------
        seen
            The digest of the report the curator saw.

        Returns
        -------
        Applied | Imported | None
            What was written; the new report if it differs from the one seen or has faults, in which case nothing was
            written; None if the file is gone.
        """
        await require_curator(self._store, actor)
        async with self._turns:
            content = await self._store.imports.content(actor, ImportNumber(number))
            if content is None:
                return None
            report = await self._report(actor, content.encode(), _silently)
            written = False
            if report.digest == seen and not report.wrong:
                # Checked again: reading a large file takes a while, and the role may have been taken away.
                await require_curator(self._store, actor)
                written = await _with_progress(partial(self._write, actor, number, report), progress)
                if not written:
                    report = await self._report(actor, content.encode(), _silently)
        if written:
            self._reports.pop((actor.server, actor.member, number), None)
            self._lookup.forget(actor.server)
            return Applied(report)
        self._remember(actor, number, report)
        return Imported(number, report, differs=True)

    async def discard(self, actor: Actor, number: int) -> bool:
        """Discard an uploaded file; False if it was gone already."""
        await require_curator(self._store, actor)
        self._reports.pop((actor.server, actor.member, number), None)
        return await self._store.imports.drop(actor, ImportNumber(number))

    async def _write(self, actor: Actor, number: int, report: Report, counting: Counting) -> bool:
        titles = [(one.title, one.based_on) for one in report.titles]
        return await self._store.imports.apply(
            actor, ImportNumber(number), report.review_changes, titles, report.marks, report.names, counting
        )

    async def _report(self, actor: Actor, content: bytes, progress: Progress) -> Report:
        if len(content) > limits.FILE_BYTES:
            raise BrokenFileError(Broken.TOO_LARGE, number=len(content))
        file = await asyncio.to_thread(read_upload, content)
        if len(file.rows) >= PROGRESS_FROM:
            await progress(0, len(file.rows))
        holdings = await self._store.imports.holdings(actor.server)
        titles = await self._bundled()
        names = (await self._lookup.bundle()).names
        known = await self._lookup.known()

        def planned(counting: Counting) -> Report:
            present = Present(_instalments(holdings, titles), names, known, holdings)
            return plan(file, present, actor, counting)

        return await _with_progress(partial(asyncio.to_thread, planned), progress)

    async def _bundled(self) -> InstalmentTitles:
        if self._titles is None:
            everything = await self._store.catalogue.everything()
            self._titles = {one.id: one.names for anthology in everything for one in anthology.instalments}
        return self._titles

    def _remember(self, actor: Actor, number: int, report: Report) -> None:
        self._reports[actor.server, actor.member, number] = report
        while len(self._reports) > REPORTS_AT_HAND:
            self._reports.popitem(last=False)


async def _silently(done: int, whole: int) -> None:
    """Show no progress."""


async def _with_progress(work: Callable[[Counting], Awaitable[T]], progress: Progress) -> T:
    """Do some work and show its progress every now and then."""
    tally = _Tally()
    working = asyncio.ensure_future(work(tally.count))
    while not (await asyncio.wait({working}, timeout=PROGRESS_SECONDS))[0]:
        if tally.whole:
            await progress(tally.done, tally.whole)
    return await working


def _instalments(holdings: Holdings, titles: InstalmentTitles) -> dict[InstalmentId, tuple[str, ...]]:
    """Give the titles of every instalment that members can see or that has a review, the main one first."""
    found = dict(titles)
    for title in holdings.titles:
        if title.is_instalment:
            key, facts = InstalmentId(title.id), title.facts
            names = filter(None, (facts.title, facts.native_title, *facts.aliases))
            found[key] = tuple(dict.fromkeys((*names, *found.get(key, ()))))
    for record in holdings.reviews:
        found.setdefault(record.review.instalment, ())
    return found


def _export(holdings: Holdings, titles: InstalmentTitles) -> Export:
    shown = {key: names[0] for key, names in _instalments(holdings, titles).items() if names}
    files = [
        _packed(file)
        for file in (
            ExportFile("anthologist.json", export_json(holdings, shown)),
            ExportFile("reviews.csv", reviews_csv(holdings, shown)),
            ExportFile("titles.csv", titles_csv(holdings)),
        )
    ]
    return Export(
        tuple(file for file in files if len(file.content) <= LARGEST_FILE),
        tuple(file.name for file in files if len(file.content) > LARGEST_FILE),
        reviews=len(holdings.reviews),
        removed=sum(one.removed is not None for one in holdings.reviews),
        titles=len(holdings.titles),
    )


def _packed(file: ExportFile) -> ExportFile:
    """Compress a file that is too large for Discord."""
    if len(file.content) <= LARGEST_FILE:
        return file
    # Without a time stamp, so that the same data gives the same file.
    return replace(file, name=f"{file.name}.gz", content=gzip.compress(file.content, mtime=0), packed=True)
