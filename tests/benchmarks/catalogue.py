"""How long the bundled catalogue takes: from cold into a new database, and unchanged at the next start.

Beside both, in the same run: parsing the same files with tomli alone, which is the least that a cold start can take,
and reading the same bytes, which is the least that a warm one can.

    python tests/benchmarks/catalogue.py [--rounds 5]
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

import tomli

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bot.catalogue.folder import catalogue_files
from bot.catalogue.sync import CATALOGUE, VOCABULARY, sync_catalogue
from bot.storage import Store

COLD, WARM = 3.0, 0.3
"""Seconds that the issue allows."""


def files() -> list[Path]:
    """Give every file that is read."""
    return [VOCABULARY, *catalogue_files(CATALOGUE)]


async def seconds_to_restock(database: Path) -> float:
    """Open the database and bring it up to the files."""
    started = time.perf_counter()
    async with await Store.open(database) as store:
        await sync_catalogue(store)
        return time.perf_counter() - started


def seconds_to_parse() -> float:
    """Parse every file, and throw away what it says."""
    started = time.perf_counter()
    for path in files():
        tomli.loads(path.read_text(encoding="utf-8"))
    return time.perf_counter() - started


def seconds_to_read() -> float:
    """Read every file's bytes."""
    started = time.perf_counter()
    for path in files():
        path.read_bytes()
    return time.perf_counter() - started


def main() -> int:
    """Measure; 1 when it is over what is allowed."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--rounds", type=int, default=5)
    rounds: int = arguments.parse_args().rounds
    cold: list[float] = []
    warm: list[float] = []
    parse: list[float] = []
    read: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(rounds):
            database = Path(folder) / f"{number}.db"
            cold.append(asyncio.run(seconds_to_restock(database)))
            warm.append(asyncio.run(seconds_to_restock(database)))
            parse.append(seconds_to_parse())
            read.append(seconds_to_read())
    medians = {
        "cold, into a new database": (statistics.median(cold), statistics.median(parse), "tomli alone", COLD),
        "unchanged, at the next start": (statistics.median(warm), statistics.median(read), "reading the bytes", WARM),
    }
    print(f"{len(files()) - 1} files, {sum(path.stat().st_size for path in files()) / 1e3:.0f} kB, {rounds} rounds")
    for name, (ours, floor, of_what, allowed) in medians.items():
        print(f"{name:30} {ours:6.3f} s   {of_what} {floor:6.3f} s   ratio {ours / floor:5.1f}   allowed {allowed} s")
    return int(medians["cold, into a new database"][0] > COLD or medians["unchanged, at the next start"][0] > WARM)


if __name__ == "__main__":
    sys.exit(main())
