"""What a draft of a title holds: what was typed, and beside it what its form was filled with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.custom_titles.fields import TitleField, Typed
from bot.models import limits
from bot.models.text import one_line, storable

WAS = "was."
"""Stands before a field's name for what the form was filled with; the rest of a draft is what was typed."""


def typed_in(fields: Typed) -> dict[str, str]:
    """Give what was typed; empty where a form was opened and nothing sent yet."""
    return {name: fields[name] for name in TitleField if name in fields}


def filled_with(fields: Typed) -> dict[str, str]:
    """Give what the form was filled with; empty where that is not known."""
    return {name.value: fields[WAS + name] for name in TitleField if WAS + name in fields}


def begun_with(filled: Typed) -> dict[str, str]:
    """Give the draft of a form that was opened, and nothing typed yet."""
    return {WAS + name: text for name, text in filled.items()}


def put_in_order(typed: Typed, fields: Iterable[TitleField]) -> dict[str, str]:
    """Give what was typed into these fields as it can be kept."""
    return {name.value: storable(typed.get(name, ""))[: limits.FIELD] for name in fields}


@dataclass(frozen=True, slots=True)
class FieldConflict:
    """A field that two curators filled in differently."""

    field: TitleField
    mine: str
    theirs: str


def changed_by_me(fields: Typed, theirs: Typed) -> frozenset[TitleField]:
    """Give the fields that the draft says otherwise than what its form was filled with.

    Where that is not known, all that it says otherwise than what is there now.
    """
    typed, was = typed_in(fields), filled_with(fields)
    return frozenset(
        name for name in TitleField if name in typed and not _same(typed[name], was.get(name, theirs.get(name, "")))
    )


def conflicts(fields: Typed, theirs: Typed) -> tuple[FieldConflict, ...]:
    """Give the fields that both changed, to different things."""
    typed, was, mine = typed_in(fields), filled_with(fields), changed_by_me(fields, theirs)
    return tuple(
        FieldConflict(name, typed[name], theirs.get(name, ""))
        for name in TitleField
        if name in mine
        and not _same(typed[name], theirs.get(name, ""))
        and not (name in was and _same(was[name], theirs.get(name, "")))
    )


def changed_by_them(fields: Typed, theirs: Typed) -> tuple[TitleField, ...]:
    """Give the fields that were changed meanwhile, as far as that is known, and not in the draft."""
    was, mine = filled_with(fields), changed_by_me(fields, theirs)
    return tuple(
        name for name in TitleField if name in was and name not in mine and not _same(was[name], theirs.get(name, ""))
    )


def upon(fields: Typed, theirs: Typed) -> dict[str, str]:
    """Set a draft upon what is there now: what it changes stays, everything else is theirs."""
    typed, mine = typed_in(fields), changed_by_me(fields, theirs)
    return begun_with(theirs) | {name.value: typed[name] for name in TitleField if name in mine}


def _same(one: str, other: str) -> bool:
    """Say whether two texts of a field differ in nothing but spacing."""
    return _lines(one) == _lines(other)


def _lines(text: str) -> Sequence[str]:
    return [line for line in map(one_line, text.splitlines()) if line]
