"""Normalise text for comparison: fold away case, diacritics, punctuation, width, spacing and a wrong keyboard."""

from __future__ import annotations

import re
import unicodedata

LONGEST_KEY = 160
"""Characters of a text that count. The longest of 34,000 names measured has 143."""

_STROKES_AND_LIGATURES = {
    "đ": "d",
    "ð": "d",
    "ł": "l",
    "ø": "o",
    "ı": "i",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ŧ": "t",
    "ħ": "h",
    "ŋ": "ng",
}
"""Latin letters with a stroke or ligature, which Unicode does not decompose."""

_REMOVED = "'’‘ʼʻ´`·・‧"
"""Characters inside a word: they are removed, while other punctuation separates words."""


def _each_in(letters: str) -> list[str]:
    return letters.split()


INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
"""The 19 consonants that can start a Hangul syllable, in Unicode's order."""
_VOWELS = _each_in("ㅏ ㅐ ㅑ ㅒ ㅓ ㅔ ㅕ ㅖ ㅗ ㅗㅏ ㅗㅐ ㅗㅣ ㅛ ㅜ ㅜㅓ ㅜㅔ ㅜㅣ ㅠ ㅡ ㅡㅣ ㅣ")
_FINALS = _each_in(
    "ㄱ ㄲ ㄱㅅ ㄴ ㄴㅈ ㄴㅎ ㄷ ㄹ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅁ ㅂ ㅂㅅ ㅅ ㅆ ㅇ ㅈ ㅊ ㅋ ㅌ ㅍ ㅎ"
)

FIRST_SYLLABLE, LAST_SYLLABLE = "가", "힣"
_FIRST_INITIAL, _FIRST_VOWEL, _FIRST_FINAL = 0x1100, 0x1161, 0x11A8


class _Folding(dict[int, str]):
    """What each character becomes, worked out the first time it comes up."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    code = ord(character)
    if 0x30A1 <= code <= 0x30F6:  # noqa: PLR2004 - katakana, folded to hiragana
        return chr(code - 0x60)
    match unicodedata.category(character)[0]:
        case "L" | "N":
            return character
        case "M":
            latin_or_arabic = code < 0x0370 or 0x0591 <= code <= 0x065F or 0x1AB0 <= code <= 0x20FF  # noqa: PLR2004 - blocks
            return "" if latin_or_arabic or 0xFE00 <= code <= 0xFE2F else character  # noqa: PLR2004 - variation selectors
        case "C":
            return "" if unicodedata.category(character) == "Cf" else " "
        case _:
            return "" if character == "\u20e3" else " "


_FOLDING = _Folding(str.maketrans(dict.fromkeys(_REMOVED, "") | _STROKES_AND_LIGATURES))
for _offset, _letter in enumerate(INITIALS):
    _FOLDING[_FIRST_INITIAL + _offset] = _letter
for _offset, _letters in enumerate(_VOWELS):
    _FOLDING[_FIRST_VOWEL + _offset] = _letters
for _offset, _letters in enumerate(_FINALS):
    _FOLDING[_FIRST_FINAL + _offset] = _letters


def fold(text: str) -> str:
    """Return the text as it is compared: lower case, no diacritics, Hangul split into letters, single spaces.

    A Hangul syllable becomes its letters (jamo), each in one form regardless of position and compounds split up, so
    that a half-typed syllable is a prefix of the whole one and one wrong letter is just that. A text of only
    punctuation (``!!!``) keeps it; one of nothing but spaces and marks becomes empty.
    """
    plain = unicodedata.normalize("NFKC", text[:LONGEST_KEY]).casefold()
    if plain.isascii():
        if plain.isalnum():
            return plain
        folded = plain.translate(_FOLDING)
    else:
        folded = unicodedata.normalize("NFC", unicodedata.normalize("NFKD", plain).translate(_FOLDING))
    return " ".join(folded.split())[:LONGEST_KEY] or "".join(filter(_is_punctuation, plain))


def _is_punctuation(character: str) -> bool:
    return unicodedata.category(character)[0] in "PS"


def close_up(key: str) -> str:
    """Return a folded key without its spaces: ``sound track`` and ``soundtrack`` become the same."""
    return key.replace(" ", "")


def initials(text: str) -> str:
    """Return the first consonants of the text's Hangul syllables (``ㅅㅇㄷㅌㄹ``) and its digits, or empty."""
    if text.isascii():
        return ""
    letters = (
        INITIALS[(ord(character) - ord(FIRST_SYLLABLE)) // 588]
        if FIRST_SYLLABLE <= character <= LAST_SYLLABLE
        else character
        for character in unicodedata.normalize("NFC", text[:LONGEST_KEY])
        if FIRST_SYLLABLE <= character <= LAST_SYLLABLE or character.isdigit()
    )
    abridged = "".join(letters)
    return abridged if any(letter in INITIALS for letter in abridged) else ""


_LATIN_KEYS = "qwertyuiopasdfghjklzxcvbnm"
_KOREAN_KEYS = "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ"
"""The two-set layout (KS X 5002): the letter on each key without Shift, in the order of ``_LATIN_KEYS``."""
_WITH_SHIFT = "ㄲㄸㅃㅆㅉ", "reqtw"

_TO_KOREAN = str.maketrans(_LATIN_KEYS, _KOREAN_KEYS)
_TO_LATIN = str.maketrans(_KOREAN_KEYS + _WITH_SHIFT[0], _LATIN_KEYS + _WITH_SHIFT[1])
_SYLLABLES = re.compile(r"(?:[ㄱ-ㅎ][ㅏ-ㅣ]{1,2}[ㄱ-ㅎ]{0,2}|[\d ])+[ㄱ-ㅎ]?")
"""Letters that form syllables; the last one may be half-typed."""


def on_the_other_keyboard(key: str) -> str | None:
    """Return what the same keystrokes type in the other script, or None where that makes no more sense.

    ``key`` is folded.
    """
    if key.isascii():
        korean = key.translate(_TO_KOREAN)
        return korean if korean != key and _SYLLABLES.fullmatch(korean) else None
    latin = key.translate(_TO_LATIN)
    return latin if latin.isascii() and not _SYLLABLES.fullmatch(key) else None
