"""Rewrite numbers and ordinals as digits: ``two``, ``2nd``, ``II``, ``season 2``, ``s2`` and ``시즌2`` all become 2."""

from __future__ import annotations

import re

from bot.search.normalise import fold


def _from_one(numerals: str) -> dict[str, str]:
    return {numeral: str(value) for value, numeral in enumerate(numerals.split(), start=1)}


_WORDS = (
    _from_one(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
        "eighteen nineteen twenty"
    )
    | _from_one(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth "
        "fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
    )
    | _from_one("i ii iii iv v vi vii viii ix x xi xii xiii xiv xv xvi xvii xviii xix xx")
)
_HANZI = _from_one("一 二 三 四 五 六 七 八 九 十 十一 十二 十三 十四 十五 十六 十七 十八 十九 二十")
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
    rf"(?P<number>\d+|(?<![a-z])(?:{_any_of(' '.join(_WORDS))})(?![a-z])|[一二三四五六七八九十]+)"
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
