"""What is made at start lasts: no garbage is looked for meanwhile, nor among it afterwards."""

from __future__ import annotations

import gc
from collections.abc import Generator

import pytest

from bot.gateway.garbage import frozen_afterwards, no_collection


@pytest.fixture(autouse=True)
def thawed() -> Generator[None, None, None]:
    yield
    gc.unfreeze()
    gc.enable()


def collections() -> int:
    return sum(generation["collections"] for generation in gc.get_stats())


def make_much() -> list[list[int]]:
    return [[number] for number in range(20_000)]


def test_no_garbage_is_looked_for_while_lasting_things_are_made() -> None:
    with no_collection():
        before = collections()
        meanwhile = make_much()
        assert collections() == before
    afterwards = make_much()
    assert collections() > before
    assert meanwhile == afterwards


def test_one_start_within_another_does_not_end_the_peace_early() -> None:
    with frozen_afterwards():
        with no_collection():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_was_made_is_set_aside_for_good() -> None:
    with frozen_afterwards():
        made = make_much()
    assert gc.isenabled()
    assert gc.get_freeze_count() > len(made)
