"""What the bot keeps for itself: questions that buttons go on from, and notes between starts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.storage import Store
from bot.storage.engine.database import Database
from bot.storage.engine.migrations import MIGRATIONS
from bot.storage.kept_questions import QUESTION_DAYS


async def test_a_kept_question_is_found_by_its_number_after_a_restart(path: Path) -> None:
    async with await Store.open(path) as store:
        numbers = [await store.kept_questions.keep(f"question {each}") for each in range(5)]
    async with await Store.open(path) as store:
        assert [await store.kept_questions.find(number) for number in numbers] == [
            f"question {each}" for each in range(5)
        ]
    assert len(set(numbers)) == 5


async def test_a_number_that_nobody_was_given_leads_to_nothing(store: Store) -> None:
    number = await store.kept_questions.keep("mine")
    assert await store.kept_questions.find(number + 1) is None
    assert await store.kept_questions.find(-number) is None
    assert await store.kept_questions.find(2**200) is None


async def test_a_question_past_its_time_is_dropped_when_another_is_kept(path: Path) -> None:
    database = await Database.open(path, MIGRATIONS)
    async with Store(database) as store:
        old, young = await store.kept_questions.keep("old"), await store.kept_questions.keep("young")
        for number, days in ((old, QUESTION_DAYS + 1), (young, QUESTION_DAYS - 1)):
            moment = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="microseconds")
            await database.write(
                lambda connection, moment=moment, number=number: (
                    connection.execute("UPDATE kept_questions SET kept_at = ? WHERE id = ?", (moment, number)).rowcount
                )
            )
        await store.kept_questions.keep("new")
        assert await store.kept_questions.find(old) is None
        assert await store.kept_questions.find(young) == "young"


async def test_a_note_is_remembered_until_it_is_written_again(path: Path) -> None:
    async with await Store.open(path) as store:
        assert await store.key_values.read("commands") is None
        await store.key_values.write("commands", "first")
        await store.key_values.write("commands", "second")
    async with await Store.open(path) as store:
        assert await store.key_values.read("commands") == "second"
        assert await store.key_values.read("other") is None
