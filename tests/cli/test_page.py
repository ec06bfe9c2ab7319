"""The local web page, for trying the bot without a Discord account."""

from __future__ import annotations

import errno
import os
import re
import signal
import socket
from pathlib import Path

import aiohttp
import pytest

from bot.cli.main import main
from bot.cli.run import LOCAL_PORT
from tests.cli.processes import finished, started

ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+/\S*")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return int(server.getsockname()[1])


def in_use(port: int) -> bool:
    with socket.socket() as knocking:
        return knocking.connect_ex(("127.0.0.1", port)) == 0


async def fetched(printed: str) -> str:
    """Return the page at the address that was printed."""
    found = ADDRESS.search(printed)
    assert found, printed
    async with aiohttp.ClientSession() as session, session.get(found[0].partition("#")[0]) as response:
        assert response.status == 200
        return await response.text()


async def test_the_page_is_served_and_ctrl_c_ends_it(database: Path) -> None:
    port = free_port()
    settings = {"DATABASE_PATH": database.parent / "not-this-one.db"}
    async with started("try", "--port", str(port), "--database", str(database), settings=settings) as process:
        await process.says("Ctrl-C stops.")
        assert f"http://127.0.0.1:{port}/" in process.out
        assert "<html" in await fetched(process.out)
        second = await finished("try", "--port", str(port), settings={})
        process.tell(signal.SIGINT)
        ended = await process.ended()

    assert ended.status == 0
    assert "Traceback" not in ended.err
    assert not (database.parent / "not-this-one.db").exists()
    assert second.status == 1
    why = os.strerror(errno.EADDRINUSE)
    assert second.sentence == (f"The page cannot be served on port {port} ({why}): choose another with `try --port N`.")


async def test_without_a_token_run_says_so_and_opens_the_page() -> None:
    if in_use(LOCAL_PORT):
        pytest.skip(f"port {LOCAL_PORT} is in use on this machine")
    async with started("run", settings={}) as process:
        await process.says("Ctrl-C stops.")
        first = process.out.splitlines()[0]
        page = await fetched(process.out)
        process.tell(signal.SIGTERM)
        ended = await process.ended()

    assert first == "There is no DISCORD_TOKEN (see .env.example), so here is the local page instead."
    assert f"http://127.0.0.1:{LOCAL_PORT}/" in ended.out
    assert "<html" in page
    assert ended.status == 0


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
async def test_a_port_that_is_none_is_refused(port: str, capsys: pytest.CaptureFixture[str]) -> None:

    with pytest.raises(SystemExit) as ended:
        main(["try", f"--port={port}"])

    assert ended.value.code == 2
    assert f"expected a port from 1 to 65535, got '{port}'" in capsys.readouterr().err
