"""A server's language is read from the database once, and is never out of date."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from bot.i18n import own_name
from bot.models.ids import ServerId
from bot.servers import locales
from bot.servers.locales import ServerLocales
from bot.storage import Store

HERE, THERE = ServerId(1), ServerId(2)


async def test_a_language_is_cached_and_a_change_counts_at_once(tmp_path: Path) -> None:
    async with await Store.open(tmp_path / "bot.db") as store:
        known = ServerLocales(store)
        await store.servers.choose_language(HERE, "ko")
        assert (await known.of(HERE), await known.of(THERE)) == ("ko", None)
        known.changed(THERE, "en")
        known.changed(HERE, None)
    # The database is closed, so these come from the cache.
    assert (await known.of(HERE), await known.of(THERE)) == (None, "en")


async def test_a_change_while_the_database_is_read_is_not_overwritten(tmp_path: Path) -> None:
    async with await Store.open(tmp_path / "bot.db") as store:
        known = ServerLocales(store)
        asking = asyncio.ensure_future(known.of(HERE))
        await asyncio.sleep(0)
        known.changed(HERE, "ko")
        assert await asking == "ko"
        assert await known.of(HERE) == "ko"


async def test_the_cache_drops_the_least_recently_used_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(locales, "CACHED_SERVERS", 2)
    async with await Store.open(tmp_path / "bot.db") as store:
        known = ServerLocales(store)
        for server in (1, 2):
            known.changed(ServerId(server), "ko")
        await known.of(ServerId(1))
        known.changed(ServerId(3), "ko")
        assert [await known.of(ServerId(server)) for server in (1, 3)] == ["ko", "ko"]
        # Read from the database again, which has none for it.
        assert await known.of(ServerId(2)) is None


async def test_without_a_database_members_are_answered_in_their_own_language(tmp_path: Path) -> None:
    async with await Store.open(tmp_path / "bot.db") as store:
        known = ServerLocales(store)

    assert await known.of(HERE) is None


def test_a_language_is_named_in_that_language() -> None:
    assert (own_name("ko"), own_name("en"), own_name("zz-none")) == ("한국어", "English", "zz-none")
