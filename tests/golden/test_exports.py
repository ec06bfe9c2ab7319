"""The exports of every version are the same files today, and can be imported into any server."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.simulator import Simulator, furnish
from tests.golden.exchanging import JSON, REVIEWS, TITLES, exported, imported, lasting_csv, lasting_json, names
from tests.golden.place import CHECKOUT, GOLDEN, VERSIONS, golden_place, unpacked
from tests.golden.stillness import still

SERVERS = ("club", "circle")
EVERY_SERVER = pytest.mark.parametrize(
    ("version", "server"), [(version, server) for version in VERSIONS for server in SERVERS]
)


def recorded(version: str, server: str) -> dict[str, bytes]:
    return {name: (GOLDEN / version / server / name).read_bytes() for name in (JSON, REVIEWS, TITLES)}


def somewhere_else(place: Simulator) -> Simulator:
    """Give an empty server."""
    return furnish(place.env, place.bot)


@pytest.mark.parametrize("version", VERSIONS)
async def test_an_export_is_the_same_file_to_the_letter(version: str, tmp_path: Path) -> None:
    with still(CHECKOUT):
        async with golden_place(unpacked(version, tmp_path)) as place:
            for name, server in place.written_in.items():
                assert await exported(server) == recorded(version, name)


@pytest.mark.asyncio(loop_scope="module")
@EVERY_SERVER
async def test_an_export_brings_everything_into_an_empty_server(place: Simulator, version: str, server: str) -> None:
    files, empty = recorded(version, server), somewhere_else(place)
    assert (await imported(empty, JSON, files[JSON])).startswith("Applied\n")
    again = await exported(empty)

    assert lasting_json(again[JSON]) == lasting_json(files[JSON])
    writers = {one["curator"] for one in lasting_csv(files[REVIEWS])}
    assert {key: name for key, name in names(files[JSON]).items() if key in writers}.items() <= names(
        again[JSON]
    ).items()
    assert lasting_csv(again[REVIEWS]) == lasting_csv(files[REVIEWS])
    assert lasting_csv(again[TITLES]) == lasting_csv(files[TITLES])


@pytest.mark.asyncio(loop_scope="module")
@EVERY_SERVER
async def test_the_sheets_bring_the_same_as_the_whole_file(place: Simulator, version: str, server: str) -> None:
    files, empty = recorded(version, server), somewhere_else(place)
    for name in (TITLES, REVIEWS):
        await imported(empty, name, files[name])
    again = await exported(empty)

    assert lasting_csv(again[REVIEWS]) == lasting_csv(files[REVIEWS])
    assert lasting_csv(again[TITLES]) == lasting_csv(files[TITLES])


@pytest.mark.asyncio(loop_scope="module")
@EVERY_SERVER
async def test_an_export_changes_nothing_when_it_comes_a_second_time(
    place: Simulator, version: str, server: str
) -> None:
    files, empty = recorded(version, server), somewhere_else(place)
    await imported(empty, JSON, files[JSON])

    assert (await imported(empty, JSON, files[JSON])).startswith("Nothing to change\n")
