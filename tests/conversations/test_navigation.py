"""Members click buttons and choose from menus: on their own cards, on others' cards, after a restart."""

from __future__ import annotations

import pytest

from bot.cli.simulator import Simulator
from bot.gateway.client import Anthologist, Registering
from bot.ui.actions import Action, ActionKind
from tests.conversations.reading import ask, buttons, choose, message_of, seen


async def test_going_from_verdict_to_cast_to_person_to_show_stays_in_one_message(own_place: Simulator) -> None:
    mina = own_place.people["member"]
    message = message_of(await ask(own_place, "review", show="soundtrack 2"))
    before = len(own_place.channel.history())

    await mina.click(message, label="Cast")
    assert seen(message).startswith("Cast of Soundtrack #2\n")
    assert "Keum Sae-rok 금새록 as Do Hyeon-seo" in seen(message)
    await choose(mina, message, "Noh Sang-hyun")
    assert seen(message).startswith("Noh Sang-hyun\n")
    await choose(mina, message, "Soundtrack #2")
    assert "Stands alone" in seen(message)
    assert len(own_place.channel.history()) == before


async def test_the_menu_leads_to_the_sibling(own_place: Simulator) -> None:
    message = message_of(await ask(own_place, "review", show="soundtrack 2"))
    await choose(own_place.people["member"], message, "Soundtrack #1")

    assert seen(message).startswith("Soundtrack #1\n")


async def test_another_member_gets_their_own_answer(own_place: Simulator) -> None:
    message = message_of(await ask(own_place, "review", "member", show="soundtrack 2"))
    before = seen(message)
    theirs = await own_place.people["curator"].click(message, label="Cast")

    assert theirs.ephemeral
    assert seen(theirs).startswith("Cast of Soundtrack #2\n")
    assert seen(message) == before


async def test_going_on_from_your_own_answer_changes_that_answer(own_place: Simulator) -> None:
    message = message_of(await ask(own_place, "review", "member", show="soundtrack 2"))
    jun = own_place.people["curator"]
    theirs = message_of(await jun.click(message, label="Cast"))
    await jun.click(theirs, label="Review")

    assert seen(theirs).startswith("Soundtrack #2\n")


async def test_buttons_and_menus_work_after_a_restart(own_place: Simulator) -> None:
    mina = own_place.people["member"]
    message = message_of(await ask(own_place, "review", show="soundtrack 2"))
    picks = message_of(await ask(own_place, "recommend", like="soundtrack/1"))
    shown = seen(picks)
    await own_place.bot.close()
    fresh = Anthologist(own_place.bot.settings, registering=Registering.NEVER)
    await own_place.env.restart_bot(fresh)
    try:
        await mina.click(message, label="Cast")
        assert seen(message).startswith("Cast of Soundtrack #2\n")
        await choose(mina, message, "Soundtrack #1")
        assert seen(message).startswith("Cast of Soundtrack #1\n")
        await mina.click(picks, label="More")
        assert seen(picks) != shown
    finally:
        await own_place.env.settle()
        await fresh.close()


async def test_a_button_to_something_gone_says_so_privately(own_place: Simulator) -> None:
    message = message_of(await ask(own_place, "show", show="soundtrack"))
    stored = own_place.env.backend.get_message(message.channel_id, message.id)
    button = next(one for one in stored.components[0]["components"][-2]["components"])
    button["custom_id"] = str(Action(ActionKind.SHOW, "no-such-show"))
    answered = await own_place.people["member"].click(message, custom_id=button["custom_id"])

    assert answered.ephemeral
    assert "not in the catalogue any more" in seen(answered)


@pytest.mark.parametrize(
    "custom_id",
    [
        "a1|show|../../etc|0|",
        "a1|show|' OR 1=1 --|0|",
        "a1|nowhere|soundtrack|0|",
        "a1|picks|99999999999999999999999999999999|0|more",
        "a1|picks|-1|0|more",
        "a1|refuse|soundtrack|999|seen",
        "a1|cast|soundtrack/2|999|",
        "a1|person|nobody|0|",
    ],
)
async def test_a_forged_custom_id_gets_a_kind_answer(own_place: Simulator, custom_id: str) -> None:
    message = message_of(await ask(own_place, "show", show="soundtrack"))
    stored = own_place.env.backend.get_message(message.channel_id, message.id)
    stored.components[0]["components"][-2]["components"][0]["custom_id"] = custom_id
    answered = await own_place.people["member"].click(message, custom_id=custom_id)

    assert answered.acknowledged
    assert not own_place.env.errors


async def test_more_like_this_recommends_from_the_card(own_place: Simulator) -> None:
    message = message_of(await ask(own_place, "review", show="soundtrack 2"))
    await own_place.people["member"].click(message, label="More like this")

    assert seen(message).startswith("Watch next\nUnderstood: like Soundtrack #2")
    assert "More" in buttons(message)
