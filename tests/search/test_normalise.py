"""How texts are folded, numbered, romanised and sounded before they are compared."""

import pytest

from bot.search.normalise import close_up, fold, initials, on_the_other_keyboard
from bot.search.numbers import numbered, says_only_a_number
from bot.search.romanise import romanise, sounding


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Amélie’s  CAFÉ", "amelies cafe"),
        ("Đêm Łódź Straße", "dem lodz strasse"),
        ("ＦＵＬＬ　ｗｉｄｔｈ", "full width"),
        ("Re:Mind-Game", "re mind game"),
        ("ガンダム", "がんだむ"),
        ("かんだむ", "かんだむ"),
        ("닭", "ㄷㅏㄹㄱ"),
        ("과", "ㄱㅗㅏ"),
        ("한ᄒ", "ㅎㅏㄴㅎ"),
        ("2️⃣", "2"),
        ("!!!", "!!!"),
        ("\u0301\u200b \0", ""),
    ],
)
def test_what_nobody_types_alike_is_folded_away(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_a_half_typed_syllable_is_the_beginning_of_the_whole() -> None:
    for half in ("사", "상", "사우", "사운"):
        assert fold("사운드").startswith(fold(half))


@pytest.mark.parametrize(
    "ending",
    [
        *(
            "2",
            "two",
            "II",
            "2nd",
            "second",
            "#2",
            "season 2",
            "season two",
            "s2",
            "S02",
            "part 2",
            "part ii",
            "vol. 2",
        ),
        *("Volume Two", "no. 2", "second season", "2nd season", "chapter two", "temporada 2", "сезон 2"),
        *("시즌2", "시즌 2", "2기", "2부", "第2季", "第二季", "2期", "シーズン2"),
    ],
)
def test_every_spelling_of_a_number_is_one(ending: str) -> None:
    assert numbered(fold(f"show {ending}")) == "show 2"


@pytest.mark.parametrize("typed", ["i am here", "malcolm x", "一场", "b5s", "sister", "showtime", "part of me"])
def test_what_is_no_number_stays(typed: str) -> None:
    assert close_up(numbered(fold(typed))) == close_up(fold(typed))


@pytest.mark.parametrize(
    ("typed", "only"), [("season 2", True), ("two", True), ("시즌2", True), ("love 2", False), ("", True)]
)
def test_a_number_alone_is_known_as_such(typed: str, only: bool) -> None:  # noqa: FBT001 - a table of yes and no
    assert says_only_a_number(fold(typed)) is only


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("사운드트랙2", "saundeuteuraek2"),
        ("금새록", "geumsaerok"),
        ("신라", "silla"),
        ("독립", "dongnip"),
        ("왕십리", "wangsimni"),
        ("백마", "baengma"),
        ("좋고", "joko"),
        ("같이", "gachi"),
        ("묵호", "mukho"),
        ("압구정", "apgujeong"),
        ("학여울", "hagyeoul"),
        ("たいよう", "taiyou"),
        ("Беда", "beda"),
    ],
)
def test_other_scripts_are_written_in_latin_letters(hangul: str, latin: str) -> None:
    assert romanise(hangul) == latin


@pytest.mark.parametrize("text", ["Amélie", "plain", "!!!", "123"])
def test_latin_needs_no_romanising(text: str) -> None:
    assert romanise(text) is None


@pytest.mark.parametrize(
    "spellings",
    [
        ("keum saerok", "geum sae-rok", "kum sae rok", "geumsaerok"),
        ("noh sanghyun", "no sanghyeon", "no sang-hyeon"),
        ("park hyungsik", "bak hyeongsik", "pak hyung sik"),
        ("moon geun young", "mun geunyeong"),
        ("kyung soo", "gyeongsu"),
        ("jung suk", "jeong seok", "chung sook"),
    ],
)
def test_romanisations_of_one_name_sound_alike(spellings: tuple[str, ...]) -> None:
    assert len({close_up(sounding(fold(spelling))) for spelling in spellings}) == 1


def test_initial_consonants_stand_for_syllables() -> None:
    assert initials("사운드 트랙 2") == "ㅅㅇㄷㅌㄹ2"
    assert initials("Soundtrack 2") == ""


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("tkdnsem", "사운드"), ("rmatofhr", "금새록"), (fold("내ㅕㅜㅇ"), "sound"), (fold("ㅔㅑ무ㅐ"), "piano")],
)
def test_strokes_on_the_wrong_keyboard_are_read_on_the_other(typed: str, meant: str) -> None:
    assert on_the_other_keyboard(typed) == fold(meant)


@pytest.mark.parametrize("typed", ["love", "the king", fold("사운드"), "花", "2"])
def test_what_makes_sense_as_it_is_stays_on_its_keyboard(typed: str) -> None:
    assert on_the_other_keyboard(typed) is None
