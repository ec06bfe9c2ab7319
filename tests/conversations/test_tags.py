"""Curators see and set all tags of a story; members of their server are recommended by them."""

from __future__ import annotations

from simcord import MemberActor, ResponseMessage

from bot.cli.simulator import Simulator, furnish
from tests.conversations.curating import filled
from tests.conversations.reading import ask, message_of, seen
from tests.conversations.titling import add_anthology, add_lift, fill, open_title

WISHED = "mental illness, based on a true story"
STORY = "My Wife in Hibernation"


async def first_pick(place: Simulator, what: str, country: str) -> str:
    return seen(await ask(place, "recommend", what=what, country=country)).partition("\n2. ")[0]


async def tags_in_form(actor: MemberActor, card: ResponseMessage) -> list[str]:
    return filled(await actor.click(card, label="Story"))["tags"].split(", ")


async def test_a_curator_sees_the_inherited_tags_of_a_story_and_takes_one_off(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    assert f"1. {STORY}" in await first_pick(own_place, WISHED, "Japan")
    card = await open_title(own_place, jun, "my wife in hibernation")
    tags = await tags_in_form(jun, card)
    assert {"mental illness", "based on a true story"} <= {*tags}
    assert "bittersweet" not in tags, "a mood of the anthology alone"

    tags.remove("based on a true story")
    form = filled(await jun.click(card, label="Story"))
    card = await fill(jun, card, "Story", form | {"tags": ", ".join(tags)})
    assert "It changes tags." in seen(card)
    await jun.click(card, label="Publish")

    assert await tags_in_form(jun, await open_title(own_place, jun, "my wife in hibernation")) == tags
    assert f"1. {STORY}" not in await first_pick(own_place, "based on a true story", "Japan")
    assert "Matches: mental illness, based on a true story" not in await first_pick(own_place, WISHED, "Japan")
    elsewhere = furnish(own_place.env, own_place.bot)
    assert "Matches: mental illness, based on a true story" in await first_pick(elsewhere, WISHED, "Japan")


async def test_the_tags_of_a_corrected_anthology_reach_its_stories(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    card = await open_title(own_place, jun, "modern love tokyo")
    tags = await tags_in_form(jun, card)
    tags[tags.index("based on a true story")] = "experimental"
    form = filled(await jun.click(card, label="Story"))
    await jun.click(await fill(jun, card, "Story", form | {"tags": ", ".join(tags)}), label="Publish")

    now = await tags_in_form(jun, await open_title(own_place, jun, "my wife in hibernation"))
    assert "experimental" in now
    assert "based on a true story" not in now
    assert "experimental, mental illness" in await first_pick(own_place, "experimental, mental illness", "Japan")


async def test_a_story_that_a_server_adds_is_found_by_the_tags_of_its_anthology(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    whole = await add_anthology(own_place, jun, countries="Iceland")
    story = await fill(jun, whole, "Story", {"premise": "A street.", "tags": "boys' love, heist, warm"})
    await jun.click(story, label="Publish")
    await add_lift(jun, story, countries="Iceland")

    for wished in ("heist, slow burn", "lgbtq, slow burn"):
        assert "1. The Lift" in await first_pick(own_place, wished, "Iceland"), wished
    card = message_of(await jun.slash(own_place.channel, "curate show", show="the lift"))
    opened = await jun.click(card, label="Story")
    assert filled(opened)["tags"] == "romance, slow burn", "what was typed; the rest it has anyway"
    assert "Besides those of its anthology" in str(opened.modal)
