"""What servers decide is kept apart; what was removed or left is kept for 30 days and then erased for good."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec.structs import replace

from bot.models.custom_titles import Fact, ServerTitle, SpoilerMark, SpoilerPart, TitleFacts
from bot.models.ids import AnthologyId, MemberId, ServerId
from bot.models.reviews import ChangeKind, ReviewChange, ReviewRecord
from bot.models.servers import RETENTION_DAYS, ChannelId, ChannelTrouble, RoleId, ServerSettings
from bot.storage import Store
from bot.storage.servers.retention import BATCH, TABLES
from tests.storage.samples import FULL, TAGS, curator_of, record, save, server_review, write_review

HERE, THERE = ServerId(1), ServerId(2)
NEWS = ChannelId(77)
FIVE = curator_of(server_review(HERE, 5))
NOW = datetime.now(UTC)
LONG_AGO = NOW - timedelta(days=RETENTION_DAYS, seconds=1)
LATELY = NOW - timedelta(days=RETENTION_DAYS - 1)


def rows(path: Path, server: ServerId | None = None) -> dict[str, int]:
    """Count the rows of every table that belongs to servers; those of one server where it is named."""
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        where = "" if server is None else f" WHERE server_id = {server:d}"
        return {
            name: connection.execute(f"SELECT count(*) FROM {name}{where}").fetchone()[0]
            for name in names
            if name.startswith("server_")
        }


def set_back(path: Path, when: datetime, columns: Mapping[str, str]) -> None:
    """Let it have been then, in these columns of these tables."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for table, column in columns.items():
            connection.execute(
                f"UPDATE {table} SET {column} = ? WHERE {column} IS NOT NULL",
                (when.isoformat(timespec="microseconds"),),
            )


async def fill(store: Store, server: ServerId) -> ReviewRecord:
    """Let a server have something of everything."""
    await save(store, record(FULL))
    curator = replace(FIVE, server=server)
    await store.servers.choose_channel(server, NEWS)
    review = await write_review(store, server_review(server, 5))
    await store.drafts.keep(curator, "review", 0, {"headline": "half"})
    facts = TitleFacts(title="Ours")
    said = frozenset({Fact.TITLE})
    title = ServerTitle(
        server,
        AnthologyId("own-ours"),
        own=True,
        facts=facts,
        said=said,
        version=0,
        changed_by=curator.member,
        changed=NOW,
    )
    await store.custom_titles.save(curator, title, based_on=0)
    await store.custom_titles.mark_spoiler(curator, SpoilerMark(FULL.instalments[1].id, SpoilerPart.HEADLINE), on=True)
    await store.imports.keep(curator, "a file")
    return review


async def test_each_setting_is_changed_alone_and_in_its_server_alone(store: Store) -> None:
    await store.servers.choose_role(HERE, RoleId(4))
    await store.servers.choose_language(HERE, "ko")
    await store.servers.choose_channel(HERE, NEWS)
    assert await store.servers.choose_role(THERE, RoleId(9)) == ServerSettings(THERE, RoleId(9))

    assert await store.servers.settings(HERE) == ServerSettings(HERE, RoleId(4), "ko", NEWS)
    assert await store.servers.choose_role(HERE, None) == ServerSettings(HERE, None, "ko", NEWS)


async def test_trouble_with_the_channel_is_news_once_and_told_once(store: Store) -> None:
    await store.servers.choose_channel(HERE, NEWS)
    assert await store.servers.note_trouble(HERE, NEWS, ChannelTrouble.FORBIDDEN)
    assert not await store.servers.note_trouble(HERE, NEWS, ChannelTrouble.FORBIDDEN)
    assert await store.servers.trouble_unreported() == {HERE}

    told = await store.servers.note_trouble_reported(HERE)
    assert told is not None
    assert told.trouble is ChannelTrouble.FORBIDDEN
    assert await store.servers.note_trouble_reported(HERE) is None
    assert await store.servers.trouble_unreported() == frozenset()
    assert await store.servers.note_trouble(HERE, NEWS, ChannelTrouble.GONE)
    assert await store.servers.trouble_unreported() == {HERE}


async def test_trouble_of_another_channel_than_the_chosen_one_is_none(store: Store) -> None:
    await store.servers.choose_channel(HERE, NEWS)

    assert not await store.servers.note_trouble(HERE, ChannelId(78), ChannelTrouble.GONE)
    assert not await store.servers.note_trouble(THERE, NEWS, ChannelTrouble.GONE)
    assert (await store.servers.settings(HERE)).trouble is None


async def test_choosing_a_channel_and_one_that_works_again_end_the_trouble(store: Store) -> None:
    await store.servers.choose_channel(HERE, NEWS)
    await store.servers.note_trouble(HERE, NEWS, ChannelTrouble.FORBIDDEN)
    assert await store.servers.note_no_trouble(HERE, NEWS)
    assert not await store.servers.note_no_trouble(HERE, NEWS)
    await store.servers.note_trouble(HERE, NEWS, ChannelTrouble.GONE)
    await store.servers.note_trouble_reported(HERE)

    assert await store.servers.choose_channel(HERE, ChannelId(78)) == ServerSettings(HERE, announcements=ChannelId(78))
    assert await store.servers.trouble_unreported() == frozenset()


async def test_every_table_of_servers_is_known_to_the_erasing(store: Store, path: Path) -> None:
    assert await store.servers.known() == frozenset()
    with_reviews = {"server_reasons", "server_review_versions"}
    assert set(rows(path)) == {*TABLES, *with_reviews}


