"""A process that writes and says what was acknowledged, until it is killed: ``python -m tests.store.writing DB N``."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import replace
from itertools import count
from pathlib import Path

from bot.models import ServerId
from bot.store import Store
from tests.store.samples import TAGS, record, server_review, write_review

WRITERS = 4


async def main(path: Path, first: int) -> None:
    async with await Store.open(path) as store:
        numbers = count(first)
        await store.shows.save([record()], tags=TAGS, retire=(), folder_digest=f"{first}")
        await asyncio.gather(*(_write(store, numbers) for _ in range(WRITERS)))


async def _write(store: Store, numbers: count[int]) -> None:
    for number in numbers:
        if number % 16 == 0:
            await store.shows.save([record(digest=f"{number}")], tags=TAGS, retire=(), folder_digest=f"{number}")
        review = server_review(1, number, headline=f"review {number}")
        await write_review(store, replace(review, server=ServerId(1 + number % 2)))
        print(number, flush=True)  # noqa: T201 - this is how it acknowledges


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
