"""Who belongs to the catalogue: everybody credited in it or who created a part of it."""

from __future__ import annotations

from msgspec.structs import replace

from bot.models.catalogue import people_of
from tests.storage.samples import ADA, BEN, CARA, FULL, simple


def test_everybody_is_given_once_and_by_id() -> None:
    assert people_of([FULL, simple("lighthouse", people=[BEN])]) == (ADA, BEN, CARA)


def test_somebody_who_only_created_an_anthology_belongs_to_it() -> None:
    assert people_of([replace(simple("aaa"), creators=(CARA,))]) == (CARA,)


def test_no_anthologies_have_nobody() -> None:
    assert people_of([]) == ()
