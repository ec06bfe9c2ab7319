"""Titles a server added, corrected, hid or marked as spoilers: all its members see that, and nobody else does."""

from __future__ import annotations

import re
from typing import Any

import pytest
from simcord import InteractionResult, ResponseMessage

from bot.cli.simulator import Simulator, furnish
from bot.models.custom_titles import CastLine, SpoilerPart
from bot.ui.actions import Action
from tests.conversations.curating import put, restarted, store_of
from tests.conversations.forged import Forger
from tests.conversations.own_titles import (
    AUTUMN,
    CLUB,
    FIRST,
    NIGHT,
    PREMISE,
    SECOND,
    SOUNDTRACK,
    Server,
    parts_of,
    suggested,
    with_titles,
    written,
)
from tests.conversations.reading import ask, buttons, choose, message_of, option_of, seen


async def test_an_own_title_is_found_in_its_server_at_once_by_every_name(own_place: Simulator) -> None:
    assert "Zwielicht" not in seen(await ask(own_place, "show", show="zwielicht winter"))
    await with_titles(own_place)

    for typed in ("zwielicht club winter", "Zwielict Clubb: Wintr", "겨울밤", NIGHT):
        shown = seen(await ask(own_place, "show", show=typed))
        assert shown.startswith("Zwielicht Club: Winter\n"), typed
        assert PREMISE in shown
        assert "2022" in shown
        assert "6 × 45 min (4.5 hr)" in shown
        assert "Iceland" in shown
        assert "Keum Sae-rok" in shown
    board = seen(await ask(own_place, "review", show=CLUB))
    assert "Zwielicht Club: Winter" in board
    assert "No verdict yet" in seen(await ask(own_place, "review", show=NIGHT))


async def test_an_own_instalment_stands_among_the_bundled_ones(own_place: Simulator) -> None:
    await with_titles(own_place)
    shown = seen(await ask(own_place, "show", show="soundtrack"))
    assert shown.index("Soundtrack #1") < shown.index("Soundtrack #2") < shown.index("Soundtrack #3")
    message = message_of(await ask(own_place, "review", show="soundtrack #3"))
    assert seen(message).startswith("Soundtrack #3\n")
    await choose(own_place.people["member"], message, "Soundtrack #1")
    assert seen(message).startswith("Soundtrack #1\n")
    await choose(own_place.people["member"], message, "Soundtrack #3")
    assert seen(message).startswith("Soundtrack #3\n")


async def test_own_titles_are_suggested_while_typing_and_before_anything_is_typed(own_place: Simulator) -> None:
    await with_titles(own_place)
    assert (await suggested(own_place, "review", "show", ""))[0] == "Zwielicht Club (2022)"
    assert "Zwielicht Club: Winter (2022)" in await suggested(own_place, "show", "show", "zwiel")
    assert "Soundtrack #3 (2025)" in await suggested(own_place, "compare", "first", "soundtrack")
    assert "Jóna Ísdóttir" in await suggested(own_place, "cast", "person", "jona is")
    assert "Iceland" in await suggested(own_place, "recommend", "country", "icel")


async def test_a_servers_cast_leads_to_bundled_people_and_to_people_of_its_own(own_place: Simulator) -> None:
    await with_titles(own_place)
    message = message_of(await ask(own_place, "cast", show=NIGHT))
    assert "Keum Sae-rok 금새록 as a keeper" in seen(message)
    assert "Jóna Ísdóttir as a sailor" in seen(message)
    assert "Also in anthologies here: Keum Sae-rok in " in seen(message)
    await choose(own_place.people["member"], message, "Jóna Ísdóttir")
    assert seen(message).startswith("Jóna Ísdóttir\n")
    assert "1 anthology story" in seen(message)
    assert "Worked there with Keum Sae-rok" in seen(message)
    works = seen(await ask(own_place, "cast", person="keum sae-rok"))
    assert works.index("Soundtrack #2") < works.index("Zwielicht Club: Winter"), "the newest first"


