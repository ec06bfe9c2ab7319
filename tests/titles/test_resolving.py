"""What a typed text means, over the bundled catalogue: a title, a place in it, a known work, or nothing here."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import pytest_asyncio

from bot.models.catalogue import Kind
from bot.models.custom_titles import Fact, ServerTitle, TitleFacts
from bot.models.ids import InstalmentId, MemberId, ServerId
from bot.models.queries import Asker, SearchKind
from bot.models.servers import Actor
from bot.storage import Store
from bot.titles.catalogue_index import CatalogueIndex
from bot.titles.results import (
    AnthologyResult,
    InstalmentResult,
    KnownWorkResult,
    MissingPlace,
    NothingFound,
    TitleResult,
    UnreadableLink,
)
from bot.titles.service import TitleService

pytestmark = pytest.mark.asyncio(loop_scope="module")

ABSENT = (
    "Darkroom at Midnight",
    "Two Sentence Horror Stories",
    "Masters of Science Fiction",
    "Philip Marlowe Investigates",
    "The Ray Bradbury Theater",
    "Armchair Thriller",
    "Beasts of Nigel Kneale",
    "Night Visions Anthology",
)
"""Titles that neither the catalogue nor the seeds have."""


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def titles(stocked: Path, index: CatalogueIndex) -> AsyncGenerator[TitleService, None]:
    """Look-ups over the bundled catalogue, with nothing opened before."""
    async with await Store.open(stocked) as store:
        yield TitleService(store, index)


async def found(titles: TitleService, typed: str, kind: SearchKind = SearchKind.SHOW) -> TitleResult:
    titles.forget_recents()
    return await titles.look_up(typed, Asker(), kind)


def meant(result: TitleResult) -> str:  # noqa: PLR0911  # a case a line
    """Give what a result is about, in short."""
    match result:
        case AnthologyResult():
            some = len(result.stories) < len(result.anthology.instalments)
            return f"{result.anthology.id}{' in part' if some else ''}"
        case InstalmentResult():
            return result.instalment.id
        case KnownWorkResult():
            return result.work.key
        case MissingPlace():
            return f"missing in {result.anthology.id}"
        case UnreadableLink():
            return "unreadable"
        case NothingFound():
            return "absent"
        case _:
            return result.person.id


def misspelt(title: str) -> str:
    """Swap the two letters in the middle of a title."""
    middle = len(title) // 2
    return title[: middle - 1] + title[middle] + title[middle - 1] + title[middle + 1 :]


@pytest.mark.parametrize("title", ABSENT)
async def test_a_title_that_is_not_here_is_absent_also_misspelt_or_half_typed(titles: TitleService, title: str) -> None:
    for typed in (title, title.lower(), misspelt(title), title[: len(title) * 2 // 3]):
        result = await found(titles, typed)
        assert isinstance(result, NothingFound), (typed, meant(result))


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("true detective season 1", "true-detective/1"),
        ("True Detective: Season 1 (2014)", "true-detective/1"),
        ("true detective s1e5", "true-detective/1"),
        ("Fargo (2014)", "fargo"),
        ("fargo 2014", "fargo/1"),
        ("fargo 2010", "fargo/3"),
        ("fargo (season 1)", "fargo/1"),
        ("room 104 s1", "room-104 in part"),
        ("room 104 s1e1", "room-104/ralphie"),
        ("room 104", "room-104"),
        ("black mirror season 3", "black-mirror in part"),
        ("black mirror 2016", "black-mirror in part"),
        ("사운드트랙 2기", "soundtrack/2"),
        ("soundtrack 2", "soundtrack/2"),
        ("fargo s1-s3", "fargo in part"),
        ("fargo seasons 2 to 3", "fargo in part"),
        ("fargo season five", "fargo/5"),
        ("creepshow s2", "creepshow in part"),
        ("hometown legends 2009x02", "hometown-legends/2009-grudge-island"),
        ("black mirror xmas special", "black-mirror/white-christmas"),
        ("black mirror christmas", "black-mirror/white-christmas"),
        ("black mirror special", "black-mirror/white-christmas"),
        ("inside no 9 halloween special", "inside-no-9/dead-line"),
        ("accused uk", "accused"),
        ("accused british version", "accused"),
        ("the twelve australia", "the-twelve"),
        ("true detectives", "true-detective"),
    ],
)
async def test_a_season_an_episode_or_a_year_that_is_here_is_found(titles: TitleService, typed: str, key: str) -> None:
    assert meant(await found(titles, typed)) == key


@pytest.mark.parametrize(
    ("typed", "anthology"),
    [
        ("black mirror s2e9", "black-mirror"),
        ("black mirror season 9", "black-mirror"),
        ("true detective season 9", "true-detective"),
        ("true detectve season 9", "true-detective"),
        ("fargo s6", "fargo"),
        ("room 104 9x01", "room-104"),
        ("soundtrack 3", "soundtrack"),
        ("사운드트랙 3기", "soundtrack"),
        ("bm s9", "black-mirror"),
        ("fargo season twenty", "fargo"),
        ("fargo season forty-two", "fargo"),
        ("fargo s-1", "fargo"),
        ("fargo season -1", "fargo"),
        ("fargo s1-s9", "fargo"),
        ("fargo s1e99", "fargo"),
        ("fargo s1e0", "fargo"),
        ("hometown legends season 2016", "hometown-legends"),
        ("fargo christmas special", "fargo"),
    ],
)
async def test_a_season_or_episode_that_is_not_here_is_missing_and_never_another(
    titles: TitleService, typed: str, anthology: str
) -> None:
    assert meant(await found(titles, typed)) == f"missing in {anthology}"


async def test_a_place_in_an_anthology_that_is_not_here_is_absent(titles: TitleService) -> None:
    for place in ("s2e3", "season 2", "2nd season", "(1983)", "#2"):
        assert meant(await found(titles, f"Darkroom at Midnight {place}")) == "absent"


async def test_a_known_work_with_the_name_of_an_anthology_is_meant_only_with_its_year(titles: TitleService) -> None:
    assert meant(await found(titles, "fargo")) == "fargo"
    assert meant(await found(titles, "fargo 1996")) == "known:fargo-1996"
    assert meant(await found(titles, "Fargo (1996)")) == "known:fargo-1996"
    assert meant(await found(titles, "fargo 1973")) == "absent"


@pytest.mark.parametrize("typed", ["Stranger Things", "stranger things 2016", "strangr things", "stranger things s2e3"])
async def test_a_known_work_is_told_from_what_is_absent(titles: TitleService, typed: str) -> None:
    assert meant(await found(titles, typed)) == "known:stranger-things-2016"


async def test_a_known_work_is_never_the_answer_where_a_person_is_asked_for(titles: TitleService) -> None:
    assert meant(await found(titles, "Stranger Things", SearchKind.PERSON)) == "absent"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("ahs", "american-horror-story"),
        ("bm", "black-mirror"),
        ("bm san junipero", "black-mirror/san-junipero"),
        ("td season 2", "true-detective/2"),
    ],
)
async def test_initials_stand_for_the_one_anthology_that_has_them(titles: TitleService, typed: str, key: str) -> None:
    assert meant(await found(titles, typed)) == key


async def test_of_two_anthologies_of_one_name_the_year_says_which(titles: TitleService) -> None:
    assert meant(await found(titles, "the twilight zone")) == "the-twilight-zone"
    assert meant(await found(titles, "the twilight zone 1959")) == "the-twilight-zone"
    assert meant(await found(titles, "The Twilight Zone (2019)")) == "twilight-zone-2019"
    assert meant(await found(titles, "twilight zone 1985")) == "absent"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("https://www.themoviedb.org/tv/42009-black-mirror", "black-mirror"),
        ("https://en.wikipedia.org/wiki/Fargo_(TV_series)", "fargo"),
        ("https://en.wikipedia.org/wiki/Fargo_(1996_film)", "known:fargo-1996"),
        ("https://www.tvmaze.com/shows/2993/stranger-things", "known:stranger-things-2016"),
        ("https://letterboxd.com/film/tales-from-the-darkside/", "absent"),
        ("https://letterboxd.com/film/fargo/", "known:fargo-1996"),
        ("https://www.themoviedb.org/movie/275-fargo", "known:fargo-1996"),
        ("https://letterboxd.com/film/san-junipero/", "black-mirror/san-junipero"),
        ("https://letterboxd.com/film/creepshow/", "unreadable"),
        ("https://www.imdb.com/title/tt2085059/", "black-mirror"),
        ("tt2085059", "black-mirror"),
        ("https://www.imdb.com/title/tt0903747/", "unreadable"),
        ("https://www.netflix.com/title/70264888", "unreadable"),
        ("https://www.themoviedb.org/tv/42009", "black-mirror"),
        ("https://www.themoviedb.org/tv/42009/season/3", "black-mirror in part"),
        ("https://www.themoviedb.org/tv/42009-black-mirror/season/9", "missing in black-mirror"),
        ("https://www.themoviedb.org/tv/1396", "unreadable"),
        ("https://mydramalist.com/713865-soundtrack-1", "soundtrack/1"),
    ],
)
async def test_a_link_is_read_by_its_id_or_as_the_title_in_its_address(
    titles: TitleService, typed: str, key: str
) -> None:
    assert meant(await found(titles, typed)) == key


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("블랙 미러", "black-mirror"),
        ("черное зеркало", "black-mirror"),
        ("真探", "true-detective"),
        ("ファーゴ", "fargo"),
        ("심야식당", "midnight-diner"),
        ("白莲花度假村", "the-white-lotus"),
        ("nanno", "girl-from-nowhere"),
        ("許鞍華", "ann-hui"),
    ],
)
async def test_a_title_in_another_language_and_a_nickname_are_found(titles: TitleService, typed: str, key: str) -> None:
    assert meant(await found(titles, typed)) == key


@pytest.mark.parametrize("typed", ["dune 2", "dune part two", "terminator 2", "toy story 3", "oldboy 2"])
async def test_a_sequel_is_not_the_first_film(titles: TitleService, typed: str) -> None:
    assert meant(await found(titles, typed)) == "absent"


@pytest.mark.parametrize(
    "typed", ["american horror stories", "the star", "cargo", "punch", "freaks", "the white tiger"]
)
async def test_another_title_that_is_only_a_slip_away_is_absent(titles: TitleService, typed: str) -> None:
    assert meant(await found(titles, typed)) == "absent"


async def test_what_an_absent_title_is_like_is_offered_the_anthology_for_its_stories(titles: TitleService) -> None:
    for typed, nearest in {
        "american horror stories": ["american-horror-story"],
        "american": ["american-crime", "american-crime-story", "american-horror-story"],
        "coven": ["american-horror-story/coven", "them/covenant"],
        "cargo": ["fargo"],
        "korean": [],
        "the": [],
    }.items():
        result = await found(titles, typed)
        assert isinstance(result, NothingFound)
        assert sorted(choice.key for choice in result.nearest) == sorted(nearest), typed


@pytest.mark.parametrize(
    "typed",
    ["the", "in the", "netflix", "HBO", "season 2", "s2e3", "2nd season", "episode 4", "2", "@everyone", "<@5>"],
)
async def test_what_is_no_title_at_all_is_called_by_none(titles: TitleService, typed: str) -> None:
    result = await found(titles, typed)

    assert isinstance(result, NothingFound)
    assert result.nearest == ()


async def test_the_very_name_of_a_known_work_comes_before_a_number_behind_a_title(titles: TitleService) -> None:
    assert meant(await found(titles, "gen v")) == "known:gen-v-2023"
    assert meant(await found(titles, "gen vi")) == "absent"


@pytest.mark.parametrize(
    "typed", ["accused us", "Accused (US)", "accused american version", "accused korean", "accused us s1"]
)
async def test_a_title_from_another_country_is_absent_and_the_one_that_is_here_is_offered(
    titles: TitleService, typed: str
) -> None:
    result = await found(titles, typed)

    assert isinstance(result, NothingFound)
    assert [choice.key for choice in result.nearest] == ["accused"]


async def test_a_slip_in_a_short_name_leads_to_the_person(titles: TitleService) -> None:
    assert meant(await found(titles, "ye spoo-jung")) == "ye-soo-jung"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("fargo", "fargo"),
        ("fargo season 2", "fargo/2"),
        ("fargo 2015", "fargo/2"),
        ("fargo/2", "fargo/2"),
        ("bm", "black-mirror"),
        ("black mirror season 3", "black-mirror"),
        ("fargo season 9", "fargo"),
        ("stranger things 2", "known:stranger-things-2016"),
        ("known:stranger-things-2016", "known:stranger-things-2016"),
        ("cargo", None),
        ("american horror stories", None),
        ("accused us", None),
        ("netflix", None),
    ],
)
async def test_what_a_member_likes_is_read_like_any_other_title(
    titles: TitleService, typed: str, key: str | None
) -> None:
    assert await titles.seed_of(typed, Asker(), guess=True) == key


async def test_full_width_letters_are_read(titles: TitleService) -> None:
    assert meant(await found(titles, "ｆａｒｇｏ ｓ２")) == "fargo/2"


@pytest.mark.parametrize(
    "typed",
    [
        "Lee Je-hoon",
        "Kim Soo-hyun",
        "Lee Min-ho",
        "이민호",
        "김지원",
        "Lee Jun-young",
        "Tom Holland",
        "Krist",
        "song joong ki",
    ],
)
async def test_a_name_that_only_shares_letters_with_somebody_here_is_absent(titles: TitleService, typed: str) -> None:
    assert meant(await found(titles, typed)) == "absent"


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("noh sang-hyn", "noh-sang-hyun"),
        ("hyun noh sang", "noh-sang-hyun"),
        ("sae-rok keum", "keum-sae-rok"),
        ("mcconaughey", "matthew-mcconaughey"),
        ("matthew mconaughey", "matthew-mcconaughey"),
        ("박형식", "park-hyung-sik"),
    ],
)
async def test_a_person_is_found_by_the_name_in_another_order_with_a_slip_or_by_the_surname(
    titles: TitleService, typed: str, key: str
) -> None:
    assert meant(await found(titles, typed)) == key


async def test_every_anthology_is_found_by_its_title_with_its_year(titles: TitleService, index: CatalogueIndex) -> None:
    for choice in index.autocomplete.titles():
        if "/" not in choice.key:
            assert meant(await found(titles, choice.title)) == choice.key, choice.title


async def test_what_is_offered_for_an_absent_title_is_close_to_it(titles: TitleService) -> None:
    near, far = await found(titles, "leahh"), await found(titles, "zzqxzzqx")

    assert isinstance(near, NothingFound)
    assert isinstance(far, NothingFound)
    assert [choice.key for choice in near.nearest] == ["solos/leah"]
    assert far.nearest == ()


async def test_a_servers_own_title_comes_before_a_known_work_of_its_name(database: Path, index: CatalogueIndex) -> None:
    here = ServerId(7)
    curator = Actor(here, MemberId(1), "Jun", manages=True, roles=frozenset())
    own = ServerTitle(
        server=here,
        id=InstalmentId("own-stranger-things"),
        own=True,
        facts=TitleFacts(title="Stranger Things", kind=Kind.EPISODIC),
        said=frozenset({Fact.TITLE, Fact.KIND}),
        version=0,
        changed_by=MemberId(1),
        changed=datetime.now(UTC),
    )
    async with await Store.open(database) as store:
        assert await store.custom_titles.save(curator, own, based_on=0)
        titles = TitleService(store, index)

        assert meant(await titles.look_up("stranger things", Asker(server=here))) == "own-stranger-things"
        assert meant(await titles.look_up("stranger things", Asker())) == "known:stranger-things-2016"
