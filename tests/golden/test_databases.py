"""The database of every version opens with today's code and has the same content."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.storage import Store
from tests.golden.holding import Content, known_of, read_back, reviews_then
from tests.golden.place import CHECKOUT, FIRST, GOLDEN, VERSIONS, unpacked
from tests.golden.stillness import still


async def read(version: str, folder: Path) -> Content:
    path = unpacked(version, folder)
    known = known_of(path)
    with still(CHECKOUT):
        async with await Store.open(path) as store:
            return json.loads(json.dumps(await read_back(store, known)))


@pytest.mark.parametrize("version", VERSIONS)
async def test_what_servers_wrote_is_read_back_to_the_letter(version: str, tmp_path: Path) -> None:
    expected = json.loads((GOLDEN / version / "expected.json").read_text("utf-8"))

    assert await read(version, tmp_path) == expected


async def test_the_reviews_of_the_first_version_say_what_that_version_itself_read(tmp_path: Path) -> None:
    then = json.loads((GOLDEN / FIRST / "read-then.json").read_text("utf-8"))

    assert reviews_then(await read(FIRST, tmp_path)) == then
