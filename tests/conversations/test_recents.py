"""A member's recent titles are suggested before they type; what a server opens often ranks first."""

from __future__ import annotations

from bot.cli.simulator import Simulator
from tests.conversations.reading import ask, type_into


async def test_a_members_recents_are_suggested_first(own_place: Simulator) -> None:
    await ask(own_place, "show", show="true detective")
    await ask(own_place, "review", show="soundtrack 2")

    suggested = [choice["value"] for choice in await type_into(own_place, "show", "show", "")]
    assert suggested[:2] == ["soundtrack/2", "true-detective"]


async def test_another_members_recents_are_not_suggested(own_place: Simulator) -> None:
    await ask(own_place, "cast", "curator", person="Steve Noh")

    suggested = [choice["value"] for choice in await type_into(own_place, "cast", "person", "")]
    assert "person:noh-sang-hyun" not in suggested[:1]


async def test_a_title_that_the_server_opens_often_comes_first_among_equals(own_place: Simulator) -> None:
    before = [choice["value"] for choice in await type_into(own_place, "show", "show", "season 1")]
    last = next(value for value in reversed(before) if "/" in value)
    for _ in range(5):
        await ask(own_place, "show", "owner", show=last)

    after = [choice["value"] for choice in await type_into(own_place, "show", "show", "season 1")]
    assert after.index(last) < before.index(last)
