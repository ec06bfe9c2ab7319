"""Fixtures: a fake Discord for the bots that these tests start, and a log that is restored afterwards."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, Generator

import pytest
import pytest_asyncio

from bot.settings import READERS
from tests.fake_discord import FakeDiscord, fake_discord


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def discord() -> AsyncGenerator[FakeDiscord, None]:
    """Serve one fake Discord to all tests of a file."""
    async with fake_discord() as server:
        yield server


@pytest.fixture(autouse=True)
def log_as_before() -> Generator[None, None, None]:
    """Restore the log after a command was called in the tests' own process."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield
    root.handlers[:] = before
    root.setLevel(level)


@pytest.fixture
def no_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Ignore the developer's own settings."""
    for name in READERS:
        monkeypatch.setenv(name, "")
