"""An installation for a server: the bot without the extra ``try``."""

from __future__ import annotations

import asyncio
import json
import signal
from pathlib import Path

import pytest

from tests.cli.processes import finished, on, started
from tests.fake_discord import FakeDiscord

pytestmark = pytest.mark.asyncio(loop_scope="module")

PACKAGE = "simcord"
REST = (
    " needs the package simcord, which plays Discord on this machine and isn't installed: "
    "run `make install-try`, or `pip install --require-hashes -r requirements-try.lock`."
)


async def test_what_needs_the_extra_says_in_a_sentence_how_to_install_it(tmp_path: Path) -> None:
    settings = {"DATABASE_PATH": tmp_path / "a.db"}
    ends = await asyncio.gather(
        *(finished(*typed, settings=settings, without=PACKAGE) for typed in (["try"], ["ask", "/settings"], ["run"]))
    )

    assert [(one.status, one.out) for one in ends] == [(1, "")] * 3
    assert [one.sentence for one in ends] == [
        f"`try`{REST}",
        f"`ask`{REST}",
        f"There is no DISCORD_TOKEN (see .env.example), and the local page{REST}",
    ]
    assert not (tmp_path / "a.db").exists()


async def test_what_does_not_need_it_works_as_ever(discord: FakeDiscord, database: Path, tmp_path: Path) -> None:
    settings = {"DATABASE_PATH": database}
    helped, checked, counted, registered, copied = await asyncio.gather(
        finished("--help", settings=settings, without=PACKAGE),
        finished("check", settings=settings, without=PACKAGE),
        finished("check", "--json", settings=settings, without=PACKAGE),
        finished("sync", settings=on(discord, database), without=PACKAGE),
        finished("backup", str(tmp_path / "copy.db"), settings=settings, without=PACKAGE),
    )

    assert [one.status for one in (helped, checked, counted, registered, copied)] == [0] * 5
    assert "settings   no token: the local page would open, but is not installed\n" in checked.out
    assert json.loads(counted.out)["problems"] == []


async def test_it_answers_on_discord(discord: FakeDiscord, database: Path) -> None:
    async with started("run", settings=on(discord, database), without=PACKAGE) as process:
        await process.says("ready")
        process.tell(signal.SIGTERM)
        ended = await process.ended()

    assert ended.status == 0
    assert "Traceback" not in ended.err
