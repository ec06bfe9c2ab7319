"""How SQLite is set up, and how it plans what it is asked: by index, so that a growing pile of reviews slows nobody."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.models.ids import AnthologyId, ServerId
from bot.models.reviews import DraftNumber, MessageId, ReviewNumber
from bot.models.servers import ChannelId, ChannelTrouble
from bot.storage import ReadOnlyError, Store
from bot.storage.engine.database import Database
from bot.storage.engine.migrations import MIGRATIONS
from tests.storage.samples import FULL, TAGS, curator_of, large_catalogue, record, save, server_review, write_review

Question = Callable[[Store], Awaitable[object]]

SHOW = large_catalogue(30, 120, 1200)[7]
PART = SHOW.anthology.instalments[0]
HERE = ServerId(3)
CURATOR = curator_of(server_review(HERE, 4))
KEY = (HERE, PART.id, CURATOR.member)
NEWS = ChannelId(77)

POINT_QUESTIONS: dict[str, Question] = {
    "anthology": lambda store: store.catalogue.anthology(SHOW.anthology.id),
    "unknown anthology": lambda store: store.catalogue.anthology(AnthologyId("nowhere")),
    "press reviews": lambda store: store.catalogue.press_reviews(SHOW.anthology.id),
    "folder digest": lambda store: store.catalogue.folder_digest(),
    "reviews of a server": lambda store: store.reviews.of(HERE, [each.id for each in SHOW.anthology.instalments]),
    "write a review": lambda store: write_review(store, server_review(HERE, 4, PART.id)),
    "remove a review": lambda store: store.reviews.remove(CURATOR, ReviewNumber(4), based_on=1),
    "restore a review": lambda store: store.reviews.restore(CURATOR, ReviewNumber(4)),
    "history of a review": lambda store: store.reviews.history(HERE, ReviewNumber(4)),
    "all reviews of a server": lambda store: store.reviews.records(HERE),
    "settings of a server": lambda store: store.servers.settings(HERE),
    "names of curators": lambda store: store.servers.names(HERE),
    "choose a role": lambda store: store.servers.choose_role(HERE, None),
    "choose a channel": lambda store: store.servers.choose_channel(HERE, None),
    "note trouble": lambda store: store.servers.note_trouble(HERE, NEWS, ChannelTrouble.GONE),
    "tell trouble": lambda store: store.servers.note_trouble_reported(HERE),
    "leave a server": lambda store: store.servers.leave(HERE, datetime.now(UTC)),
    "come back": lambda store: store.servers.come_back([HERE]),
    "an announcement": lambda store: store.announcements.one(KEY),
    "whose number it is": lambda store: store.announcements.named(HERE, ReviewNumber(4)),
    "announcements of a title": lambda store: store.announcements.of(HERE, SHOW.anthology.id),
    "what is due in a server": lambda store: store.announcements.due_in(HERE),
    "an announcement hangs": lambda store: store.announcements.hung(KEY, NEWS, MessageId(1), 1),
    "an announcement is taken down": lambda store: store.announcements.taken_down(KEY, NEWS),
    "an announcement is dropped": lambda store: store.announcements.drop(KEY),
    "keep a draft": lambda store: store.drafts.keep(CURATOR, "subject", 0, {"headline": "x"}),
    "a draft": lambda store: store.drafts.one(CURATOR, DraftNumber(4)),
    "drafts of a curator": lambda store: store.drafts.of(CURATOR),
    "keep a question": lambda store: store.kept_questions.keep("what"),
    "find a question": lambda store: store.kept_questions.find(7),
    "write a note": lambda store: store.key_values.write("name", "value"),
    "read a note": lambda store: store.key_values.read("name"),
}
CATALOGUE_QUESTIONS: dict[str, Question] = {
    "everything": lambda store: store.catalogue.everything(),
    "press verdicts": lambda store: store.catalogue.press_verdicts(),
    "vocabulary": lambda store: store.catalogue.vocabulary(),
    "digests": lambda store: store.catalogue.digests(),
    "counts": lambda store: store.catalogue.counts(),
    "save": lambda store: store.catalogue.save(
        [SHOW], tags=TAGS, retire=[AnthologyId("show-3")], folder_digest="later"
    ),
}
SERVERS_OWN = {"server_"}


class Traced:
    """A store whose statements are written down."""

    def __init__(self, database: Database, path: Path) -> None:
        self.store = Store(database)
        self._database = database
        self._path = path
        self._statements: list[str] = []

    async def _listen(self, trace: Callable[[str], object] | None) -> None:
        def listen(connection: sqlite3.Connection) -> None:
            connection.set_trace_callback(trace)

        await self._database.read(listen)
        await self._database.read(listen, slow=True)
        await self._database.write(listen)

    async def plans(self, question: Question) -> dict[str, list[str]]:
        """Give the plan of each statement that a question takes."""
        await self._listen(self._statements.append)
        await question(self.store)
        await self._listen(None)
        asked = {" ".join(each.split()) for each in self._statements}
        words = ("SELECT", "INSERT", "UPDATE", "DELETE")
        with closing(sqlite3.connect(self._path)) as connection:
            return {
                statement: [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement}")]
                for statement in asked
                if statement.startswith(words)
            }


@pytest.fixture
async def traced(path: Path) -> AsyncIterator[Traced]:
    database = await Database.open(path, MIGRATIONS)
    traced = Traced(database, path)
    async with traced.store as store:
        await save(store, record(FULL), *large_catalogue(30, 120, 1200))
        for server in range(1, 6):
            await write_review(store, server_review(server, 4, PART.id))
        yield traced


def scanned(plan: list[str]) -> set[str]:
    """Give the tables of which a plan reads every row; what a subquery gave is no table."""
    return {step.split()[1] for step in plan if step.startswith("SCAN ") and not step.startswith("SCAN CONSTANT")}


@pytest.mark.parametrize("question", POINT_QUESTIONS.values(), ids=POINT_QUESTIONS)
async def test_no_question_about_one_thing_reads_a_whole_table(traced: Traced, question: Question) -> None:
    plans = await traced.plans(question)
    assert plans
    assert {statement: plan for statement, plan in plans.items() if scanned(plan)} == {}


@pytest.mark.parametrize("question", CATALOGUE_QUESTIONS.values(), ids=CATALOGUE_QUESTIONS)
async def test_questions_about_the_whole_catalogue_never_read_what_servers_wrote(
    traced: Traced, question: Question
) -> None:
    plans = await traced.plans(question)
    assert plans
    assert not any(table in statement for statement in plans for table in SERVERS_OWN)


async def test_all_queries_about_servers_name_the_server(traced: Traced) -> None:
    for question in POINT_QUESTIONS.values():
        for statement in await traced.plans(question):
            if any(table in statement for table in SERVERS_OWN):
                assert "server_id" in statement


SAFE = {"foreign_keys": 1, "trusted_schema": 0, "cell_size_check": 1, "mmap_size": 0, "busy_timeout": 5000}


async def test_every_connection_is_set_up_for_safety(path: Path) -> None:
    def settings(connection: sqlite3.Connection) -> dict[str, object]:
        names = (*SAFE, "query_only", "synchronous", "journal_mode", "secure_delete")
        return {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in names}

    database = await Database.open(path, MIGRATIONS)
    async with Store(database):
        writer = await database.write(settings)
        readers = [await database.read(settings), await database.read(settings, slow=True)]
    # Erased texts are overwritten, whatever this SQLite was built to do.
    assert (
        writer.items() >= {**SAFE, "query_only": 0, "synchronous": 2, "secure_delete": 1, "journal_mode": "wal"}.items()
    )
    for reader in readers:
        assert reader.items() >= {**SAFE, "query_only": 1, "journal_mode": "wal"}.items()


async def test_a_reading_connection_cannot_write(path: Path) -> None:
    database = await Database.open(path, MIGRATIONS)
    async with Store(database):
        for slow in (False, True):
            with pytest.raises(ReadOnlyError):
                await database.read(
                    lambda connection: connection.execute("DELETE FROM published_ids").rowcount, slow=slow
                )


async def test_every_table_is_strict(traced: Traced, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        tables = connection.execute("SELECT name, strict FROM pragma_table_list WHERE schema = 'main'").fetchall()
    strict = {name: bool(strict) for name, strict in tables if not name.startswith("sqlite_")}
    assert len(strict) > 15
    assert all(strict.values())
