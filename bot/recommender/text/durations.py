"""Parse lengths and years as people type them: "one evening", "under 5 hours", "the 90s", "since 2019"."""

from __future__ import annotations

import re
from collections.abc import Callable

from msgspec import Struct

from bot.recommender.requests import WishKind

SHORT = 120
NOT_LONG = 240
QUICK = 60
EVENING = 240
WEEKEND = 720
LONG = 600
"""The total minutes that these words stand for."""
RECENT_YEARS = 4
LAST_OLD_YEAR = 1999

_NUMBER_WORDS = {
    "half an": 0.5,
    "half a": 0.5,
    "an": 1,
    "a": 1,
    "one": 1,
    "a couple of": 2,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "forty five": 45,
    "sixty": 60,
    "ninety": 90,
}
_NUMBER = r"(?P<number>\d+(?:[.,]\d+)?|" + "|".join(sorted(_NUMBER_WORDS, key=len, reverse=True)) + ")"
_UNIT = r"(?P<unit>hours?|hrs?|h|minutes?|mins?|min)\b"
_AMOUNT = rf"{_NUMBER}[ -]?{_UNIT}(?: and a half)?"
_UNDER = (
    r"(?:no longer than|not longer than|no more than|not more than|shorter than|less than|fewer than|at most|up to"
    r"|maximum|max|under|below|within|in)"
)
_OVER = r"(?:no shorter than|no less than|not less than|longer than|more than|at least|minimum|min|over|above)"
_YEAR = r"(?:19[2-9]\d|20\d\d)"
_PARTS_OF_DECADES = {"early": (0, 4), "mid": (3, 7), "late": (5, 9)}
_DECADE = r"(?:(?P<century>19|20)|')?(?P<decade>\d0)'?s"


class Duration(Struct, frozen=True):
    """One length or time found in a text, and where in the text it ends."""

    kind: WishKind
    value: str
    end: int


def duration_at(text: str, start: int, *, newest: int) -> tuple[Duration, ...]:
    """Parse a length or time that starts exactly at ``start``; empty if there is none.

    Parameters
    ----------
    text
        In plain lower case.
    newest
        The latest year of any title, which "recent" counts back from.
    """
    for pattern, read in _PATTERNS:
        found = pattern.match(text, start)
        if found:
            return tuple(Duration(kind, value, found.end()) for kind, value in read(found, newest))
    return ()


def opposite(kind: WishKind, value: str) -> tuple[WishKind, str] | None:
    """Return what "not" before a length asks for; None if nothing."""
    if kind is WishKind.SHORTEST:
        return WishKind.LONGEST, str(min(int(value), NOT_LONG))
    if kind is WishKind.LONGEST:
        return WishKind.SHORTEST, value
    if kind is WishKind.YEARS:
        first, _, last = value.partition("-")
        if last and not first:
            return kind, f"{int(last) + 1}-"
        if first and not last:
            return kind, f"-{int(first) - 1}"
    return None


_Wishes = list[tuple[WishKind, str]]
_Reader = Callable[[re.Match[str], int], _Wishes]


def _minutes(found: re.Match[str]) -> int:
    number = found["number"]
    amount = _NUMBER_WORDS.get(number)
    if amount is None:
        amount = float(number.replace(",", "."))
    if found[0].endswith("and a half"):
        amount += 0.5
    return round(amount * (60 if found["unit"].startswith("h") else 1))


def _since(found: re.Match[str], _: int) -> _Wishes:
    after = found[0].startswith(("after", "newer", "post"))
    return [(WishKind.YEARS, f"{int(found['year']) + after}-")]


def _until(found: re.Match[str], _: int) -> _Wishes:
    through = found[0].startswith(("until", "up to"))
    return [(WishKind.YEARS, f"-{int(found['year']) - (not through)}")]


def _year(found: re.Match[str], _: int) -> _Wishes:
    return [(WishKind.YEARS, f"{found['year']}-{found['year']}")]


