"""A host starts the bot on a Discord, uses it, and stops it."""

from __future__ import annotations

import asyncio
import json
import shutil
import signal
from collections.abc import AsyncGenerator, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
import pytest_asyncio

from bot.storage import Store, inspect
from tests.cli.processes import Process, finished, on, started
from tests.fake_discord import TOKEN, FakeDiscord, Json, Payload

pytestmark = pytest.mark.asyncio(loop_scope="module")

MESSAGE, UPDATE = 4, 7


@dataclass(frozen=True, slots=True)
class Running:
    """A bot that answers."""

    process: Process
    database: Path


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def running(
    discord: FakeDiscord, stocked: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[Running, None]:
    """Start one bot for the tests that only use it, with the most detailed log."""
    database = Path(shutil.copy(stocked, tmp_path_factory.mktemp("running") / "anthologist.db"))
    async with started("run", settings=on(discord, database, LOG_LEVEL="DEBUG")) as process:
        await discord.connected()
        yield Running(process, database)


def custom_ids(component: Json) -> Iterator[str]:
    """Return the custom_ids of all buttons and menus."""
    if isinstance(component, list):
        for one in component:
            yield from custom_ids(one)
    elif isinstance(component, Mapping):
        if isinstance(found := component.get("custom_id"), str):
            yield found
        for one in component.values():
            yield from custom_ids(one)


def shown(answer: Payload) -> str:
    return json.dumps(answer, ensure_ascii=False)


async def test_the_bot_connects_where_the_server_says(running: Running, discord: FakeDiscord) -> None:
    (identify,) = discord.identified

    assert identify["token"] == TOKEN
    assert identify["intents"] == 1, "servers, and nothing that is privileged"
    assert len(discord.asked("GET", "/gateway/bot")) == 1
    await running.process.says("ready as Anthologist in 1 servers")


async def test_the_first_start_registers_the_commands(running: Running, discord: FakeDiscord) -> None:
    (request,) = discord.asked("PUT", "/commands")

    assert isinstance(request.body, list)
    names = [one["name"] for one in request.body if isinstance(one, Mapping)]
    assert all(name in names for name in ("show", "review", "cast", "recommend"))


async def test_the_bot_answers_within_three_seconds(running: Running, discord: FakeDiscord) -> None:
    question = await discord.ask("review", show="soundtrack")
    answer = await question.answer(seconds=3)

    assert answer["type"] == MESSAGE
    assert "사운드트랙" in shown(answer)
    assert "Worth watching" in shown(answer)


async def test_a_pressed_button_is_answered(running: Running, discord: FakeDiscord) -> None:
    first = await (await discord.ask("review", show="soundtrack 2")).answer()
    cast = next(one for one in custom_ids(first["data"]) if "cast" in one)
    answer = await (await discord.press(cast, first)).answer()

    assert answer["type"] == UPDATE
    assert "Keum Sae-rok" in shown(answer)


async def test_the_database_is_copied_while_the_bot_runs(running: Running, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    first = await finished("backup", str(copy), settings={"DATABASE_PATH": running.database})
    again = await finished("backup", str(copy), settings={"DATABASE_PATH": running.database})

    assert (first.status, first.out, first.err) == (0, f"{running.database} is copied to {copy}.\n", "")
    assert inspect(copy).problems == ()
    assert inspect(copy).counts == inspect(running.database).counts
    assert (again.status, again.sentence) == (1, f"{copy} exists already: choose a name that is free.")


async def test_a_second_bot_does_not_touch_the_first_ones_database(running: Running, discord: FakeDiscord) -> None:
    second = await finished("run", settings=on(discord, running.database))

    assert second.status == 1
    assert second.sentence.startswith(f"{running.database} is in use by another bot (process ")
    assert second.sentence.endswith("stop that one first, or set DATABASE_PATH to another file.")
    # The first one is not affected.
    assert (await (await discord.ask("show", show="soundtrack")).answer())["type"] == MESSAGE


async def test_no_token_is_in_the_log_however_much_is_logged(running: Running, discord: FakeDiscord) -> None:
    question = await discord.ask("cast", person="Steve Noh")
    await question.answer()
    # The last line that could contain the token is logged after the answer has been accepted, so wait for it.
    await running.process.says(f"/interactions/{question.number}/[hidden]/callback")
    printed = running.process.out + running.process.err

    assert f"'id': '{question.number}'" in printed, "what would carry the token is logged"
    assert "INTERACTION_CREATE" in printed
    assert question.token not in printed
    assert "aW50ZXJhY3Rpb246" not in printed
    assert TOKEN not in printed
    assert "Traceback" not in printed


async def test_a_bot_told_to_stop_finishes_its_answer_and_closes(discord: FakeDiscord, database: Path) -> None:
    before = len(discord.asked("PUT", "/commands"))
    first, text_log = await stopped_while_answering(discord, database, signal.SIGTERM, "text")
    after_first = len(discord.asked("PUT", "/commands"))
    second, json_log = await stopped_while_answering(discord, database, signal.SIGINT, "json")

    assert (first, second) == (0, 0)
    assert after_first == before + 1
    assert len(discord.asked("PUT", "/commands")) == after_first, "the second start found nothing changed"
    assert "stopping: 1 answers under way" in text_log
    assert any(json.loads(line)["message"] == "stopping: 1 answers under way" for line in json_log.splitlines())
    # Everything is in the one file, and no process has it open.
    assert not database.with_name(f"{database.name}-wal").exists()
    async with await Store.open(database) as store:
        assert await store.catalogue.everything()


async def stopped_while_answering(
    discord: FakeDiscord, database: Path, number: signal.Signals, form: str
) -> tuple[int, str]:
    """Start a bot, stop it during an answer, and return its exit status and its log."""
    discord.taking_answer.clear()
    async with started("run", settings=on(discord, database, LOG_LEVEL="DEBUG", LOG_FORMAT=form)) as process:
        await process.says("ready as")
        discord.takes_answers.clear()
        try:
            question = await discord.ask("review", show="soundtrack")
            await asyncio.wait_for(discord.taking_answer.wait(), 30)
            process.tell(number)
            await process.says("stopping: 1 answers under way")
            assert not question.answered.done()
            discord.takes_answers.set()
            ended = await process.ended()
        finally:
            discord.takes_answers.set()
    assert question.answered.done(), "the answer under way arrived"
    assert question.token not in ended.err + ended.out
    assert TOKEN not in ended.err + ended.out
    assert "Traceback" not in ended.err
    return ended.status, ended.err
