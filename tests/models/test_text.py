"""Texts that somebody typed: what is put in order, and what is too long."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models.text import Fault, Wrong, lines, measured, one_line, storable
from tests.views.strategies import hostile_texts

ANY = st.text(st.characters(exclude_categories=[]), max_size=60)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  slow,\n and  better \t for it ", "slow, and better for it"),
        ("cafe\u0301", "caf\u00e9"),
        ("\u1109\u1161\u1105\u1161\u11bc", "사랑"),
        ("\u202egnp.exe", "gnp.exe"),
        ("zero\u200bwidth", "zerowidth"),
        ("a\ud800b", "ab"),
        ("a\x00b", "a b"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
        ("\u200b\u2060\ufeff", ""),
    ],
)
def test_a_text_is_put_in_order(typed: str, kept: str) -> None:
    assert one_line(typed) == kept


@given(ANY | hostile_texts)
def test_a_text_in_order_stays_as_it_is(typed: str) -> None:
    kept = one_line(typed)

    assert one_line(kept) == kept
    assert kept == unicodedata.normalize("NFC", kept).strip()
    assert not {unicodedata.category(letter) for letter in kept} & {"Cc", "Cs", "Co", "Zl", "Zp"}
    kept.encode()


@pytest.mark.parametrize(
    ("typed", "reasons"),
    [
        ("the harbour\n\n  at night  \n", ("the harbour", "at night")),
        ("- music\n* light\n• - rain", ("music", "light", "rain")),
        ("*bold* start\n-5 degrees", ("*bold* start", "-5 degrees")),
        ("rain\r\nrain\u2028rain", ("rain",)),
        ("\n \n", ()),
    ],
)
def test_reasons_are_read_one_a_line(typed: str, reasons: tuple[str, ...]) -> None:
    assert lines(typed) == reasons


@given(ANY | hostile_texts)
def test_what_is_stored_of_a_draft_can_be_written_and_loses_no_letter(typed: str) -> None:
    kept = storable(typed)

    kept.encode()
    assert one_line(kept.replace("\n", " ")) == one_line(kept)
    assert [one for one in kept if one.isalnum()] == [one for one in typed if one.isalnum()]


def test_a_text_too_long_is_told_with_its_count() -> None:
    assert measured("works", "a" * 183, 160, 2) == (Fault("works", Wrong.TOO_LONG, 183, 160, 2, "a" * 183),)
    assert measured("works", "a" * 160, 160, 2) == ()
