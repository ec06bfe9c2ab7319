"""Garbage collection is paused during start, and never looks at what was created then."""

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


def test_there_is_no_collection_inside_the_block() -> None:
    with no_collection():
        before = collections()
        meanwhile = make_much()
        assert collections() == before
    afterwards = make_much()
    assert collections() > before
    assert meanwhile == afterwards


def test_a_nested_block_does_not_turn_collection_on_again() -> None:
    with frozen_afterwards():
        with no_collection():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_was_created_is_frozen() -> None:
    with frozen_afterwards():
        made = make_much()
    assert gc.isenabled()
    assert gc.get_freeze_count() > len(made)
