"""The exchange: all that a server wrote as files, and files back, first as a report and then at one press."""

from __future__ import annotations

import asyncio
import gzip
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Final, TypeVar

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
Shelf = Mapping[InstalmentId, tuple[str, ...]]
"""The titles of every bundled instalment, the usual one first."""

TELL_SECONDS: Final = 1.5
"""Between two words about how far the work is."""
TELL_FROM: Final = 500
"""Rows of a file that is worth such a word before the work begins."""
AT_ONCE: Final = 2
"""Files read or written at the same time; others wait for their turn, so that no crowd of them fills the memory."""
REPORTS_AT_HAND: Final = 8
LARGEST_FILE: Final = 8_000_000
"""Bytes of a file that Discord takes for certain, three of them in one message."""


@dataclass(slots=True)
class _Tally:
    """How far the work on another thread is."""

    done: int = 0
    whole: int = 0

    def count(self, done: int, whole: int) -> None:
        self.done, self.whole = done, whole


class ExchangeService:
    """What curators take out of their server's own data, and bring back.

    Parameters
    ----------
    sources
        Knows the tags and countries that titles can have, and what members meet.
    """

    def __init__(self, store: Store, lookup: TitleLookup) -> None:
        self._store = store
        self._lookup = lookup
        self._shelf: Shelf | None = None
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._reports: OrderedDict[tuple[ServerId, MemberId, int], Report] = OrderedDict()

    async def welcome(self, actor: Actor) -> None:
        """Let a curator pass before anything is fetched or begun.

        Raises
        ------
        NotACuratorError
            If the member may not.
        """
        await require_curator(self._store, actor)

    async def export(self, actor: Actor) -> Export:
        """Write everything that the curator's server wrote."""
        await require_curator(self._store, actor)
        async with self._turns:
            holdings = await self._store.imports.holdings(actor.server, versions=True)
            shelf = await self._bundled()
            return await asyncio.to_thread(_export, holdings, shelf)

    async def read(self, actor: Actor, content: bytes, progress: Progress) -> Imported:
        """Read an uploaded file, keep it and say what it would do; nothing else is changed.

        Raises
        ------
        BrokenFileError
            If it cannot be read as a whole; it is not kept then.
        """
        await require_curator(self._store, actor)
        async with self._turns:
            report = await self._report(actor, content, progress)
            number = await self._store.imports.keep(actor, content.decode())
        # One file of a curator's is kept at a time.
        for key in [key for key in self._reports if key[:2] == (actor.server, actor.member)]:
            del self._reports[key]
        self._remember(actor, number, report)
        return Imported(number, report)

    async def at_hand(self, actor: Actor, number: int) -> Imported | None:
        """Give the report on a file as it was made last; None where it has to be made anew."""
        await require_curator(self._store, actor)
        known = self._reports.get((actor.server, actor.member, number))
        return Imported(number, known) if known else None

    async def report(self, actor: Actor, number: int, progress: Progress) -> Imported | None:
        """Make the report on a file that the curator uploaded; None where it is not there any more."""
        await require_curator(self._store, actor)
        async with self._turns:
            content = await self._store.imports.content(actor, ImportNumber(number))
            if content is None:
                return None
            report = await self._report(actor, content.encode(), progress)
        self._remember(actor, number, report)
        return Imported(number, report)

    async def apply(self, actor: Actor, number: int, seen: str, progress: Progress) -> Applied | Imported | None:
        """Write all that a file brings, if that is what the curator was shown.

        Parameters
        ----------
        seen
            The digest of the report that was shown.

        Returns
        -------
        Applied | Imported | None
            What was written; or the report as it is now, where it is another one than was seen or something is wrong
            with it, and nothing was written; None where the file is not there any more.
        """
        await require_curator(self._store, actor)
        async with self._turns:
            content = await self._store.imports.content(actor, ImportNumber(number))
            if content is None:
                return None
            report = await self._report(actor, content.encode(), _silently)
            written = False
            if report.digest == seen and not report.wrong:
                # Asked once more: reading a large file takes a while, and a role can be taken away meanwhile.
                await require_curator(self._store, actor)
                written = await _told(partial(self._write, actor, number, report), progress)
                if not written:
                    report = await self._report(actor, content.encode(), _silently)
        if written:
            self._reports.pop((actor.server, actor.member, number), None)
            self._lookup.forget(actor.server)
            return Applied(report)
        self._remember(actor, number, report)
        return Imported(number, report, differs=True)

    async def discard(self, actor: Actor, number: int) -> bool:
        """Throw an uploaded file away; False where it was gone already."""
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
        if len(file.rows) >= TELL_FROM:
            await progress(0, len(file.rows))
        holdings = await self._store.imports.holdings(actor.server)
        shelf = await self._bundled()
        names = (await self._lookup.bundle()).names
        known = await self._lookup.known()

        def planned(counting: Counting) -> Report:
            present = Present(_instalments(holdings, shelf), names, known, holdings)
            return plan(file, present, actor, counting)

        return await _told(partial(asyncio.to_thread, planned), progress)

    async def _bundled(self) -> Shelf:
        if self._shelf is None:
            everything = await self._store.catalogue.everything()
            self._shelf = {one.id: one.names for anthology in everything for one in anthology.instalments}
        return self._shelf

    def _remember(self, actor: Actor, number: int, report: Report) -> None:
        self._reports[actor.server, actor.member, number] = report
        while len(self._reports) > REPORTS_AT_HAND:
            self._reports.popitem(last=False)


async def _silently(done: int, whole: int) -> None:
    """Show nobody how far the work is."""


async def _told(work: Callable[[Counting], Awaitable[T]], progress: Progress) -> T:
    """Do some work and show every now and then how far it is."""
    tally = _Tally()
    working = asyncio.ensure_future(work(tally.count))
    while not (await asyncio.wait({working}, timeout=TELL_SECONDS))[0]:
        if tally.whole:
            await progress(tally.done, tally.whole)
    return await working


def _instalments(holdings: Holdings, shelf: Shelf) -> dict[InstalmentId, tuple[str, ...]]:
    """Give the titles of every instalment that the server's members meet or have a review of, the usual one first."""
    found = dict(shelf)
    for title in holdings.titles:
        if title.is_instalment:
            key, facts = InstalmentId(title.id), title.facts
            said = filter(None, (facts.title, facts.native_title, *facts.aliases))
            found[key] = tuple(dict.fromkeys((*said, *found.get(key, ()))))
    for kept in holdings.reviews:
        found.setdefault(kept.review.instalment, ())
    return found


def _export(holdings: Holdings, shelf: Shelf) -> Export:
    titles = {key: names[0] for key, names in _instalments(holdings, shelf).items() if names}
    files = [
        _packed(file)
        for file in (
            ExportFile("anthologist.json", export_json(holdings, titles)),
            ExportFile("reviews.csv", reviews_csv(holdings, titles)),
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
    """Pack a file that Discord would not take as it is."""
    if len(file.content) <= LARGEST_FILE:
        return file
    # No moment of packing in it: the same data is the same file.
    return replace(file, name=f"{file.name}.gz", content=gzip.compress(file.content, mtime=0), packed=True)
