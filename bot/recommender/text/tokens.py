"""Tokenise premises and requests: lower case, without stop words, reduced to stems."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bot.recommender.text.stopwords import STOP_WORDS

_POSSESSIVE = re.compile(r"['’]s$")
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def plain(text: str) -> str:
    """Return the text in lower case and its Latin letters without accents; other scripts keep their marks."""
    if text.isascii():
        return text.lower()
    return "".join(map(_bare, unicodedata.normalize("NFKC", text).casefold()))


@lru_cache(maxsize=1 << 12)
def _bare(character: str) -> str:
    """Return a Latin letter without its accent; any other character as it is."""
    if character.isascii() or not unicodedata.name(character, "").startswith(("LATIN", "COMBINING")):
        return character
    return "".join(one for one in unicodedata.normalize("NFKD", character) if not unicodedata.combining(one))


def tokens(text: str) -> list[str]:
    """Return every word of the text in order, plain, without possessive endings."""
    words: list[str] = _WORD.findall(plain(text))
    return [_joined(word) for word in words] if "'" in text or "’" in text else words


def _joined(word: str) -> str:
    """Remove the apostrophe from ``don't``, and the whole ending from ``king's``."""
    return _POSSESSIVE.sub("", word).replace("'", "").replace("’", "")


@lru_cache(maxsize=1 << 12)
def stems(text: str) -> tuple[str, ...]:
    """Return the stems of all words except stop words, in order."""
    # Cached: every premise is indexed for similarity and for full-text search, and tag names recur with every title.
    return tuple(filter(None, map(_content_stem, tokens(text))))


@lru_cache(maxsize=1 << 16)
def _content_stem(word: str) -> str:
    """Return a word's stem; empty for a stop word."""
    return "" if len(word) == 1 or word in STOP_WORDS or word.isdecimal() else stem(word)


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
    """Strip the most common English endings, so that ``detectives`` matches ``detective`` and ``singing`` ``sing``.

    At most one ending is stripped, and at least four letters are kept (three before a short ending such as ``-s``).
    """
    if not word.isascii() or len(word) < _SHORTEST_STEM:
        return word
    for ending, replacement in _ENDINGS if word.endswith(_ENDS) else ():
        if not word.endswith(ending) or word.endswith(("ss", "us", "is")):
            continue
        short = word[: -len(ending)]
        least = _SHORTEST_STEM - 1 if ending in {"s", "es", "ies", "ied", "ing", "ed"} else _SHORTEST_STEM
        if len(short) < least or _VOWELS.isdisjoint(short):
            continue
        if (
            replacement == ""
            and ending in {"ing", "ed", "er", "ers"}
            and short[-1] == short[-2]
            and short[-1] not in "lsz"
        ):
            short = short[:-1]
        return _without_e(short + replacement)
    return _without_e(word)


def _without_e(word: str) -> str:
    return word[:-1] if len(word) > _SHORTEST_STEM and word.endswith("e") else word
