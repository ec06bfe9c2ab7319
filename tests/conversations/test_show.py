"""Members ask what a show is about."""

from __future__ import annotations

import pytest

from bot.cli.simulator import Simulator
from tests.conversations.reading import ask, buttons, message_of, seen

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_an_anthology_is_answered_with_its_stories(place: Simulator) -> None:
    answer = seen(await ask(place, "show", show="soundtrack"))

    assert answer.startswith("Soundtrack\n사운드트랙 · 2022–2023 · South Korea · a new story each season · Disney+")
    assert "Soundtrack #1 · 2022" in answer
    assert "Soundtrack #2 · 2023" in answer
    assert "no shared characters or plot" in answer


async def test_an_instalment_is_answered_with_premise_people_verdict_and_watch_order(place: Simulator) -> None:
    answer = seen(await ask(place, "show", show="Soundtrack #1"))

    assert answer.startswith("Soundtrack #1\n사운드트랙#1 · 2022 · South Korea · 4 × 45 min (3 hr) · Disney+")
    assert "From Soundtrack, #1" in answer
    assert "With Park Hyung-sik, Han So-hee" in answer
    assert "Directed by Kim Hee-won" in answer
    assert "Worth watching" in answer
    assert "Stands alone: nothing else needs to be seen first." in answer


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("사운드트랙2", "Soundtrack #2"),
        ("soundtrak 2", "Soundtrack #2"),
        ("soundtrack season two", "Soundtrack #2"),
        ("soundtrack/2", "Soundtrack #2"),
        ("san junipero", "San Junipero"),
        ("black mirror san junipero", "San Junipero"),
        ("금새록", "Keum Sae-rok"),
        ("geum sae rok", "Keum Sae-rok"),
        ("person:keum-sae-rok", "Keum Sae-rok"),
    ],
)
async def test_any_spelling_leads_to_what_was_meant(place: Simulator, typed: str, title: str) -> None:
    assert seen(await ask(place, "show", show=typed)).startswith(f"{title}\n")


async def test_what_is_like_no_title_is_answered_with_no_title(place: Simulator) -> None:
    result = await ask(place, "show", show="qqqqzzzxw")

    assert "Nothing here is called qqqqzzzxw." in seen(result)
    assert buttons(message_of(result)) == []


async def test_nothing_found_says_what_was_understood_and_offers_what_is_near(place: Simulator) -> None:
    result = await ask(place, "cast", person="kin ji-in")

    assert "Nobody here is called kin ji-in." in seen(result)
    assert buttons(message_of(result)) == ["Kim Ji-in"]
    navigated = await place.people["member"].click(message_of(result), label=buttons(message_of(result))[0])
    assert navigated.acknowledged


@pytest.mark.parametrize(
    "typed", [" ", "#", "///", "\u200b", "🎬", "a" * 4000, "@everyone", "'; DROP TABLE people; --"]
)
async def test_odd_input_is_answered_kindly(place: Simulator, typed: str) -> None:
    result = await ask(place, "show", show=typed)

    assert result.acknowledged
    assert seen(result)


async def test_a_private_question_is_answered_privately(place: Simulator) -> None:
    assert not (await ask(place, "show", show="soundtrack")).ephemeral
    assert (await ask(place, "show", show="soundtrack", private=True)).ephemeral


async def test_an_unclear_title_gets_the_best_guess_and_a_menu_of_the_others(place: Simulator) -> None:
    answer = seen(await ask(place, "show", show="twilight zo"))

    assert answer.startswith("The Twilight Zone")
    assert "Did you mean another?" in answer


async def test_a_title_in_direct_messages_is_answered_too(place: Simulator) -> None:
    someone = place.env.create_user("noor")

    assert seen(await someone.slash("show", show="soundtrack")).startswith("Soundtrack\n")
