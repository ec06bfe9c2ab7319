"""Compare two wordings of a review, and merge two edits of the same version."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from bot.reviews.fields import Entry, Fields

_ONE_OF_MANY = {Entry.VERDICT, Entry.OTHER, Entry.SCORE}
"""Fields with a single answer: of two, only one can stay."""
_LISTS = {Entry.WORKS, Entry.DOESNT}
_COMPARED = (Entry.OTHER, Entry.COMPARISON)
_BETWEEN = {Entry.HEADLINE: " / ", Entry.COMPARISON: " / ", Entry.SPOILERS: "\n\n"}
"""Separator between two texts when both are kept; the curator who merges edits them into one."""


class Difference(Struct, frozen=True):
    """A field that differs.

    Parameters
    ----------
    before, after
        The old and the new text; between two curators, the published text and the draft's.
    """

    entry: Entry
    before: str
    after: str


class Merged(Struct, frozen=True):
    """Two wordings merged into one form.

    Parameters
    ----------
    clashes
        The fields that both changed differently: a curator has to check them.
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
    """Merge two curators' edits of one version.

    A field that only one of them changed takes that change. Where both changed it, reasons are merged one by one,
    texts are put one after the other, mine first, and for single answers mine wins; these are the clashes. A
    comparison stays together with the title it compares to.

    Parameters
    ----------
    base
        The version both started from; empty if there was none.
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
        # A comparison with one title makes no sense next to the other title.
        fields |= dict(zip(_COMPARED, my if any(my) else their, strict=True))
        clashes += [entry for entry in _COMPARED if entry not in clashes]
    return Merged(fields, tuple(clashes))


def _both(entry: Entry, my: str, their: str) -> str:
    return _BETWEEN[entry].join(dict.fromkeys(filter(None, (my, their))))


def _merged_lines(was: Sequence[str], my: Sequence[str], their: Sequence[str]) -> list[str]:
    """Keep lines that neither removed and that either added, mine first, each side in its order."""
    gone = {line for line in was if line not in my or line not in their}
    return [line for line in dict.fromkeys((*my, *their)) if line not in gone]
