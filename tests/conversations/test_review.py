"""Members ask whether it is any good."""

from __future__ import annotations

import pytest

from bot.cli.simulator import Simulator
from tests.conversations.reading import ask, buttons, message_of, seen

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_verdict_comes_first_then_reasons_then_press(place: Simulator) -> None:
    answer = seen(await ask(place, "review", show="soundtrack 2"))

    parts = [answer.index(part) for part in ("Worth watching", "Works", "Doesn't", "Next to Soundtrack #1", "Press")]
    assert parts == sorted(parts)
    assert "OTTplay (https://ottplay.com/" in answer
    assert "2.5/5" in answer


async def test_an_anthology_gets_its_verdict_board(place: Simulator) -> None:
    answer = seen(await ask(place, "review", show="black mirror"))

    lines = [line for line in answer.splitlines() if "San Junipero" in line]
    assert lines
    assert "2016" in lines[0]
    assert any(word in lines[0] for word in ("Must watch", "Worth watching"))


async def test_a_long_board_has_pages(place: Simulator) -> None:
    result = await ask(place, "review", show="kbs drama special")
    message = message_of(result)
    first = seen(message)
    assert "Page 2 ▶" in buttons(message)
    await place.people["member"].click(message, label="Page 2 ▶")

    assert "Page 2 of" in seen(message)
    assert seen(message) != first
    assert "◀ Page 1" in buttons(message)


async def test_every_review_is_shown_by_itself_with_its_link(place: Simulator) -> None:
    message = message_of(await ask(place, "review", show="soundtrack 2"))
    label = next(one for one in buttons(message) if one.startswith("All "))
    await place.people["member"].click(message, label=label)

    assert "NME Asia (https://www.nme.com/" in seen(message)
    assert "Dec 6, 2023" in seen(message)


async def test_spoilers_are_shown_privately_and_behind_a_mark(place: Simulator) -> None:
    message = message_of(await ask(place, "review", show="soundtrack 2"))
    assert "Spoilers" in buttons(message)
    answered = await place.people["member"].click(message, label="Spoilers")

    assert answered.ephemeral
    assert "||" in seen(answered)


async def test_content_notes_are_shown_privately_and_lead_back(place: Simulator) -> None:
    message = message_of(await ask(place, "review", show="true detective 1"))
    before = seen(message)
    answered = await place.people["member"].click(message, label="Content notes")

    assert answered.ephemeral
    assert "Content notes, without spoilers" in seen(answered)
    assert "• " in seen(answered)
    assert "aren't complete" in seen(answered)
    assert seen(message) == before
    await place.people["member"].click(message_of(answered), label="About it")
    assert "True Detective" in seen(answered)


async def test_an_anthologys_content_notes_stand_story_by_story(place: Simulator) -> None:
    message = message_of(await ask(place, "review", show="true detective"))
    answered = await place.people["curator"].click(message, label="Content notes")

    assert answered.ephemeral
    assert "True Detective: Season 1: " in seen(answered)


async def unreviewed(place: Simulator) -> str:
    """Give the id of a bundled story that nobody reviewed."""
    store = place.bot.store
    assert store is not None
    for anthology in await store.catalogue.everything():
        reviewed = {review.instalment for review in await store.catalogue.press_reviews(anthology.id)}
        for instalment in anthology.instalments:
            if instalment.id not in reviewed:
                return instalment.id
    pytest.skip("every bundled story has a review by now")


async def test_a_story_without_any_review_says_so(place: Simulator) -> None:
    answer = seen(await ask(place, "review", show=await unreviewed(place)))

    assert "No verdict yet." in answer
