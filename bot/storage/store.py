"""The open store: what the rest of the bot holds in its hands."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self

from bot.storage.catalogue import CatalogueRepository
from bot.storage.engine import sqlite
from bot.storage.engine.database import Database
from bot.storage.engine.migrations import MIGRATIONS
from bot.storage.engine.report import reading_mode
from bot.storage.errors import StoreError, explain
from bot.storage.kept_questions import KeptQuestions
from bot.storage.key_values import KeyValues
from bot.storage.servers.announcements import Announcements
from bot.storage.servers.custom_titles import CustomTitles
from bot.storage.servers.drafts import Drafts
from bot.storage.servers.imports import Imports
from bot.storage.servers.negative_cache import NegativeCache
from bot.storage.servers.review_lines import ReviewLines
from bot.storage.servers.reviews import Reviews
from bot.storage.servers.settings import Servers
from bot.storage.servers.title_merges import TitleMerges


class Store:
    """An open store; to be closed, best by ``async with``.

    Attributes
    ----------
    catalogue, servers, reviews, review_lines, announcements, drafts, custom_titles, title_merges, imports
        One repository a family.
    kept_questions, key_values
        What the bot itself remembers.
    """

    __slots__ = (
        "_database",
        "announcements",
        "catalogue",
        "custom_titles",
        "drafts",
        "imports",
        "kept_questions",
        "key_values",
        "review_lines",
        "reviews",
        "servers",
        "title_merges",
    )

    def __init__(self, database: Database) -> None:
        self._database = database
        self.catalogue = CatalogueRepository(database)
        self.servers = Servers(database)
        reviewless = NegativeCache()
        self.reviews = Reviews(database, reviewless)
        self.review_lines = ReviewLines(database)
        self.announcements = Announcements(database)
        self.drafts = Drafts(database)
        self.custom_titles = CustomTitles(database)
        self.title_merges = TitleMerges(database)
        self.imports = Imports(database, reviewless)
        self.kept_questions = KeptQuestions(database)
        self.key_values = KeyValues(database)

    @classmethod
    async def open(cls, path: Path, *, migrations: Path = MIGRATIONS) -> Self:
        """Open the database, make it where there is none, and bring it to the newest schema after a backup.

        Raises
        ------
        StoreError
            If it cannot be used. The class says why, the sentence also where and what to do.
        """
        return cls(await Database.open(path, migrations))

    async def backup(self, target: Path) -> None:
        """Write a consistent copy of the database while it is in use.

        Raises
        ------
        ExistsError
            If the target exists.
        StoreError
            If the copy cannot be written; nothing stands under the target's name then.
        """
        await self._database.back_up(target)

    async def close(self) -> None:
        """Let what is under way end and close the database; a second call waits for the first."""
        await self._database.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        await self.close()


async def backup_database(path: Path, target: Path) -> None:
    """Write a consistent copy of a database that another process may have open; see :meth:`Store.backup`.

    Raises
    ------
    StoreError
        If there is no database, or the copy cannot be written.
    """
    await asyncio.to_thread(_backup_database, path, target)


def _backup_database(path: Path, target: Path) -> None:
    path = path.resolve()
    if not path.exists():
        raise StoreError(f"There is no database {path} to copy: start the bot once, or set DATABASE_PATH.")
    # A bot that starts meanwhile has to be seen, so the file is opened as a shared one wherever that can be done.
    mode = "ro" if os.access(path.parent, os.W_OK) else reading_mode(path)
    try:
        with contextlib.closing(sqlite.connect(path, mode)) as source:
            sqlite.recognise(source, path)
            sqlite.copy(source, target)
    except (sqlite3.Error, OSError) as error:
        raise explain(error, path) from error
