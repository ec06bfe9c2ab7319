"""Records become JSON text and come back equal; the shape of that text changes with the records alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, make_dataclass
from enum import StrEnum
from typing import NewType

import msgspec
import pytest
from hypothesis import given
from msgspec.structs import fields

from bot.models.catalogue import Anthology, Credit, Instalment, PartialDate, Person, Source, Tag
from bot.models.opinions import Comparison, Opinion, PressReview, Score
from bot.storage import CatalogueRecord
from bot.storage.documents import shape_of, to_text
from tests.storage.samples import FULL, FULL_REVIEWS, TAGS
from tests.storage.strategies import records


@given(entry=records())
def test_any_anthology_and_its_reviews_come_back_equal(entry: CatalogueRecord) -> None:
    assert msgspec.json.decode(to_text(entry), type=CatalogueRecord) == entry


def test_the_samples_use_every_kind_of_field_and_come_back_as_the_same_types() -> None:
    back = msgspec.json.decode(to_text(FULL), type=Anthology)
    # Hidden from repr, and yet stored.
    assert back.sources == FULL.sources
    assert repr(back) == repr(FULL)
    assert repr(msgspec.json.decode(to_text(TAGS), type=tuple[Tag, ...])) == repr(TAGS)
    assert msgspec.json.decode(to_text(FULL_REVIEWS), type=tuple[PressReview, ...]) == FULL_REVIEWS
    assert back.instalments[1].first_aired == PartialDate(2023, 12, 6)


def test_the_text_is_readable_as_it_is() -> None:
    assert '"native_title":"항구"' in to_text(FULL)


Name = NewType("Name", str)


class Colour(StrEnum):
    RED = "red"


class RedOrBlue(StrEnum):
    RED = "red"
    BLUE = "blue"


def shape_with(*extra: tuple[str, object], inner: tuple[str, object] = ("name", str)) -> int:
    within = make_dataclass("Inner", [inner])
    # Types are put in whole: made-up classes have no module to look a name up in.
    made = make_dataclass("Outer", [("id", Name), ("inner", tuple[within, ...]), *extra], frozen=True, slots=True)
    return shape_of(made)


_PLAIN = shape_with(("colour", Colour))


@pytest.mark.parametrize(
    "other",
    [
        shape_with,
        lambda: shape_with(("colour", RedOrBlue)),
        lambda: shape_with(("colour", str)),
        lambda: shape_with(("tint", Colour)),
        lambda: shape_with(("colour", Colour | None)),
        lambda: shape_with(("colour", Colour), ("more", str)),
        lambda: shape_with(("colour", Colour), inner=("title", str)),
        lambda: shape_with(("colour", Colour), inner=("name", int)),
    ],
    ids=["less", "value of an enum", "type", "name", "optional", "more", "name within", "type within"],
)
def test_the_shape_changes_with_every_field_however_deep(other: Callable[[], int]) -> None:
    assert other() != _PLAIN
    assert shape_with(("colour", Colour)) == _PLAIN


def test_a_docstring_changes_no_shape_and_the_number_fits_every_database() -> None:
    @dataclass
    class Thing:
        """One."""

        name: str

    before = shape_of(Thing)
    Thing.__doc__ = "Another."
    assert shape_of(Thing) == before
    assert 0 <= before < 2**31


def test_the_shape_of_the_catalogue_is_the_same_at_every_start() -> None:
    assert shape_of(Anthology, PressReview, Tag) == shape_of(Anthology, PressReview, Tag)


def test_every_record_of_the_catalogue_stands_in_its_documents() -> None:
    _schemas, found = msgspec.json.schema_components([Anthology, PressReview, Tag])
    expected = (
        Anthology,
        Instalment,
        Credit,
        Person,
        PartialDate,
        Source,
        Tag,
        PressReview,
        Opinion,
        Score,
        Comparison,
    )
    for kind in expected:
        assert found[kind.__name__]["properties"].keys() == {field.name for field in fields(kind)}


def test_a_field_that_is_added_needs_nothing_of_storage() -> None:
    with_slogan = msgspec.defstruct("WithSlogan", [("slogan", str | None, None)], bases=(Anthology,), frozen=True)
    assert shape_of(with_slogan) != shape_of(Anthology)
    # What was written before it can still be read, and what is written from now on holds it.
    values = {field.name: getattr(FULL, field.name) for field in fields(FULL)}
    assert msgspec.json.decode(to_text(FULL), type=with_slogan) == with_slogan(**values)
    told = with_slogan(**values, slogan="She has to write about love.")
    assert msgspec.json.decode(to_text(told), type=with_slogan) == told
