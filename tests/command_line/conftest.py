"""A Discord for the bots that the tests start."""

from __future__ import annotations

from collections.abc import AsyncGenerator

import pytest_asyncio

from tests.fake_discord import FakeDiscord, fake_discord


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def discord() -> AsyncGenerator[FakeDiscord, None]:
    """Serve one Discord to all the tests of a file."""
    async with fake_discord() as server:
        yield server
