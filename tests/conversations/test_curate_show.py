"""Curators add, correct and hide titles and mark spoilers; only members of their server see it, and at once."""

from __future__ import annotations

import json

import pytest

from bot.cli.simulator import Simulator, furnish
from bot.models.ids import InstalmentId
from bot.ui.actions import Action, ActionKind
from tests.conversations.curating import curator, filled, make_curator, only_refused, store_of, take_role
from tests.conversations.forged import Forger
from tests.conversations.reading import ask, buttons, message_of, option_of, seen, type_into
from tests.conversations.titling import ANTHOLOGY, LIFT, add_anthology, add_lift, fill, more, open_title


async def test_an_anthology_with_an_instalment_is_added_and_found_at_once(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    opened = await jun.slash(own_place.channel, "curate show")
    assert opened.ephemeral
    preview = await fill(jun, message_of(opened), "Add an anthology", ANTHOLOGY)
    assert "청담 이야기 · since 2024 · South Korea · a new story each episode" in seen(preview)
    assert "Also found as Tales of Cheongdam" in seen(preview)
    assert "nobody sees it yet" in seen(preview)
    assert buttons(preview) == ["Publish", "Facts", "Story", "Discard"]
    assert "Cheongdam" not in seen(await ask(own_place, "show", show="cheongdam tales"))

    await jun.click(preview, label="Publish")
    assert "Published" in seen(preview)
    assert f"Added by this server; changed last by <@{jun.id}>" in seen(preview)
    assert seen(await ask(own_place, "show", show="cheongdam tales")).startswith("Cheongdam Tales\n")
    assert seen(await ask(own_place, "show", show="청담 이야기")).startswith("Cheongdam Tales\n")

    await add_lift(jun, preview)
    shown = seen(await ask(own_place, "show", show="the lift"))
    assert shown.startswith("The Lift\n2024 · South Korea · 61 min\nFrom Cheongdam Tales\nTwo neighbours who")
    assert "With Noh Sang-hyun and Maya Quill" in shown
    assert "The Lift (2024)" in {
        one["name"].partition(": ")[2] for one in await type_into(own_place, "show", "show", "lift")
    }
    assert "The Lift" in seen(await ask(own_place, "recommend", what="slow burn romance in a broken lift"))
    # Its actor is the same person as in the catalogue.
    assert "The Lift · Cheongdam Tales · 2024 · Min" in seen(await ask(own_place, "cast", person="Steve Noh"))


async def test_no_other_server_sees_what_one_added(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    await add_lift(jun, await add_anthology(own_place, jun))
    elsewhere = furnish(own_place.env, own_place.bot)

    assert "Cheongdam" not in seen(await ask(elsewhere, "show", show="cheongdam tales"))
    assert "The Lift" not in str(await type_into(elsewhere, "show", "show", "the lift"))
    assert "The Lift" not in seen(await ask(elsewhere, "recommend", what="slow burn romance in a broken lift"))
    assert "Cheongdam" not in seen(await open_title(elsewhere, elsewhere.people["curator"]))
    outside = own_place.env.create_user("noor")
    assert "Cheongdam" not in seen(await outside.slash("show", show="cheongdam tales"))


async def test_another_servers_title_cannot_be_reached_by_its_id(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    await add_anthology(own_place, jun)
    (title,) = await store_of(own_place).custom_titles.of(curator(jun).server)
    elsewhere = furnish(own_place.env, own_place.bot)
    forger = Forger(own_place.env, elsewhere.people["curator"], elsewhere.channel)

    for kind in (
        ActionKind.TITLE,
        ActionKind.FACTS,
        ActionKind.STORY,
        ActionKind.ADD,
        ActionKind.HIDE,
        ActionKind.COVER,
        ActionKind.JOIN,
    ):
        for detail in ("", "yes", "show", "back!", "away!"):
            answer = await forger.press(str(Action(kind, title.id, detail=detail)))
            assert answer.acknowledged
            assert answer.modal is None
            assert "Cheongdam" not in seen(answer)
    assert await store_of(own_place).custom_titles.of(curator(jun).server) == (title,)


async def test_a_bundled_fact_is_corrected_for_this_server_and_taken_back(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    card = await open_title(own_place, jun, "soundtrack 1")
    assert "As it stands in the catalogue." in seen(card)
    facts = filled(await jun.click(card, label="Facts"))
    assert facts["length"] == "4 × 45"
    preview = await fill(jun, card, "Facts", facts | {"length": "4 × 50"})
    assert "It changes length." in seen(preview)
    await jun.click(preview, label="Publish")
    assert f"Corrected here by <@{jun.id}>" in seen(preview)
    assert "• length: “4 × 50”, in the catalogue “4 × 45”" in seen(preview)

    assert "4 × 50 min" in seen(await ask(own_place, "show", show="soundtrack 1"))
    elsewhere = furnish(own_place.env, own_place.bot)
    assert "4 × 45 min" in seen(await ask(elsewhere, "show", show="soundtrack 1"))

    await more(jun, preview, "Back to the catalogue's facts")
    assert "Take back what this server corrects of Soundtrack #1?" in seen(preview)
    await jun.click(preview, label="Back to the catalogue's facts")
    assert "As it stands in the catalogue." in seen(preview)
    assert "4 × 45 min" in seen(await ask(own_place, "show", show="soundtrack 1"))


async def test_a_correction_that_changes_nothing_is_no_correction(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    card = await open_title(own_place, jun, "soundtrack 1")
    preview = await fill(jun, card, "Facts", filled(await jun.click(card, label="Facts")))
    assert "it says nothing else than what is there" in seen(preview)
    await jun.click(preview, label="Publish")

    assert "Nothing in it was different" in seen(preview)
    assert await store_of(own_place).custom_titles.of(curator(jun).server) == ()
    assert await store_of(own_place).drafts.of(curator(jun)) == ()


async def test_the_cast_is_corrected_by_name(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    card = await open_title(own_place, jun, "soundtrack 1")
    story = filled(await jun.click(card, label="Story"))
    assert story["cast"].startswith("Park Hyung-sik as ")
    preview = await fill(jun, card, "Story", story | {"cast": "Maya Quill (the neighbour)"})
    await jun.click(preview, label="Publish")

    assert "Maya Quill" in seen(await ask(own_place, "cast", show="soundtrack 1"))
    assert seen(await ask(own_place, "cast", person="maya quill")).startswith("Maya Quill\n")


async def test_a_title_is_hidden_and_shown_again(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    card = await open_title(own_place, jun, "soundtrack")
    await jun.click(card, label="Hide")
    assert "Hide Soundtrack from the members of this server?" in seen(card)
    assert "Its 2 instalments go with it." in seen(card)
    assert "Soundtrack #2" in seen(await ask(own_place, "show", show="soundtrack 2"))

    await jun.click(card, label="Hide")
    assert "Hidden: members of this server do not meet it." in seen(card)
    assert "Soundtrack #2" not in seen(await ask(own_place, "show", show="soundtrack/2"))
    choices = await type_into(own_place, "show", "show", "soundtrack")
    assert choices[0]["name"] == "soundtrack", "only what was typed itself"
    assert not [one for one in choices if one["name"].startswith("Soundtrack")]
    elsewhere = furnish(own_place.env, own_place.bot)
    assert seen(await ask(elsewhere, "show", show="soundtrack 2")).startswith("Soundtrack #2\n")

    # Curators still find it by name and in autocomplete.
    suggested = await jun.autocomplete(own_place.channel, "curate show", "show", "soundtr")
    assert suggested[0]["value"] == "soundtrack"
    assert "🙈 Soundtrack · hidden" in seen(await open_title(own_place, jun))
    card = await open_title(own_place, jun, "Soundtrack")
    assert "Its anthology is hidden" in seen(await open_title(own_place, jun, "soundtrack/2"))
    await jun.click(card, label="Show again")
    assert "As it stands in the catalogue." in seen(card)
    assert seen(await ask(own_place, "show", show="soundtrack 2")).startswith("Soundtrack #2\n")


async def test_a_premise_is_marked_as_a_spoiler_and_unmarked_with_one_click_each(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    card = await open_title(own_place, jun, "soundtrack 2")
    await jun.click(card, label="Cover premise")
    assert "Its premise is covered: members press to read it." in seen(card)
    assert "||A pianist who gave up" in seen(await ask(own_place, "show", show="soundtrack 2"))

    await jun.click(card, label="Uncover premise")
    assert "||" not in seen(await ask(own_place, "show", show="soundtrack 2"))


async def test_what_is_wrong_is_said_with_counts_and_what_is_near_and_nothing_is_lost(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    card = await fill(
        jun,
        await open_title(own_place, jun),
        "Add an anthology",
        ANTHOLOGY | {"countries": "Koria, Freedonia", "year": "1666", "titles": "T" * 160},
    )
    said = seen(card)
    assert "“Koria” is no country I know: did you mean South Korea" in said
    assert "“Freedonia” is no country I know\n" in said
    assert "“1666” is no year from 1920 to" in said
    assert "has 160 characters of 150" in said
    assert "Publish" not in buttons(card)
    assert filled(await jun.click(card, label="Facts"))["countries"] == "Koria, Freedonia"

    card = await fill(jun, card, "Facts", ANTHOLOGY)
    card = await fill(jun, card, "Story", {"premise": "p" * 700, "tags": "romnce, slow burn, qqqqq"})
    said = seen(card)
    assert "has 700 characters of 600" in said
    assert "“romnce” is no tag of the vocabulary; the nearest: romance" in said
    assert "“qqqqq” is no tag of the vocabulary, and none is near" in said
    card = await fill(jun, card, "Story", {"premise": "A street, and who lives in it.", "tags": "romance"})
    assert "Cheongdam Tales" in seen(card)
    assert "A street, and who lives in it." in seen(card)


async def test_a_custom_title_is_deleted_unless_something_refers_to_it(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    whole = await add_anthology(own_place, jun)
    story = await add_lift(jun, await open_title(own_place, jun, "cheongdam tales"))
    await more(jun, whole, "Take it away for good")
    await jun.click(whole, label="Take it away")
    assert "so it stays" in seen(whole)

    await more(jun, story, "Take it away for good")
    await jun.click(story, label="Take it away")
    assert "The Lift is taken away." in seen(story)
    await more(jun, whole, "Take it away for good")
    await jun.click(whole, label="Take it away")
    assert "Cheongdam" not in seen(await ask(own_place, "show", show="cheongdam tales"))


async def test_a_curator_who_loses_the_role_is_refused_everywhere_and_gets_the_text_back(
    own_place: Simulator,
) -> None:
    noor = await make_curator(own_place, "Noor")
    card = await open_title(own_place, noor, "soundtrack 1")
    form = await noor.click(card, label="Facts")
    take_role(own_place, noor)

    answer = await noor.submit_modal(form, filled(form) | {"titles": "Mine now"})
    assert "this server's curators" in seen(answer)
    assert "Mine now" in seen(answer.followups[0])
    refused = await noor.click(card, label="Cover premise")
    assert "this server's curators" in seen(refused)
    forger = Forger(own_place.env, noor, own_place.channel)
    assert "this server's curators" in seen(await forger.command("curate show"))
    assert [one["name"] for one in await forger.typing("curate show", "show", "s")] == [
        "This server's curators alone may do that"
    ]
    assert await store_of(own_place).custom_titles.of(curator(noor).server) == ()
    assert only_refused(own_place)


@pytest.mark.parametrize(
    "action",
    [
        Action(ActionKind.FACTS, "own-never-there"),
        Action(ActionKind.STORY, "no-such-show"),
        Action(ActionKind.ADD, "no-such-show"),
        Action(ActionKind.ADD, "soundtrack/1"),
        Action(ActionKind.TITLE, "123456", detail="publish"),
        Action(ActionKind.TITLE, "soundtrack", detail="mine:7"),
        Action(ActionKind.TITLE, "9" * 40, detail="drop"),
        Action(ActionKind.HIDE, "own-x", detail="yes"),
        Action(ActionKind.JOIN, "soundtrack", 7, "yes"),
        Action(ActionKind.JOIN, "soundtrack", 7, "no"),
    ],
)
async def test_a_forged_custom_id_changes_nothing(own_place: Simulator, action: Action) -> None:
    jun = own_place.people["curator"]
    answer = await Forger(own_place.env, jun, own_place.channel).press(str(action))

    assert answer.acknowledged
    assert answer.modal is None
    assert await store_of(own_place).custom_titles.of(curator(jun).server) == ()
    assert not own_place.env.errors


async def test_a_form_for_an_id_that_nobody_gave_adds_nothing(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    forger = Forger(own_place.env, jun, own_place.channel)
    for key in ("own-UPPER", "soundtrack/own-ö", "own-x/own-y", "mine", "own-" + "x" * 60):
        answer = await forger.fill(str(Action(ActionKind.FACTS, key)), ANTHOLOGY)
        assert "not in the catalogue any more" in seen(answer)
    assert await store_of(own_place).drafts.of(curator(jun)) == ()


async def test_an_instalment_is_added_to_a_bundled_anthology(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    card = await open_title(own_place, jun, "soundtrack")
    form = filled(await jun.click(card, label="Add an instalment"))
    assert form["countries"] == "South Korea"
    preview = await fill(jun, card, "Add an instalment", LIFT | {"titles": "Soundtrack #3"})
    await jun.click(preview, label="Publish")

    assert "From Soundtrack" in seen(await ask(own_place, "show", show="soundtrack 3"))
    assert "Soundtrack #3 · 2024" in seen(await ask(own_place, "show", show="soundtrack"))
    key = InstalmentId(option_of(await open_title(own_place, jun), "Soundtrack #3")[1].split("|")[2])
    assert key.startswith("soundtrack/own-soundtrack-3-")


async def test_texts_of_curators_ping_nobody_and_break_no_card(own_place: Simulator) -> None:
    jun = own_place.people["curator"]
    hostile = "@everyone **[here](https://evil.example)** `x` ||y|| <@1>"
    card = await add_anthology(own_place, jun, titles=hostile)
    await fill(jun, card, "Story", {"premise": f"# {hostile}", "tags": ""})
    await jun.click(card, label="Publish")
    shown = message_of(await ask(own_place, "show", show="everyone here evil"))

    for message in (card, shown):
        written = json.dumps(message.components, ensure_ascii=False)
        assert "@\u200beveryone" in written
        assert "](https://" not in written
        assert "<@1>" not in written.replace(f"<@{jun.id}>", "")
        assert written.count(r"\\|\\|y") == written.count("y\\\\|")


async def test_the_longest_title_there_can_be_fits_every_card(own_place: Simulator) -> None:
    jun, ada = own_place.people["curator"], own_place.people["owner"]
    words = [tag.name for tag in await store_of(own_place).catalogue.vocabulary()]
    titles = "\n".join(f"{number:02}" + "_[" * 74 for number in range(16))
    longest = LIFT | {"titles": titles, "countries": "KR, US, GB, HK, BA, GS, TT, VC"}
    story = {
        "premise": "*" * 600,
        "tags": ", ".join(sorted(words, key=len)[-20:]),
        "cast": "\n".join(f"{number:02}{'_' * 78} as {'|' * 80}" for number in range(24)),
    }
    whole = await add_anthology(own_place, jun, titles=titles)
    card = await fill(jun, whole, "Add an instalment", longest)
    card = await fill(jun, card, "Story", story)
    assert "Publish" in buttons(card)
    await jun.click(card, label="Publish")
    (key,) = [one.id for one in await store_of(own_place).custom_titles.of(curator(jun).server) if one.is_instalment]
    adas = await open_title(own_place, ada, key)
    await ada.click(await fill(ada, adas, "Story", story | {"premise": "+" * 600}), label="Publish")
    opened = await jun.click(card, label="Story")
    await ada.click(await fill(ada, adas, "Story", story | {"premise": "-" * 600}), label="Publish")
    card = message_of(await jun.submit_modal(opened, story))
    await jun.click(card, label="Publish")
    assert "Keep mine" in buttons(card)
    for label in ("Keep mine", "Hide", "Hide", "Show again"):
        await jun.click(card, label=label)
    assert "Added by this server" in seen(card)
    assert "Add an instalment to" in seen(await open_title(own_place, jun))
