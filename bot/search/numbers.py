"""Numbers and ordinals in all their spellings: ``two``, ``2nd``, ``II``, ``season 2``, ``s2``, ``시즌2`` are all 2."""

from __future__ import annotations

import re

from bot.search.normalise import fold


def _from_one(spellings: str) -> dict[str, str]:
    return {spelling: str(value) for value, spelling in enumerate(spellings.split(), start=1)}


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
"""Numerals that are letters or parts of words far more often: numbers only beside a counting word."""


def _any_of(words: str) -> str:
    return "|".join(re.escape(fold(word)) for word in sorted(words.split(), key=len, reverse=True))


_LETTER = r"[^\W\d_]"
_ANY_LETTER, _FIGURE = re.compile(_LETTER), re.compile(r"\d")
_COUNTING_ANY = _any_of(
    "season series part chapter volume vol episode temporada saison staffel stagione sezon sezonul parte partie teil "
    "phần mùa сезон часть"
)
_COUNTING_FIGURES = _any_of("s e ep no nr number book pt ch")
_COUNTING_UNPARTED = _any_of("시즌 시리즈 파트 シーズン パート ภาค 第")
_COUNTED = _any_of("st nd rd th season series 시즌 기 부 편 탄 期 季 部 シーズン")
_NUMBER = re.compile(
    rf"(?P<before>(?<!{_LETTER})(?:{_COUNTING_ANY})\s*|(?<!{_LETTER})(?:{_COUNTING_FIGURES})\s*(?=\d)"
    rf"|(?:{_COUNTING_UNPARTED})\s*)?"
    rf"(?P<number>\d+|(?<![a-z])(?:{_any_of(' '.join(_WORDS))})(?![a-z])|[一二三四五六七八九十]+)"
    rf"(?P<behind>(?:\s*(?:{_COUNTED})(?!{_LETTER})){{1,2}})?"
)


def numbered(key: str) -> str:
    """Give a folded key with every number in figures and the words that only count it left out.

    ``soundtrack season two``, ``soundtrack 2nd`` and ``soundtrack ii`` give ``soundtrack 2``. A key that says nothing
    but a number comes back as it is.
    """
    if _has_no_number(key):
        return key
    figures = " ".join(_NUMBER.sub(_in_figures, key).split())
    return figures if _ANY_LETTER.search(figures) else key


def says_only_a_number(key: str) -> bool:
    """Tell whether a folded key is nothing but a number and what counts it: ``season 2`` names no title."""
    figures = key if _has_no_number(key) else _NUMBER.sub(_in_figures, key)
    return not _ANY_LETTER.search(figures)


def _has_no_number(key: str) -> bool:
    """Tell, many times faster than the pattern does, that it will find nothing: true of most keys in plain letters."""
    return key.isascii() and not _FIGURE.search(key) and _WORDS.keys().isdisjoint(key.split(" "))


def _in_figures(found: re.Match[str]) -> str:
    number, counted = found["number"], bool(found["before"] or found["behind"])
    if number.isdecimal():
        value = str(int(number))
    elif number in _ONLY_COUNTED and not counted:
        return found[0]
    else:
        value = _WORDS.get(number) or _HANZI.get(number, "")
    return f" {value} " if value else found[0]
