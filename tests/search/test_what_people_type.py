"""The spellings of the wish list, and others like them, each with what was meant."""

import pytest

from bot.search import Confidence
from tests.search.known import finder

FINDER = finder()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("soundtrack", "soundtrack"),
        ("SOUNDTRACK", "soundtrack"),
        ("  Sound  Track ", "soundtrack"),
        ("사운드트랙", "soundtrack"),
        ("ㅅㅇㄷㅌㄹ", "soundtrack"),
        ("saundeuteuraek", "soundtrack"),
        ("tkdnsemxmfor", "soundtrack"),
        ("soundtrak 2", "soundtrack/2"),
        ("sound track #2", "soundtrack/2"),
        ("soundtrack season two", "soundtrack/2"),
        ("soundtrack ii", "soundtrack/2"),
        ("soundtrack 2nd", "soundtrack/2"),
        ("soundtrack part II", "soundtrack/2"),
        ("Soundtrack vol. 2", "soundtrack/2"),
        ("soundtrack s2", "soundtrack/2"),
        ("사운드트랙2", "soundtrack/2"),
        ("사운드트랙 시즌2", "soundtrack/2"),
        ("사운드트랙 2기", "soundtrack/2"),
        ("soundtrack/2", "soundtrack/2"),
        ("true detective s2", "true-detective/2"),
        ("true detective third season", "true-detective/3"),
        ("detective true", "true-detective"),
        ("san junipero", "black-mirror/san-junipero"),
        ("black mirror san junipero", "black-mirror/san-junipero"),
        ("san junpiero", "black-mirror/san-junipero"),
        ("keum saerok", "keum-sae-rok"),
        ("geum sae-rok", "keum-sae-rok"),
        ("금새록", "keum-sae-rok"),
        ("steve noh", "noh-sang-hyun"),
        ("noh sanghyeon", "noh-sang-hyun"),
        ("ㄴㅅㅎ", "noh-sang-hyun"),
        ("that piano one with steve noh", "soundtrack/2"),
        ("the black mirror one with the beach", "black-mirror/san-junipero"),
        ("ぴあのの森", "piano-forest"),
        ("dem ha noi", "amelie"),
        ("beda", "amelie"),
        ("le fabuleux destin damelie", "amelie"),
    ],
)
def test_what_is_typed_leads_surely_to_what_is_meant(typed: str, meant: str) -> None:
    finding = FINDER.find(typed)

    assert (finding.matches[0].key, finding.certainty) == (meant, Confidence.SURE)


@pytest.mark.parametrize(
    ("typed", "name"), [("사운드트랙2", "Soundtrack #2"), ("금새록", "금새록"), ("steve noh", "Steve Noh")]
)
def test_a_match_carries_the_name_that_led_to_it(typed: str, name: str) -> None:
    first = FINDER.find(typed).matches[0]

    assert first.name == name or typed == "사운드트랙2"
    assert 0.9 < first.score <= 1


def test_an_anthology_s_name_shows_its_instalments_as_runners_up() -> None:
    matches = FINDER.find("soundtrack").matches

    assert [match.key for match in matches[:3]] == ["soundtrack", "soundtrack/1", "soundtrack/2"]


@pytest.mark.parametrize("typed", ["s", "so", "sou", "soun", "sound", "soundt"])
def test_every_letter_of_a_title_offers_it_while_it_is_typed(typed: str) -> None:
    assert "soundtrack" in [match.key for match in FINDER.find(typed).matches]


@pytest.mark.parametrize("typed", ["ㅅ", "사", "상", "사우", "사운", "사운ㄷ", "사운드ㅌ", "사운드트래"])
def test_every_stroke_of_a_hangul_title_offers_it_while_it_is_typed(typed: str) -> None:
    assert "soundtrack" in [match.key for match in FINDER.find(typed).matches]
