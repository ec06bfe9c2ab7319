"""Changes while the services work: a role is taken away, a review erased; and clicks that no card offers."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.custom_titles.lookup import TitleLookup
from bot.exchange.results import Imported
from bot.exchange.service import AT_ONCE, PROGRESS_FROM, ExchangeService
from bot.models.ids import InstalmentId, MemberId, ServerId
from bot.models.opinions import Opinion, Verdict
from bot.models.reviews import ChangeKind, ReviewChange, ReviewRecord
from bot.models.servers import RETENTION_DAYS, Actor, NotACuratorError, RoleId, ServerSettings
from bot.reviews.drafting import ReviewDraftService, subject_of
from bot.reviews.results import Conflict
from bot.storage import Store
from bot.titles.catalogue_index import CatalogueIndex
from bot.titles.service import TitleService

SERVER, CRITICS = ServerId(1), RoleId(70)
JUN = Actor(SERVER, MemberId(11), "Jun", manages=False, roles=frozenset({CRITICS}))
ADA = Actor(SERVER, MemberId(12), "Ada", manages=True, roles=frozenset())
SOUNDTRACK_2 = InstalmentId("soundtrack/2")
GOOD = b"instalment,verdict,headline\nsoundtrack/1,skip,Fine\n"
ONE_WRONG = GOOD + b"nowhere,skip,Fine\n"
LONG = b"instalment,verdict,headline\n" + b"nowhere,skip,Fine\n" * PROGRESS_FROM


async def unwatched(_done: int, _whole: int) -> None:
    """Show no progress."""


async def test_a_forged_click_applies_nothing_of_a_file_with_a_wrong_row(database: Path, index: CatalogueIndex) -> None:
    async with await Store.open(database) as store:
        service = ExchangeService(store, TitleLookup(store, TitleService(store, index)))
        read = await service.read(ADA, ONE_WRONG, unwatched)
        assert read.report.wrong_rows == 1

        answer = await service.apply(ADA, read.number, read.report.digest, unwatched)
        assert isinstance(answer, Imported)
        assert await store.reviews.records(SERVER) == ()


async def test_a_curator_who_loses_the_role_while_a_file_waits_applies_nothing(
    database: Path, index: CatalogueIndex
) -> None:
    async with await Store.open(database) as store:
        await store.servers.change(ServerSettings(SERVER, CRITICS))
        service = ExchangeService(store, TitleLookup(store, TitleService(store, index)))
        read = await service.read(JUN, GOOD, unwatched)
        busy, go_on = asyncio.Semaphore(0), asyncio.Event()

        async def hold_up(_done: int, _whole: int) -> None:
            busy.release()
            await go_on.wait()

        others = [replace(ADA, member=MemberId(20 + place)) for place in range(AT_ONCE)]
        reading = [asyncio.create_task(service.read(other, LONG, hold_up)) for other in others]
        for _other in others:
            await busy.acquire()
        applying = asyncio.create_task(service.apply(JUN, read.number, read.report.digest, unwatched))
        # Jun passes the permission check before the file waits for its turn.
        for _read in range(3):
            await store.servers.settings(SERVER)
        await store.servers.change(ServerSettings(SERVER))
        go_on.set()

        with pytest.raises(NotACuratorError):
            await applying
        await asyncio.gather(*reading)
        assert await store.reviews.records(SERVER) == ()


async def test_nobody_writes_in_the_name_of_a_curator_whose_review_was_erased(
    database: Path, index: CatalogueIndex
) -> None:
    async with await Store.open(database) as store:
        service = ReviewDraftService(store, TitleService(store, index))
        said = Opinion(Verdict.MIXED, "So so.")
        record = await store.reviews.save(JUN, ReviewChange(SOUNDTRACK_2, JUN.member, said, 0), deed=ChangeKind.WROTE)
        assert isinstance(record, ReviewRecord)
        await store.reviews.remove(JUN, record.number, based_on=1)
        await store.servers.purge(datetime.now(UTC) + timedelta(days=RETENTION_DAYS + 1))
        form = {"verdict": "skip", "headline": "In Jun's name."}
        draft = await store.drafts.keep(ADA, subject_of(SOUNDTRACK_2, JUN.member), 2, form)

        for over in (None, 0, 1, 2):
            answer = await service.publish(ADA, draft.number, over)
            assert isinstance(answer, Conflict)
            assert not answer.can_keep
        assert await store.reviews.records(SERVER) == ()
        assert await store.drafts.one(ADA, draft.number) == draft