async def test_an_own_title_is_recommended_compared_and_asked_for(own_place: Simulator) -> None:
    await with_titles(own_place)
    mina = own_place.people["member"]
    wished = seen(await ask(own_place, "recommend", country="Iceland"))
    assert "Zwielicht Club" in wished
    alike = message_of(await ask(own_place, "recommend", like="zwielicht winter"))
    assert "like Zwielicht Club: Winter" in seen(alike)
    first = seen(alike)
    await mina.click(alike, label="More")
    assert seen(alike) != first
    assert "like Zwielicht Club: Winter" in seen(alike)
    beside = seen(await ask(own_place, "compare", first=NIGHT, second=AUTUMN))
    assert beside.startswith("Zwielicht Club: Winter or Soundtrack #3?\n")
    assert "Both: " in beside
    answer_text = seen(await ask(own_place, "recommend", what="like zwielicht club winter"))
    assert "like Zwielicht Club: Winter" in answer_text
    about = message_of(await ask(own_place, "show", show=NIGHT))
    assert "like Zwielicht Club: Winter" in seen(message_of(await mina.click(about, label="More like this")))


async def test_an_own_title_is_reviewed_like_any_other(own_place: Simulator) -> None:
    await with_titles(own_place)
    await put(own_place, own_place.people["curator"], NIGHT)
    shown = seen(await ask(own_place, "review", show=NIGHT))
    assert "Lovely songs, thin story." in shown
    assert "by this server's curators" in shown


QUESTIONS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("show", {"show": "zwielicht club winter"}),
    ("show", {"show": NIGHT}),
    ("show", {"show": CLUB}),
    ("show", {"show": "soundtrack #3"}),
    ("show", {"show": AUTUMN}),
    ("show", {"show": "soundtrack"}),
    ("review", {"show": NIGHT}),
    ("review", {"show": "soundtrack"}),
    ("cast", {"show": NIGHT}),
    ("cast", {"person": "jóna ísdóttir"}),
    ("cast", {"person": "person:own-jona-isdottir"}),
    ("cast", {"person": "keum sae-rok"}),
    ("cast", {"show": "soundtrack"}),
    ("compare", {"first": NIGHT, "second": "soundtrack/1"}),
    ("compare", {"first": "soundtrack #1", "second": "soundtrack #3"}),
    ("recommend", {"like": "zwielicht winter"}),
    ("recommend", {"what": "lighthouse sailors songs"}),
    ("recommend", {"country": "IS"}),
    ("recommend", {"like": "soundtrack/1"}),
)
SECRET = ("Zwielicht Club", "Soundtrack #3", "Jóna", "drowned", "a keeper", "sing at a fair")


async def test_nothing_of_it_is_seen_in_another_server_in_direct_messages_or_in_an_own_account(
    own_place: Simulator,
) -> None:
    here = await with_titles(own_place)
    await put(own_place, own_place.people["curator"], NIGHT)
    elsewhere = furnish(own_place.env, own_place.bot)
    noor = own_place.env.create_user("noor")

    def check_secret(answer: InteractionResult, filled: dict[str, str]) -> None:
        said = seen(answer)
        for word in SECRET:
            assert word not in said or any(word.casefold() in typed.casefold() for typed in filled.values()), said

    for command, filled in QUESTIONS:
        check_secret(await ask(elsewhere, command, **filled), filled)
        check_secret(await noor.slash(command, **filled), filled)
    for command, option, typed in (
        ("show", "show", ""),
        ("show", "show", "zwiel"),
        ("show", "show", "soundtrack"),
        ("show", "show", NIGHT),
        ("cast", "person", "jóna"),
        ("recommend", "like", "winter"),
        ("recommend", "country", "icel"),
        ("compare", "second", "겨울밤"),
    ):
        names = " ".join(await suggested(elsewhere, command, option, typed))
        assert not [word for word in (*SECRET, "Iceland") if word in names], (command, typed)
    assert "Zwielicht" in seen(await ask(here.place, "show", show=NIGHT)), "it is still there at home"


