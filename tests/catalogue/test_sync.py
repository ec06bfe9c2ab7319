"""A start brings the store up to the files: what changed is written, and all of it when the dataclasses did."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.catalogue.sync import SyncReport, sync_catalogue
from bot.models.ids import AnthologyId
from bot.storage import Store
from bot.storage import catalogue as stored
from tests.catalogue.conftest import SOUNDTRACK, Shelf, film

SOUND = AnthologyId("soundtrack")
OTHER = AnthologyId("other")


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "bot.db"


@pytest.fixture
async def store(database: Path) -> AsyncIterator[Store]:
    async with await Store.open(database) as opened:
        yield opened


@pytest.fixture
def two(shelf: Shelf) -> Shelf:
    shelf.write("soundtrack", SOUNDTRACK)
    shelf.write("other", film("Other"))
    return shelf


async def sync(store: Store, shelf: Shelf) -> SyncReport:
    return await sync_catalogue(store, shelf.folder, shelf.vocabulary)


async def test_what_is_unchanged_is_not_written_again(store: Store, two: Shelf) -> None:
    assert (await sync(store, two)).written == 2
    assert await sync(store, two) == SyncReport()


async def test_what_is_wrong_only_between_files_or_tags_is_left_to_check_and_keeps_nothing_out(
    store: Store, shelf: Shelf
) -> None:
    shelf.write("a", film("A", cast='["Keum Sae-rok"]', premise="Two friends share one small flat."))
    shelf.write("b", film("B", cast='["Keum Saerok"]', premise="Two friends share one small flat."))
    words = shelf.vocabulary.read_text(encoding="utf-8").replace('"ex-lovers"', '"ex-lovers", "love storys"')
    shelf.vocabulary.write_text(words, encoding="utf-8")

    assert await sync(store, shelf) == SyncReport(written=2)
    assert await sync(store, shelf) == SyncReport(), "the next start has nothing to read again"

    checked = [problem.what for problem in shelf.read().problems]
    for said in ("is probably", "the premise shares the sentence", 'is nearly "love story"'):
        assert [problem for problem in checked if said in problem], said


async def test_another_shape_has_all_files_written_anew_and_nothing_else_has_to_know(
    store: Store, two: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sync(store, two)
    before = await store.catalogue.everything()
    assert len(before) == 2
    vocabulary = await store.catalogue.vocabulary()

    monkeypatch.setattr(stored, "_shape", lambda: 7)
    assert await store.catalogue.everything() == ()
    assert (await sync(store, two)).written == 2
    assert await store.catalogue.everything() == before
    assert await store.catalogue.vocabulary() == vocabulary != ()
    assert await sync(store, two) == SyncReport()


async def test_of_another_shape_and_a_broken_file_the_rest_starts_and_the_file_comes_back_once_it_is_mended(
    store: Store, two: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sync(store, two)
    before = await store.catalogue.everything()

    monkeypatch.setattr(stored, "_shape", lambda: 7)
    two.write("soundtrack", "title = ")
    report = await sync(store, two)
    assert (report.written, report.retired, len(report.problems)) == (1, 0, 1)
    assert [one.id for one in await store.catalogue.everything()] == [OTHER]

    two.write("soundtrack", SOUNDTRACK)
    assert (await sync(store, two)).written == 1
    assert await store.catalogue.everything() == before


async def test_a_file_that_went_while_the_shape_changed_is_retired_and_its_id_stays(
    store: Store, database: Path, two: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    await sync(store, two)
    monkeypatch.setattr(stored, "_shape", lambda: 7)
    (two.folder / "soundtrack.toml").unlink()

    assert (await sync(store, two)).retired == 1
    assert list(await store.catalogue.digests()) == [OTHER]
    with closing(sqlite3.connect(database)) as connection:
        query = "SELECT count(*) FROM published_ids WHERE id = ? AND retired_at IS NOT NULL"
        assert connection.execute(query, (SOUND,)).fetchone() == (1,)


def ids_retired(database: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute("SELECT kind, id FROM published_ids WHERE retired_at IS NOT NULL").fetchall()


@pytest.mark.parametrize("without", ["a readable file", "the folder", "a readable vocabulary"])
async def test_titles_that_another_shape_hides_while_their_files_cannot_be_read_are_named_and_not_retired(
    store: Store,
    database: Path,
    two: Shelf,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    without: str,
) -> None:
    await sync(store, two)
    before, counted = await store.catalogue.everything(), await store.catalogue.counts()
    vocabulary = two.vocabulary.read_text("utf-8")
    aside = two.folder.with_name("aside")

    monkeypatch.setattr(stored, "_shape", lambda: 7)
    match without:
        case "the folder":
            two.folder.rename(aside)
        case "a readable vocabulary":
            two.vocabulary.write_text("[[", "utf-8")
        case _:
            two.write("soundtrack", "title = ")
    missing = (OTHER, SOUND) if without == "the folder" else (SOUND,)  # the other one has no tags
    for _start in range(2):
        caplog.clear()
        assert (await sync(store, two)).missing == missing
        said = [record.getMessage() for record in caplog.records if record.levelname == "ERROR"]
        assert len(said) == 1
        assert f"not shown until their files can be read: {', '.join(missing)} (" in said[0]
    assert ids_retired(database) == []

    if aside.exists():
        aside.rename(two.folder)
    two.vocabulary.write_text(vocabulary, "utf-8")
    two.write("soundtrack", SOUNDTRACK)
    assert (await sync(store, two)).missing == ()
    assert await store.catalogue.everything() == before
    assert await store.catalogue.counts() == counted
    assert await sync(store, two) == SyncReport()
