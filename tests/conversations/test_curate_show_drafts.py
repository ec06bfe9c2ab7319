"""`/curate show`: drafts of titles are saved, discarded, and conflict with another curator's change."""

from __future__ import annotations

from bot.cli.simulator import Simulator
from tests.conversations.curating import curator, filled, restarted, store_of
from tests.conversations.reading import ask, buttons, choose, message_of, seen
from tests.conversations.titling import ANTHOLOGY, fill, open_title


async def test_a_draft_survives_a_restart(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    preview = await fill(jun, await open_title(own_place, jun), "Add an anthology", ANTHOLOGY)
    card = await open_title(own_place, jun, "soundtrack 2")
    form = await jun.click(card, label="Story")
    async with restarted(own_place) as place:
        assert "📝 Cheongdam Tales · draft, not published" in seen(await open_title(place, jun))
        # A form that was open all the while is taken as well.
        answer = message_of(await jun.submit_modal(form, filled(form) | {"tags": "sad"}))
        assert "It changes tags." in seen(answer)
        await jun.click(preview, label="Publish")
        assert "Published" in seen(preview)
        assert seen(await ask(place, "show", show="cheongdam tales")).startswith("Cheongdam Tales\n")


async def test_a_draft_is_found_in_the_list_and_thrown_away(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    await fill(jun, await open_title(own_place, jun), "Add an anthology", ANTHOLOGY)
    card = await open_title(own_place, jun)
    await choose(jun, card, "Cheongdam Tales")
    assert "nobody sees it yet" in seen(card)
    assert "Cheongdam" not in seen(await open_title(own_place, own_place.people["owner"]))

    await jun.click(card, label="Discard")
    assert "None yet." in seen(card)
    assert await store_of(own_place).drafts.of(curator(jun)) == ()


async def test_the_second_of_two_curators_sees_what_the_first_changed_and_keeps_either(
    own_place: Simulator,
) -> None:
    jun, ada = own_place.people["curator"], own_place.people["owner"]
    juns, adas = [await open_title(own_place, one, "soundtrack 1") for one in (jun, ada)]
    juns_form = await jun.click(juns, label="Facts")
    facts = filled(juns_form)
    adas = await fill(ada, adas, "Facts", facts | {"length": "4 × 50", "year": "2021"})
    await ada.click(adas, label="Publish")

    juns = message_of(await jun.submit_modal(juns_form, facts | {"length": "4 × 55"}))
    await jun.click(juns, label="Publish")
    said = seen(juns)
    assert f"<@{ada.id}> changed Soundtrack #1 meanwhile" in said
    assert "length\n• yours: “4 × 55”\n• theirs: “4 × 50”" in said
    assert "What they alone changed stays in any case: year." in said
    assert buttons(juns) == ["Keep mine", "Keep theirs", "Look at mine"]
    assert "4 × 50 min" in seen(await ask(own_place, "show", show="soundtrack 1"))

    await jun.click(juns, label="Keep mine")
    assert "• length: “4 × 55”, in the catalogue “4 × 45”\n• year: “2021”" in seen(juns)
    assert "2021 · South Korea · 4 × 55 min" in seen(await ask(own_place, "show", show="soundtrack 1"))


async def test_keeping_theirs_throws_the_draft_away(own_place: Simulator) -> None:
    jun, ada = own_place.people["curator"], own_place.people["owner"]
    juns, adas = [await open_title(own_place, one, "soundtrack 1") for one in (jun, ada)]
    juns_form = await jun.click(juns, label="Facts")
    facts = filled(juns_form)
    await ada.click(await fill(ada, adas, "Facts", facts | {"length": "4 × 50"}), label="Publish")
    juns = message_of(await jun.submit_modal(juns_form, facts | {"length": "4 × 55"}))
    await jun.click(juns, label="Publish")
    await jun.click(juns, label="Keep theirs")

    assert "• length: “4 × 50”, in the catalogue “4 × 45”" in seen(juns)
    assert await store_of(own_place).drafts.of(curator(jun)) == ()


async def test_a_third_change_between_the_question_and_the_answer_is_shown_as_well(own_place: Simulator) -> None:
    jun, ada = own_place.people["curator"], own_place.people["owner"]
    juns, adas = [await open_title(own_place, one, "soundtrack 1") for one in (jun, ada)]
    juns_form = await jun.click(juns, label="Facts")
    facts = filled(juns_form)
    adas = await fill(ada, adas, "Facts", facts | {"length": "4 × 50"})
    await ada.click(adas, label="Publish")
    juns = message_of(await jun.submit_modal(juns_form, facts | {"length": "4 × 55"}))
    await jun.click(juns, label="Publish")
    await ada.click(await fill(ada, adas, "Facts", facts | {"length": "4 × 60"}), label="Publish")
    await jun.click(juns, label="Keep mine")

    assert "• theirs: “4 × 60”" in seen(juns)
    assert "4 × 60 min" in seen(await ask(own_place, "show", show="soundtrack 1"))
