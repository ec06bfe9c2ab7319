"""Write names in Latin letters, as people type them: Hangul by Revised Romanization, other scripts by anyascii."""

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
"""How each of the 28 final consonants sounds before a consonant or at the end."""
_LINKED = (
    *("", "g", "kk", "ks", "n", "nj", "n", "d", "r", "lg", "lm", "lb", "ls", "lt", "lp", "r"),
    *("m", "b", "ps", "s", "ss", "ng", "j", "ch", "k", "t", "p", ""),
)
"""How each final sounds before a vowel, where it moves to the next syllable."""
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
"""Pairs of final and initial, written as pronounced (Revised Romanization of 2000, section 3, article 1)."""
_ASPIRATED = {"g": "k", "d": "t", "j": "ch"}
"""What an initial becomes after a final with ㅎ."""
_PALATALISED = {7: "j", 25: "ch"}
"""What the finals ㄷ and ㅌ become before 이."""
_FINALS_WITH_H = {6, 15, 27}

_VARIANTS = (
    (r"[^a-z0-9 ]+", ""),
    # Consonants: Korean doesn't distinguish these pairs the way English does, and romanisations disagree.
    (r"ph|f", "p"), (r"sh(?=[aeiouwy])", "s"), (r"ck|kk|k|g|q", "g"), (r"tch|ch|jj|j|z", "j"), (r"tt|t|d", "d"),
    (r"pp|p|b|v", "b"), (r"ss", "s"), (r"(?<=a)r(?=g)", ""),
    (r"ll|l|r", "r"), (r"(?<=[aeiou])h(?![aeiouwy])", ""),
    # Vowels.
    (r"yeo|you|yu|yo", "y"), (r"eo|eu|oo|ou|uh|oe|we|u|o|w", "u"), (r"ae|ay|ai|e", "e"), (r"ee|yi|ui|i|y", "i"),
    (r"(.)\1+", r"\1"),
)  # fmt: skip
_VARIANTS_COMPILED = tuple((re.compile(pattern), folded) for pattern, folded in _VARIANTS)


def romanise(text: str) -> str | None:
    """Transliterate a name into Latin letters; None if it is already Latin or nothing typeable comes out.

    Hangul follows the Revised Romanization: ``사운드트랙2`` gives ``saundeuteuraek2``, ``신라`` gives ``silla``.
    """
    text = unicodedata.normalize("NFC", text[:LONGEST_KEY])
    if text.isascii() or not any(character.isalpha() and not _is_latin(character) for character in text):
        return None
    runs = re.split(f"([{FIRST_SYLLABLE}-{LAST_SYLLABLE}]+)", text)
    latin = "".join(_romanise_hangul(run) if place % 2 else anyascii(run) for place, run in enumerate(runs))
    return latin.lower() if any(map(str.isalnum, latin)) else None


def sounding(latin: str) -> str:
    """Return a phonetic key that ignores differences between romanisations: ``keum saerok`` equals ``geum sae-rok``.

    It is deliberately loose, a second attempt for when the spelling itself leads nowhere.
    """
    folded = latin
    for pattern, replacement in _VARIANTS_COMPILED:
        folded = pattern.sub(replacement, folded)
    return folded


def _is_latin(character: str) -> bool:
    return character.isascii() or unicodedata.name(character, "").startswith("LATIN")


def _romanise_hangul(syllables: str) -> str:
    parts = [divmod(ord(syllable) - ord(FIRST_SYLLABLE), 28) for syllable in syllables]
    latin = [_INITIALS[parts[0][0] // 21]]
    for (head, final), (next_head, _) in pairwise([*parts, (-1, 0)]):
        latin.append(_VOWELS[head % 21])
        latin.append(_FINALS[final] if next_head < 0 else _liaison(final, *divmod(next_head, 21)))
    return "".join(latin)


def _liaison(final: int, next_initial: int, next_vowel: int) -> str:
    """Write a final and the next syllable's initial as they are pronounced together."""
    initial = _INITIALS[next_initial]
    if not initial:
        return _PALATALISED.get(final, _LINKED[final]) if _VOWELS[next_vowel] == "i" else _LINKED[final]
    if final in _FINALS_WITH_H and initial in _ASPIRATED:
        return _FINALS[final].removesuffix("t") + _ASPIRATED[initial]
    sound = _FINALS[final]
    return _ASSIMILATED.get((sound, initial), sound + initial)
