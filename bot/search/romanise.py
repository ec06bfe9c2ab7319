"""Names in other scripts as people type them in Latin letters: Hangul by Revised Romanization, the rest by anyascii."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from anyascii import anyascii

from bot.search.normalise import FIRST_SYLLABLE, LAST_SYLLABLE, LONGEST_KEY

_INITIALS = ("g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h")
_VOWELS = (
    *("a", "ae", "ya", "yae", "eo", "e", "yeo", "ye", "o", "wa", "wae", "oe", "yo"),
    *("u", "wo", "we", "wi", "yu", "eu", "ui", "i"),
)
_FINALS = (
    *("", "k", "k", "k", "n", "n", "n", "t", "l", "k", "m", "l", "l", "l", "p", "l"),
    *("m", "p", "p", "t", "t", "ng", "t", "t", "k", "t", "p", "t"),
)
"""How each of the 28 finals is spoken before a consonant or at the end."""
_LINKED = (
    *("", "g", "kk", "ks", "n", "nj", "n", "d", "r", "lg", "lm", "lb", "ls", "lt", "lp", "r"),
    *("m", "b", "ps", "s", "ss", "ng", "j", "ch", "k", "t", "p", ""),
)
"""How each final is spoken before a vowel, where it moves to the next syllable."""
_ASSIMILATED = {
    **{("k", initial): "ng" + initial for initial in "nm"},
    **{("t", initial): "n" + initial for initial in "nm"},
    **{("p", initial): "m" + initial for initial in "nm"},
    ("k", "r"): "ngn",
    ("t", "r"): "nn",
    ("p", "r"): "mn",
    ("n", "r"): "ll",
    ("l", "n"): "ll",
    ("l", "r"): "ll",
    ("ng", "r"): "ngn",
    ("m", "r"): "mn",
}
"""Pairs of final and initial written as they are spoken (Revised Romanization of 2000, section 3, article 1)."""
_BREATHED = {"g": "k", "d": "t", "j": "ch"}
"""What an initial becomes after a final with ㅎ."""
_SOFTENED = {7: "j", 25: "ch"}
"""What the finals ㄷ and ㅌ become before 이."""
_FINALS_WITH_H = {6, 15, 27}

_VARIANTS = (
    (r"[^a-z0-9 ]+", ""),
    # Consonants: Korean does not tell these pairs apart as English does, and every romanisation chooses anew.
    (r"ph|f", "p"), (r"sh(?=[aeiouwy])", "s"), (r"ck|kk|k|g|q", "g"), (r"tch|ch|jj|j|z", "j"), (r"tt|t|d", "d"),
    (r"pp|p|b|v", "b"), (r"ss", "s"), (r"(?<=a)r(?=g)", ""),
    (r"ll|l|r", "r"), (r"(?<=[aeiou])h(?![aeiouwy])", ""),
    # Vowels.
    (r"yeo|you|yu|yo", "y"), (r"eo|eu|oo|ou|uh|oe|we|u|o|w", "u"), (r"ae|ay|ai|e", "e"), (r"ee|yi|ui|i|y", "i"),
    (r"(.)\1+", r"\1"),
)  # fmt: skip
_VARIANTS_COMPILED = tuple((re.compile(pattern), folded) for pattern, folded in _VARIANTS)


def romanise(text: str) -> str | None:
    """Write a name that has no Latin letters in Latin ones; None where that gives nothing that one could type.

    Hangul follows the Revised Romanization: ``사운드트랙2`` gives ``saundeuteuraek2``, ``신라`` gives ``silla``.
    """
    text = unicodedata.normalize("NFC", text[:LONGEST_KEY])
    if text.isascii() or not any(sign.isalpha() and not _is_latin(sign) for sign in text):
        return None
    runs = re.split(f"([{FIRST_SYLLABLE}-{LAST_SYLLABLE}]+)", text)
    latin = "".join(_romanise_hangul(run) if place % 2 else anyascii(run) for place, run in enumerate(runs))
    return latin.lower() if any(map(str.isalnum, latin)) else None


def sounding(latin: str) -> str:
    """Fold what different romanisations write differently: ``keum saerok`` and ``geum sae-rok`` give the same.

    A loose key, for a second look when the letters themselves lead nowhere.
    """
    folded = latin
    for pattern, replacement in _VARIANTS_COMPILED:
        folded = pattern.sub(replacement, folded)
    return folded


def _is_latin(sign: str) -> bool:
    return sign.isascii() or unicodedata.name(sign, "").startswith("LATIN")


def _romanise_hangul(syllables: str) -> str:
    parts = [divmod(ord(syllable) - ord(FIRST_SYLLABLE), 28) for syllable in syllables]
    written = [_INITIALS[parts[0][0] // 21]]
    for (head, final), (next_head, _) in pairwise([*parts, (-1, 0)]):
        written.append(_VOWELS[head % 21])
        written.append(_FINALS[final] if next_head < 0 else _joined(final, *divmod(next_head, 21)))
    return "".join(written)


def _joined(final: int, next_initial: int, next_vowel: int) -> str:
    """Write a final and the next syllable's initial as they are spoken together."""
    initial = _INITIALS[next_initial]
    if not initial:
        return _SOFTENED.get(final, _LINKED[final]) if _VOWELS[next_vowel] == "i" else _LINKED[final]
    if final in _FINALS_WITH_H and initial in _BREATHED:
        return _FINALS[final].removesuffix("t") + _BREATHED[initial]
    spoken = _FINALS[final]
    return _ASSIMILATED.get((spoken, initial), spoken + initial)
