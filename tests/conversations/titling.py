"""Helpers for tests of curators: add and change titles through the commands."""

from __future__ import annotations

from typing import Any

from simcord import MemberActor, ResponseMessage

from bot.cli.simulator import Simulator
from tests.conversations.reading import choose, message_of

ANTHOLOGY = {
    "titles": "Cheongdam Tales\n청담 이야기\nTales of Cheongdam",
    "kind": "episodic",
    "year": "2024",
    "countries": "South Korea",
}
LIFT = {"titles": "The Lift", "length": "61", "year": "2024", "countries": "South Korea"}
LIFT_STORY = {
    "premise": "Two neighbours who have never spoken spend a night in a broken lift.",
    "tags": "romance, slow burn",
    "cast": "Noh Sang-hyun as Min\nMaya Quill as the voice",
}


async def open_title(place: Simulator, actor: MemberActor, show: str = "") -> ResponseMessage:
    """Open `/curate show`."""
    options = {"show": show} if show else {}
    return message_of(await actor.slash(place.channel, "curate show", **options))


async def fill(actor: MemberActor, card: ResponseMessage, form: str, fields: dict[str, str]) -> ResponseMessage:
    """Click the button that opens a form, fill it in and submit it; gives the answering card."""
    opened = await actor.click(card, label=form)
    return message_of(await actor.submit_modal(opened, fields))


async def add_anthology(place: Simulator, actor: MemberActor, **fields: Any) -> ResponseMessage:
    """Add an anthology; gives its card."""
    card = await fill(actor, await open_title(place, actor), "Add an anthology", ANTHOLOGY | fields)
    await actor.click(card, label="Publish")
    return card


async def add_lift(actor: MemberActor, card: ResponseMessage, **fields: Any) -> ResponseMessage:
    """Add an instalment to the anthology of a card, with its story; gives its card."""
    card = await fill(actor, card, "Add an instalment", LIFT | fields)
    card = await fill(actor, card, "Story", LIFT_STORY)
    await actor.click(card, label="Publish")
    return card


async def more(actor: MemberActor, card: ResponseMessage, option: str) -> None:
    """Choose an action from a title's *More* menu."""
    await choose(actor, card, option)
