"""What a curator typed is kept until it is published or thrown away, and nobody else sees it."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from bot.models.ids import MemberId, ServerId
from bot.models.reviews import DraftNumber
from bot.storage import Store
from tests.storage.samples import curator_of, server_review

FIVE = curator_of(server_review(1, 5))
HOSTILE = {"headline": "'); DROP TABLE server_drafts; --", "works": 'a\nb\t"c"', "emoji": "👩‍🚀\u200b\ud7ff"}


async def test_a_draft_survives_a_restart_just_as_it_was_typed(path: Path) -> None:
    async with await Store.open(path) as store:
        draft = await store.drafts.keep(FIVE, "review", 3, HOSTILE)
    async with await Store.open(path) as store:
        assert await store.drafts.about(FIVE, "review") == draft
        assert (draft.based_on, draft.fields) == (3, HOSTILE)


async def test_typing_again_replaces_the_draft_under_the_same_number(store: Store) -> None:
    first = await store.drafts.keep(FIVE, "review", 1, {"headline": "one"})
    second = await store.drafts.keep(FIVE, "review", 2, {"headline": "two"})

    assert second.number == first.number
    assert await store.drafts.of(FIVE) == (second,)
    assert await store.drafts.one(FIVE, first.number) == second


async def test_what_was_typed_into_a_draft_while_it_was_published_stays(store: Store) -> None:
    published = await store.drafts.keep(FIVE, "review", 0, {"headline": "published"})
    typed = await store.drafts.keep(FIVE, "review", 0, {"headline": "typed meanwhile"})
    await store.drafts.finish(FIVE, published)
    assert await store.drafts.of(FIVE) == (typed,)

    await store.drafts.finish(FIVE, typed)
    assert await store.drafts.of(FIVE) == ()


async def test_nobody_else_and_no_other_server_sees_or_drops_a_draft(store: Store) -> None:
    draft = await store.drafts.keep(FIVE, "review", 0, {"headline": "mine"})
    for stranger in (replace(FIVE, member=MemberId(6)), replace(FIVE, server=ServerId(2))):
        assert await store.drafts.one(stranger, draft.number) is None
        assert await store.drafts.about(stranger, "review") is None
        assert await store.drafts.of(stranger) == ()
        assert not await store.drafts.drop(stranger, draft.number)

    assert await store.drafts.drop(FIVE, draft.number)
    assert not await store.drafts.drop(FIVE, draft.number)
    assert await store.drafts.one(FIVE, DraftNumber(10**30)) is None
