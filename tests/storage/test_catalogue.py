"""The catalogue goes into the store and comes out as it was, and what disappears from it is not forgotten."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.models.catalogue import Credit, Role
from bot.models.ids import AnthologyId, InstalmentId
from bot.storage import CatalogueRecord, Counts, Store
from tests.storage.samples import (
    ADA,
    BEN,
    CARA,
    FIRST,
    FULL,
    FULL_REVIEWS,
    HARBOUR,
    PIANO,
    ROMANCE,
    SECOND,
    TAGS,
    large_catalogue,
    record,
    save,
    server_review,
    simple,
    timeless,
    write_review,
)
from tests.storage.strategies import records, server_reviews


async def test_an_anthology_with_every_field_comes_back_as_it_was(store: Store) -> None:
    await save(store, record(FULL, FULL_REVIEWS))

    assert await store.catalogue.anthology(HARBOUR) == FULL
    assert await store.catalogue.everything() == (FULL,)
    assert await store.catalogue.press_reviews(HARBOUR) == FULL_REVIEWS
    assert await store.catalogue.vocabulary() == TAGS


async def test_everything_is_still_there_after_a_restart(path: Path) -> None:
    async with await Store.open(path) as store:
        await save(store, record(FULL, FULL_REVIEWS, "digest"))
        await write_review(store, server_review(1, 2))
    async with await Store.open(path) as store:
        assert await store.catalogue.anthology(HARBOUR) == FULL
        assert await store.catalogue.digests() == {HARBOUR: "digest"}
        assert await store.catalogue.folder_digest() == "folder"
        assert timeless(await store.reviews.of(server_review(1, 2).server, [SECOND])) == (server_review(1, 2),)


# One store for all examples is meant: each has to come back whatever the ones before it left behind.
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entry=records(), data=st.data())
async def test_whatever_is_saved_comes_back_equal(store: Store, entry: CatalogueRecord, data: st.DataObject) -> None:
    show = entry.anthology
    mine = data.draw(server_reviews([each.id for each in show.instalments]))
    known = await store.catalogue.digests()

    await save(store, entry, retire=[other for other in known if other != show.id])
    await write_review(store, mine)

    assert await store.catalogue.anthology(show.id) == show
    assert await store.catalogue.everything() == (show,)
    assert await store.catalogue.press_reviews(show.id) == entry.reviews
    assert await store.catalogue.digests() == {show.id: entry.digest}
    found = await store.reviews.of(mine.server, [mine.instalment])
    assert mine.opinion in [each.opinion for each in found if each.curator == mine.curator]


async def test_the_verdicts_of_the_press_are_those_of_its_reviews(store: Store) -> None:
    entries = large_catalogue(6, 30, 200)
    await save(store, *entries)
    await save(store, retire=[entries[0].anthology.id])

    told = await store.catalogue.press_verdicts()
    reviews = [review for entry in entries[1:] for review in entry.reviews]
    assert sum(map(len, told.values())) == len(reviews) > 0
    for review in reviews:
        mine = [each.opinion.verdict for each in reviews if each.instalment == review.instalment]
        assert sorted(told[review.instalment]) == sorted(mine)


async def test_a_large_catalogue_comes_back_as_it_was(store: Store) -> None:
    entries = large_catalogue(12, 50, 500)
    await save(store, *entries)

    shows = tuple(sorted((entry.anthology for entry in entries), key=lambda show: show.id))
    assert await store.catalogue.everything() == shows
    for entry in entries[:3]:
        assert await store.catalogue.anthology(entry.anthology.id) == entry.anthology
        assert await store.catalogue.press_reviews(entry.anthology.id) == entry.reviews


async def test_a_new_store_is_empty(store: Store) -> None:
    assert await store.catalogue.anthology(HARBOUR) is None
    assert await store.catalogue.everything() == ()
    assert await store.catalogue.press_reviews(HARBOUR) == ()
    assert await store.catalogue.vocabulary() == ()
    assert await store.catalogue.digests() == {}
    assert await store.catalogue.folder_digest() is None
    assert await store.catalogue.counts() == Counts(0, 0, 0, 0)


async def test_instalments_come_in_the_order_of_their_numbers(store: Store) -> None:
    show = simple("harbour", instalments=11)
    await save(store, record(replace(show, instalments=show.instalments[::-1])))

    assert await store.catalogue.anthology(show.id) == show


async def test_a_changed_anthology_replaces_all_that_was_said_before(store: Store) -> None:
    await save(store, record(FULL, FULL_REVIEWS, "1"))
    plain = simple("harbour", instalments=2)
    await save(store, record(plain, (), "2"))

    assert await store.catalogue.anthology(HARBOUR) == plain
    assert await store.catalogue.press_reviews(HARBOUR) == ()
    assert await store.catalogue.digests() == {HARBOUR: "2"}


async def test_two_instalments_exchange_their_numbers(store: Store) -> None:
    show = simple("harbour", instalments=2)
    await save(store, record(show))
    one, two = show.instalments
    exchanged = replace(show, instalments=(replace(two, number=1), replace(one, number=2)))
    await save(store, record(exchanged))

    assert await store.catalogue.anthology(HARBOUR) == exchanged


async def test_a_retired_anthology_is_gone_and_what_a_server_wrote_about_it_stays(store: Store) -> None:
    other = simple("lighthouse")
    await save(store, record(FULL, FULL_REVIEWS), record(other))
    mine = server_review(1, 2)
    await write_review(store, mine)

    await save(store, retire=[HARBOUR])

    assert await store.catalogue.anthology(HARBOUR) is None
    assert await store.catalogue.everything() == (other,)
    assert await store.catalogue.press_reviews(HARBOUR) == ()
    assert await store.catalogue.digests() == {other.id: "1"}
    assert await store.catalogue.counts() == Counts(anthologies=1, instalments=1, people=0, reviews=0)
    assert timeless(await store.reviews.of(mine.server, [SECOND])) == (mine,)


async def test_a_retired_anthology_that_comes_back_has_its_server_reviews_again(store: Store) -> None:
    await save(store, record(FULL, FULL_REVIEWS))
    mine = server_review(1, 2)
    await write_review(store, mine)
    await save(store, retire=[HARBOUR])
    await save(store, record(FULL, FULL_REVIEWS))

    assert await store.catalogue.anthology(HARBOUR) == FULL
    assert await store.catalogue.press_reviews(HARBOUR) == FULL_REVIEWS
    assert timeless(await store.reviews.of(mine.server, [SECOND])) == (mine,)


async def test_an_instalment_that_vanishes_from_its_file_is_retired_and_its_server_reviews_stay(store: Store) -> None:
    await save(store, record(FULL, FULL_REVIEWS))
    mine = server_review(1, 2)
    await write_review(store, mine)
    rest = replace(FULL, instalments=FULL.instalments[:1])

    await save(store, record(rest, FULL_REVIEWS[1:2]))
    assert await store.catalogue.anthology(HARBOUR) == rest
    assert await store.catalogue.everything() == (rest,)
    assert await store.catalogue.press_reviews(HARBOUR) == FULL_REVIEWS[1:2]
    assert await store.catalogue.counts() == Counts(anthologies=1, instalments=1, people=2, reviews=1)
    assert timeless(await store.reviews.of(mine.server, [SECOND])) == (mine,)

    await save(store, record(FULL, FULL_REVIEWS))
    assert await store.catalogue.anthology(HARBOUR) == FULL
    assert timeless(await store.reviews.of(mine.server, [SECOND])) == (mine,)


async def test_a_retired_instalments_number_can_be_given_to_a_new_one(store: Store) -> None:
    show = simple("harbour", instalments=1)
    await save(store, record(show))
    fresh = replace(show, instalments=(replace(show.instalments[0], id=InstalmentId("harbour/new")),))
    await save(store, record(fresh))

    assert await store.catalogue.anthology(HARBOUR) == fresh


async def test_retiring_what_is_not_there_does_nothing(store: Store) -> None:
    await save(store, record(FULL))
    await save(store, retire=[AnthologyId("nowhere")])

    assert await store.catalogue.everything() == (FULL,)


async def test_saving_without_tags_leaves_the_vocabulary_as_it_is(store: Store) -> None:
    await save(store)
    await store.catalogue.save([], tags=None, retire=(), folder_digest="later")

    assert await store.catalogue.vocabulary() == TAGS
    assert await store.catalogue.folder_digest() == "later"


async def test_the_vocabulary_is_replaced_and_a_tag_in_use_may_leave_it(store: Store) -> None:
    await save(store, record(FULL))
    renamed = replace(PIANO, name="Songs", synonyms=("tunes",))
    await store.catalogue.save([], tags=[renamed], retire=(), folder_digest="x")
    assert await store.catalogue.vocabulary() == (renamed,)
    assert await store.catalogue.anthology(HARBOUR) == FULL

    await store.catalogue.save([], tags=[PIANO, ROMANCE], retire=(), folder_digest="x")
    assert await store.catalogue.vocabulary() == (PIANO, ROMANCE)


async def test_the_counts_are_those_of_the_catalogue(store: Store) -> None:
    await save(store, record(FULL, FULL_REVIEWS), record(simple("lighthouse", instalments=3, people=(ADA, BEN))))
    await write_review(store, server_review(1, 2))

    assert await store.catalogue.counts() == Counts(anthologies=2, instalments=5, people=3, reviews=3)


def published(path: Path, *, retired: bool = False) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        query = f"SELECT id FROM published_ids WHERE retired_at IS {'NOT' * retired} NULL"
        return {str(each) for (each,) in connection.execute(query)}


async def test_every_published_id_is_kept_for_good_and_taken_up_again_when_its_title_comes_back(
    store: Store, path: Path
) -> None:
    everything = {HARBOUR, FIRST, SECOND, ADA.id, BEN.id, CARA.id}
    await save(store, record(FULL))
    assert published(path) == everything

    one, two = FULL.instalments
    await save(store, record(replace(FULL, instalments=(one,))))
    assert published(path) == everything - {two.id, BEN.id}
    assert published(path, retired=True) == {two.id, BEN.id}

    await save(store, retire=[HARBOUR])
    assert published(path) == set()
    assert published(path, retired=True) == everything

    await save(store, record(FULL))
    assert published(path) == everything
    assert published(path, retired=True) == set()


async def test_somebody_is_published_as_long_as_one_show_that_names_them_is(store: Store, path: Path) -> None:
    await save(store, record(simple("aaa", people=[ADA])), record(simple("bbb", people=[ADA, BEN])))
    await save(store, retire=[AnthologyId("bbb")])

    assert published(path) == {"aaa", "aaa/1", ADA.id}
    assert (await store.catalogue.counts()).people == 1


async def test_of_two_that_a_broken_file_leaves_under_one_id_each_stays_what_its_document_says(store: Store) -> None:
    other = replace(ADA, name="Ada the Other")
    shows = (simple("aaa", people=[ADA]), simple("bbb", people=[other]))
    await save(store, *map(record, shows))

    assert await store.catalogue.everything() == shows


async def test_documents_of_another_shape_count_as_not_there_and_break_nothing(store: Store, path: Path) -> None:
    await save(store, record(FULL, FULL_REVIEWS), record(simple("lighthouse")))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE anthology_documents SET shape = 1, anthology = '[]' WHERE id = 'harbour'")

    assert await store.catalogue.anthology(HARBOUR) is None
    assert await store.catalogue.press_reviews(HARBOUR) == ()
    assert await store.catalogue.press_verdicts() == {}
    assert await store.catalogue.everything() == (simple("lighthouse"),)
    assert await store.catalogue.digests() == {HARBOUR: "", "lighthouse": "1"}

    await save(store, record(FULL, FULL_REVIEWS, "1"))
    assert await store.catalogue.anthology(HARBOUR) == FULL
    assert await store.catalogue.press_reviews(HARBOUR) == FULL_REVIEWS
    assert (await store.catalogue.digests())[HARBOUR] == "1"


async def test_a_vocabulary_of_another_shape_is_not_read_either_and_not_kept_when_none_is_given(
    store: Store, path: Path
) -> None:
    await save(store, record(FULL))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE catalogue_state SET shape = 1, vocabulary = '{}'")
    assert await store.catalogue.vocabulary() == ()
    assert await store.catalogue.folder_digest() is None

    await store.catalogue.save([], tags=None, retire=(), folder_digest="later")
    assert await store.catalogue.vocabulary() == ()
    assert await store.catalogue.folder_digest() == "later"
    await save(store)
    assert await store.catalogue.vocabulary() == TAGS


async def test_a_credit_can_stand_twice_and_keeps_its_place(store: Store) -> None:
    twice = (Credit(ADA, Role.ACTOR, 2), Credit(ADA, Role.ACTOR, 1), Credit(ADA, Role.ACTOR, 2))
    show = simple("harbour")
    show = replace(show, instalments=(replace(show.instalments[0], id=FIRST, credits=twice),))
    await save(store, record(show))

    assert await store.catalogue.anthology(HARBOUR) == show
