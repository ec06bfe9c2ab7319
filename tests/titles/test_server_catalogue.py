"""The cache of server catalogues: never older than the last write, never another server's, never too large."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.models.custom_titles import CastLine, SpoilerMark, SpoilerPart
from bot.models.ids import InstalmentId, MemberId, ServerId
from bot.models.queries import Asker
from bot.models.servers import Actor
from bot.recommendations.comparing import ComparisonService
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


async def test_a_write_is_visible_at_once_even_while_an_older_state_is_being_read(store: Store) -> None:
    titles = TitleService(store, await CatalogueIndex.build(store))
    for number in range(20):
        reading = asyncio.create_task(titles.server_catalogues.of(HERE))
        await asyncio.sleep(0)
        assert await store.custom_titles.save(curator(HERE), own(title=f"Nights {number}"), based_on=number)
        titles.server_catalogues.forget(HERE)
        now = await titles.server_catalogues.of(HERE)
        choice = now.autocomplete.choice(NIGHTS)
        assert choice is not None
        assert choice.title == f"Nights {number}"
        await reading
        assert await titles.server_catalogues.of(HERE) is now, "what was read before is not kept"


async def test_several_questions_at_once_read_once(store: Store) -> None:
    await store.custom_titles.save(curator(HERE), own(), based_on=0)
    titles = TitleService(store, await CatalogueIndex.build(store))
    first, *others = await asyncio.gather(*(titles.server_catalogues.of(HERE) for _ in range(10)))
    assert all(other is first for other in others)
    assert await first.recommender() is await first.recommender()


async def test_servers_without_titles_share_the_bundled_catalogue(store: Store) -> None:
    await store.custom_titles.save(curator(HERE), own(), based_on=0)
    titles = TitleService(store, await CatalogueIndex.build(store))
    bundled = await titles.server_catalogues.of(None)
    assert await titles.server_catalogues.of(THERE) is bundled
    assert await titles.server_catalogues.of(HERE) is not bundled
    assert await titles.get(NIGHTS, Asker(HERE)) is not None
    assert await titles.get(NIGHTS, Asker(THERE)) is None
    assert await titles.get(NIGHTS, Asker()) is None


async def test_the_number_of_cached_servers_is_limited(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_catalogue, "CACHED_SERVERS", 2)
    monkeypatch.setattr(server_catalogue, "CACHED_UNCHANGED", 2)
    titles = TitleService(store, await CatalogueIndex.build(store))
    servers = [ServerId(number) for number in range(1, 6)]
    for server in servers:
        await store.custom_titles.save(curator(server), own(title=f"Nights of {server}"), based_on=0)
    for server in (*servers, *reversed(servers)):
        choice = (await titles.server_catalogues.of(server)).autocomplete.choice(NIGHTS)
        assert choice is not None
        assert choice.title == f"Nights of {server}"
    last = await titles.server_catalogues.of(servers[0])
    assert await titles.server_catalogues.of(servers[0]) is last
    for number in range(100, 110):
        assert await titles.server_catalogues.of(ServerId(number)) is await titles.server_catalogues.of(None)


async def test_the_number_of_cached_titles_is_limited(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(server_catalogue, "CACHED_TITLES", 8)
    titles = TitleService(store, await CatalogueIndex.build(store))
    for server, count in ((HERE, 3), (THERE, 5), (ServerId(3), 6), (ServerId(4), 20)):
        await store.custom_titles.save(curator(server), own(), based_on=0)
        for number in range(1, count):
            key = InstalmentId(f"{NIGHTS}/own-night-{number}")
            await store.custom_titles.save(curator(server), own(key, title=f"Night {number}"), based_on=0)
    first, second = await titles.server_catalogues.of(HERE), await titles.server_catalogues.of(THERE)
    assert (first.titles, second.titles) == (3, 5)
    assert await titles.server_catalogues.of(HERE) is first, "both fit"
    third = await titles.server_catalogues.of(ServerId(3))
    assert await titles.server_catalogues.of(ServerId(3)) is third
    assert await titles.server_catalogues.of(HERE) is not first, "those of others were let go"
    most = await titles.server_catalogues.of(ServerId(4))
    assert await titles.server_catalogues.of(ServerId(4)) is most, "the one just asked for stays, whatever it has"


async def test_a_corrected_anthology_counts_with_all_its_instalments(store: Store) -> None:
    await store.custom_titles.save(curator(HERE), correction("port", title="Haven"), based_on=0)
    await store.custom_titles.save(curator(THERE), replace(correction("port"), hidden=True), based_on=0)
    titles = TitleService(store, await CatalogueIndex.build(store))
    assert (await titles.server_catalogues.of(HERE)).titles == 3
    assert (await titles.server_catalogues.of(THERE)).titles == 1


async def test_corrections_of_titles_that_left_the_catalogue_do_no_harm(store: Store) -> None:
    jun = curator(HERE)
    await store.custom_titles.save(jun, correction("port", title="Haven"), based_on=0)
    await store.custom_titles.save(jun, replace(correction("port/1"), hidden=True), based_on=0)
    await store.custom_titles.save(jun, own(InstalmentId("port/own-quay"), title="The Quay"), based_on=0)
    await store.custom_titles.mark_spoiler(jun, SpoilerMark(InstalmentId("port/2"), SpoilerPart.PREMISE), on=True)
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
    assert await ComparisonService(after).compare("the quay", "harbour spring", asker)
    assert isinstance(await after.look_up("the quay", Asker(THERE)), NothingFound)


async def test_a_person_follows_own_and_corrected_casts(store: Store) -> None:
    jun = curator(HERE)
    await store.custom_titles.save(jun, correction(SECOND, cast=(CastLine("Ben Oh"), CastLine("New Face"))), based_on=0)
    await store.custom_titles.save(jun, own(NIGHTS), based_on=0)
    await store.custom_titles.save(jun, own(FIRST_NIGHT, title="First Night", cast=(CastLine("New Face"),)), based_on=0)
    titles = TitleService(store, await CatalogueIndex.build(store))

    face = await titles.look_up("new face", Asker(HERE))
    assert isinstance(face, PersonResult)
    assert {work.story.instalment.id for work in face.works} == {SECOND, FIRST_NIGHT}
    there = await titles.look_up("new face", Asker(THERE))
    assert not isinstance(there, PersonResult) or there.person.id != face.person.id
    actors = {credit.person.id for credit in FULL.instalments[1].credits if credit.role.value == "actor"}
    gone = actors - {"ben-oh"}
    assert gone
    for person in gone:
        here = await titles.get(f"person:{person}", Asker(HERE))
        assert not isinstance(here, PersonResult) or not any(
            credit.role.value == "actor" for work in here.works for credit in work.credits
        )
        assert isinstance(await titles.get(f"person:{person}", Asker(THERE)), PersonResult)


async def test_instalments_added_to_a_bundled_anthology_are_found_by_its_name(store: Store) -> None:
    await store.custom_titles.save(curator(HERE), own(AUTUMN, title="The Last Ferry"), based_on=0)
    titles = TitleService(store, await CatalogueIndex.build(store))
    found = await titles.look_up("harbour last ferry", Asker(HERE))
    assert isinstance(found, InstalmentResult)
    assert found.instalment.id == AUTUMN
    assert found.anthology.id == HARBOUR
    assert [story.instalment.number for story in found.stories] == [1, 2, 3]
