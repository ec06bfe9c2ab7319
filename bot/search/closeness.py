"""Whether a name is what was typed: up to a few slips, as its beginning, or by words that only it has.

The ranking says which name comes first; this says whether even the first one was meant at all. Without it a title that
is not in the catalogue would be answered with whichever title shares most letters with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import IntEnum
from functools import lru_cache

from rapidfuzz.distance import OSA

from bot.search.names import Origin, Spelling, Subject, in_order
from bot.search.normalise import close_up, fold

LETTERS_A_SLIP = 5
"""One slip is forgiven for every so many letters: a title of four letters none, of five to nine one, and so on."""
MOST_SLIPS = 3
LETTERS_A_SLIP_IN_A_PERSON = 10
"""People's names share more letters with each other than titles do: Lee Je-hoon is not Lee Ji-hoon."""
LETTERS_A_SLIP_IN_A_BEGINNING = 12
"""A beginning says less than a whole name, so fewer slips are forgiven in it."""
SHORTEST_WORD = 4
"""Letters from which a word says that no slip made it: *ove* and *te* stand in some name too."""
SHORT_WORD = 5
"""Letters up to which a word that begins with another letter is another word: *punch* is no misspelt *Lunch*."""
LETTERS_A_SLIP_IN_A_WORD = 2
"""The slips of a title may not all fall on one short word: *stories* is another word than *story*."""
SHORTEST_SLIPPED_NAME = 6
"""Letters of a person's name in which a slip is forgiven where it leaves a word that can be nobody's name."""
SHORTEST_FIRST_NAME = 3
"""Letters from which whole words at the beginning of a person's name stand for it: *Kim*."""
SHORTEST_SURNAME = 5
"""Letters from which words out of the middle of a person's name can stand for it."""
SHORTEST_BEGINNING = 4
"""Letters of a Latin beginning that can stand for a name; in other scripts one sign says as much."""
LONG_BEGINNING = 6
"""Letters from which a Latin beginning can stand for a name of which it is less than half: where it breaks off in a
word, since whole words are more often a title of their own, or where the name is an anthology's."""
SHORTEST_SOUND = 6
"""Letters from which a Latin text can be a Korean name in another romanisation: many short words sound like one."""
TELLING_WORDS = 2
"""Words, apart from those that say nothing, that have to stand in a name where it is only known by its words."""
SHARE_OF_NAME = 0.5
"""How much of a name those words, or a beginning, have to make up; words that say nothing do not count."""

_SILENT = frozenset(
    re.findall(
        r"\w+", "a an and at by da das de der die el en for from i in is it la le les of on or the to un una with"
    )
)
_FIGURES = re.compile(r"\d+")
_ARTICLES = frozenset(("the", "a", "an"))
_DESCRIBES = re.compile(
    r"\bthat (?:\w+ ){0,2}(?:one|show|series|episode|film|movie|drama|story|season)\b"
    r"|\bthe one (?:with|where|about|in|set|starring)\b"
    r"|\b(?:one|show|series|episode|film|movie|drama) (?:with|where|about|starring|set)\b"
    r"|\bstarring \w"
)


_MAYBE_A_NAME = re.compile(
    r"(?:(?:[cksptg]h|kk|pp|tt|ss|jj|[bcdfghjklmnprstvwyz])?[wy]?[aeiou]{1,2}(?:ng|[nmklptrsh])?)+"
)
"""Syllables that somebody's name can be made of; *spoo* and *lbee* are none."""


class Closeness(IntEnum):
    """How a name is meant by what was typed."""

    FAR = 0
    """It is not."""
    MISSPELT = 1
    """As a whole, with slips."""
    IN_PART = 2
    """By its beginning, or by some of its words."""
    WHOLE = 3
    """As it is spelled, or as a part of it between signs is."""


