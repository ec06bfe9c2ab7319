"""What every test stands on: a database that already holds the bundled catalogue, and the real bot in a small Discord."""

from __future__ import annotations

import shutil
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from bot.playground import Playground, playground
from bot.restocking import restock
from bot.settings import Settings
from bot.store import Store
from tests.wire.requests import check_requests

OpenPlayground = Callable[..., AbstractAsyncContextManager[Playground]]


@pytest.fixture(scope="session")
async def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a database that holds the bundled catalogue; tests take copies of it."""
    path = tmp_path_factory.mktemp("stocked") / "anthologist.db"
    async with await Store.open(path) as store:
        await restock(store)
    return path


@pytest.fixture
def database(stocked: Path, tmp_path: Path) -> Path:
    """Give a copy of that database to a test."""
    return Path(shutil.copy(stocked, tmp_path / "anthologist.db"))


@pytest.fixture
async def place(database: Path) -> AsyncGenerator[Playground, None]:
    """Start the real bot in a small Discord; afterwards every request it sent must be one that Discord takes."""
    async with playground(Settings(), database) as opened:
        yield opened
        check_requests(opened.env.http_requests)
