"""Reviews are looked for line by line: every one of a server's, the latest change first, and no other server's."""

from __future__ import annotations

from msgspec.structs import replace

from bot.models.ids import InstalmentId, MemberId, ServerId
from bot.models.opinions import Opinion, Verdict
from bot.models.reviews import ChangeKind, ReviewChange, ReviewLine, ReviewRecord
from bot.models.servers import Actor
from bot.storage import Store

HERE, THERE = ServerId(11), ServerId(12)
ADA = Actor(HERE, MemberId(1), "Ada", manages=True, roles=frozenset())
BEN = replace(ADA, member=MemberId(2), name="Ben")
WINTER, SPRING = InstalmentId("harbour/1"), InstalmentId("harbour/2")


async def write(store: Store, actor: Actor, instalment: InstalmentId, based_on: int = 0) -> ReviewRecord:
    opinion = Opinion(Verdict.MIXED, f"Of {instalment}, {based_on}.", ("fog",))
    saved = await store.reviews.save(
        actor, ReviewChange(instalment, actor.member, opinion, based_on), deed=ChangeKind.CHANGED
    )
    assert isinstance(saved, ReviewRecord)
    return saved


async def test_each_review_is_a_line_and_the_latest_change_comes_first(store: Store) -> None:
    first, second = await write(store, ADA, WINTER), await write(store, BEN, WINTER)
    third = await write(store, ADA, SPRING)
    await write(store, replace(ADA, server=THERE), SPRING)
    await store.reviews.remove(BEN, second.number, based_on=1)
    changed = await write(store, ADA, WINTER, based_on=1)

    lines = await store.review_lines.of(HERE)
    assert lines == (
        ReviewLine(first.number, WINTER, ADA.member, Verdict.MIXED, removed=False),
        ReviewLine(second.number, WINTER, BEN.member, Verdict.MIXED, removed=True),
        ReviewLine(third.number, SPRING, ADA.member, Verdict.MIXED, removed=False),
    )
    kept = await store.review_lines.kept(HERE, lines)
    assert kept == await store.reviews.records(HERE)
    assert kept[0] == changed
    (theirs,) = await store.review_lines.of(THERE)
    assert theirs.instalment == SPRING
    assert await store.review_lines.kept(THERE, lines[:2]) == ()
