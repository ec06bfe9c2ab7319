"""What is kept at hand of servers' titles: never older than the last write, never another server's, never too much."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.models.custom_titles import CastLine, SpoilerMark, SpoilerPart
from bot.models.ids import InstalmentId, MemberId, ServerId
from bot.models.queries import Asker
from bot.models.servers import Actor
from bot.recommendations.service import RecommendationService
from bot.storage import Store
from bot.titles import server_catalogue
from bot.titles.catalogue_index import CatalogueIndex
from bot.titles.results import InstalmentResult, NothingFound, PersonResult
from bot.titles.service import TitleService
from tests.storage.samples import FULL, HARBOUR, SECOND, record, save, simple
from tests.storage.test_custom_titles import FIRST_NIGHT, NIGHTS, correction, own

HERE, THERE = ServerId(1), ServerId(2)
AUTUMN = InstalmentId("harbour/own-autumn")


def curator(server: ServerId) -> Actor:
    return Actor(server, MemberId(11), "Ada", manages=True, roles=frozenset())


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with await Store.open(tmp_path / "bot.db") as opened:
        await save(opened, record(), record(simple("port", instalments=2), digest="2"))
        yield opened


async def test_a_write_is_met_at_once_though_something_older_is_being_read(store: Store) -> None:
    title_service = TitleService(store, await CatalogueIndex.build(store))
    for number in range(20):
        reading = asyncio.create_task(title_service.server_catalogues.of(HERE))
        await asyncio.sleep(0)
        assert await store.custom_titles.save(curator(HERE), own(title=f"Nights {number}"), based_on=number)
        title_service.server_catalogues.forget(HERE)
        now = await title_service.server_catalogues.of(HERE)
        choice = now.autocomplete.choice(NIGHTS)
        assert choice is not None
        assert choice.title == f"Nights {number}"
        await reading
        assert await title_service.server_catalogues.of(HERE) is now, "what was read before is not kept"


async def test_those_who_ask_at_the_same_time_read_once(store: Store) -> None:
    await store.custom_titles.save(curator(HERE), own(), based_on=0)
    title_service = TitleService(store, await CatalogueIndex.build(store))
    first, *others = await asyncio.gather(*(title_service.server_catalogues.of(HERE) for _ in range(10)))
    assert all(other is first for other in others)
    assert await first.recommender() is await first.recommender()


async def test_servers_without_titles_share_what_is_bundled(store: Store) -> None:
    await store.custom_titles.save(curator(HERE), own(), based_on=0)
    title_service = TitleService(store, await CatalogueIndex.build(store))
    bundled = await title_service.server_catalogues.of(None)
    assert await title_service.server_catalogues.of(THERE) is bundled
    assert await title_service.server_catalogues.of(HERE) is not bundled
    assert await title_service.get(NIGHTS, Asker(HERE)) is not None
    assert await title_service.get(NIGHTS, Asker(THERE)) is None
    assert await title_service.get(NIGHTS, Asker()) is None


async def test_only_so_many_servers_are_kept_at_hand_and_the_rest_are_read_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server_catalogue, "CACHED_SERVERS", 2)
    monkeypatch.setattr(server_catalogue, "CACHED_UNCHANGED", 2)
    title_service = TitleService(store, await CatalogueIndex.build(store))
    servers = [ServerId(number) for number in range(1, 6)]
    for server in servers:
        await store.custom_titles.save(curator(server), own(title=f"Nights of {server}"), based_on=0)
    for server in (*servers, *reversed(servers)):
        choice = (await title_service.server_catalogues.of(server)).autocomplete.choice(NIGHTS)
        assert choice is not None
        assert choice.title == f"Nights of {server}"
    last = await title_service.server_catalogues.of(servers[0])
    assert await title_service.server_catalogues.of(servers[0]) is last
    for number in range(100, 110):
        assert await title_service.server_catalogues.of(ServerId(number)) is await title_service.server_catalogues.of(
            None
        )


async def test_servers_with_many_titles_are_fewer_at_hand(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_catalogue, "CACHED_TITLES", 8)
    title_service = TitleService(store, await CatalogueIndex.build(store))
    for server, count in ((HERE, 3), (THERE, 5), (ServerId(3), 6), (ServerId(4), 20)):
        await store.custom_titles.save(curator(server), own(), based_on=0)
        for number in range(1, count):
            key = InstalmentId(f"{NIGHTS}/own-night-{number}")
            await store.custom_titles.save(curator(server), own(key, title=f"Night {number}"), based_on=0)
    first, second = await title_service.server_catalogues.of(HERE), await title_service.server_catalogues.of(THERE)
    assert (first.titles, second.titles) == (3, 5)
    assert await title_service.server_catalogues.of(HERE) is first, "both fit"
    third = await title_service.server_catalogues.of(ServerId(3))
    assert await title_service.server_catalogues.of(ServerId(3)) is third
    assert await title_service.server_catalogues.of(HERE) is not first, "those of others were let go"
    most = await title_service.server_catalogues.of(ServerId(4))
    assert await title_service.server_catalogues.of(ServerId(4)) is most, (
        "the one just asked for stays, whatever it has"
    )


async def test_an_anthology_that_is_met_otherwise_counts_with_all_that_is_in_it(store: Store) -> None:
    await store.custom_titles.save(curator(HERE), correction("port", title="Haven"), based_on=0)
    await store.custom_titles.save(curator(THERE), replace(correction("port"), hidden=True), based_on=0)
    title_service = TitleService(store, await CatalogueIndex.build(store))
    assert (await title_service.server_catalogues.of(HERE)).titles == 3
    assert (await title_service.server_catalogues.of(THERE)).titles == 1


async def test_what_was_said_of_titles_that_are_gone_from_the_catalogue_is_borne(store: Store) -> None:
    service = curator(HERE)
    await store.custom_titles.save(service, correction("port", title="Haven"), based_on=0)
    await store.custom_titles.save(service, replace(correction("port/1"), hidden=True), based_on=0)
    await store.custom_titles.save(service, own(InstalmentId("port/own-quay"), title="The Quay"), based_on=0)
    await store.custom_titles.mark_spoiler(service, SpoilerMark(InstalmentId("port/2"), SpoilerPart.PREMISE), on=True)
    before = TitleService(store, await CatalogueIndex.build(store))
    assert await before.get("port/2", Asker(HERE)) is not None
    assert await before.get("port/1", Asker(HERE)) is None

    await save(store, retire=(simple("port").id,))
    after = TitleService(store, await CatalogueIndex.build(store))
    asker = Asker(HERE, MemberId(5))
    assert await after.get("port/2", asker) is None
    quay = await after.look_up("the quay", asker)
    assert isinstance(quay, InstalmentResult)
    assert quay.anthology.title == "The Quay"
    assert await RecommendationService(store, after).compare("the quay", "harbour spring", asker)
    assert isinstance(await after.look_up("the quay", Asker(THERE)), NothingFound)


async def test_a_person_is_met_in_own_casts_too_and_not_where_the_cast_was_corrected(store: Store) -> None:
    service = curator(HERE)
    await store.custom_titles.save(
        service, correction(SECOND, cast=(CastLine("Ben Oh"), CastLine("New Face"))), based_on=0
    )
    await store.custom_titles.save(service, own(NIGHTS), based_on=0)
    await store.custom_titles.save(
        service, own(FIRST_NIGHT, title="First Night", cast=(CastLine("New Face"),)), based_on=0
    )
    title_service = TitleService(store, await CatalogueIndex.build(store))

    face = await title_service.look_up("new face", Asker(HERE))
    assert isinstance(face, PersonResult)
    assert {work.story.instalment.id for work in face.works} == {SECOND, FIRST_NIGHT}
    there = await title_service.look_up("new face", Asker(THERE))
    assert not isinstance(there, PersonResult) or there.person.id != face.person.id
    actors = {credit.person.id for credit in FULL.instalments[1].credits if credit.role.value == "actor"}
    gone = actors - {"ben-oh"}
    assert gone
    for person in gone:
        here = await title_service.get(f"person:{person}", Asker(HERE))
        assert not isinstance(here, PersonResult) or not any(
            credit.role.value == "actor" for work in here.works for credit in work.credits
        )
        assert isinstance(await title_service.get(f"person:{person}", Asker(THERE)), PersonResult)


async def test_instalments_added_to_a_bundled_anthology_are_found_under_its_name(store: Store) -> None:
    await store.custom_titles.save(curator(HERE), own(AUTUMN, title="The Last Ferry"), based_on=0)
    title_service = TitleService(store, await CatalogueIndex.build(store))
    found = await title_service.look_up("harbour last ferry", Asker(HERE))
    assert isinstance(found, InstalmentResult)
    assert found.instalment.id == AUTUMN
    assert found.anthology.id == HARBOUR
    assert [story.instalment.number for story in found.stories] == [1, 2, 3]