def slips_allowed(letters: int, letters_a_slip: int = LETTERS_A_SLIP) -> int:
    """Say how many letters too many, missing, wrong or swapped are forgiven in a text of so many letters."""
    return min(letters // letters_a_slip, MOST_SLIPS)


def describes(typed: str) -> bool:
    """Say whether a text describes a story ("that piano one with steve noh") where others would type a title."""
    return bool(_DESCRIBES.search(" ".join(typed.casefold().split())))


def says_nothing(key: str) -> bool:
    """Say whether a folded text has none but words that say nothing by themselves: ``the``, ``in the``."""
    return all(word in _SILENT for word in key.split())


def without_article(key: str) -> str:
    """Give a folded text without an English article at its beginning."""
    first, _, rest = key.partition(" ")
    return rest if first in _ARTICLES and rest else key


def is_close(forms: Iterable[str], spelled: Iterable[Spelling], sound: str = "") -> bool:
    """Say whether one of these spellings is what was typed.

    Parameters
    ----------
    forms
        The typed text, folded, in each way in which it can be read (as it stands, with numbers in figures ...).
    spelled
        Every spelling of one thing.
    sound
        How the text sounds; compared with how names sound, and with nothing else.
    """
    return any(map(bool, _each(forms, spelled, sound)))


def closeness(forms: Iterable[str], spelled: Iterable[Spelling], sound: str = "") -> Closeness:
    """Say how one of these spellings is what was typed: in the surest of all ways. See :func:`is_close`."""
    return max(_each(forms, spelled, sound), default=Closeness.FAR)


def _each(forms: Iterable[str], spelled: Iterable[Spelling], sound: str) -> Iterable[Closeness]:
    keys = [(form, close_up(form)) for form in dict.fromkeys(filter(None, forms))]
    sounds = [(sound, close_up(sound))] if sound else []
    return (
        _closeness(key, closed, each)
        for each in spelled
        for key, closed in (sounds if each.origin is Origin.SOUND else keys)
    )


def _closeness(key: str, closed: str, spelling: Spelling) -> Closeness:  # noqa: PLR0911  # a rule a line
    name = spelling.closed
    if spelling.origin is Origin.SOUND and len(closed) < SHORTEST_SOUND:
        return Closeness.FAR
    if closed == name or (" " in f"{key}{spelling.key}" and without_article(key) == without_article(spelling.key)):
        return Closeness.WHOLE
    person = spelling.document.subject is Subject.PERSON
    if person and spelling.origin is Origin.SOUND:
        # How a name sounds is blurred enough already; one that is typed in its own script is spelled so or is another.
        return Closeness.FAR
    if spelling.origin is Origin.INITIALS:
        return Closeness.IN_PART if name.startswith(closed) and len(closed) > 1 else Closeness.FAR
    if person:
        return _of_person(key, closed, spelling)
    if closed in _parts(spelling.name):
        return Closeness.WHOLE
    if (len(closed) < len(name) and _begins(key, closed, spelling)) or _by_words(key, spelling):
        return Closeness.IN_PART
    return Closeness.MISSPELT if has_slips(key, spelling.key) else Closeness.FAR


def _of_person(key: str, closed: str, spelling: Spelling) -> Closeness:
    """Say whether a name is a person's: the family name first or last, a slip in a long name, or some of its words.

    Kim Soo-hyun is not Kim Hyun-soo, so no other order of the words will do.
    """
    name, words = spelling.closed, spelling.key.split()
    if len(closed) == len(name) and closed in name * 2:
        return Closeness.WHOLE
    if (len(closed) >= SHORTEST_FIRST_NAME and f"{spelling.key} ".startswith(f"{key} ")) or (
        len(closed) >= SHORTEST_SURNAME and " " not in key and key in words
    ):
        return Closeness.IN_PART
    slipped = _has_few_slips(closed, name, LETTERS_A_SLIP_IN_A_PERSON) or _is_no_other_name(key.split(), words)
    return Closeness.MISSPELT if slipped else Closeness.FAR


def _is_no_other_name(typed: list[str], words: list[str]) -> bool:
    """Say whether one slip makes a person's name of a text that can be nobody's: *Ye Spoo-jung* of *Ye Soo-jung*."""
    is_latin = all(map(str.isascii, typed))
    if not is_latin or len(typed) != len(words) or sum(map(len, words)) < SHORTEST_SLIPPED_NAME:
        return False
    others = [(one, other) for one, other in zip(typed, words, strict=True) if one != other]
    if len(others) != 1:
        return False
    ((one, other),) = others
    return OSA.distance(one, other, score_cutoff=1) == 1 and not _MAYBE_A_NAME.fullmatch(one)


def has_slips(key: str, name: str) -> bool:
    """Say whether a folded text is a whole folded name with as few slips as are forgiven in the shorter of the two.

    A figure is never a slip, and none of the words may be another one. The words can stand in any order.
    """
    if _figures(key) != _figures(name):
        return False
    typed_words, words = key.split(), name.split()
    if _has_few_slips(close_up(key), close_up(name), LETTERS_A_SLIP) and _are_alike(typed_words, words):
        return True
    if len(typed_words) == 1:
        return False
    return _has_few_slips(in_order(key), in_order(name), LETTERS_A_SLIP) and _are_alike(
        sorted(typed_words), sorted(words)
    )


def is_another_word(key: str, name: str, is_word: Callable[[str], bool]) -> bool:
    """Say whether what looks like a slip is another word: *cargo* is no misspelt *Fargo*, *true detectives* is a slip.

    In a short text one wrong letter is enough for that, in a long one a word has to have two.

    Parameters
    ----------
    is_word
        Says whether a folded word is one that people use.
    """
    typed, words = key.split(), name.split()
    slipped = [word for word in typed if word not in words]
    if not slipped:
        return False
    is_short = len(close_up(key)) < 2 * LETTERS_A_SLIP
    if is_short and any(len(one) <= SHORT_WORD and one[1:] == other[1:] for one in slipped for other in words):
        return True
    if not all(one in _SILENT or (len(one) >= SHORTEST_WORD and is_word(one)) for one in slipped):
        return False
    return is_short or all(min(OSA.distance(one, other) for other in words) > 1 for one in slipped)


def _are_alike(typed: list[str], words: list[str]) -> bool:
    """Say whether the one word in which two texts differ is the same word with slips; where more differ, they are."""
    others = [(one, other) for one, other in zip(typed, words, strict=False) if one != other]
    if len(typed) != len(words) or len(others) != 1:
        return True
    ((one, other),) = others
    allowed = max(1, slips_allowed(min(len(one), len(other)), LETTERS_A_SLIP_IN_A_WORD))
    return OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _figures(key: str) -> list[str]:
    return _FIGURES.findall(key)


def _has_few_slips(typed: str, name: str, letters_a_slip: int) -> bool:
    allowed = slips_allowed(min(len(typed), len(name)), letters_a_slip)
    return OSA.distance(typed, name, score_cutoff=allowed) <= allowed


def _begins(key: str, closed: str, spelling: Spelling) -> bool:
    """Say whether a name begins with what was typed, and enough of it to tell it from others."""
    if closed.isascii() and len(closed) < SHORTEST_BEGINNING:
        return False
    if closed.isascii() and not _says_enough(key, spelling):
        return False
    name = spelling.closed
    if name.startswith(closed):
        return True
    allowed = slips_allowed(len(closed), LETTERS_A_SLIP_IN_A_BEGINNING)
    return bool(allowed) and any(
        OSA.distance(closed, name[:end], score_cutoff=allowed) <= allowed
        for end in range(len(closed) - allowed, len(closed) + allowed + 1)
    )


def _says_enough(key: str, spelling: Spelling) -> bool:
    """Say whether a Latin beginning is enough of a name: most of it, or long."""
    telling = _telling(key)
    if telling > SHARE_OF_NAME * _telling(spelling.key):
        return True
    breaks_off = not f"{spelling.key} ".startswith(f"{key} ")
    return telling >= LONG_BEGINNING and (breaks_off or spelling.document.subject is Subject.ANTHOLOGY)


def _telling(key: str) -> int:
    return sum(len(word) for word in key.split() if word not in _SILENT)


def _by_words(key: str, spelling: Spelling) -> bool:
    """Say whether the typed words are most of the name's."""
    typed, words = key.split(), spelling.key.split()
    telling = [word for word in typed if word not in _SILENT]
    if len(telling) < TELLING_WORDS or not all(word in words for word in telling):
        return False
    if not all(word in words for word in typed) and telling != [word for word in words if word in telling]:
        return False  # the secret of love is not Secret Love
    return sum(map(len, telling)) >= SHARE_OF_NAME * _telling(spelling.key)


@lru_cache(maxsize=4096)
def _parts(name: str) -> frozenset[str]:
    """Give what stands between the signs of a name (``coven`` of *American Horror Story: Coven*), folded and closed up.

    With and without an article. Cached, because each of a thing's spellings has one of its few names.
    """
    parts = [part.strip() for part in re.split(r"[:;(){}\[\]–—]|\s-\s|, ", name)]
    keys = [fold(part) for part in parts if len(part) > 1]
    return frozenset(close_up(key) for part in keys for key in (part, without_article(part)))
