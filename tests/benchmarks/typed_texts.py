"""Make what people would type for a work, in the eleven kinds of the shared yardstick, from any seed."""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.search.romanise import romanise

_NEARBY = (
    "qwa wqes ewrd retf tryg ytuh uyij iuok oipl pol aqsz sawdxz dsefcx fdrgvc gfthbv hgyjnb jhukmn kjilm lkop zasx "
    "xzsdc cxdfv vcfgb bvghn nbhjm mnjk"
)
NEIGHBOURS = {keys[0]: keys[1:] for keys in _NEARBY.split(" ")}
"""Which keys lie beside each other where most people type."""
LATIN = re.compile(r"[\x20-\x7e]*[a-zA-Z][\x20-\x7e]*")
HANGUL = re.compile(r"[가-힣]")
WIDE = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]{3,}")


@dataclass(frozen=True, slots=True)
class Work:
    """A work as the yardstick has it: its id, its title and all its names."""

    key: str
    title: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Typed:
    """A text that somebody typed, of which kind, and what they meant."""

    kind: str
    text: str
    key: str


def with_typo(text: str, chance: random.Random) -> str:
    """Give the text with one slip: a letter left out, doubled, swapped, or its neighbour's key hit."""
    at = chance.randrange(len(text))
    slip = chance.randrange(4)
    near = chance.choice(NEIGHBOURS.get(text[at], "aeiou"))
    if slip == 0:
        return text[:at] + text[at + 1 :]
    if slip == 1:
        return text[:at] + near + text[at + 1 :]
    if slip == 2:
        return text[:at] + chance.choice((near, text[at])) + text[at:]
    return text[:at] + text[at : at + 2][::-1] + text[at + 2 :]


def _latin_title(work: Work) -> str | None:
    return work.title.lower() if LATIN.fullmatch(work.title) and len(work.title) > 4 else None


def _prefix(work: Work, chance: random.Random) -> str | None:
    title = _latin_title(work)
    length = chance.randint(4, 8)
    return title[:length] if title and len(title) > length else None


def _full_with(slips: int) -> Callable[[Work, random.Random], str | None]:
    def typed(work: Work, chance: random.Random) -> str | None:
        text = _latin_title(work)
        for _ in range(slips):
            text = with_typo(text, chance) if text else text
        return text

    return typed


def _most(work: Work, chance: random.Random) -> str | None:
    title = _latin_title(work)
    return with_typo(title[: max(4, int(len(title) * 0.6))], chance) if title and len(title) > 6 else None


def _inner_words(work: Work, chance: random.Random) -> str | None:
    words = (_latin_title(work) or "").split()
    if len(words) < 3:
        return None
    at = chance.randint(1, len(words) - 2)
    return " ".join(words[at : at + 2])


def _shuffled(work: Work, chance: random.Random) -> str | None:
    words = (_latin_title(work) or "").split()
    if len(words) < 2:
        return None
    chance.shuffle(words)
    return with_typo(" ".join(words), chance)


def _without_marks(work: Work, chance: random.Random) -> str | None:
    small = [name.lower() for name in work.names]
    marked = [name for name in small if re.search(r"[à-ɏḀ-ỿ]", name) and re.search(r"[a-z]", name)]
    if not marked:
        return None
    name = chance.choice(marked)
    plain = "".join(c for c in unicodedata.normalize("NFD", name) if not unicodedata.combining(c))
    return plain[: int(len(plain) * 0.7)]


def _hangul_name(work: Work, chance: random.Random) -> str | None:
    written = [name for name in work.names if len(HANGUL.findall(name)) > 2]
    return chance.choice(written) if written else None


def _hangul_prefix(work: Work, chance: random.Random) -> str | None:
    name = _hangul_name(work, chance)
    length = chance.randint(2, 4)
    return name[:length] if name and len(name) > length else None


def _hangul_half_typed(work: Work, chance: random.Random) -> str | None:
    name = _hangul_name(work, chance)
    if not name:
        return None
    typed = name[: max(2, int(len(name) * 0.6))]
    if not HANGUL.match(typed[-1]):
        return typed
    letters = unicodedata.normalize("NFD", typed[-1])
    kept = letters[:-1] if len(letters) > 2 else letters[:1]
    return typed[:-1] + unicodedata.normalize("NFC", kept)


def _hangul_wrong_letter(work: Work, chance: random.Random) -> str | None:
    name = _hangul_name(work, chance)
    if not name:
        return None
    at = chance.choice([place for place, sign in enumerate(name) if HANGUL.match(sign)])
    letters = list(unicodedata.normalize("NFD", name[at]))
    which = chance.randrange(2)
    letters[which] = chr(chance.randint(0x1100, 0x1112) if which == 0 else chance.randint(0x1161, 0x1175))
    return name[:at] + unicodedata.normalize("NFC", "".join(letters)) + name[at + 1 :]


def _wide_prefix(work: Work, chance: random.Random) -> str | None:
    written = [name for name in work.names if WIDE.match(name)]
    return chance.choice(written)[: chance.randint(2, 3)] if written else None


KINDS: dict[str, Callable[[Work, random.Random], str | None]] = {
    "prefix 4-8": _prefix,
    "full, 1 typo": _full_with(1),
    "full, 2 typos": _full_with(2),
    "60% prefix, 1 typo": _most,
    "inner words": _inner_words,
    "shuffled, 1 typo": _shuffled,
    "diacritics dropped": _without_marks,
    "Hangul prefix 2-4": _hangul_prefix,
    "Hangul half-typed": _hangul_half_typed,
    "Hangul 1 jamo typo": _hangul_wrong_letter,
    "CJK prefix 2-3": _wide_prefix,
}
"""The yardstick's eleven kinds, each with what makes one of it (None where the work has no such name)."""


def typed_texts(works: Sequence[Work], seed: int, of_each: int = 100) -> list[Typed]:
    """Give a set of typed texts, as many of each kind, from works drawn evenly."""
    chance = random.Random(seed)
    texts: list[Typed] = []
    for kind, make in KINDS.items():
        made = 0
        while made < of_each:
            work = chance.choice(works)
            text = make(work, chance)
            if text and text.strip():
                texts.append(Typed(kind, text, work.key))
                made += 1
    return texts


LOOSELY = (
    *(("eo", "u"), ("eu", "u"), ("eo", "o"), ("ae", "e")),
    *(("g", "k"), ("d", "t"), ("b", "p"), ("j", "ch"), ("si", "shi")),
)
"""How people write Hangul in Latin letters when they do not know the rules."""


def romanised(works: Sequence[Work], seed: int, of_each: int = 300) -> dict[str, list[Typed]]:
    """Make what people type in Latin letters for works with Hangul names: by the rules, and loosely: two changes."""
    chance = random.Random(seed)
    texts: dict[str, list[Typed]] = {"by the rules": [], "loosely": []}
    for work in chance.sample(list(works), min(of_each, len(works))):
        latin = romanise(work.title) or ""
        texts["by the rules"].append(Typed("by the rules", latin, work.key))
        for ruled, loose in chance.sample(LOOSELY, 2):
            latin = latin.replace(ruled, loose)
        texts["loosely"].append(Typed("loosely", latin, work.key))
    return texts
