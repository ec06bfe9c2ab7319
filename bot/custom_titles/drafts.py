"""The fields of a title's draft: what was typed, and what the form was filled in with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from bot.custom_titles.fields import TitleField, Typed
from bot.models import limits
from bot.models.text import one_line, storable

WAS = "was."
"""Prefix of fields that hold what the form was filled in with; all others hold what was typed."""


def typed_in(fields: Typed) -> dict[str, str]:
    """Give what was typed; empty if the form was opened but not submitted."""
    return {name: fields[name] for name in TitleField if name in fields}


def filled_with(fields: Typed) -> dict[str, str]:
    """Give what the form was filled in with; empty if unknown."""
    return {name.value: fields[WAS + name] for name in TitleField if WAS + name in fields}


def begun_with(filled: Typed) -> dict[str, str]:
    """Give the draft for a form that was just opened."""
    return {WAS + name: text for name, text in filled.items()}


def put_in_order(typed: Typed, fields: Iterable[TitleField]) -> dict[str, str]:
    """Give what was typed into these fields, ready to store."""
    return {name.value: storable(typed.get(name, ""))[: limits.FIELD] for name in fields}


class FieldConflict(Struct, frozen=True):
    """A field that two curators changed to different values."""

    field: TitleField
    mine: str
    theirs: str


def changed_by_me(fields: Typed, theirs: Typed) -> frozenset[TitleField]:
    """Give the fields the draft changed from what its form was filled in with.

    If that is unknown, the fields that differ from the title as it is now.
    """
    typed, was = typed_in(fields), filled_with(fields)
    return frozenset(
        name for name in TitleField if name in typed and not _same(typed[name], was.get(name, theirs.get(name, "")))
    )


def conflicts(fields: Typed, theirs: Typed) -> tuple[FieldConflict, ...]:
    """Give the fields that both changed to different values."""
    typed, was, mine = typed_in(fields), filled_with(fields), changed_by_me(fields, theirs)
    return tuple(
        FieldConflict(name, typed[name], theirs.get(name, ""))
        for name in TitleField
        if name in mine
        and not _same(typed[name], theirs.get(name, ""))
        and not (name in was and _same(was[name], theirs.get(name, "")))
    )


def changed_by_them(fields: Typed, theirs: Typed) -> tuple[TitleField, ...]:
    """Give the fields that only the other curator changed, as far as known."""
    was, mine = filled_with(fields), changed_by_me(fields, theirs)
    return tuple(
        name for name in TitleField if name in was and name not in mine and not _same(was[name], theirs.get(name, ""))
    )


def upon(fields: Typed, theirs: Typed) -> dict[str, str]:
    """Put a draft on top of the current title: its changes stay, every other field is theirs."""
    typed, mine = typed_in(fields), changed_by_me(fields, theirs)
    return begun_with(theirs) | {name.value: typed[name] for name in TitleField if name in mine}


def _same(one: str, other: str) -> bool:
    """Say whether two texts are equal apart from spacing."""
    return _lines(one) == _lines(other)


def _lines(text: str) -> Sequence[str]:
    return [line for line in map(one_line, text.splitlines()) if line]
