"""A pasted link leads to the title that its site calls so, and to nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from bot.models.catalogue import ExternalIds
from bot.models.ids import AnthologyId, InstalmentId, MemberId, ServerId
from bot.models.queries import Asker, SearchKind
from bot.models.servers import Actor
from bot.storage import Store
from bot.titles.catalogue_index import CatalogueIndex
from bot.titles.service import TitleService
from tests.storage.samples import FULL, record, save, simple
from tests.storage.test_custom_titles import correction
from tests.titles.test_resolving import meant

HERE = ServerId(1)
CURATOR = Actor(HERE, MemberId(11), "Ada", manages=True, roles=frozenset())

WINTER, SPRING = FULL.instalments
LINKED = replace(
    FULL,
    ids=ExternalIds(imdb="tt0000123", tmdb="tv/12", tvmaze="shows/34"),
    instalments=(
        replace(WINTER, season=1, ids=ExternalIds(mydramalist="56", tvmaze="seasons/340")),
        replace(SPRING, ids=ExternalIds(mydramalist="78", letterboxd="harbour-spring", tmdb="tv/12/season/2")),
    ),
)


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with await Store.open(tmp_path / "bot.db") as opened:
        await save(opened, record(LINKED), record(simple("port"), digest="2"))
        yield opened


@pytest.fixture
async def titles(store: Store) -> TitleService:
    return TitleService(store, await CatalogueIndex.build(store))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("https://www.imdb.com/title/tt0000123/", "harbour"),
        ("tt0000123", "harbour"),
        ("https://www.imdb.com/title/tt0000123/episodes/?season=2", "harbour/2"),
        ("https://www.themoviedb.org/tv/12", "harbour"),
        ("https://www.themoviedb.org/tv/12-a-name-of-old/season/1", "harbour/1"),
        ("https://www.themoviedb.org/tv/12/season/2", "harbour/2"),
        ("https://www.themoviedb.org/tv/12/season/2/episode/5", "harbour/2"),
        ("https://www.themoviedb.org/tv/12/season/3", "missing in harbour"),
        ("https://www.tvmaze.com/shows/34/harbour", "harbour"),
        ("https://www.tvmaze.com/seasons/340", "harbour/1"),
        ("https://mydramalist.com/78-hanggu", "harbour/2"),
        ("https://letterboxd.com/jun/film/harbour-spring/", "harbour/2"),
    ],
)
async def test_an_id_leads_to_its_title_or_to_the_place_in_it(titles: TitleService, typed: str, key: str) -> None:
    assert meant(await titles.look_up(typed, Asker())) == key


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("https://www.imdb.com/title/tt0000124/", "unreadable"),
        ("https://www.themoviedb.org/tv/13", "unreadable"),
        ("https://www.themoviedb.org/tv/13-harbour", "harbour"),
        ("https://www.themoviedb.org/tv/13-harbour/season/2", "harbour/2"),
        ("https://www.themoviedb.org/tv/13-harbour/season/3", "missing in harbour"),
        ("https://www.themoviedb.org/tv/13-lighthouse/season/2", "absent"),
        ("https://www.themoviedb.org/movie/12", "unreadable"),
        ("https://www.tvmaze.com/shows/12", "unreadable"),
        ("https://www.tvmaze.com/seasons/341/harbour-season-1", "harbour/1"),
        ("https://www.tvmaze.com/episodes/9/harbour-1x03-the-third-night", "harbour/1"),
        ("https://www.tvmaze.com/episodes/9", "unreadable"),
    ],
)
async def test_where_the_id_is_not_known_the_title_in_the_address_counts(
    titles: TitleService, typed: str, key: str
) -> None:
    assert meant(await titles.look_up(typed, Asker())) == key


async def test_a_link_is_never_the_answer_where_a_person_is_asked_for(titles: TitleService) -> None:
    assert meant(await titles.look_up("tt0000123", Asker(), SearchKind.PERSON)) == "unreadable"


async def test_what_a_server_hid_is_not_found_by_its_id_there(store: Store, titles: TitleService) -> None:
    hidden = replace(correction("harbour/2"), id=InstalmentId("harbour/2"), hidden=True)
    assert await store.custom_titles.save(CURATOR, hidden, based_on=0)

    assert meant(await titles.look_up("https://mydramalist.com/78", Asker(HERE))) == "unreadable"
    assert meant(await titles.look_up("https://mydramalist.com/78", Asker())) == "harbour/2"
    assert meant(await titles.look_up("https://mydramalist.com/56", Asker(HERE))) == "harbour/1"


async def test_what_a_server_renamed_is_still_found_by_its_id(store: Store, titles: TitleService) -> None:
    renamed = correction(AnthologyId("harbour"), title="Haven")
    assert await store.custom_titles.save(CURATOR, renamed, based_on=0)

    assert meant(await titles.look_up("tt0000123", Asker(HERE))) == "harbour"


async def test_a_pasted_link_offers_its_title_alone_while_typing(titles: TitleService) -> None:
    for typed, offered in {
        "https://mydramalist.com/78-hanggu": "harbour/2",
        "tt0000123": "harbour",
        "https://www.imdb.com/title/tt0000124/": "https://www.imdb.com/title/tt0000124/",
    }.items():
        assert [choice.key for choice in await titles.suggest(typed, Asker())] == [offered]


async def test_a_link_is_a_way_in_for_recommendations(titles: TitleService) -> None:
    assert await titles.seed_of("https://www.imdb.com/title/tt0000123/", Asker()) == "harbour"
    assert await titles.seed_of("https://www.themoviedb.org/tv/13-harbour", Asker()) == "harbour"
    assert await titles.seed_of("https://www.imdb.com/title/tt0000124/", Asker(), guess=True) is None
