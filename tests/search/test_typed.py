"""Reading the year, season, episode, number or link that stands with a typed title."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search.typed import (
    LONGEST_TYPED,
    Link,
    Reading,
    is_link,
    is_mention,
    is_only_a_place,
    read_link,
    readings,
)


@pytest.mark.parametrize(
    ("typed", "likeliest"),
    [
        ("Fargo (2014)", Reading("Fargo", 2014, label=True)),
        ("Fargo(2014)", Reading("Fargo", 2014, label=True)),
        ("Fargo [2014]", Reading("Fargo", 2014, label=True)),
        ("fargo 2014", Reading("fargo", 2014)),
        ("fargo, 2014", Reading("fargo", 2014)),
        ("American Horror Story: 1984", Reading("American Horror Story", 1984)),
        ("Hometown Legends season 2009", Reading("Hometown Legends", season=2009)),
        ("1899 (2022)", Reading("1899", 2022, label=True)),
        ("True Detective: Season 1 (2014)", Reading("True Detective", 2014, season=1, label=True)),
        ("true detective season 1 2014", Reading("true detective", 2014, season=1)),
    ],
)
def test_a_year_behind_a_title_is_read_and_one_in_brackets_is_a_label(typed: str, likeliest: Reading) -> None:
    assert readings(typed)[0] == likeliest


@pytest.mark.parametrize(
    "written",
    [
        "S3E4",
        "s03e04",
        "S03 E04",
        "s3ep4",
        "S3 · E4",
        "3x04",
        "season 3 episode 4",
        "Season Three, Episode Four",
        "season iii episode iv",
        "3rd season episode 4",
        "시즌 3 4화",
        "3기 4화",
        "第3期第4話",
        "第3季第4集",
        "temporada 3 episodio 4",
        "Staffel 3 Folge 4",
        "saison 3 épisode 4",
        "sezon 3 bölüm 4",
        "(season 3, episode 4)",
    ],
)
def test_a_season_and_an_episode_are_read_in_many_forms(written: str) -> None:
    for title in ("Black Mirror", "기묘한 이야기"):
        assert readings(f"{title} {written}")[0] == Reading(title, season=3, episode=4)


@pytest.mark.parametrize(
    "written",
    [
        "season 2",
        "Season Two",
        "SEASON II",
        "s2",
        "S02",
        "s. 2",
        "series 2",
        "book 2",
        "part two",
        "vol. 2",
        "volume 2",
        "chapter 2",
        "2nd season",
        "second season",
        "2기",
        "시즌2",
        "第2期",
        "第二季",
        "シーズン2",
        "temporada 2",
        "saison 2",
        "staffel 2",
        "stagione 2",
        "сезон 2",
        "phần 2",
        "ภาค 2",
        "sezon ıı",
        "season İİ",
        "- season 2",
        "· season 2",
        "(season 2)",
        "[S2]",
    ],
)
def test_a_season_is_read_in_many_forms_and_languages(written: str) -> None:
    assert readings(f"True Detective {written}")[0] == Reading("True Detective", season=2)


@pytest.mark.parametrize(
    ("written", "season"),
    [
        ("season twenty", 20),
        ("season twenty-two", 22),
        ("Season Forty Nine", 49),
        ("fiftieth season", 50),
        ("season XLII", 42),
        ("season fifteen", 15),
        ("s-1", -1),
        ("season -1", -1),
        ("season −3", -3),
    ],
)
def test_any_number_is_read_and_a_minus_is_not_left_out(written: str, season: int) -> None:
    assert readings(f"Fargo {written}")[0] == Reading("Fargo", season=season)


def test_a_bare_negative_number_is_one() -> None:
    assert readings("fargo -1")[0] == Reading("fargo", number=-1)


@pytest.mark.parametrize(
    "written", ["s1-s3", "s1-3", "seasons 1-3", "season 1 – 3", "seasons one to three", "season 1 to season 3", "s3-s1"]
)
def test_a_range_of_seasons_is_read_as_one(written: str) -> None:
    assert readings(f"fargo {written}")[0] == Reading("fargo", season=1, last=3)


@pytest.mark.parametrize(
    ("written", "occasion"),
    [
        ("xmas special", "christmas"),
        ("Christmas Special", "christmas"),
        ("the christmas episode", "christmas"),
        ("xmas", "christmas"),
        ("Halloween special", "halloween"),
        ("live special", "live"),
        ("special", "special"),
    ],
)
def test_a_special_is_read(written: str, occasion: str) -> None:
    assert readings(f"black mirror {written}")[0] == Reading("black mirror", occasion=occasion)


@pytest.mark.parametrize(
    ("written", "country"),
    [
        ("us", "US"),
        ("US", "US"),
        ("(US)", "US"),
        ("usa", "US"),
        ("UK", "GB"),
        ("american version", "US"),
        ("(British version)", "GB"),
        ("the korean remake", "KR"),
        ("Japanese", "JP"),
        ("thai version", "TH"),
        ("south korea", "KR"),
    ],
)
def test_a_country_behind_a_title_is_read(written: str, country: str) -> None:
    assert Reading("accused", country=country) in readings(f"accused {written}")
    assert Reading("accused", season=2, country=country) in readings(f"accused {written} season 2")


@pytest.mark.parametrize("typed", ["season 2", "s2e3", "S2", "2nd season", "시즌 2", "episode 4", "2", "#2"])
def test_a_place_without_a_title_is_told(typed: str) -> None:
    assert is_only_a_place(typed)
    assert not is_only_a_place(f"fargo {typed}")


@pytest.mark.parametrize("title", ["fargo", "twelve", "v", "christmas", ""])
def test_a_title_is_no_place(title: str) -> None:
    assert not is_only_a_place(title)


@pytest.mark.parametrize("typed", ["@everyone", "@here", "<@123456>", "<@&5>", "<#77>", "<:smile:123>", "</show:1>"])
def test_what_discord_makes_of_a_mention_is_told(typed: str) -> None:
    assert is_mention(typed)


@pytest.mark.parametrize("typed", ["everyone is there", "@midnight", "<https://example.org>", "them"])
def test_a_title_is_no_mention(typed: str) -> None:
    assert not is_mention(typed)


@pytest.mark.parametrize(
    ("typed", "likeliest"),
    [
        ("black mirror episode 4", Reading("black mirror", episode=4)),
        ("black mirror ep. 4", Reading("black mirror", episode=4)),
        ("black mirror e4", Reading("black mirror", episode=4)),
        ("드라마 스페셜 4화", Reading("드라마 스페셜", episode=4)),
        ("드라마 스페셜 2023 4화", Reading("드라마 스페셜 2023", episode=4)),
        ("世にも奇妙な物語 第4話", Reading("世にも奇妙な物語", episode=4)),
        ("soundtrack 2", Reading("soundtrack", number=2)),
        ("soundtrack #2", Reading("soundtrack", number=2)),
        ("soundtrack no. 2", Reading("soundtrack", number=2)),
        ("soundtrack two", Reading("soundtrack", number=2)),
        ("사운드트랙2", Reading("사운드트랙", number=2)),
        ("Fargo V", Reading("Fargo", number=5)),
    ],
)
def test_an_episode_or_a_bare_number_is_read(typed: str, likeliest: Reading) -> None:
    assert readings(typed)[0] == likeliest


@pytest.mark.parametrize(
    "title",
    [
        "24",
        "1922",
        "1899",
        "V",
        "Room 104",
        "Se7en",
        "Blade Runner 2049",
        "2기",
        "S3E4",
        "Class of '07",
        "Anthology (2)",
    ],
)
def test_a_title_that_only_looks_so_is_read_as_nothing_but_a_title(title: str) -> None:
    assert readings(title) == [Reading(title)]


def test_a_title_that_may_be_a_place_is_read_both_ways() -> None:
    assert readings("Malcolm X") == [Reading("Malcolm", number=10), Reading("Malcolm X")]
    assert readings("True Detective: Season 1 (2014)") == [
        Reading("True Detective", 2014, season=1, label=True),
        Reading("True Detective: Season 1", 2014, label=True),
        Reading("True Detective: Season 1 (2014)"),
    ]


def test_spaces_do_not_matter() -> None:
    assert readings("  True\n Detective\t season   1 ") == readings("True Detective season 1")


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://www.imdb.com/title/tt2085059/", Link("imdb", "tt2085059")),
        ("https://m.imdb.com/de/title/tt2085059/?ref_=nv_sr_1", Link("imdb", "tt2085059")),
        ("tt2085059", Link("imdb", "tt2085059")),
        ("https://www.themoviedb.org/tv/42009-black-mirror", Link("tmdb", "tv/42009", "black mirror")),
        ("https://www.themoviedb.org/movie/550", Link("tmdb", "movie/550", is_film=True)),
        ("https://www.tvmaze.com/shows/305/black-mirror", Link("tvmaze", "shows/305", "black mirror")),
        ("https://www.imdb.com/title/tt2802850/episodes/?season=2", Link("imdb", "tt2802850", season=2)),
        ("imdb.com/title/tt2802850/episodes?ref_=tt_ov&season=2#x", Link("imdb", "tt2802850", season=2)),
        ("https://www.themoviedb.org/tv/42009/season/3", Link("tmdb", "tv/42009", season=3)),
        (
            "https://www.themoviedb.org/tv/42009-black-mirror/season/3/episode/4?language=de",
            Link("tmdb", "tv/42009", "black mirror", season=3, episode=4),
        ),
        ("http://www.tvmaze.com/seasons/661", Link("tvmaze", "seasons/661")),
        (
            "http://www.tvmaze.com/seasons/661/silicon-valley-season-1",
            Link("tvmaze", "seasons/661", "silicon valley", season=1),
        ),
        (
            "https://www.tvmaze.com/episodes/10979/black-mirror-1x01-the-national-anthem",
            Link("tvmaze", "episodes/10979", "black mirror", season=1, episode=1),
        ),
        ("https://www.tvmaze.com/episodes/10979/a-special", Link("tvmaze", "episodes/10979")),
        ("https://letterboxd.com/jun/film/fargo/1/", Link("letterboxd", "fargo", "fargo", is_film=True)),
        ("https://mydramalist.com/49865-extracurricular", Link("mydramalist", "49865", "extracurricular")),
        ("https://letterboxd.com/film/fargo-2014/", Link("letterboxd", "fargo-2014", "fargo", 2014, is_film=True)),
        ("https://letterboxd.com/film/1917/", Link("letterboxd", "1917", "1917", is_film=True)),
        ("https://en.wikipedia.org/wiki/Black_Mirror", Link("wikipedia", "black_mirror", "Black Mirror")),
        ("<https://en.wikipedia.org/wiki/Black_Mirror>", Link("wikipedia", "black_mirror", "Black Mirror")),
        ("en.wikipedia.org/wiki/Black_Mirror#Episodes", Link("wikipedia", "black_mirror", "Black Mirror")),
        ("https://en.wikipedia.org/wiki/Fargo_(TV_series)", Link("wikipedia", "fargo_(tv_series)", "Fargo")),
        (
            "https://en.wikipedia.org/wiki/The_Outer_Limits_(1995_TV_series)",
            Link("wikipedia", "the_outer_limits_(1995_tv_series)", "The Outer Limits", 1995),
        ),
        (
            "https://ko.wikipedia.org/wiki/%EC%82%AC%EC%9A%B4%EB%93%9C",
            Link("wikipedia", "%ec%82%ac%ec%9a%b4%eb%93%9c", "사운드"),
        ),
    ],
)
def test_a_link_says_its_title_and_year_where_its_address_does(address: str, link: Link) -> None:
    assert is_link(address)
    assert read_link(address) == link


def test_a_page_about_a_season_may_be_known_by_the_season_or_by_its_series() -> None:
    assert Link("tmdb", "tv/42009", season=3, episode=4).ids == (
        "tv/42009/season/3/episode/4",
        "tv/42009/season/3",
        "tv/42009",
    )
    assert Link("tmdb", "tv/42009").ids == ("tv/42009",)
    assert Link("tvmaze", "seasons/661", season=1).ids == ("seasons/661",)


@pytest.mark.parametrize("address", ["https://www.netflix.com/title/70264888", "www.example.org", "https://boxd.it/2a"])
def test_a_link_to_another_site_is_a_link_and_says_nothing(address: str) -> None:
    assert is_link(address)
    assert read_link(address) is None


@pytest.mark.parametrize("typed", ["Monster.com/x", "tt", "www", "http", "S.W.A.T.", "and/or", "Wikipedia", "imdb.com"])
def test_a_title_is_no_link(typed: str) -> None:
    assert not is_link(typed)


_PIECES = st.lists(
    st.sampled_from(
        ["season ", "s3", "e4", "(2014)", " - ", "第", "2기", "화", "#", "ı", "İ", "²", "٣", "http://", "%ff"]
    )
    | st.text(max_size=5)
).map("".join)


@given(st.text() | _PIECES)
def test_whatever_is_typed_is_read_and_as_it_stands_is_one_of_the_readings(typed: str) -> None:
    found = readings(typed)

    assert Reading(" ".join(typed[:LONGEST_TYPED].split())) == found[-1]
    assert len(found) == len(set(found)) <= 8
    if is_link(typed):
        read_link(typed)


@pytest.mark.parametrize(
    "typed",
    ["-", " -", "(", ",", "s1", "1", "season ", "season 1 ", "第", "화1", "\n", "https://letterboxd.com/film/-", "a."],
)
def test_long_and_odd_texts_are_quick(typed: str) -> None:
    started = time.process_time()  # of this process alone, so that a busy machine makes it no longer
    for _ in range(10):
        readings(typed * 5000)
        is_link(typed * 5000)
        read_link(typed * 5000)
    assert time.process_time() - started < 1, "a reading takes a millisecond or two"
