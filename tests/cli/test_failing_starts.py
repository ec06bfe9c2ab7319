"""A start that fails says in one sentence what is wrong, where, and what to do."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shutil
import socket
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import simcord

from bot.catalogue.sync import CATALOGUE
from bot.cli.simulator import furnish
from bot.gateway.client import Anthologist, Registering
from bot.settings import Settings
from bot.storage import inspect
from tests.cli.processes import Ended, finished, on
from tests.fake_discord import TOKEN, FakeDiscord, fake_discord

pytestmark = pytest.mark.asyncio(loop_scope="module")

ROOM = 1_000_000
"""Bytes that the full disk of these tests still takes in one file: enough to open a database, not to fill it."""


async def test_a_refused_token_is_reported_and_never_shown(discord: FakeDiscord, tmp_path: Path) -> None:
    discord.refuses_token = True
    try:
        ends = await asyncio.gather(
            *(
                finished("run", settings=on(discord, tmp_path / "a.db", LOG_LEVEL="DEBUG", LOG_FORMAT=form))
                for form in ("text", "json")
            ),
            finished("sync", settings=on(discord, tmp_path / "a.db")),
        )
    finally:
        discord.refuses_token = False

    for ended in ends:
        assert ended.status == 1
        assert ended.err.splitlines()[-1] == (
            "Discord refuses the DISCORD_TOKEN: reset it on the application's Bot page and write it to .env."
        )
        assert "Traceback" not in ended.err
        assert TOKEN not in ended.out + ended.err
    assert not (tmp_path / "a.db").exists(), "nothing was begun"


async def test_a_token_that_only_the_gateway_refuses(discord: FakeDiscord, database: Path) -> None:
    discord.gateway_refuses_token = True
    try:
        ended = await finished("run", settings=on(discord, database))
    finally:
        discord.gateway_refuses_token = False

    assert ended.status == 1
    assert ended.sentence.startswith("Discord refuses the DISCORD_TOKEN")


async def test_a_server_that_is_not_there_or_is_no_discord(database: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        nobody = free.getsockname()[1]
    async with fake_discord() as broken, fake_discord() as strange:
        broken.trouble = 503
        addresses = [f"http://127.0.0.1:{nobody}/api/v10", broken.api, f"http://127.0.0.1:{strange.port}/api/v9"]
        unreachable, trouble, elsewhere = await asyncio.gather(
            *(finished("run", settings={**on(broken, database), "DISCORD_API_URL": address}) for address in addresses)
        )

    assert unreachable.status == trouble.status == elsewhere.status == 1
    assert unreachable.sentence.startswith("Discord cannot be reached (")
    assert unreachable.sentence.endswith("see to the network or DISCORD_API_URL.")
    assert trouble.sentence == "Discord answered 503 (out of order); try later."
    assert elsewhere.sentence.startswith("Discord answered 404 (")


async def test_a_page_that_is_no_api_is_named(database: Path) -> None:
    async def greet(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(
            b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
        )
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(greet, "127.0.0.1", 0) as server:
        address = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        ended = await finished(
            "run", settings={"DISCORD_TOKEN": TOKEN, "DISCORD_API_URL": address, "DATABASE_PATH": database}
        )

    assert ended.status == 1
    assert ended.sentence.startswith(f"{address} does not answer as Discord does: DISCORD_API_URL has to be")


async def test_all_wrong_settings_are_reported_at_once() -> None:
    ended = await finished("run", settings={"DISCORD_TOKEN": "hunter2", "LOG_LEVEL": "loud", "SHUTDOWN_SECONDS": "x"})

    first, *complaints = ended.err.splitlines()
    assert ended.status == 1
    assert first == "Wrong settings (in the environment or in .env):"
    assert [one.split(":")[0].strip() for one in complaints] == ["DISCORD_TOKEN", "LOG_LEVEL", "SHUTDOWN_SECONDS"]
    assert "hunter2" not in ended.err


def newer(database: Path) -> str:
    with contextlib.closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA user_version = 999")
    return "was written by a newer version of the bot (its schema is 999"


def damaged(database: Path) -> str:
    with database.open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 65536)
    return "is not a sound database"


def no_database(database: Path) -> str:
    database.write_bytes(b"Dear diary, today I watched Soundtrack. " * 1000)
    return "is not a sound database"


def foreign(database: Path) -> str:
    database.unlink()
    with contextlib.closing(sqlite3.connect(database)) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    return "is another program's database: set DATABASE_PATH"


def a_folder(database: Path) -> str:
    database.unlink()
    database.mkdir()
    return "is a folder, not a database: move it away"


def no_folder(database: Path) -> str:
    shutil.rmtree(database.parent)
    return f"There is no folder {database.parent} to hold {database}: make it"


@pytest.mark.parametrize("spoil", [newer, damaged, no_database, foreign, a_folder, no_folder])
async def test_a_database_that_cannot_be_used_is_left_as_it_was(
    spoil: Callable[[Path], str], discord: FakeDiscord, stocked: Path, tmp_path: Path
) -> None:
    database = tmp_path / "data" / "anthologist.db"
    database.parent.mkdir()
    shutil.copy(stocked, database)
    words = spoil(database)
    before = database.read_bytes() if database.is_file() else None

    ended = await finished("run", settings=on(discord, database))

    assert ended.status == 1
    assert words in ended.sentence
    assert str(database) in ended.sentence
    assert (database.read_bytes() if database.is_file() else None) == before


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="rights to files are of another kind there")
async def test_a_place_that_may_only_be_read_is_named(discord: FakeDiscord, stocked: Path, tmp_path: Path) -> None:
    database = tmp_path / "data" / "anthologist.db"
    database.parent.mkdir()
    shutil.copy(stocked, database)
    before = database.read_bytes()
    database.chmod(0o444)
    database.parent.chmod(0o555)
    ended = await finished("run", settings=on(discord, database), before=obey_modes)
    database.parent.chmod(0o755)

    assert ended.status == 1
    assert ended.sentence.startswith(f"{database} or its folder cannot be written: give the bot's user the right")
    assert database.read_bytes() == before


def obey_modes() -> None:
    """Drop root's right to write anywhere, for tests that run as root."""
    import ctypes  # noqa: PLC0415  # for this alone

    drop_from_bounding_set, dac_override = 24, 1
    if os.geteuid() == 0 and ctypes.CDLL(None).prctl(drop_from_bounding_set, dac_override, 0, 0, 0) != 0:
        raise PermissionError("root cannot give up its rights here")


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such limit there")
async def test_a_full_disk_loses_nothing(discord: FakeDiscord, database: Path, tmp_path: Path) -> None:
    with contextlib.closing(sqlite3.connect(database)) as connection, connection:
        # As after an update: every file of the catalogue has to be written anew.
        connection.execute("UPDATE anthology_documents SET digest = 'old'")
        connection.execute("UPDATE catalogue_state SET folder_digest = 'old'")
    counts = inspect(database).counts
    ends: list[Ended] = await asyncio.gather(
        *(finished("run", settings=on(discord, path), before=almost_full) for path in (database, tmp_path / "new.db"))
    )

    for ended, path in zip(ends, (database, tmp_path / "new.db"), strict=True):
        assert ended.status == 1
        assert str(path) in ended.sentence
        assert ended.sentence.startswith(("The disk that holds ", "The disk failed to "))
        assert inspect(path).problems == ()
    assert inspect(database).counts == counts


def almost_full() -> None:
    """Limit the size of files, which has the effect of a full disk on one process."""
    import resource  # noqa: PLC0415  # Windows has none

    resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))


async def test_a_broken_catalogue_file_is_named_and_the_rest_answers(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "catalogue"
    folder.mkdir()
    for name in ("soundtrack", "black-mirror"):
        shutil.copy(CATALOGUE / f"{name}.toml", folder)
    broken = folder / "black-mirror.toml"
    lines = broken.read_text("utf-8").splitlines(keepends=True)
    broken.write_text("".join([*lines[:4], "countries = [oops\n", *lines[4:]]), "utf-8")

    bot = Anthologist(Settings(database=tmp_path / "a.db"), catalogue=folder, registering=Registering.ALWAYS)
    env = simcord.Env(bot, shard_count=1)
    try:
        await env.start()
        place = furnish(env, bot)
        result = await place.people["member"].slash(place.channel, "review", show="soundtrack")
        assert result.response is not None
        assert "사운드트랙" in str(result.response.components)
    finally:
        await env.shutdown()
        await bot.close()

    assert [one.getMessage() for one in caplog.records if f"{broken}:" in one.getMessage()] == [
        f"catalogue: {broken}:5: is no TOML that can be read: Invalid value"
    ]
