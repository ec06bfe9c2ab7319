"""A database of any earlier version is brought up to date after a backup, or left exactly as it was."""

# ruff: noqa: ASYNC240 - a test may wait for its own files

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.models.ids import ServerId
from bot.storage import MigrationError, NewerSchemaError, Store, StoreError, inspect
from bot.storage.engine.database import Database
from bot.storage.engine.migrations import BACKUPS_KEPT, MIGRATIONS, read_migrations
from tests.golden.place import LATEST as LATEST_GOLDEN
from tests.golden.place import VERSIONS, unpacked
from tests.storage.samples import FULL, FULL_REVIEWS, SECOND, record, save, server_review, timeless, write_review

LATEST = len(read_migrations(MIGRATIONS))
NEXT = f"{LATEST + 1:04d}_next.sql"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the migrations, to which a test adds its own."""
    return Path(shutil.copytree(MIGRATIONS, tmp_path / "migrations"))


@pytest.fixture
async def filled(path: Path) -> Path:
    """A database of today's schema that holds something."""
    async with await Store.open(path) as store:
        await save(store, record(FULL, FULL_REVIEWS))
        await write_review(store, server_review(1, 2))
    return path


def backups(path: Path) -> list[Path]:
    return sorted((path.parent / "backups").glob("*"))


def schema(path: Path) -> set[tuple[str, str, str | None]]:
    with closing(sqlite3.connect(path)) as connection:
        return set(
            connection.execute("SELECT type, name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'").fetchall()
        )


