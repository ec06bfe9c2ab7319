"""What differs between two wordings of a review, and how two of them made from the same one become one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.reviews.fields import Entry, Fields

_ONE_OF_MANY = {Entry.VERDICT, Entry.OTHER, Entry.SCORE}
"""Fields that hold one answer: of two, one has to go."""
_LISTS = {Entry.WORKS, Entry.DOESNT}
_COMPARED = (Entry.OTHER, Entry.COMPARISON)
_BETWEEN = {Entry.HEADLINE: " / ", Entry.COMPARISON: " / ", Entry.SPOILERS: "\n\n"}
"""What stands between two texts of which neither may be lost; whoever merges makes one of them."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that differs.

    Parameters
    ----------
    before, after
        What stood in it and what stands in it now; of two curators, what is there and what is to be.
    """

    entry: Entry
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Merged:
    """Two wordings in one form.

    Parameters
    ----------
    clashes
        The fields that both changed, each in another way: somebody has to look at them.
    """

    fields: dict[str, str]
    clashes: tuple[Entry, ...]


def differences(before: Fields, after: Fields) -> tuple[Difference, ...]:
    """Give the fields that differ, in the order of the forms."""
    return tuple(
        Difference(entry, was, becomes)
        for entry in Entry
        if (was := _tidy(before.get(entry, ""))) != (becomes := _tidy(after.get(entry, "")))
    )


def _tidy(text: str) -> str:
    return "\n".join(line for part in text.splitlines() if (line := part.strip()))


def merged(base: Fields, mine: Fields, theirs: Fields) -> Merged:
    """Merge what two curators made of one wording.

    A field that only one of them changed is as they made it. Where both changed it, reasons are merged one by one,
    texts stand one after the other, mine first, and of single answers mine holds; those are the clashes. A comparison
    goes with the title that it is with.

    Parameters
    ----------
    base
        What both began with; empty where there was nothing.
    """
    fields: dict[str, str] = {}
    clashes: list[Entry] = []
    for entry in Entry:
        was, my, their = (_tidy(one.get(entry, "")) for one in (base, mine, theirs))
        if their in {my, was}:
            fields[entry] = my
        elif my == was:
            fields[entry] = their
        elif entry in _LISTS:
            fields[entry] = "\n".join(_merged_lines(was.splitlines(), my.splitlines(), their.splitlines()))
        else:
            fields[entry] = my or their if entry in _ONE_OF_MANY else _both(entry, my, their)
            clashes.append(entry)
    was, my, their = (tuple(_tidy(one.get(entry, "")) for entry in _COMPARED) for one in (base, mine, theirs))
    if my[0] != their[0] and was not in {my, their}:
        # What one of them says of one title cannot stand behind the other's.
        fields |= dict(zip(_COMPARED, my if any(my) else their, strict=True))
        clashes += [entry for entry in _COMPARED if entry not in clashes]
    return Merged(fields, tuple(clashes))


def _both(entry: Entry, my: str, their: str) -> str:
    return _BETWEEN[entry].join(dict.fromkeys(filter(None, (my, their))))


def _merged_lines(was: Sequence[str], my: Sequence[str], their: Sequence[str]) -> list[str]:
    """Keep what nobody took away and what anybody added, mine first and each in its order."""
    gone = {line for line in was if line not in my or line not in their}
    return [line for line in dict.fromkeys((*my, *their)) if line not in gone]