def _recent(_: re.Match[str], newest: int) -> _Wishes:
    return [(WishKind.YEARS, f"{newest - RECENT_YEARS}-")]


def _longest(found: re.Match[str], _: int) -> _Wishes:
    return [(WishKind.LONGEST, str(_minutes(found)))]


def _shortest(found: re.Match[str], _: int) -> _Wishes:
    return [(WishKind.SHORTEST, str(_minutes(found)))]


def _about(found: re.Match[str], _: int) -> _Wishes:
    minutes = _minutes(found)
    return [(WishKind.SHORTEST, str(minutes * 3 // 4)), (WishKind.LONGEST, str(minutes * 5 // 4))]


def _decade(found: re.Match[str], newest: int) -> _Wishes:
    tens = int(found["decade"])
    century = int(found["century"]) if found["century"] else 20 if 2000 + tens <= newest else 19
    start, end = _PARTS_OF_DECADES.get(found["part"] or "", (0, 9))
    first = century * 100 + tens
    return [(WishKind.YEARS, f"{first + start}-{first + end}")]


def _fixed(kind: WishKind, value: int | str) -> _Reader:
    return lambda _found, _newest: [(kind, str(value))]


def _between(found: re.Match[str], _: int) -> _Wishes:
    return [(WishKind.YEARS, "-".join(sorted((found["first"], found["last"]))))]


_PATTERNS: tuple[tuple[re.Pattern[str], _Reader], ...] = tuple(
    (re.compile(rf"(?:{pattern})(?!\w)"), read)
    for pattern, read in (
        (rf"(?:between |from )?(?P<first>{_YEAR})\s*(?:-|–|to|and|until)\s*(?P<last>{_YEAR})", _between),
        (rf"(?:since|from|after|newer than|post)\s+(?P<year>{_YEAR})(?: on(?:wards?)?| or later)?", _since),
        (rf"(?P<year>{_YEAR})(?:\+| or (?:later|newer)| onwards?)", _since),
        (rf"(?:before|until|older than|pre|up to)[ -](?P<year>{_YEAR})", _until),
        (rf"(?:(?:from|in) )?(?:the )?(?:(?P<part>early|late|mid)[ -])?{_DECADE}", _decade),
        (rf"(?:(?:from|in|of) )?(?P<year>{_YEAR})", _year),
        (rf"{_UNDER} {_AMOUNT}(?: long| in all| in total)?", _longest),
        (rf"{_AMOUNT} (?:or less|at most|max|maximum|tops|or under)", _longest),
        (rf"{_OVER} {_AMOUNT}(?: long| in all| in total)?", _shortest),
        (rf"{_AMOUNT} (?:or more|at least|minimum)", _shortest),
        (rf"(?:about|around|roughly|some) {_AMOUNT}(?: long)?", _about),
        (rf"{_AMOUNT}(?: long)?", _longest),
        (
            r"(?:in |for )?(?:one|an?|a single|this|tonight.s) (?:evening|night|sitting)|(?:for )?tonight",
            _fixed(WishKind.LONGEST, EVENING),
        ),
        (r"(?:in |for |over )?(?:a|one|the|this) weekend", _fixed(WishKind.LONGEST, WEEKEND)),
        (r"(?:very|really|super|extra) short|quick|bite[ -]?sized?", _fixed(WishKind.LONGEST, QUICK)),
        (r"(?:not|nothing|isn.t|never) (?:too|so|very|that|overly) long", _fixed(WishKind.LONGEST, NOT_LONG)),
        (r"(?:rather |fairly |quite )?short(?:er|ish|est)?", _fixed(WishKind.LONGEST, SHORT)),
        (r"(?:rather |fairly |quite |very |really )?(?:long|longer|lengthy)", _fixed(WishKind.SHORTEST, LONG)),
        (r"recent|brand new|newest|latest|new releases?", _recent),
        (r"old|older|vintage|old[ -]?school|retro|classic", _fixed(WishKind.YEARS, f"-{LAST_OLD_YEAR}")),
    )
)
