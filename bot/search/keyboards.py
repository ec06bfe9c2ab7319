"""Recover text typed on the wrong keyboard layout: ``tkdnsemxmfor`` for ``사운드트랙``, and the other way round."""

from __future__ import annotations

import re

_LATIN = "qwertyuiopasdfghjklzxcvbnm"
_KOREAN = "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ"
"""The two-set layout (KS X 5002): the letter on each key without Shift, in the order of ``_LATIN``."""
_WITH_SHIFT = "ㄲㄸㅃㅆㅉ", "reqtw"

_TO_KOREAN = str.maketrans(_LATIN, _KOREAN)
_TO_LATIN = str.maketrans(_KOREAN + _WITH_SHIFT[0], _LATIN + _WITH_SHIFT[1])
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
