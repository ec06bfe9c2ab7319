"""A process that writes is killed at any moment, or forgets to close: nothing acknowledged is lost, nothing hangs."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from bot.models import ServerId
from bot.store import Store, inspect
from tests.store.samples import FULL, HARBOUR, SECOND, server_review

ROOT = Path(__file__).parents[2]
KILLS = 8


def written_until_killed(path: Path, first: int, seconds: float) -> set[int]:
    """Let a process write for so long after its first acknowledged write, kill it, give what it acknowledged."""
    command = [sys.executable, "-m", "tests.store.writing", str(path), str(first)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        begun = int(writer.stdout.readline())
        time.sleep(seconds)
        writer.kill()
        # A number that was cut off in the middle was not acknowledged.
        return {begun, *(int(line) for line in writer.stdout if line.endswith("\n"))}


async def test_nothing_acknowledged_is_lost_when_the_process_is_killed_at_any_moment(path: Path) -> None:
    dice = Random(17)
    acknowledged: set[int] = set()
    for kill in range(1, KILLS + 1):
        acknowledged |= written_until_killed(path, kill * 1_000_000, dice.random() * 0.2)

        assert inspect(path).problems == ()
        # The lock file is still there, the lock is not.
        async with await Store.open(path) as store:
            found = [review for server in (1, 2) for review in await store.reviews.of(ServerId(server), [SECOND])]
            assert acknowledged <= {review.curator for review in found}
            for review in found:
                assert review.opinion == server_review(1, 1, headline=f"review {review.curator}").opinion
            assert await store.shows.anthology(HARBOUR) == FULL
            digests = await store.shows.digests()
            assert digests[HARBOUR] in {"1", await store.shows.folder_digest()}
    assert len(acknowledged) > KILLS


_FORGOTTEN = """
import asyncio, sys
from pathlib import Path
from bot.store import Store
from tests.store.samples import record, save

kept = []

async def main():
    store = await Store.open(Path(sys.argv[1]))
    await save(store, record())
    kept.append(store)
    {end}

asyncio.run(main())
"""


def status_of(script: str, path: Path) -> int:
    command = [sys.executable, "-c", script, str(path)]
    return subprocess.run(command, cwd=ROOT, timeout=60, check=False, stderr=subprocess.DEVNULL).returncode


@pytest.mark.parametrize(("end", "status"), [("pass", 0), ("raise SystemExit(3)", 3), ("1 / 0", 1)])
async def test_a_process_that_forgets_to_close_its_store_still_ends(path: Path, end: str, status: int) -> None:
    assert status_of(_FORGOTTEN.format(end=end), path) == status
    async with await Store.open(path) as store:
        assert await store.shows.anthology(HARBOUR) == FULL
