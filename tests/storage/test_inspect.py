"""A look at a database says what is in it and what is wrong, and changes nothing."""

# ruff: noqa: ASYNC240 - a test may wait for its own files

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.storage import Counts, DamagedError, Store, backup_database, inspect
from tests.storage.samples import FULL, FULL_REVIEWS, large_catalogue, record, save, server_review, write_review


def files(folder: Path) -> dict[str, tuple[bytes, int]]:
    return {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in folder.iterdir() if file.is_file()}


@pytest.fixture
async def filled(path: Path) -> Path:
    async with await Store.open(path) as store:
        await save(store, record(FULL, FULL_REVIEWS))
        await write_review(store, server_review(1, 2))
    return path


async def test_a_sound_database_is_described_and_left_as_it_is(filled: Path) -> None:
    before = files(filled.parent)
    report = inspect(filled)

    assert files(filled.parent) == before
    assert report.exists
    assert report.problems == ()
    assert report.sqlite_version == sqlite3.sqlite_version
    assert report.schema_version == report.latest_schema_version
    assert report.counts == Counts(anthologies=1, instalments=2, people=3, reviews=3)
    assert report.pragmas["journal_mode"] == "wal"
    assert report.pragmas["foreign_keys"] == 1


async def test_a_database_in_use_is_described_with_what_was_just_written(store: Store, path: Path) -> None:
    await save(store, record(FULL, FULL_REVIEWS))
    before = files(path.parent)
    report = inspect(path)

    assert report.problems == ()
    assert report.counts == Counts(anthologies=1, instalments=2, people=3, reviews=3)
    after = files(path.parent)
    assert before.keys() == after.keys()
    assert all(before[name] == after[name] for name in before if not name.endswith("-shm"))


def test_a_missing_database_is_no_problem_and_is_not_made(path: Path) -> None:
    report = inspect(path)

    assert (report.exists, report.problems, report.schema_version) == (False, (), None)
    assert list(path.parent.iterdir()) == []


def test_a_missing_folder_is_a_problem(tmp_path: Path) -> None:
    report = inspect(tmp_path / "nowhere" / "bot.db")

    (problem,) = report.problems
    assert f"There is no folder {tmp_path / 'nowhere'}" in problem
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_as_good_as_none(path: Path) -> None:
    path.touch()
    report = inspect(path)

    assert (report.problems, report.schema_version, report.counts) == ((), 0, None)
    assert path.stat().st_size == 0


@pytest.mark.parametrize("content", [b"just text" * 1000, b"SQLite format 3\0" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_a_problem(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert "not a sound database" in inspect(path).problems[0]
    assert path.read_bytes() == content


def test_a_folder_in_its_place_is_a_problem(path: Path) -> None:
    path.mkdir()
    assert "is a folder, not a database" in inspect(path).problems[0]


async def test_broken_pages_are_problems(path: Path) -> None:
    async with await Store.open(path) as store:
        await save(store, *large_catalogue(10, 40, 400))
    content = bytearray(path.read_bytes())
    for page in range(20, 30):
        content[page * 4096 : page * 4096 + 200] = b"\x5a" * 200
    path.write_bytes(content)
    assert any("not a sound database" in problem for problem in inspect(path).problems)


async def test_a_row_that_refers_to_nothing_is_a_problem(filled: Path) -> None:
    with closing(sqlite3.connect(filled)) as connection:
        connection.execute("DELETE FROM server_reviews")
        connection.commit()
    problems = inspect(filled).problems
    assert any(
        "a row of server_reasons refers to a row of server_reviews that is not there" in each for each in problems
    )


def test_another_programs_database_is_a_problem(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (id INTEGER)")
        connection.commit()
    before = files(path.parent)
    assert "another program's database" in inspect(path).problems[0]
    assert files(path.parent) == before


async def test_a_backup_is_described_too(filled: Path, tmp_path: Path) -> None:
    await backup_database(filled, tmp_path / "copy.db")
    report = inspect(tmp_path / "copy.db")

    assert report.problems == ()
    assert report.counts == inspect(filled).counts


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("anthology_documents", "anthology"),
        ("anthology_documents", "press_reviews"),
        ("catalogue_state", "vocabulary"),
    ],
)
@pytest.mark.parametrize("text", ["{", '{"id": 7}'])
async def test_a_document_that_cannot_be_read_is_called_damage_and_not_a_mistake_of_the_bots(
    filled: Path, table: str, column: str, text: str
) -> None:
    with closing(sqlite3.connect(filled)) as connection, connection:
        connection.execute(f"UPDATE {table} SET {column} = ?", (text,))
    report = inspect(filled)

    async with await Store.open(filled) as store:
        reading = {
            "anthology": store.catalogue.everything,
            "press_reviews": store.catalogue.press_verdicts,
            "vocabulary": store.catalogue.vocabulary,
        }[column]
        with pytest.raises(DamagedError, match=r"cannot be read: .*backups"):
            await reading()
    assert len(report.problems) == 1
    assert "is not a sound database (a document of the catalogue" in report.problems[0]
