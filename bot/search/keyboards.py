"""Texts typed while the keyboard stood on the wrong script: ``tkdnsemxmfor`` for ``사운드트랙``, and the other way."""

from __future__ import annotations

import re

_LATIN = "qwertyuiopasdfghjklzxcvbnm"
_KOREAN = "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ"
"""The two-set layout (KS X 5002): what stands on each key, without the shift key."""
_WITH_SHIFT = "ㄲㄸㅃㅆㅉ", "reqtw"

_TO_KOREAN = str.maketrans(_LATIN, _KOREAN)
_TO_LATIN = str.maketrans(_KOREAN + _WITH_SHIFT[0], _LATIN + _WITH_SHIFT[1])
_SYLLABLES = re.compile(r"(?:[ㄱ-ㅎ][ㅏ-ㅣ]{1,2}[ㄱ-ㅎ]{0,2}|[\d ])+[ㄱ-ㅎ]?")
"""Letters that make syllables, the last of them perhaps half-typed."""


def on_the_other_keyboard(key: str) -> str | None:
    """Give what the same strokes write in the other script, where that explains more; ``key`` is a folded one."""
    if key.isascii():
        korean = key.translate(_TO_KOREAN)
        return korean if korean != key and _SYLLABLES.fullmatch(korean) else None
    latin = key.translate(_TO_LATIN)
    return latin if latin.isascii() and not _SYLLABLES.fullmatch(key) else None
