"""A process that writes is killed at any moment, or forgets to close: nothing acknowledged is lost, nothing hangs."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

from bot.models.ids import MemberId, ServerId
from bot.storage import Store, inspect
from tests.storage.samples import FULL, HARBOUR, curator_of, server_review
from tests.storage.writing import said

ROOT = Path(__file__).parents[2]
SAVES, FEWEST_KILLS = 1000, 8
MOST_SAVES, MOMENT = 2 * SAVES // FEWEST_KILLS, 0.02


def written_until_killed(path: Path, first: int, saves: int, seconds: float) -> set[int]:
    """Kill a process this long after it has acknowledged so many saves, and give what it acknowledged in all."""
    command = [sys.executable, "-m", "tests.storage.writing", str(path), str(first)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        begun = {int(writer.stdout.readline()) for _ in range(saves)}
        time.sleep(seconds)
        writer.kill()
        # A number that was cut off in the middle was not acknowledged.
        return begun | {int(line) for line in writer.stdout if line.endswith("\n")}


async def test_of_a_thousand_saves_nothing_acknowledged_is_lost_when_the_process_is_killed_at_random_moments(
    path: Path,
) -> None:
    dice = Random(17)
    acknowledged: set[int] = set()
    kills = 0
    while len(acknowledged) < SAVES or kills < FEWEST_KILLS:
        kills += 1
        # Counted in saves: a slow machine would need many more processes to get to the thousand. The moment after the
        # last one that is waited for is what puts the kill anywhere in a write.
        new = written_until_killed(path, kills * 1_000_000, dice.randint(1, MOST_SAVES), dice.random() * MOMENT)
        acknowledged |= new

        assert inspect(path).problems == ()
        # The lock file is still there, the lock is not.
        async with await Store.open(path) as store:
            await all_there(store, new)
            assert await store.catalogue.anthology(HARBOUR) == FULL
            digests = await store.catalogue.digests()
            assert digests[HARBOUR] in {"1", await store.catalogue.folder_digest()}
    async with await Store.open(path) as store:
        await all_there(store, acknowledged)


async def all_there(store: Store, acknowledged: set[int]) -> None:
    """Check each acknowledged save: the review in its second version with both in its history, or the draft alone."""
    kept = {one.review.curator: one for server in (1, 2) for one in await store.reviews.records(ServerId(server))}
    for number in acknowledged:
        curator = curator_of(replace(server_review(1, number), server=ServerId(1 + number % 2)))
        drafts = [draft.fields["headline"] for draft in await store.drafts.of(curator)]
        if number % 3 == 0:
            assert drafts == [f"review {number}"]
            assert number not in kept
            continue
        assert drafts == []
        assert (kept[MemberId(number)].version, kept[MemberId(number)].review.opinion) == (2, said(number))
    last = [one for one in kept.values() if one.review.curator >= min(acknowledged)]
    for one in last:  # those that were under way too are whole: what stands is what the last version says
        versions = await store.reviews.history(one.review.server, one.number)
        assert [version.number for version in versions] == list(range(one.version, 0, -1))
        assert versions[0].opinion == one.review.opinion


_FORGOTTEN = """
import asyncio, sys
from pathlib import Path
from bot.storage import Store
from tests.storage.samples import record, save

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
        assert await store.catalogue.anthology(HARBOUR) == FULL
