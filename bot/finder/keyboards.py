"""Texts typed with the keyboard switched to the wrong script: ``tkdnsemxmfor`` for ``사운드트랙``, and the other way."""

from __future__ import annotations

_LATIN = "qwertyuiopasdfghjklzxcvbnm"
_KOREAN = "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ"
"""The two-set layout (KS X 5002): what stands on each key, without the shift key."""

_TO_KOREAN = str.maketrans(_LATIN, _KOREAN)
_TO_LATIN = str.maketrans(_KOREAN + "ㄲㄸㅃㅆㅉ", _LATIN + "reqtw")


def on_the_other_keyboard(key: str) -> str:
    """Give what the same strokes write in the other script; a folded key has Hangul as its letters."""
    return key.translate(_TO_KOREAN) if key.isascii() else key.translate(_TO_LATIN)
