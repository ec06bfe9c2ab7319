"""Time from start to ready, and resident memory, of `python -m bot run` with the bundled catalogue.

Ready is when the gateway has the bot connected: from then on members are answered. Warm is a start with the database of
the start before. Cold is the very first one, which reads the whole catalogue and writes it as well: that has a limit of
its own (3 s, in ``tests/benchmarks/catalogue.py``), so of a cold start the memory alone is held to the limit here.
Beside them stands a bare discord.py bot with one command, started on the same small Discord in the same run: the floor,
which Python, discord.py and the machine take alone. The processor's seconds up to then say what a start takes where
nobody else is at work. Memory is read after two answers,
of which the second needs the known works, which are read after the start.

The modules are compiled beforehand, as pip does with those of discord.py, and Python with the rest at a first start.
Where ``PYTHONDONTWRITEBYTECODE`` keeps it from that, every start compiles them all once more: half a second.

    python tests/benchmarks/start.py [--rounds 3]
"""

from __future__ import annotations

import argparse
import asyncio
import compileall
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

HOME = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(HOME))

from tests.cli.processes import environment, on  # noqa: E402  # the line above makes it importable
from tests.fake_discord import FakeDiscord, fake_discord  # noqa: E402

SECONDS_ALLOWED, MEGABYTES_ALLOWED = 2.0, 130.0
"""The issue that asked for it."""

BARE_BOT = """
import os, discord, yarl
from discord import app_commands
from discord.ext import commands
from discord.gateway import DiscordWebSocket
from discord.http import Route

Route.BASE = os.environ["DISCORD_API_URL"]

class Bare(commands.Bot):
    async def setup_hook(self):
        gateway = await self.http.request(Route("GET", "/gateway/bot"))
        DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway["url"])
        await self.tree.sync()

bot = Bare((), intents=discord.Intents(guilds=True), max_messages=None)

@bot.tree.command(name="review", description="answers")
async def review(interaction: discord.Interaction, show: str):
    await interaction.response.send_message(show)

bot.run(os.environ["DISCORD_TOKEN"], log_handler=None)
"""


@dataclass(frozen=True, slots=True)
class Start:
    """What one start took."""

    seconds: float
    processor_seconds: float
    megabytes: float


async def start(discord: FakeDiscord, settings: Mapping[str, str | Path], *program: str) -> Start:
    """Start a bot, ask it one question, and stop it."""
    begun = time.perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable, *program, cwd=HOME, env=environment(settings), stderr=asyncio.subprocess.DEVNULL
    )
    try:
        connected, ended = asyncio.create_task(discord.connected(120)), asyncio.create_task(process.wait())
        await asyncio.wait({connected, ended}, return_when=asyncio.FIRST_COMPLETED)
        ended.cancel()
        if not connected.done():
            connected.cancel()
            raise SystemExit(f"A bot ended with status {process.returncode} before it was ready: run it to see why.")
        await connected
        seconds = time.perf_counter() - begun
        working = psutil.Process(process.pid).cpu_times()
        await (await discord.ask("review", show="soundtrack")).answer()
        await (await discord.ask("review", show="a title that nobody has")).answer()  # looks in the known works too
        return Start(seconds, working.user + working.system, psutil.Process(process.pid).memory_info().rss / 1e6)
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await process.wait()
        # Until the server has seen it go, the next one would be taken for this one.
        await discord.left()


async def measure(rounds: int) -> dict[str, Start]:
    """Give the median of each kind of start, taken in turns, so that a busy machine slows all alike."""
    taken: dict[str, list[Start]] = {"bare discord.py": [], "cold": [], "warm": []}
    async with fake_discord() as discord:
        for number in range(rounds):
            with tempfile.TemporaryDirectory() as folder:
                settings = on(discord, Path(folder) / "anthologist.db")
                taken["bare discord.py"].append(await start(discord, settings, "-c", BARE_BOT))
                taken["cold"].append(await start(discord, settings, "-m", "bot", "run"))
                taken["warm"].append(await start(discord, settings, "-m", "bot", "run"))
            if sys.stderr.isatty():
                print(f"\rround {number + 1} of {rounds}", end="", file=sys.stderr)
    return {
        kind: Start(
            statistics.median(one.seconds for one in starts),
            statistics.median(one.processor_seconds for one in starts),
            statistics.median(one.megabytes for one in starts),
        )
        for kind, starts in taken.items()
    }


def main() -> int:
    """Measure and print; 1 when it is over what is allowed."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=3)
    for package in ("bot", "cogs"):
        compileall.compile_dir(HOME / package, quiet=1)
    medians = asyncio.run(measure(arguments.parse_args().rounds))
    floor = medians["bare discord.py"]
    print(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for kind, one in medians.items():
        print(
            f"{kind:16} ready in {one.seconds:5.2f} s ({one.seconds / floor.seconds:4.1f} times the bare one), "
            f"{one.processor_seconds:5.2f} s of a processor   "
            f"{one.megabytes:6.1f} MB ({one.megabytes / floor.megabytes:4.1f} times)"
        )
    print(f"allowed          ready in {SECONDS_ALLOWED:5.2f} s {'':50} {MEGABYTES_ALLOWED:6.1f} MB")
    largest = max(medians["cold"].megabytes, medians["warm"].megabytes)
    return int(medians["warm"].seconds > SECONDS_ALLOWED or largest > MEGABYTES_ALLOWED)


if __name__ == "__main__":
    sys.exit(main())