def rows(path: Path, query: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(query).fetchall()


async def still_whole(path: Path) -> None:
    assert inspect(path).problems == ()
    async with await Store.open(path) as store:
        assert await store.catalogue.everything() == (FULL,)
        assert timeless(await store.reviews.of(ServerId(1), [SECOND])) == (server_review(1, 2),)


@pytest.mark.parametrize("version", range(1, LATEST + 1))
async def test_a_database_of_each_earlier_version_becomes_what_a_new_one_is(
    tmp_path: Path, path: Path, version: int
) -> None:
    earlier = tmp_path / "earlier"
    earlier.mkdir()
    for migration in read_migrations(MIGRATIONS)[:version]:
        shutil.copy(MIGRATIONS / migration.name, earlier)
    await (await Database.open(path, earlier)).close()
    assert rows(path, "SELECT max(number) FROM migrations") == [(version,)]

    async with await Store.open(path) as store:
        await save(store, record(FULL, FULL_REVIEWS))
        assert await store.catalogue.everything() == (FULL,)
    fresh = tmp_path / "fresh.db"
    await (await Store.open(fresh)).close()

    assert schema(path) == schema(fresh)
    assert inspect(path).problems == ()
    assert len(backups(path)) == (version < LATEST)


@pytest.mark.parametrize("version", VERSIONS)
async def test_documents_take_the_place_of_the_catalogues_tables_and_every_published_id_stays(
    tmp_path: Path, version: str
) -> None:
    path = unpacked(version, tmp_path)
    retired = "nobody-remembers"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        connection.execute(
            "INSERT INTO anthologies (id, kind, title, watch_order, digest, retired_at)"
            " VALUES (?, 'strand', 'X', 'any', '', '2026')",
            (retired,),
        )
    published = {
        (kind, str(id_))
        for kind, table in (("anthology", "anthologies"), ("instalment", "instalments"), ("person", "people"))
        for (id_,) in rows(path, f"SELECT id FROM {table}")
    }
    async with await Store.open(path) as store:
        digests = await store.catalogue.digests()
        assert set(digests) == {id_ for kind, id_ in published if kind == "anthology"} - {retired}
        assert set(digests.values()) == {""}
        assert await store.catalogue.folder_digest() is None
        assert await store.catalogue.everything() == ()
        assert await store.catalogue.vocabulary() == ()
        assert (await store.catalogue.counts()).anthologies == len(digests)
    assert set(rows(path, "SELECT kind, id FROM published_ids")) == published
    assert rows(path, "SELECT id, retired_at FROM published_ids WHERE retired_at IS NOT NULL") == [(retired, "2026")]
    assert not any(name in {"anthologies", "instalments", "people", "tags"} for _type, name, _sql in schema(path))


async def test_the_documents_migration_leaves_every_row_of_servers_as_it_is(tmp_path: Path) -> None:
    def of_servers(path: Path) -> dict[str, list[tuple[object, ...]]]:
        tables = [name for kind, name, _sql in schema(path) if kind == "table"]
        own = [name for name in tables if name.startswith("server_") or name in {"notes", "kept_questions"}]
        return {name: sorted(rows(path, f"SELECT * FROM {name}"), key=repr) for name in own}

    path = unpacked(LATEST_GOLDEN, tmp_path)
    before = of_servers(path)
    assert before["server_reviews"]
    await (await Store.open(path)).close()
    assert of_servers(path) == before


async def test_a_new_database_needs_no_backup(path: Path) -> None:
    await (await Store.open(path)).close()

    assert backups(path) == []
    assert inspect(path).schema_version == LATEST


async def test_a_new_migration_is_applied_once_after_a_backup_and_nothing_is_lost(filled: Path, folder: Path) -> None:
    (folder / NEXT).write_text(
        """
        -- removal can be taken back; as this comment says
        ALTER TABLE server_reviews ADD COLUMN praised_at TEXT;
        CREATE TABLE extras (id INTEGER PRIMARY KEY, text TEXT NOT NULL DEFAULT 'a; b') STRICT;
        CREATE TRIGGER extra AFTER INSERT ON extras BEGIN
            UPDATE extras SET text = 'first; then'; UPDATE extras SET text = text || '.';
        END;
        INSERT INTO extras (id) VALUES (1); INSERT INTO extras (id) VALUES (2)
        """
    )
    async with await Store.open(filled, migrations=folder) as store:
        assert await store.catalogue.everything() == (FULL,)
        assert timeless(await store.reviews.of(ServerId(1), [SECOND])) == (server_review(1, 2),)
    await (await Store.open(filled, migrations=folder)).close()

    assert rows(filled, "SELECT text FROM extras") == [("first; then.",), ("first; then.",)]
    assert [number for (number,) in rows(filled, "SELECT number FROM migrations")] == [*range(1, LATEST + 2)]
    assert inspect(filled, migrations=folder).problems == ()
    (backup,) = backups(filled)
    assert inspect(backup).schema_version == LATEST
    await still_whole(backup)


_FAILING = {
    "wrong statement": ("CREATE TABLE extras (id INTEGER) STRICT; INSERT INTO nothing VALUES (1);", "nothing"),
    "wrong grammar": ("CREATE TABLE extras (id INTEGER) STRICT; CREATE TABEL x (id);", "syntax"),
    "own commit": ("CREATE TABLE extras (id INTEGER) STRICT; COMMIT; CREATE TABLE more (id INTEGER);", "authorized"),
    "own savepoint": ("CREATE TABLE extras (id INTEGER) STRICT; SAVEPOINT here;", "authorized"),
    "another file": ("CREATE TABLE extras (id INTEGER) STRICT; ATTACH 'other.db' AS other;", "authorized"),
    "lost reference": ("CREATE TABLE extras (id INTEGER) STRICT; DELETE FROM server_reviews;", "inconsistent"),
}


@pytest.mark.parametrize(("script", "said"), _FAILING.values(), ids=_FAILING)
async def test_a_failing_migration_is_named_and_undone(filled: Path, folder: Path, script: str, said: str) -> None:
    (folder / NEXT).write_text(script)
    before = schema(filled)
    with pytest.raises(MigrationError, match=rf"{NEXT}.*{said}"):
        await Store.open(filled, migrations=folder)

    assert schema(filled) == before
    assert len(backups(filled)) == 1
    await still_whole(filled)


async def test_migrations_before_the_failing_one_stay_applied(filled: Path, folder: Path) -> None:
    (folder / NEXT).write_text("CREATE TABLE extras (id INTEGER) STRICT;")
    (folder / f"{LATEST + 2:04d}_after.sql").write_text("CREATE TABLE extras (id INTEGER) STRICT;")
    with pytest.raises(MigrationError, match=r"_after\.sql failed"):
        await Store.open(filled, migrations=folder)
    assert inspect(filled, migrations=folder).schema_version == LATEST + 1


async def test_a_table_can_be_rebuilt_without_what_refers_to_it_going_along(filled: Path, folder: Path) -> None:
    (folder / NEXT).write_text(
        """
        CREATE TABLE server_reviews_anew AS SELECT * FROM server_reviews;
        CREATE UNIQUE INDEX server_reviews_key ON server_reviews_anew (server_id, instalment_id, curator_id);
        DROP TABLE server_reviews;
        ALTER TABLE server_reviews_anew RENAME TO server_reviews;
        """
    )
    async with await Store.open(filled, migrations=folder) as store:
        assert timeless(await store.reviews.of(ServerId(1), [SECOND])) == (server_review(1, 2),)


async def test_a_changed_migration_is_refused(filled: Path, folder: Path) -> None:
    first = min(folder.iterdir())
    first.write_text(first.read_text("utf-8") + "\nCREATE TABLE more (id INTEGER) STRICT;", "utf-8")
    with pytest.raises(MigrationError, match=f"{first.name} is not the migration that .* was made with"):
        await Store.open(filled, migrations=folder)
    assert f"{first.name} is not the migration" in inspect(filled, migrations=folder).problems[0]
    await still_whole(filled)


async def test_a_checkout_with_other_line_ends_is_the_same_migration(filled: Path, folder: Path) -> None:
    for file in folder.iterdir():
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    await (await Store.open(filled, migrations=folder)).close()
    assert inspect(filled, migrations=folder).problems == ()


async def test_a_database_of_a_newer_version_is_refused_and_left_as_it_is(filled: Path, folder: Path) -> None:
    (folder / NEXT).write_text("CREATE TABLE extras (id INTEGER) STRICT;")
    await (await Store.open(filled, migrations=folder)).close()
    before = filled.read_bytes()
    with pytest.raises(NewerSchemaError, match=f"newer version of the bot .*schema is {LATEST + 1}.*install"):
        await Store.open(filled)
    assert filled.read_bytes() == before
    assert "newer version" in inspect(filled).problems[0]
    await (await Store.open(filled, migrations=folder)).close()


def _gap(folder: Path) -> None:
    (folder / f"{LATEST + 2:04d}_too_far.sql").write_text("CREATE TABLE x (id INTEGER);")


def _twice(folder: Path) -> None:
    (folder / f"{LATEST:04d}_zzz_again.sql").write_text("CREATE TABLE x (id INTEGER);")


def _odd_name(folder: Path) -> None:
    (folder / "later.sql").write_text("CREATE TABLE x (id INTEGER);")


def _none(folder: Path) -> None:
    for file in folder.iterdir():
        file.unlink()


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (_gap, f"should have the number {LATEST + 1:04d}"),
        (_twice, f"should have the number {LATEST + 1:04d}"),
        (_odd_name, "no migration's name"),
        (_none, "no migrations in"),
    ],
    ids=["gap", "twice", "odd name", "none"],
)
async def test_a_folder_of_migrations_that_makes_no_sense_is_refused(
    filled: Path, folder: Path, spoil: object, said: str
) -> None:
    assert callable(spoil)
    spoil(folder)
    with pytest.raises(MigrationError, match=said):
        await Store.open(filled, migrations=folder)
    await still_whole(filled)


