"""A server's language is asked of the database once, and never answered from before a change."""

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


async def test_what_was_read_once_is_remembered_and_what_is_chosen_holds_at_once(tmp_path: Path) -> None:
    async with await Store.open(tmp_path / "bot.db") as store:
        known = ServerLocales(store)
        await store.servers.choose_language(HERE, "ko")
        assert (await known.of(HERE), await known.of(THERE)) == ("ko", None)
        known.changed(THERE, "en")
        known.changed(HERE, None)
    # The database is closed: whatever is answered now was remembered.
    assert (await known.of(HERE), await known.of(THERE)) == (None, "en")


async def test_a_change_while_the_database_is_asked_is_not_overwritten_by_what_it_says(tmp_path: Path) -> None:
    async with await Store.open(tmp_path / "bot.db") as store:
        known = ServerLocales(store)
        asking = asyncio.ensure_future(known.of(HERE))
        await asyncio.sleep(0)
        known.changed(HERE, "ko")
        assert await asking == "ko"
        assert await known.of(HERE) == "ko"


async def test_memory_is_bounded_and_the_one_that_asked_longest_ago_goes_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(locales, "CACHED_SERVERS", 2)
    async with await Store.open(tmp_path / "bot.db") as store:
        known = ServerLocales(store)
        for server in (1, 2):
            known.changed(ServerId(server), "ko")
        await known.of(ServerId(1))
        known.changed(ServerId(3), "ko")
        assert [await known.of(ServerId(server)) for server in (1, 3)] == ["ko", "ko"]
        # Asked of the database again, which knows of no choice.
        assert await known.of(ServerId(2)) is None


async def test_a_database_that_fails_leaves_everybody_their_own_language(tmp_path: Path) -> None:
    async with await Store.open(tmp_path / "bot.db") as store:
        known = ServerLocales(store)

    assert await known.of(HERE) is None


def test_a_language_is_named_in_itself() -> None:
    assert (own_name("ko"), own_name("en"), own_name("zz-none")) == ("한국어", "English", "zz-none")
