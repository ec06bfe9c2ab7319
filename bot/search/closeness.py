"""Whether a name is what was typed: up to a few slips, as its beginning, or by words that only it has.

The ranking says which name comes first; this says whether even the first one was meant at all. Without it a title that
is not in the catalogue would be answered with whichever title shares most letters with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

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
SHORTEST_SURNAME = 5
"""Letters from which words out of the middle of a person's name can stand for it."""
SHORTEST_BEGINNING = 3
"""Letters of a Latin beginning that can stand for a name; in other scripts one sign says as much."""
SHORTEST_SOUND = 6
"""Letters from which a Latin text can be a Korean name in another romanisation: many short words sound like one."""
TELLING_WORDS = 2
"""Words, apart from those that say nothing, that have to stand in a name where it is only known by its words."""
SHARE_OF_NAME = 0.5
"""How much of a name those words have to make up."""

_SILENT = frozenset(
    re.findall(
        r"\w+", "a an and at by da das de der die el en for from i in is it la le les of on or the to un una with"
    )
)
_DESCRIBES = re.compile(
    r"\bthat (?:\w+ ){0,2}(?:one|show|series|episode|film|movie|drama|story|season)\b"
    r"|\bthe one (?:with|where|about|in|set|starring)\b"
    r"|\b(?:one|show|series|episode|film|movie|drama) (?:with|where|about|starring|set)\b"
    r"|\bstarring \w"
)


def slips_allowed(letters: int, letters_a_slip: int = LETTERS_A_SLIP) -> int:
    """Say how many letters too many, missing, wrong or swapped are forgiven in a text of so many letters."""
    return min(letters // letters_a_slip, MOST_SLIPS)


def describes(typed: str) -> bool:
    """Say whether a text describes a story ("that piano one with steve noh") where others would type a title."""
    return bool(_DESCRIBES.search(" ".join(typed.casefold().split())))


def is_close(forms: Iterable[str], spelled: Iterable[Spelling]) -> bool:
    """Say whether one of these spellings is what was typed.

    Parameters
    ----------
    forms
        The typed text, folded, in each way in which it can be read (as it stands, with numbers in figures ...).
    spelled
        Every spelling of one thing.
    """
    keys = [(form, close_up(form), in_order(form)) for form in dict.fromkeys(filter(None, forms))]
    return any(_is_one(key, closed, ordered, each) for each in spelled for key, closed, ordered in keys)


def _is_one(key: str, closed: str, ordered: str, spelling: Spelling) -> bool:
    name = spelling.closed
    if spelling.origin is Origin.SOUND and len(closed) < SHORTEST_SOUND:
        return False
    person = spelling.document.subject is Subject.PERSON
    if person and spelling.origin is Origin.SOUND:
        # How a name sounds is blurred enough already; one that is typed in its own script is spelled so or is another.
        return closed == name and key.isascii()
    if closed == name:
        return True
    if spelling.origin is Origin.INITIALS:
        return name.startswith(closed) and len(closed) > 1
    if person:
        return _is_person(key, closed, spelling)
    return (
        _has_slips(closed, name, LETTERS_A_SLIP)
        or (" " in key and _has_slips(ordered, spelling.in_order, LETTERS_A_SLIP))
        or (len(closed) < len(name) and _begins(closed, name))
        or _by_words(key, spelling)
    )


def _is_person(key: str, closed: str, spelling: Spelling) -> bool:
    """Say whether a name is a person's: the family name first or last, a slip in a long name, or some of its words.

    Kim Soo-hyun is not Kim Hyun-soo, so no other order of the words will do.
    """
    name, words = spelling.closed, spelling.key.split()
    return (
        (len(closed) == len(name) and closed in name * 2)
        or _has_slips(closed, name, LETTERS_A_SLIP_IN_A_PERSON)
        or (len(closed) >= SHORTEST_BEGINNING and f"{spelling.key} ".startswith(f"{key} "))
        or (len(closed) >= SHORTEST_SURNAME and " " not in key and key in words)
    )


def _has_slips(typed: str, name: str, letters_a_slip: int) -> bool:
    """Say whether a text is a whole name with as few slips as are forgiven in the shorter of the two."""
    allowed = slips_allowed(min(len(typed), len(name)), letters_a_slip)
    return OSA.distance(typed, name, score_cutoff=allowed) <= allowed


def _begins(closed: str, name: str) -> bool:
    if closed.isascii() and len(closed) < SHORTEST_BEGINNING:
        return False
    if name.startswith(closed):
        return True
    allowed = slips_allowed(len(closed), LETTERS_A_SLIP_IN_A_BEGINNING)
    return bool(allowed) and any(
        OSA.distance(closed, name[:end], score_cutoff=allowed) <= allowed
        for end in range(len(closed) - allowed, len(closed) + allowed + 1)
    )


def _by_words(key: str, spelling: Spelling) -> bool:
    """Say whether the typed words are a part of the name between its signs, or most of its words."""
    if any(close_up(fold(part)) == close_up(key) for part in _parts(spelling.name)):
        return True
    typed = [word for word in key.split() if word not in _SILENT]
    words = spelling.key.split()
    if len(typed) < TELLING_WORDS or not all(word in words for word in typed):
        return False
    telling = [word for word in words if word not in _SILENT]
    return sum(map(len, typed)) >= SHARE_OF_NAME * sum(map(len, telling))


def _parts(name: str) -> list[str]:
    """Give what stands between the signs of a name (``Coven`` of *American Horror Story: Coven*), articles left off."""
    parts = [part.strip() for part in re.split(r"[:;(){}\[\]–—]|\s-\s|, ", name)]
    without_article = [re.sub(r"(?i)^(?:the|a|an) ", "", part) for part in parts]
    return [part for part in (*parts, *without_article) if len(part) > 1]
