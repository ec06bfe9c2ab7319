"""Rewrite numbers and ordinals as digits: ``two``, ``2nd``, ``II``, ``season 2``, ``s2`` and ``시즌2`` all become 2."""

from __future__ import annotations

import re

from bot.search.normalise import fold

_BELOW_TWENTY = (
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
)
_BELOW_TWENTIETH = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth "
    "sixteenth seventeenth eighteenth nineteenth"
)
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ROMAN_ONES = ("", *["i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix"])
_ROMAN_TENS = ("", "x", "xx", "xxx", "xl", "l")


def _number_words() -> dict[str, int]:
    cardinals = dict(zip(_BELOW_TWENTY.split(), range(1, 20), strict=True))
    ordinals = dict(zip(_BELOW_TWENTIETH.split(), range(1, 20), strict=True))
    units = [(word, value) for word, value in (*cardinals.items(), *ordinals.items()) if value < 10]  # noqa: PLR2004
    tens = {word: 10 * value for value, word in enumerate(_TENS, start=2)}
    compound = {f"{ten} {unit}": value + more for ten, value in tens.items() for unit, more in units}
    return cardinals | ordinals | tens | {f"{ten[:-1]}ieth": value for ten, value in tens.items()} | compound


NUMBER_WORDS = _number_words()
"""Cardinals and ordinals from 1 to 99, with a space between the two words of ``twenty two``."""
ROMAN_NUMERALS = {
    ten + one: 10 * tens + ones
    for tens, ten in enumerate(_ROMAN_TENS)
    for ones, one in enumerate(_ROMAN_ONES)
    if ten + one
}
"""From 1 to 59."""
_ANY_UNIT = "|".join(word for word, value in NUMBER_WORDS.items() if value < 10)  # noqa: PLR2004
_SINGLE = sorted((word for word in NUMBER_WORDS if " " not in word), key=len, reverse=True)
NUMBER_WORD = rf"(?:(?:{'|'.join(_TENS)})[\s-](?:{_ANY_UNIT})|{'|'.join(_SINGLE)})"
"""A pattern for one of :data:`NUMBER_WORDS`, also with a hyphen."""
ROMAN_NUMERAL = r"(?=[ivxl])(?:xl|l|x{0,3})(?:ix|iv|v?i{0,3})"
"""A pattern for one of :data:`ROMAN_NUMERALS`."""
_UP_TO_TWENTY = {word: value for word, value in ROMAN_NUMERALS.items() if value <= 20}  # noqa: PLR2004
_WORDS = {word: str(value) for word, value in (NUMBER_WORDS | _UP_TO_TWENTY).items()}
_TENTHS = "一二三四五六七八九十"
_HANZI = {sign: str(value) for value, sign in enumerate((*_TENTHS, *(f"十{sign}" for sign in _TENTHS[:9]), "二十"), 1)}
_ONLY_COUNTED = {"i", "v", "x", *_HANZI}
"""Numerals that are far more often letters or parts of words. They count only next to a word like "season"."""


def _any_of(words: str) -> str:
    return "|".join(re.escape(fold(word)) for word in sorted(words.split(), key=len, reverse=True))


_LETTER = r"[^\W\d_]"
_ANY_LETTER, _DIGIT = re.compile(_LETTER), re.compile(r"\d")
_BEFORE_ANY = _any_of(
    "season series part chapter volume vol episode temporada saison staffel stagione sezon sezonul parte partie teil "
    "phần mùa сезон часть"
)
_BEFORE_DIGITS = _any_of("s e ep no nr number book pt ch")
_BEFORE_UNSPACED = _any_of("시즌 시리즈 파트 シーズン パート ภาค 第")
_AFTER = _any_of("st nd rd th season series 시즌 기 부 편 탄 期 季 部 シーズン")
_NUMBER = re.compile(
    rf"(?P<before>(?<!{_LETTER})(?:{_BEFORE_ANY})\s*|(?<!{_LETTER})(?:{_BEFORE_DIGITS})\s*(?=\d)"
    rf"|(?:{_BEFORE_UNSPACED})\s*)?"
    rf"(?P<number>\d+|(?<![a-z])(?:{NUMBER_WORD}|{_any_of(' '.join(_UP_TO_TWENTY))})(?![a-z])|[一二三四五六七八九十]+)"
    rf"(?P<after>(?:\s*(?:{_AFTER})(?!{_LETTER})){{1,2}})?"
)


def numbered(key: str) -> str:
    """Return a folded key with every number in digits, without words like "season".

    ``soundtrack season two``, ``soundtrack 2nd`` and ``soundtrack ii`` become ``soundtrack 2``. A key that is only a
    number is returned unchanged.
    """
    if _has_no_number(key):
        return key
    digits = " ".join(_NUMBER.sub(_in_digits, key).split())
    return digits if _ANY_LETTER.search(digits) else key


def says_only_a_number(key: str) -> bool:
    """Return whether a folded key is only a number, with or without a word like "season"."""
    digits = key if _has_no_number(key) else _NUMBER.sub(_in_digits, key)
    return not _ANY_LETTER.search(digits)


def _has_no_number(key: str) -> bool:
    """Return True if the pattern can't match. True of most plain Latin keys, and many times faster than the pattern."""
    return key.isascii() and not _DIGIT.search(key) and _WORDS.keys().isdisjoint(key.split(" "))


def _in_digits(found: re.Match[str]) -> str:
    number, counted = found["number"], bool(found["before"] or found["after"])
    if number.isdecimal():
        value = str(int(number))
    elif number in _ONLY_COUNTED and not counted:
        return found[0]
    else:
        value = _WORDS.get(number) or _HANZI.get(number, "")
    return f" {value} " if value else found[0]
