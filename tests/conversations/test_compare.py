"""Members ask which of two titles to watch."""

from __future__ import annotations

import pytest

from bot.cli.simulator import Simulator
from tests.conversations.reading import ask, buttons, message_of, seen

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_two_titles_are_set_side_by_side(place: Simulator) -> None:
    answer = seen(await ask(place, "compare", first="soundtrack 1", second="soundtrack 2"))

    assert answer.startswith("Soundtrack #1 or Soundtrack #2?\n")
    assert "Both:" in answer
    assert "Only Soundtrack #2:" in answer


async def test_the_one_for_tonight_is_named_with_its_reason(place: Simulator) -> None:
    answer = seen(await ask(place, "compare", first="true detective season 1", second="true detective season 2"))

    assert "Tonight: True Detective: Season 1 · Well reviewed" in answer


async def test_an_anthology_can_be_set_beside_a_single_story(place: Simulator) -> None:
    answer = seen(await ask(place, "compare", first="black mirror", second="electric dreams"))

    assert "Black Mirror" in answer
    assert "Electric Dreams" in answer


async def test_an_unknown_title_is_answered_with_its_nearest(place: Simulator) -> None:
    assert "Nothing here is called qqqqzzz." in seen(await ask(place, "compare", first="soundtrack", second="qqqqzzz"))


async def test_its_buttons_open_either(place: Simulator) -> None:
    message = message_of(await ask(place, "compare", first="soundtrack 1", second="soundtrack 2"))
    assert buttons(message) == ["Soundtrack #1", "Soundtrack #2"]
    await place.people["member"].click(message, label="Soundtrack #2")

    assert seen(message).startswith("Soundtrack #2\n")


async def test_a_title_beside_itself_is_answered_too(place: Simulator) -> None:
    answer = seen(await ask(place, "compare", first="soundtrack 1", second="soundtrack/1"))

    assert answer.startswith("Soundtrack #1\n")
    assert "Stands alone" in answer


async def test_a_story_beside_its_own_anthology_is_said_to_be_a_part_of_it(place: Simulator) -> None:
    for first, second in (("black mirror", "san junipero"), ("san junipero", "black mirror")):
        message = message_of(await ask(place, "compare", first=first, second=second))
        assert seen(message).startswith("San Junipero is one of the stories of Black Mirror: there is nothing")
        assert buttons(message) == ["San Junipero", "Black Mirror"]


@pytest.mark.parametrize("typed", ["black mirror | fargo", "black mirror vs fargo", "black mirror or fargo"])
async def test_two_titles_typed_into_one_option_are_compared(place: Simulator, typed: str) -> None:
    assert seen(await ask(place, "compare", first=typed)).startswith("Black Mirror or Fargo?\n")


@pytest.mark.parametrize("typed", ["black mirror", "love, death & robots", "tales from the crypt and qqqqzzz"])
async def test_one_title_alone_is_asked_for_another(place: Simulator, typed: str) -> None:
    answer = seen(await ask(place, "compare", first=typed))

    assert answer.startswith(f"What shall I set beside {typed}?\n")
    assert "/compare first: second:" in answer


async def test_of_two_titles_in_one_option_the_unknown_one_is_named(place: Simulator) -> None:
    assert "Nothing here is called qqqqzzz." in seen(await ask(place, "compare", first="fargo | qqqqzzz"))


async def test_two_seasons_told_story_by_story_are_one_anthology(place: Simulator) -> None:
    answer = seen(await ask(place, "compare", first="black mirror season 3", second="black mirror season 4"))

    assert answer.startswith("Black Mirror\n")
