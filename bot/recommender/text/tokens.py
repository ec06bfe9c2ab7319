"""Premises and wishes as words: lower case, without the words that say nothing, reduced to their stems."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bot.recommender.text.stopwords import SILENT

_POSSESSIVE = re.compile(r"['’]s$")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def plain(text: str) -> str:
    """Give the text in lower case and without accents; other scripts stay as they are."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))


def tokens(text: str) -> list[str]:
    """Give every word of the text in order, plain, possessive endings off."""
    words: list[str] = _WORD.findall(plain(text))
    return [_joined(word) for word in words] if "'" in text or "’" in text else words


def _joined(word: str) -> str:
    """Take the apostrophe out of ``don't``, and the whole ending off ``king's``."""
    return _POSSESSIVE.sub("", word).replace("'", "").replace("’", "")


@lru_cache(maxsize=1 << 12)
def stems(text: str) -> tuple[str, ...]:
    """Give the stems of the words that say something, in order."""
    # Every premise is read for likeness and for searching, and every tag's name with each title that carries it.
    return tuple(filter(None, map(_telling, tokens(text))))


@lru_cache(maxsize=1 << 16)
def _telling(word: str) -> str:
    """Give a word's stem; nothing where it says nothing."""
    return "" if len(word) == 1 or word in SILENT or word.isdecimal() else stem(word)


_ENDINGS = (
    ("ational", "ate"), ("ization", "ize"), ("fulness", "ful"), ("iveness", "ive"), ("ousness", "ous"),
    ("ically", "ic"), ("ingly", ""), ("edly", ""), ("ement", "e"), ("ments", ""), ("ment", ""), ("ness", ""),
    ("ities", "ity"), ("ation", "ate"), ("ators", "ate"), ("ator", "ate"), ("sses", "ss"), ("ies", "y"), ("ied", "y"),
    ("ing", ""), ("ers", ""), ("ed", ""), ("er", ""), ("ly", ""), ("es", "e"), ("s", ""),
)  # fmt: skip
_ENDS = tuple(ending for ending, _ in _ENDINGS)
_SHORTEST_STEM = 4
_VOWELS = frozenset("aeiouy")


@lru_cache(maxsize=1 << 12)
def stem(word: str) -> str:
    """Cut the commonest English endings off, so that ``detectives`` meets ``detective`` and ``singing`` ``sing``.

    One ending is cut at most, and never so that fewer than four letters (three before ``-s``) stay.
    """
    if not word.isascii() or len(word) < _SHORTEST_STEM:
        return word
    for ending, instead in _ENDINGS if word.endswith(_ENDS) else ():
        if not word.endswith(ending) or word.endswith(("ss", "us", "is")):
            continue
        short = word[: -len(ending)]
        least = _SHORTEST_STEM - 1 if ending in {"s", "es", "ies", "ied", "ing", "ed"} else _SHORTEST_STEM
        if len(short) < least or _VOWELS.isdisjoint(short):
            continue
        if instead == "" and ending in {"ing", "ed", "er", "ers"} and short[-1] == short[-2] and short[-1] not in "lsz":
            short = short[:-1]
        return _without_e(short + instead)
    return _without_e(word)


def _without_e(word: str) -> str:
    return word[:-1] if len(word) > _SHORTEST_STEM and word.endswith("e") else word
