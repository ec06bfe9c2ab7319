"""Members ask who is in it."""

from __future__ import annotations

import pytest

from bot.cli.simulator import Simulator
from tests.conversations.reading import ask, buttons, message_of, seen

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_cast_says_who_plays_whom_in_billing_order_and_who_made_it(place: Simulator) -> None:
    answer = seen(await ask(place, "cast", show="soundtrack 2"))

    assert answer.index("Keum Sae-rok 금새록 as Do Hyeon-seo") < answer.index("Noh Sang-hyun 노상현 as Ji Su-ho")
    assert "Directed by Kim Hee-won and Choi Jung-gyu" in answer


async def test_people_who_did_more_are_named_with_what_else_they_did(place: Simulator) -> None:
    answer = seen(await ask(place, "cast", show="soundtrack 2"))

    assert "Also in anthologies here:" in answer
    assert "Kim Hee-won in Soundtrack #1" in answer


async def test_an_anthology_shows_the_leads_of_each_story(place: Simulator) -> None:
    answer = seen(await ask(place, "cast", show="soundtrack"))

    assert "Soundtrack #1: Park Hyung-sik, Han So-hee" in answer
    assert "Soundtrack #2: Keum Sae-rok, Noh Sang-hyun" in answer


@pytest.mark.parametrize("typed", ["Steve Noh", "노상현", "noh sanghyun", "noh-sang-hyun"])
async def test_a_person_is_found_under_every_romanisation(place: Simulator, typed: str) -> None:
    answer = seen(await ask(place, "cast", person=typed))

    assert answer.startswith("Noh Sang-hyun\n노상현")
    assert "Soundtrack #2 · 2023 · Ji Su-ho" in answer


async def test_a_person_is_shown_with_the_people_they_worked_with(place: Simulator) -> None:
    assert "Worked there with Keum Sae-rok" in seen(await ask(place, "cast", person="Steve Noh"))


async def test_a_title_in_place_of_a_person_finds_people_alone(place: Simulator) -> None:
    answer = seen(await ask(place, "cast", person="soundtrack"))

    assert "Nobody here is called soundtrack." in answer
    assert "Soundtrack #" not in answer


async def test_neither_show_nor_person_is_answered_with_what_to_type(place: Simulator) -> None:
    result = await ask(place, "cast")

    assert result.ephemeral
    assert "Name a show or a person" in seen(result)


async def test_a_long_cast_has_pages(place: Simulator) -> None:
    message = message_of(await ask(place, "cast", show="the white lotus season 1"))

    assert "Page 2 ▶" in buttons(message)
    await place.people["member"].click(message, label="Page 2 ▶")
    assert "Page 2 of" in seen(message)
