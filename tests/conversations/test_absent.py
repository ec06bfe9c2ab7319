"""Members ask for what the catalogue does not have, and are never shown something else in its place."""

from __future__ import annotations

import pytest

from bot.cli.simulator import Simulator
from tests.conversations.reading import ask, buttons, choose, message_of, seen, type_into

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize("command", ["show", "review", "cast"])
@pytest.mark.parametrize("typed", ["Stranger Things", "strangr things", "Stranger Things (2016)", "stranger things s2"])
async def test_a_known_work_is_named_and_leads_to_anthologies_like_it(
    place: Simulator, command: str, typed: str
) -> None:
    message = message_of(await ask(place, command, show=typed))

    lines = seen(message).splitlines()
    assert lines[0] == "Stranger Things (2016 · United States)"
    assert lines[1] == "It tells one continuing story; I only know anthologies."
    assert lines[2] == "For people who like it:"
    assert buttons(message) == ["More", "Shorter", "Surprise me"]


async def test_a_film_is_called_one(place: Simulator) -> None:
    answer = seen(await ask(place, "show", show="parasite"))

    assert answer.startswith("Parasite (2019 · South Korea)\nIt's a film of its own; I only know anthologies.\n")


async def test_the_picks_for_a_known_work_go_on_at_a_press(place: Simulator) -> None:
    member = place.people["member"]
    message = message_of(await ask(place, "show", show="Stranger Things"))
    first = next(line for line in seen(message).splitlines() if line.startswith("1. "))

    await member.click(message, label="More")
    assert "like Stranger Things" in seen(message)
    assert first not in seen(message)

    title = first.removeprefix("1. ").partition(" · ")[0]
    opened = message_of(await ask(place, "show", show="Stranger Things"))
    await choose(member, opened, title)
    assert seen(opened).startswith(f"{title}\n")


@pytest.mark.parametrize(
    ("typed", "said", "have"),
    [
        (
            "black mirror s2e9",
            "Season 2, episode 9 of Black Mirror isn't in my catalogue.",
            "I have 12 of its 34 stories.",
        ),
        ("true detective season 9", "I have no season 9 of True Detective.", "I have seasons 1–4 of it;"),
        ("soundtrack 3", "I have no Soundtrack 3.", "I have seasons 1–2 of it;"),
        ("inside no.9 series 9", "I have no season 9 of Inside No. 9.", "I have stories of seasons 1–4 and 6;"),
        ("fargo season twenty", "I have no season 20 of Fargo.", "I have seasons 1–5 of it;"),
        ("fargo s1-s9", "I have no season 9 of Fargo.", "I have seasons 1–5 of it;"),
        ("fargo halloween special", "I know of no such special of Fargo.", "I have 5 stories of it."),
    ],
)
async def test_what_is_missing_of_an_anthology_is_said_and_its_card_is_one_press_away(
    place: Simulator, typed: str, said: str, have: str
) -> None:
    message = message_of(await ask(place, "show", show=typed))
    lines = seen(message).splitlines()
    assert lines[0] == said
    assert lines[1].startswith(have)

    (label,) = buttons(message)
    await place.people["member"].click(message, label=label)
    assert seen(message).startswith(f"{label}\n")


@pytest.mark.parametrize("command", ["show", "review", "cast"])
@pytest.mark.parametrize("typed", ["Darkroom at Midnight", "Darkroom at Midnigth", "darkroom at midnight s2e3"])
async def test_an_absent_title_is_absent_and_nothing_that_is_unlike_it_is_offered(
    place: Simulator, command: str, typed: str
) -> None:
    message = message_of(await ask(place, command, show=typed))

    assert seen(message).startswith(f"Nothing here is called {typed}.\n")
    assert buttons(message) == []


async def test_a_link_is_answered_like_the_title_that_it_is_about(place: Simulator) -> None:
    for typed, opening in {
        "https://en.wikipedia.org/wiki/Black_Mirror": "Black Mirror\n",
        "https://www.tvmaze.com/shows/2993/stranger-things": "Stranger Things (2016 · United States)\n",
        "https://www.imdb.com/title/tt2085059/": "Black Mirror\n",
        "https://www.imdb.com/title/tt0903747/": "I can't tell which title that link is about.\nType the title",
    }.items():
        assert seen(await ask(place, "show", show=typed)).startswith(opening)


async def test_a_known_work_is_a_way_in_for_recommend(place: Simulator) -> None:
    for typed in ("Stranger Things", "stranger things (2016)", "known:stranger-things-2016", "strangr things"):
        message = message_of(await ask(place, "recommend", like=typed))
        assert "like Stranger Things" in seen(message), typed
        assert "Same anthology" not in buttons(message), "it is none"


async def test_the_catalogues_own_titles_stand_above_known_works_while_a_title_is_typed(place: Simulator) -> None:
    member = place.people["member"]
    choices = await member.autocomplete(place.channel, "recommend", "like", "black")
    values = [choice["value"] for choice in choices]
    known = [value.startswith("known:") for value in values]

    assert values[0] == "black-mirror"
    assert any(known)
    assert known == sorted(known)


async def test_what_is_not_close_is_not_the_first_choice_while_a_title_is_typed(place: Simulator) -> None:
    async def first(typed: str, command: str = "show", option: str = "show") -> str:
        return str((await type_into(place, command, option, typed))[0]["value"])

    assert await first("stranger thi") == "known:stranger-things-2016"
    assert await first("stranger thi", "recommend", "like") == "known:stranger-things-2016"
    assert await first("zzyzx road trip") == "zzyzx road trip", "Enter leads to the answer that it is absent"
    assert await first("true detective s9") == "true detective s9"
    assert await first("true detective s2") == "true-detective/2"
    assert await first("black mirror s3e4") == "black-mirror/san-junipero"
    assert await first("reply 19") == "reply/1988"
    assert await first("fargo 2015") == "fargo/2"
    assert seen(await ask(place, "show", show="known:stranger-things-2016")).startswith("Stranger Things (2016")


async def test_an_episode_that_a_season_lacks_is_said_and_the_season_is_one_press_away(place: Simulator) -> None:
    message = message_of(await ask(place, "show", show="fargo s1e99"))
    assert seen(message).startswith("I have no episode 99 of Fargo: Season 1.\nIt has 10 episodes.\n")
    assert buttons(message) == ["Fargo: Season 1", "Fargo"]

    await place.people["member"].click(message, label="Fargo: Season 1")
    assert seen(message).startswith("Fargo: Season 1\n")


async def test_one_story_of_a_season_is_shown_as_a_part_of_its_anthology(place: Simulator) -> None:
    lines = seen(await ask(place, "show", show="creepshow s2")).splitlines()

    assert lines[0] == "Creepshow"
    assert any("Public Television of the Dead" in line for line in lines)
    assert any(line.startswith("1 story here") for line in lines)


async def test_show_like_and_compare_read_a_title_alike(place: Simulator) -> None:
    for typed, title in {
        "fargo season 2": "Fargo: Season 2",
        "bm": "Black Mirror",
        "true detectives": "True Detective",
        "black mirror xmas special": "White Christmas",
        "black mirror s3e4": "San Junipero",
        "stranger things 2": "Stranger Things",
    }.items():
        assert seen(await ask(place, "show", show=typed)).startswith(title)
        liked = seen(await ask(place, "recommend", like=typed)).splitlines()[1]
        assert liked.startswith("Understood: like ")
        assert f"{title} (" in liked
        assert title in seen(await ask(place, "compare", first="monster", second=typed)).split("\n", 1)[0]
