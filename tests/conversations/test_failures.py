"""Something breaks inside: the member gets a short private sentence, the log gets the rest."""

from __future__ import annotations

import asyncio
import logging
import re

import aiohttp
import discord
import pytest
from discord.ui import LayoutView

from bot.cli.simulator import Simulator
from bot.storage import Store
from bot.ui import responses
from bot.ui.discord_limits import FIRST_ANSWER_SECONDS
from tests.conversations.curating import FORM, put
from tests.conversations.reading import ask, message_of, seen, type_into


async def broken(place: Simulator) -> Store:
    """Take the database away from under the bot, as a dying disk does."""
    store = place.bot.store
    assert store is not None
    await store.close()
    return store


def reference_in(text: str) -> str:
    found = re.search(r"[0-9a-f]{8}", text)
    assert found, text
    return found[0]


async def test_a_failing_command_answers_privately_with_a_reference_that_stands_in_the_log(
    own_place: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    await broken(own_place)
    with caplog.at_level(logging.ERROR):
        result = await ask(own_place, "show", show="soundtrack")

    assert result.ephemeral
    assert "that went wrong on my side" in seen(result)
    assert reference_in(seen(result)) in caplog.text
    assert "ClosedError" in caplog.text
    assert own_place.env.errors


async def test_a_failing_button_answers_privately_and_leaves_the_card(
    own_place: Simulator, caplog: pytest.LogCaptureFixture
) -> None:
    await put(own_place, own_place.people["curator"])  # a server without reviews needs no database for a cast
    message = message_of(await ask(own_place, "review", show="soundtrack 2"))
    before = seen(message)
    await broken(own_place)
    with caplog.at_level(logging.ERROR):
        answered = await own_place.people["member"].click(message, label="Cast")

    assert answered.ephemeral
    assert reference_in(seen(answered)) in caplog.text
    assert seen(message) == before


async def test_a_failing_autocomplete_is_shown_as_a_choice(
    own_place: Simulator, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    cog = own_place.bot.get_cog("TitlesCog")
    monkeypatch.setattr(cog, "_titles", None)
    with caplog.at_level(logging.ERROR):
        choices = await type_into(own_place, "show", "show", "soundtrack")

    assert len(choices) == 1
    assert choices[0]["value"] == "soundtrack"
    assert reference_in(choices[0]["name"]) in caplog.text


async def test_work_that_takes_too_long_is_given_up_inside_discords_three_seconds(
    own_place: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def forever(*_asked: object) -> None:
        await asyncio.sleep(3600)

    cog = own_place.bot.get_cog("TitlesCog")
    assert cog is not None
    monkeypatch.setattr(getattr(cog, "_titles"), "look_up", forever)  # noqa: B009  # a private name on purpose
    # A short limit shows as well as the real one that work is stopped at the limit.
    assert responses.WORK_SECONDS <= FIRST_ANSWER_SECONDS - 1
    monkeypatch.setattr(responses, "WORK_SECONDS", 0.05)
    before = own_place.env.now()
    result = await ask(own_place, "show", show="soundtrack")

    assert "that went wrong on my side" in seen(result)
    assert (own_place.env.now() - before).total_seconds() < FIRST_ANSWER_SECONDS
    assert own_place.env.errors


async def test_a_stopping_bot_says_so(own_place: Simulator) -> None:
    own_place.bot.stopping = True
    result = await ask(own_place, "show", show="soundtrack")

    assert result.ephemeral
    assert "being restarted" in seen(result)


async def test_a_click_while_stopping_is_answered_and_changes_nothing(own_place: Simulator) -> None:
    message = message_of(await ask(own_place, "show", show="soundtrack 2"))
    before = seen(message)
    own_place.bot.stopping = True
    answered = await own_place.people["member"].click(message, label="Cast")

    assert answered.ephemeral
    assert "being restarted" in seen(answered)
    assert seen(message) == before


async def test_a_question_that_is_no_longer_stored_is_answered(own_place: Simulator) -> None:
    message = message_of(await ask(own_place, "recommend", what="romance"))
    stored = own_place.env.backend.get_message(message.channel_id, message.id)
    row = next(one for one in stored.components[0]["components"] if one["type"] == 1)
    row["components"][0]["custom_id"] = "a1|picks|12345|0|more"
    answered = await own_place.people["member"].click(message, custom_id="a1|picks|12345|0|more")

    assert answered.ephemeral
    assert "That question is not kept any more." in seen(answered)


async def test_a_text_is_given_back_also_where_the_line_was_cut_behind_the_apology(
    own_place: Simulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    send = discord.InteractionResponse[discord.Client].send_message

    async def cut_off(response: discord.InteractionResponse[discord.Client], view: LayoutView, **_how: object) -> None:
        await send(response, view=view, ephemeral=True)
        raise aiohttp.ClientConnectionError

    jun = own_place.people["curator"]
    opened = await jun.slash(own_place.channel, "curate review", show="soundtrack 2")
    await broken(own_place)
    monkeypatch.setattr(discord.InteractionResponse, "send_message", cut_off)
    refused = await jun.submit_modal(opened, FORM)

    assert "that went wrong on my side" in seen(refused)
    assert "Lovely songs, thin story." in seen(refused.followups[0])