async def test_a_card_of_another_server_gives_nothing_of_its_titles_when_clicked(own_place: Simulator) -> None:
    await with_titles(own_place)
    alike = message_of(await ask(own_place, "recommend", like="zwielicht winter"))
    wished = message_of(await ask(own_place, "recommend", country="Iceland"))
    about = message_of(await ask(own_place, "show", show=NIGHT))

    elsewhere = furnish(own_place.env, own_place.bot)
    copied = [
        custom_id_of(message, label) for message in (alike, wished) for label in ("More", "Shorter", "Surprise me")
    ]
    copied += [custom_id_of(about, label) for label in ("Review", "Cast", "More like this")]
    copied += [
        option_of(wished, f"Zwielicht Club: Winter: {why}")[1] for why in ("not my thing", "too long", "too dark")
    ]
    noor = own_place.env.create_user("noor")
    for thief in (
        Forger(own_place.env, elsewhere.people["member"], elsewhere.channel),
        Forger(own_place.env, noor, noor.dm_channel),
        Forger(own_place.env, noor, own_place.channel, brought_along=True),
    ):
        for custom_id in copied:
            said = seen(await thief.press(custom_id))
            assert "Zwielicht" not in said, custom_id
            assert "own-" not in said, custom_id
            assert "drowned" not in said, custom_id


def custom_id_of(message: ResponseMessage, label: str) -> str:
    return next(str(one.get("custom_id")) for one in parts_of(message) if one.get("label") == label)


async def test_a_corrected_fact_shows_wherever_the_title_does_and_at_home_alone(own_place: Simulator) -> None:
    server = Server(own_place)
    before = seen(await ask(own_place, "show", show=SECOND))
    await server.say(
        SECOND, title="Soundtrack Two", premise="Two sing.", minutes=50, year=2020, cast=(CastLine("Jóna Ísdóttir"),)
    )

    shown = seen(await ask(own_place, "show", show=SECOND))
    assert shown.startswith("Soundtrack Two\n")
    assert "Two sing." in shown
    assert "2020" in shown
    assert "With Jóna Ísdóttir" in shown
    assert seen(await ask(own_place, "show", show="soundtrack two")).startswith("Soundtrack Two\n")
    assert "Soundtrack Two" in seen(await ask(own_place, "review", show="soundtrack"))
    assert "Soundtrack Two (2020)" in await suggested(own_place, "show", "show", "soundtrack two")
    gone = seen(await ask(own_place, "cast", person="keum sae-rok"))
    assert "Soundtrack" not in gone
    assert "Soundtrack Two or Soundtrack #1?" in seen(
        await ask(own_place, "compare", first=SECOND, second="soundtrack/1")
    )
    elsewhere = furnish(own_place.env, own_place.bot)
    assert seen(await ask(elsewhere, "show", show=SECOND)) == before


async def test_a_hidden_title_is_seen_nowhere_in_its_server(own_place: Simulator) -> None:
    server = Server(own_place)
    await server.say(SECOND, hidden=True)

    assert not seen(await ask(own_place, "show", show=SECOND)).startswith("Soundtrack #2\n")
    assert not seen(await ask(own_place, "show", show="soundtrack #2")).startswith("Soundtrack #2\n")
    for command in ("show", "review", "cast"):
        assert "Soundtrack #2" not in seen(await ask(own_place, command, show="soundtrack"))
    assert not [name for name in await suggested(own_place, "show", "show", "soundtrack") if "#2" in name]
    assert "Soundtrack #2" not in seen(await ask(own_place, "cast", person="noh sang-hyun"))
    assert "Soundtrack #2" in seen(await ask(furnish(own_place.env, own_place.bot), "show", show="soundtrack"))

    for liked in (SECOND, "soundtrack #2"):
        asked = seen(await ask(own_place, "recommend", like=liked))
        assert "like Soundtrack #2" not in asked

    await server.say(SOUNDTRACK, hidden=True)
    assert not seen(await ask(own_place, "show", show="soundtrack")).startswith("Soundtrack\n")
    choices = await suggested(own_place, "show", "show", "soundtrack")
    assert not [name for name in choices if name.startswith("Soundtrack")]


async def test_a_hidden_title_is_recommended_in_every_server_but_its_own(own_place: Simulator) -> None:
    before = message_of(await ask(own_place, "recommend", **WISHED))
    (first,) = re.findall(r"1\. (.+) · ", seen(before))
    key = Action.read(option_of(before, first)[1])
    assert key is not None
    await Server(own_place).say(key.key, hidden=True)

    assert first not in await all_picks(own_place)
    assert first in await all_picks(furnish(own_place.env, own_place.bot))
    await own_place.people["member"].click(before, label="Surprise me")
    assert first not in seen(before)


WISHED: dict[str, Any] = {"what": "music", "country": "KR"}


