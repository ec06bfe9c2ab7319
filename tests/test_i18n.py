"""What a member reads in their own language: dates, lengths, lists, countries; English where nothing else is."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from bot.i18n import (
    Language,
    _,
    country,
    current_language,
    day,
    exact_length,
    hours,
    language_for,
    listed,
    minutes,
    ngettext,
    number,
    read_translations,
    set_locale,
    use_locale,
)
from bot.models.catalogue import PartialDate
from tests.pseudo import PSEUDO, korean_is_pseudo, pseudo

BRITISH = "en-GB"
CHRISTMAS = PartialDate(2023, 12, 25)


@pytest.mark.parametrize(
    ("when", "english", "british", "korean"),
    [
        (PartialDate(2023), "2023", "2023", "2023"),
        (PartialDate(2023, 3), "Mar 2023", "Mar 2023", "2023년 3월"),
        (CHRISTMAS, "Dec 25, 2023", "25 Dec 2023", "2023. 12. 25."),
    ],
)
def test_a_date_is_written_as_far_as_it_is_known(when: PartialDate, english: str, british: str, korean: str) -> None:
    with use_locale("en-US"):
        assert day(when) == english
    with use_locale(BRITISH):
        assert day(when) == british
    with use_locale(PSEUDO):
        assert day(when) == korean


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (1, "1 min"),
        (45, "45 min"),
        (59.4, "59 min"),
        (60, "1 hr"),
        (74, "1 hr 14 min"),
        (119, "1 hr 59 min"),
        (120, "2 hr"),
        (134, "2 hr"),
        (136, "2.5 hr"),
        (270, "4.5 hr"),
        (600, "10 hr"),
        (60_000, "1,000 hr"),
    ],
)
def test_a_length_is_said_as_people_plan_an_evening(length: float, said: str) -> None:
    assert hours(length) == said


@given(st.integers(1, 100_000))
def test_a_length_that_was_asked_for_is_said_to_the_minute(length: int) -> None:
    found = re.fullmatch(r"(?:([\d,]+) hr)?\s?(?:(\d+) min)?", exact_length(length))
    assert found is not None
    assert int((found[1] or "0").replace(",", "")) * 60 + int(found[2] or 0) == length


@given(st.integers(120, 100_000))
def test_hours_are_never_further_off_than_a_quarter(length: int) -> None:
    said = float(hours(length).removesuffix(" hr").replace(",", ""))
    assert abs(said - length / 60) <= 0.25


def test_lengths_are_said_in_the_members_language() -> None:
    with use_locale(PSEUDO):
        assert minutes(45) == "45분"
        assert hours(270) == "4.5시간"


def test_things_are_listed_as_the_language_does() -> None:
    assert listed([]) == ""
    assert listed(["a"]) == "a"
    assert listed(["a", "b"]) == "a and b"
    assert listed(["a", "b", "c"]) == "a, b, and c"
    assert listed(["a", "b", "c"], "or") == "a, b, or c"
    with use_locale(BRITISH):
        assert listed(["a", "b", "c"]) == "a, b and c"
    with use_locale(PSEUDO):
        assert "and" not in listed(["a", "b", "c"])


def test_numbers_are_written_as_the_language_does() -> None:
    assert number(1204) == "1,204"
    assert number(7.84) == "7.8"
    assert number(7.0) == "7"
    assert number(7.8, 0) == "8"
    with use_locale(Language("de", PSEUDO.translations, Locale("de"))):
        assert number(1204.5) == "1.204,5"


def test_countries_are_named_in_the_members_language() -> None:
    assert country("KR") == "South Korea"
    assert country("kr") == "South Korea"
    with use_locale(PSEUDO):
        assert country("KR") == "대한민국"


@pytest.mark.parametrize("code", ["XQ", "", "nowhere"])
def test_a_code_of_no_country_stays_as_it_is(code: str) -> None:
    assert country(code) == code


@pytest.mark.parametrize("code", ["en-US", "en-GB"])
def test_english_of_either_kind_is_english_with_its_own_formats(code: str) -> None:
    language = language_for(code)
    assert str(language.locale) == code.replace("-", "_")
    assert language.translations.gettext("Must watch") == "Must watch"


@pytest.mark.parametrize("code", ["fi", "tlh", "zz-ZZ", "", "not a code", "en-XX-YY-ZZ", "es-419"])
def test_a_language_that_is_not_there_becomes_english_in_words_and_formats_alike(code: str) -> None:
    with use_locale(code):
        assert current_language().locale.language == "en"
        assert _("Must watch") == "Must watch"
        assert day(CHRISTMAS) == "Dec 25, 2023"


def test_a_translated_language_speaks_in_words_and_formats_alike(tmp_path: Path) -> None:
    with korean_is_pseudo(tmp_path), use_locale("ko"):
        assert _("Must watch") == pseudo("Must watch")
        assert ngettext("{count} episode", "{count} episodes", 6) == pseudo("{count} episodes")
        assert day(CHRISTMAS) == "2023. 12. 25."


def test_a_region_reads_the_translation_of_its_language(tmp_path: Path) -> None:
    with korean_is_pseudo(tmp_path):
        assert language_for("ko-KR").translations.gettext("Must watch") == pseudo("Must watch")
        assert read_translations("fi", tmp_path) is None


def test_english_counts_as_english_does() -> None:
    assert ngettext("{count} episode", "{count} episodes", 1) == "{count} episode"
    assert ngettext("{count} episode", "{count} episodes", 0) == "{count} episodes"


def test_a_language_is_spoken_inside_its_block_alone() -> None:
    assert current_language().code == "en"
    with use_locale(PSEUDO):
        with use_locale(BRITISH):
            assert current_language().code == BRITISH
        assert current_language() is PSEUDO
    assert current_language().code == "en"


def test_a_language_is_given_back_when_something_goes_wrong_inside() -> None:
    with pytest.raises(LookupError), use_locale(PSEUDO):
        raise LookupError
    assert current_language().code == "en"


async def test_two_members_at_once_are_each_answered_in_their_own_language() -> None:
    async def answer(language: Language | str) -> str:
        set_locale(language)
        await asyncio.sleep(0)
        return day(CHRISTMAS)

    tasks = [asyncio.create_task(answer(one)) for one in ("en-US", BRITISH, PSEUDO, "en-US")]
    assert await asyncio.gather(*tasks) == ["Dec 25, 2023", "25 Dec 2023", "2023. 12. 25.", "Dec 25, 2023"]
    assert current_language().code == "en"
