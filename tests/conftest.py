"""What every test stands on: a database that holds the bundled catalogue, and the real bot in a small Discord."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
import pytest_asyncio
from hypothesis import settings

from bot.catalogue.sync import sync_catalogue
from bot.cli.simulator import Simulator, open_simulator
from bot.settings import Settings
from bot.storage import Store
from bot.titles.catalogue_index import CatalogueIndex
from tests.examples import IN_CI, USUALLY, examples
from tests.wire.requests import check_requests

# No deadline: how long an example takes says how busy the machine is.
settings.register_profile("anthologist", max_examples=examples(USUALLY), derandomize=IN_CI, deadline=None)
settings.load_profile("anthologist")


@pytest.fixture(scope="session")
def stocked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a database that holds the bundled catalogue; tests take copies of it."""
    path = tmp_path_factory.mktemp("stocked") / "anthologist.db"
    asyncio.run(_stock(path))
    return path


async def _stock(path: Path) -> None:
    async with await Store.open(path) as store:
        await sync_catalogue(store)


@pytest.fixture(scope="session")
def index(stocked: Path) -> CatalogueIndex:
    """Build the indexes over the bundled catalogue once; every bot and service of the tests shares them."""
    return asyncio.run(_index(stocked))


async def _index(path: Path) -> CatalogueIndex:
    async with await Store.open(path) as store:
        return await CatalogueIndex.build(store)


@pytest.fixture
def database(stocked: Path, tmp_path: Path) -> Path:
    """Give a copy of that database to a test."""
    return Path(shutil.copy(stocked, tmp_path / "anthologist.db"))


@asynccontextmanager
async def _opened(database: Path, index: CatalogueIndex) -> AsyncGenerator[Simulator, None]:
    async with open_simulator(Settings(), database, index) as place:
        yield place
        # Whatever the bot sent has to be something that Discord takes.
        check_requests(place.env.http_requests)
        # Errors that a test did not look at fail it, as in simcord's own fixture.
        place.env._raise_errors_since(place.env._errors_acknowledged)  # pyright: ignore[reportPrivateUsage]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def place(
    stocked: Path, index: CatalogueIndex, tmp_path_factory: pytest.TempPathFactory
) -> AsyncGenerator[Simulator, None]:
    """Start the real bot in a small Discord, once for all the tests of a file: for those that only ask."""
    database = Path(shutil.copy(stocked, tmp_path_factory.mktemp("place") / "anthologist.db"))
    async with _opened(database, index) as place:
        yield place


@pytest.fixture
async def own_place(database: Path, index: CatalogueIndex) -> AsyncGenerator[Simulator, None]:
    """Start a bot for one test alone: for those that write, restart it or break something."""
    async with _opened(database, index) as place:
        yield place
