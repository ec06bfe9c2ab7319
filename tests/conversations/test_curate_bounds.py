"""A server has a limit of custom and corrected titles; a curator who reaches it is told, and loses nothing."""

from __future__ import annotations

import pytest

from bot.cli.simulator import Simulator
from tests.conversations.reading import ask, seen
from tests.conversations.titling import ANTHOLOGY, add_anthology, fill, more, open_title


async def test_a_server_that_says_something_of_too_many_titles_is_told_so_and_loses_nothing(
    own_place: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.models.limits.SERVER_TITLES", 1)
    jun = own_place.people["curator"]
    first = await add_anthology(own_place, jun)
    second = await add_anthology(own_place, jun, titles="Tales of Mapo")
    assert "titles added, corrected or hidden, which is all that there is room for." in seen(second)
    assert "What you typed is kept as your draft." in seen(second)
    assert "Mapo" not in seen(await ask(own_place, "show", show="tales of mapo"))
    hidden = await open_title(own_place, jun, "Soundtrack")
    await jun.click(hidden, label="Hide")
    await jun.click(hidden, label="Hide")
    assert "all that there is room for" in seen(hidden)
    assert seen(await ask(own_place, "show", show="soundtrack")).startswith("Soundtrack\n")

    # Existing titles can still be changed and deleted; then the draft fits.
    corrected = ANTHOLOGY | {"year": "2023"}
    changed = await fill(jun, await open_title(own_place, jun, "Cheongdam Tales"), "Facts", corrected)
    await jun.click(changed, label="Publish")
    assert "Published" in seen(changed)
    await more(jun, first, "Take it away for good")
    await jun.click(first, label="Take it away")
    await jun.click(second, label="Publish")
    assert seen(await ask(own_place, "show", show="tales of mapo")).startswith("Tales of Mapo\n")