def _versions(folder: Path) -> Iterator[int]:
    for version in range(LATEST + 1, LATEST + 4 + BACKUPS_KEPT):
        (folder / f"{version:04d}_more.sql").write_text(f"CREATE TABLE more_{version} (id INTEGER) STRICT;")
        yield version


async def test_the_newest_backups_are_kept_and_other_files_are_not_touched(filled: Path, folder: Path) -> None:
    (filled.parent / "backups").mkdir()
    mine = filled.parent / "backups" / "by-hand.db"
    mine.write_text("mine")
    os.utime(mine, (0, 0))
    versions = list(_versions(folder))
    for file in sorted(folder.glob("*_more.sql")):
        file.rename(file.with_suffix(".later"))
    for version in versions:
        (folder / f"{version:04d}_more.later").rename(folder / f"{version:04d}_more.sql")
        await (await Store.open(filled, migrations=folder)).close()

    assert mine.read_text() == "mine"
    kept = [inspect(backup, migrations=folder).schema_version for backup in backups(filled) if backup != mine]
    assert kept == [version - 1 for version in versions[-BACKUPS_KEPT:]]


async def test_without_a_backup_nothing_is_migrated(filled: Path, folder: Path) -> None:
    (filled.parent / "backups").write_text("in the way")
    (folder / NEXT).write_text("CREATE TABLE extras (id INTEGER) STRICT;")
    with pytest.raises(StoreError, match="backups cannot be used"):
        await Store.open(filled, migrations=folder)
    assert inspect(filled).schema_version == LATEST
