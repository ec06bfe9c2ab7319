"""Starts the bot as a separate process, as a host does, and reads what it prints and how it ends."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncGenerator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.settings import HOME, READERS
from tests.fake_discord import TOKEN, FakeDiscord

SECONDS = 60.0
"""How long anything may take on a busy machine before a test fails."""

WITHOUT = """
import runpy, sys
sys.modules[sys.argv.pop(1)] = None
runpy.run_module("bot", run_name="__main__")
"""
"""A program: ``python -m bot`` where the package named first cannot be found or imported."""


@dataclass(frozen=True, slots=True)
class Ended:
    """What a process left behind."""

    status: int
    out: str
    err: str

    @property
    def sentence(self) -> str:
        """The only line on standard error; fails if there is a traceback or another log line."""
        lines = [line for line in self.err.splitlines() if " INFO " not in line]
        assert len(lines) == 1, self.err
        return lines[0]


class Process:
    """A running bot."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        assert process.stdout is not None
        assert process.stderr is not None
        self.out = self.err = ""
        self._heard = asyncio.Condition()
        self._reading = [
            asyncio.create_task(self._read(process.stdout, "out")),
            asyncio.create_task(self._read(process.stderr, "err")),
        ]

    async def _read(self, stream: asyncio.StreamReader, name: str) -> None:
        text = b""
        while part := await stream.read(65536):
            text += part
            async with self._heard:
                setattr(self, name, text.decode(errors="replace"))
                self._heard.notify_all()

    async def says(self, words: str) -> None:
        """Wait until it has printed or logged these words."""
        async with self._heard, asyncio.timeout(SECONDS):
            await self._heard.wait_for(lambda: words in self.out + self.err)

    def tell(self, number: signal.Signals) -> None:
        """Send it a signal."""
        self._process.send_signal(number)

    async def ended(self) -> Ended:
        """Wait for its end."""
        async with asyncio.timeout(SECONDS):
            await asyncio.gather(*self._reading)
            return Ended(await self._process.wait(), self.out, self.err)

    async def kill(self) -> None:
        """End it, whatever it is doing."""
        if self._process.returncode is None:
            self._process.kill()
        await self.ended()


Settings = Mapping[str, str | Path]


def environment(settings: Settings) -> dict[str, str]:
    """Return an environment with these settings and no others, whatever the developer's ``.env`` says."""
    return {**os.environ, **dict.fromkeys(READERS, ""), **{name: str(value) for name, value in settings.items()}}


def on(discord: FakeDiscord, database: Path, **settings: str) -> Settings:
    """Return the settings of a bot that answers on a fake Discord."""
    return {"DISCORD_TOKEN": TOKEN, "DISCORD_API_URL": discord.api, "DATABASE_PATH": database, **settings}


@asynccontextmanager
async def started(
    *arguments: str, settings: Settings, before: Callable[[], None] | None = None, without: str = ""
) -> AsyncGenerator[Process, None]:
    """Start ``python -m bot``; if it still runs at the end of the block, it is killed.

    Parameters
    ----------
    before
        What the new process does before it becomes the bot.
    without
        A package that the new process cannot import, as if it were not installed.
    """
    program = ("-c", WITHOUT, without) if without else ("-m", "bot")
    process = Process(
        await asyncio.create_subprocess_exec(
            sys.executable,
            *program,
            *arguments,
            cwd=HOME,
            env=environment(settings),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            preexec_fn=before,
        )
    )
    try:
        yield process
    finally:
        await process.kill()


async def finished(
    *arguments: str, settings: Settings, before: Callable[[], None] | None = None, without: str = ""
) -> Ended:
    """Run ``python -m bot`` to its end."""
    async with started(*arguments, settings=settings, before=before, without=without) as process:
        return await process.ended()