async def test_a_server_that_was_left_long_ago_is_erased_and_no_other(store: Store, path: Path) -> None:
    await fill(store, HERE)
    await fill(store, THERE)
    kept = rows(path, THERE)
    assert 0 not in kept.values()
    assert await store.servers.leave(HERE, LONG_AGO)

    assert await store.servers.purge(NOW) > 0
    assert set(rows(path, HERE).values()) == {0}
    assert rows(path, THERE) == kept
    assert await store.servers.known() == {THERE}
    assert await store.servers.purge(NOW) == 0


async def test_a_server_that_was_left_lately_is_kept_and_is_as_it_was_when_the_bot_comes_back(
    store: Store, path: Path
) -> None:
    review = await fill(store, HERE)
    await store.servers.leave(HERE, LATELY)
    # Noticed again: the days count from the first time.
    await store.servers.leave(HERE, NOW)
    assert await store.servers.left() == {HERE: LATELY}
    before = rows(path, HERE)
    await store.servers.purge(NOW)
    assert rows(path, HERE) == before

    await store.servers.come_back([HERE, THERE])
    await store.servers.purge(NOW + timedelta(days=1))
    assert await store.servers.left() == {}
    assert await store.reviews.one(HERE, review.number) == review
    assert (await store.servers.settings(HERE)).announcements == NEWS


async def test_nothing_is_noted_of_a_server_that_nothing_is_kept_of(store: Store) -> None:
    assert not await store.servers.leave(HERE, NOW)

    assert await store.servers.known() == frozenset()


async def test_old_drafts_files_and_removed_reviews_are_erased_and_newer_ones_stay(store: Store, path: Path) -> None:
    review = await fill(store, HERE)
    await store.reviews.remove(FIVE, review.number, based_on=review.version)
    old = {"server_drafts": "kept_at", "server_imports": "kept_at", "server_reviews": "removed_at"}
    set_back(path, LONG_AGO, old)
    there = await fill(store, THERE)
    await store.reviews.remove(replace(FIVE, server=THERE), there.number, based_on=there.version)
    set_back(path, LATELY, {"server_curators": "seen_at"})
    newer = rows(path, THERE)

    await store.servers.purge(NOW)
    gone = {"server_drafts", "server_imports", "server_reviews", "server_reasons", "server_review_versions"}
    assert {name for name, count in rows(path, HERE).items() if not count} == {*gone, "server_announcements"}
    assert rows(path, THERE) == newer
    assert await store.reviews.restore(FIVE, review.number) is None


async def test_a_removed_review_can_be_restored_until_the_last_day(store: Store, path: Path) -> None:
    review = await fill(store, HERE)
    await store.reviews.remove(FIVE, review.number, based_on=review.version)
    set_back(path, LATELY, {"server_reviews": "removed_at"})
    await store.servers.purge(NOW)

    assert (restored := await store.reviews.restore(FIVE, review.number)) is not None
    assert len(await store.reviews.history(HERE, restored.number)) == 3


async def test_names_are_kept_as_long_as_something_bears_them(store: Store, path: Path) -> None:
    await save(store, record(FULL))
    review = await write_review(store, server_review(HERE, 5))
    other = replace(FIVE, member=MemberId(6), name="Six")
    writing = ReviewChange(review.review.instalment, MemberId(5), review.review.opinion, based_on=review.version)
    await store.reviews.save(other, writing, deed=ChangeKind.CHANGED)
    await store.servers.choose_role(HERE, None)
    drafting = replace(FIVE, member=MemberId(7), name="Seven")
    draft = await store.drafts.keep(drafting, "review", 0, {"headline": "half"})
    await store.drafts.drop(drafting, draft.number)
    set_back(path, LONG_AGO, {"server_curators": "seen_at"})

    await store.servers.purge(NOW)
    assert await store.servers.names(HERE) == {MemberId(5): "Curator 5", MemberId(6): "Six"}


async def test_more_than_one_batch_is_erased_to_the_end(store: Store, path: Path) -> None:
    await save(store, record(FULL))
    for number in range(BATCH + 20):
        await store.drafts.keep(FIVE, f"subject {number}", 0, {})
    set_back(path, LONG_AGO, {"server_drafts": "kept_at"})

    assert await store.servers.purge(NOW) == BATCH + 20
    assert rows(path)["server_drafts"] == 0


async def test_what_is_erased_stands_in_no_file_any_more(store: Store, path: Path) -> None:
    await save(store, record(FULL))
    secret = "a sentence that nobody shall read again"
    review = await write_review(store, server_review(HERE, 5, headline=secret))
    await store.reviews.remove(FIVE, review.number, based_on=review.version)
    set_back(path, LONG_AGO, {"server_reviews": "removed_at"})
    files = [path, path.with_name(f"{path.name}-wal")]
    assert any(secret.encode() in file.read_bytes() for file in files)

    await store.servers.purge(NOW)
    assert not any(secret.encode() in file.read_bytes() for file in files if file.exists())


async def test_the_tags_of_the_catalogue_stay(store: Store) -> None:
    await fill(store, HERE)
    await store.servers.leave(HERE, LONG_AGO)
    await store.servers.purge(NOW)

    assert await store.catalogue.anthology(FULL.id) == FULL
    assert await store.catalogue.vocabulary() == TAGS
