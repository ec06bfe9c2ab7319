"""A process that writes and says what was acknowledged until it is killed: ``python -m tests.storage.writing DB N``."""

from __future__ import annotations

import asyncio
import sys
from itertools import count
from pathlib import Path

from msgspec.structs import replace

from bot.models.ids import ServerId
from bot.models.opinions import Opinion
from bot.models.reviews import ChangeKind, ReviewChange
from bot.storage import Store
from tests.storage.samples import TAGS, curator_of, record, server_review, write_review

WRITERS = 4


async def main(path: Path, first: int) -> None:
    async with await Store.open(path) as store:
        numbers = count(first)
        await store.catalogue.save([record()], tags=TAGS, retire=(), folder_digest=f"{first}")
        await asyncio.gather(*(_write(store, numbers) for _ in range(WRITERS)))


async def _write(store: Store, numbers: count[int]) -> None:
    for number in numbers:
        if number % 16 == 0:
            await store.catalogue.save([record(digest=f"{number}")], tags=TAGS, retire=(), folder_digest=f"{number}")
        review = replace(server_review(1, number, headline=f"draft {number}"), server=ServerId(1 + number % 2))
        curator = curator_of(review)
        draft = await store.drafts.keep(curator, "review", 0, {"headline": f"review {number}"})
        if number % 3:
            # The curator thinks better of it: a second version, which also ends the draft.
            await write_review(store, review)
            writing = ReviewChange(review.instalment, review.curator, said(number), based_on=1)
            await store.reviews.save(curator, writing, deed=ChangeKind.CHANGED, draft=draft)
        print(number, flush=True)  # noqa: T201 - this is how it acknowledges


def said(number: int) -> Opinion:
    """Give what a curator of this number says in the end."""
    return server_review(1, number, headline=f"review {number}").opinion


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]), int(sys.argv[2])))