async def all_picks(place: Simulator) -> str:
    """Click *More* until nothing is left, and give everything shown."""
    message = message_of(await ask(place, "recommend", **WISHED))
    shown = [seen(message)]
    while "More" in buttons(message):
        await place.people["member"].click(message, label="More")
        shown.append(seen(message))
    return "\n".join(shown)


async def test_spoilers_are_hidden_behind_a_mark_on_every_card(own_place: Simulator) -> None:
    server = Server(own_place)
    mina = own_place.people["member"]
    await with_titles(own_place)
    await put(own_place, own_place.people["curator"], NIGHT)
    await put(own_place, own_place.people["owner"], NIGHT)
    headline = "Lovely songs, thin story."
    reviewed = message_of(await ask(own_place, "review", show=NIGHT))
    assert f"\n{headline}" in written(reviewed)
    open_premise = written(await ask(own_place, "recommend", country="Iceland"))
    assert PREMISE in open_premise
    assert "Mentions drowned" in written(await ask(own_place, "recommend", what="drowned", country="Iceland"))

    for key in (NIGHT, CLUB):
        await server.mark_spoiler(key, SpoilerPart.PREMISE)
    await server.mark_spoiler(NIGHT, SpoilerPart.HEADLINE)

    cards = {
        "show": await ask(own_place, "show", show=NIGHT),
        "show all": await ask(own_place, "show", show=CLUB),
        "review": await ask(own_place, "review", show=NIGHT),
        "board": await ask(own_place, "review", show=CLUB),
        "recommend": await ask(own_place, "recommend", country="Iceland"),
        "words": await ask(own_place, "recommend", what="drowned", country="Iceland"),
        "cast": await ask(own_place, "cast", show=NIGHT),
        "compare": await ask(own_place, "compare", first=NIGHT, second="soundtrack/1"),
    }
    texts = {name: written(card) for name, card in cards.items()}
    await mina.click(reviewed, label="All 2 reviews")
    texts["voices"] = written(reviewed)
    for name, text in texts.items():
        openly = re.sub(r"\|\|.*?\|\|", "", text)
        assert PREMISE not in openly, name
        assert headline not in openly, name
    for name in ("show", "show all", "board", "recommend"):
        assert f"||{PREMISE}||" in texts[name], name
    for name in ("show", "review", "board", "voices"):
        assert f"||{headline}||" in texts[name], name
    assert "Mentions drowned" not in texts["words"], "a reason does not tell the words of a covered premise"


async def test_own_titles_corrections_and_spoiler_marks_are_there_after_a_restart(own_place: Simulator) -> None:
    server = await with_titles(own_place)
    await server.say(FIRST, hidden=True)
    await server.say(SECOND, premise="Two sing.")
    await server.mark_spoiler(SECOND, SpoilerPart.PREMISE)
    alike = message_of(await ask(own_place, "recommend", like=NIGHT))
    async with restarted(own_place) as again:
        assert seen(await ask(again, "show", show="zwielicht winter")).startswith("Zwielicht Club: Winter\n")
        shown = seen(await ask(again, "show", show="soundtrack"))
        assert "Soundtrack #1" not in shown
        assert "Soundtrack #3" in shown
        assert "||Two sing.||" in written(await ask(again, "show", show=SECOND))
        await again.people["member"].click(alike, label="More")
        assert "like Zwielicht Club: Winter" in seen(alike)


async def test_a_title_that_is_taken_back_is_gone_at_once(own_place: Simulator) -> None:
    server = await with_titles(own_place)
    alike = message_of(await ask(own_place, "recommend", like=AUTUMN))
    assert await store_of(own_place).custom_titles.remove(server.curator, AUTUMN, 1)
    server.forget()
    assert "Soundtrack #3" not in seen(await ask(own_place, "show", show="soundtrack"))
    assert not [name for name in await suggested(own_place, "show", "show", "soundtrack") if "#3" in name]
    answer = await own_place.people["member"].click(alike, label="More")
    assert "Soundtrack #3" not in seen(answer)


@pytest.mark.parametrize(
    "typed", ["own-", "own-club-nights/own-spring", "own-club/own-winter", "person:own-", "own-own"]
)
async def test_an_id_that_looks_like_an_own_title_and_is_none_is_not_found(own_place: Simulator, typed: str) -> None:
    await with_titles(own_place)
    assert "Zwielicht Club: Winter\n" not in seen(await ask(own_place, "cast", person=typed))
