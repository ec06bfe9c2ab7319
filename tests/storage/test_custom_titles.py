"""What servers say of titles: kept word for word, never over what somebody said meanwhile, never in another server."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.models.catalogue import Kind
from bot.models.custom_titles import CastLine, Fact, ServerTitle, SpoilerMark, SpoilerPart, TitleFacts
from bot.models.ids import AnthologyId, InstalmentId, MemberId, ServerId, TagId
from bot.models.servers import Actor
from bot.storage import Store
from tests.examples import examples
from tests.storage.samples import server_review, write_review

HERE, THERE = ServerId(1), ServerId(2)
ADA = Actor(HERE, MemberId(11), "Ada", manages=True, roles=frozenset())
BEN = Actor(HERE, MemberId(12), "Ben", manages=False, roles=frozenset())
CARA = Actor(THERE, MemberId(13), "Cara", manages=True, roles=frozenset())
LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

NIGHTS = AnthologyId("own-nights")
FIRST_NIGHT = InstalmentId("own-nights/own-first")

texts = st.none() | st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
lists = st.lists(st.text(st.characters(exclude_categories=("Cs",)), max_size=20), max_size=3).map(tuple)
numbers = st.none() | st.integers(0, 10_000)
facts = st.builds(
    TitleFacts,
    title=texts,
    native_title=texts,
    aliases=lists,
    kind=st.none() | st.sampled_from(Kind),
    year=numbers,
    countries=lists,
    episodes=numbers,
    minutes=numbers,
    premise=texts,
    tags=st.lists(st.sampled_from(("dark", "music")).map(TagId), max_size=2).map(tuple),
    cast=st.lists(st.builds(CastLine, st.text(max_size=9).filter(str.isprintable), texts), max_size=3).map(tuple),
)


def own(key: AnthologyId | InstalmentId = NIGHTS, title: str = "Nights", **more: object) -> ServerTitle:
    told = replace(TitleFacts(title=title, kind=Kind.SEASONAL), **more)  # pyright: ignore[reportArgumentType]  # fields
    said = frozenset({Fact.TITLE, Fact.KIND, *map(Fact, more)})
    return replace(correction(), id=key, own=True, facts=told, said=said)


def correction(key: str = "soundtrack", **more: object) -> ServerTitle:
    told = replace(TitleFacts(), **more)  # pyright: ignore[reportArgumentType]  # fields
    return ServerTitle(
        server=HERE,
        id=AnthologyId(key),
        own=False,
        facts=told,
        said=frozenset(map(Fact, more)),
        version=0,
        changed_by=MemberId(0),
        changed=LONG_AGO,
    )


async def test_what_a_curator_says_of_a_title_is_there_after_a_restart(path: Path) -> None:
    cast = (CastLine("Ji Chang-wook", "a driver"), CastLine("Nobody Known"))
    async with await Store.open(path) as store:
        kept = await store.custom_titles.save(ADA, own(premise="하룻밤", cast=cast, year=None), based_on=0)
        assert await store.custom_titles.mark_spoiler(ADA, SpoilerMark(NIGHTS, SpoilerPart.PREMISE), on=True)
    assert kept is not None
    assert kept.facts == TitleFacts(title="Nights", kind=Kind.SEASONAL, premise="하룻밤", cast=cast)
    assert (kept.version, kept.changed_by, kept.server) == (1, ADA.member, HERE)
    assert kept.changed > LONG_AGO
    async with await Store.open(path) as store:
        assert await store.custom_titles.of(HERE) == (kept,)
        assert await store.custom_titles.one(HERE, NIGHTS) == kept
        assert await store.custom_titles.spoiler_marks(HERE) == {SpoilerMark(NIGHTS, SpoilerPart.PREMISE)}
        assert await store.servers.names(HERE) == {ADA.member: "Ada"}


@settings(max_examples=examples(25), deadline=None)
@given(told=facts, said=st.frozensets(st.sampled_from(Fact)), hidden=st.booleans())
def test_whatever_is_said_comes_back_as_it_was_said_and_nothing_else(
    *, told: TitleFacts, said: frozenset[Fact], hidden: bool
) -> None:
    async def keep(folder: str) -> ServerTitle | None:
        async with await Store.open(Path(folder) / "bot.db") as store:
            title = replace(own(), facts=told, said=said, hidden=hidden)
            saved = await store.custom_titles.save(ADA, title, based_on=0)
            assert saved == await store.custom_titles.one(HERE, NIGHTS) or not (said or hidden)
            return saved

    with TemporaryDirectory() as folder:
        kept = asyncio.run(keep(folder))
    assert kept is not None
    assert (kept.said, kept.hidden) == (said, hidden)
    for fact in Fact:
        empty: object = getattr(TitleFacts(), fact)
        assert getattr(kept.facts, fact) == (getattr(told, fact) if fact in said else empty)


async def test_the_second_of_two_who_changed_the_same_title_writes_nothing(store: Store) -> None:
    first = await store.custom_titles.save(ADA, own(), based_on=0)
    assert first is not None
    assert await store.custom_titles.save(BEN, own(title="Other Nights"), based_on=0) is None
    second = await store.custom_titles.save(BEN, own(title="Nights, Again"), based_on=first.version)
    assert second is not None
    assert (second.version, second.changed_by) == (2, BEN.member)
    assert await store.custom_titles.save(ADA, own(title="Mine"), based_on=first.version) is None
    assert not await store.custom_titles.remove(ADA, NIGHTS, first.version)
    assert await store.custom_titles.of(HERE) == (second,)


async def test_of_many_who_save_at_once_one_is_heard(store: Store) -> None:
    saved = await asyncio.gather(
        *(store.custom_titles.save(ADA, own(title=f"Nights {number}"), based_on=0) for number in range(20))
    )
    (kept,) = filter(None, saved)
    assert await store.custom_titles.of(HERE) == (kept,)


async def test_a_form_from_before_a_title_was_taken_back_does_not_write_over_what_came_since(store: Store) -> None:
    before = await store.custom_titles.save(ADA, correction(year=2021), based_on=0)
    assert before is not None
    assert await store.custom_titles.remove(ADA, before.id, before.version)
    assert await store.custom_titles.one(HERE, before.id) is None
    assert await store.custom_titles.of(HERE) == ()
    since = await store.custom_titles.save(BEN, correction(year=2022), based_on=0)
    assert since is not None
    assert await store.custom_titles.save(ADA, correction(year=2023), based_on=before.version) is None
    assert await store.custom_titles.of(HERE) == (since,)


async def test_a_title_with_reviews_or_instalments_of_the_servers_own_is_not_taken_back(store: Store) -> None:
    nights = await store.custom_titles.save(ADA, own(), based_on=0)
    first = await store.custom_titles.save(ADA, own(FIRST_NIGHT), based_on=0)
    assert nights is not None
    assert first is not None
    await write_review(store, server_review(HERE, ADA.member, FIRST_NIGHT))
    assert not await store.custom_titles.remove(ADA, FIRST_NIGHT, first.version), "there is a review of it"
    assert not await store.custom_titles.remove(ADA, NIGHTS, nights.version), "there is an instalment in it"
    assert len(await store.custom_titles.of(HERE)) == 2


async def test_what_is_covered_of_a_title_goes_with_it(store: Store) -> None:
    kept = await store.custom_titles.save(ADA, own(), based_on=0)
    assert kept is not None
    assert await store.custom_titles.mark_spoiler(ADA, SpoilerMark(NIGHTS, SpoilerPart.PREMISE), on=True)
    assert await store.custom_titles.remove(BEN, NIGHTS, kept.version)
    assert await store.custom_titles.spoiler_marks(HERE) == frozenset()


async def test_a_part_is_covered_once_and_opened_once(store: Store) -> None:
    cover = SpoilerMark(InstalmentId("soundtrack/2"), SpoilerPart.HEADLINE)
    assert await store.custom_titles.mark_spoiler(ADA, cover, on=True)
    assert not await store.custom_titles.mark_spoiler(BEN, cover, on=True)
    assert await store.custom_titles.spoiler_marks(HERE) == {cover}
    assert await store.custom_titles.mark_spoiler(BEN, cover, on=False)
    assert not await store.custom_titles.mark_spoiler(ADA, cover, on=False)
    assert await store.custom_titles.spoiler_marks(HERE) == frozenset()


async def test_a_draft_goes_when_what_was_written_in_it_is_kept_and_only_then(store: Store) -> None:
    await store.custom_titles.save(ADA, own(), based_on=0)
    draft = await store.drafts.keep(BEN, f"title:{NIGHTS}", 0, {"title": "Ours"})
    assert await store.custom_titles.save(BEN, own(title="Ours"), based_on=0, draft=draft.number) is None
    assert await store.drafts.one(BEN, draft.number) == draft
    assert await store.custom_titles.save(BEN, own(title="Ours"), based_on=1, draft=draft.number)
    assert await store.drafts.one(BEN, draft.number) is None


async def test_two_servers_say_what_they_like_of_the_same_id(store: Store) -> None:
    here = await store.custom_titles.save(ADA, own(title="Ours"), based_on=0)
    # The title says that it is of the other server: whoever writes it decides.
    there = await store.custom_titles.save(CARA, own(title="Theirs"), based_on=0)
    assert here is not None
    assert there is not None
    assert there.server == THERE
    assert await store.custom_titles.mark_spoiler(CARA, SpoilerMark(NIGHTS, SpoilerPart.PREMISE), on=True)
    assert await store.custom_titles.of(HERE) == (here,)
    assert await store.custom_titles.of(THERE) == (there,)
    assert await store.custom_titles.spoiler_marks(HERE) == frozenset()
    assert await store.custom_titles.remove(CARA, NIGHTS, there.version)
    assert await store.custom_titles.of(HERE) == (here,)
