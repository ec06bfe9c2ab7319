"""Members ask what to watch next, and go on from the answer."""

from __future__ import annotations

import re

import pytest

from bot.cli.simulator import Simulator
from bot.models.catalogue import ContentNote
from tests.conversations.reading import ask, buttons, choose, message_of, seen

pytestmark = pytest.mark.asyncio(loop_scope="module")


UMBRELLAS = {
    "Them",
    "Creepshow",
    "Tales from the Crypt",
    "Folklore",
    "Tales of the Unusual",
    "School Tales the Series",
    "Goedam",
    "Yamishibai",
    "Hometown Legends",
}


def titles(card: str) -> list[str]:
    """Give the titles of the picks on a card."""
    return re.findall(r"(?m)^\d\. (.+?)(?: · .*)?$", card)


async def test_romance_is_answered_with_three_to_five_picks_each_with_a_reason(place: Simulator) -> None:
    answer = seen(await ask(place, "recommend", what="romance"))

    assert "Understood: romance" in answer
    assert 3 <= len(titles(answer)) <= 5
    assert answer.count("romance") > len(titles(answer))


async def test_plain_words_are_understood_and_shown(place: Simulator) -> None:
    answer = seen(await ask(place, "recommend", what="bittersweet second-chance romance about musicians"))

    understood = next(line for line in answer.splitlines() if line.startswith("Understood:"))
    assert understood == "Understood: bittersweet · second-chance romance · musicians"


async def test_options_combine(place: Simulator) -> None:
    answer = seen(await ask(place, "recommend", what="romance", country="South Korea", length="evening"))

    assert "South Korea" in next(line for line in answer.splitlines() if line.startswith("Understood:"))
    assert "up to 3 hr" in answer
    facts = [line for line in answer.splitlines() if "South Korea" in line and not line.startswith("Understood")]
    assert len(facts) == len(titles(answer)) > 0


async def test_a_liked_title_is_no_pick_and_neither_are_its_siblings(place: Simulator) -> None:
    answer = seen(await ask(place, "recommend", like="soundtrack/2"))

    assert "like Soundtrack #2" in answer
    assert titles(answer)
    assert not any(title.startswith("Soundtrack") for title in titles(answer))


async def test_a_free_text_title_to_like_is_understood(place: Simulator) -> None:
    assert "like Soundtrack #2" in seen(await ask(place, "recommend", like="soundtrak 2"))


async def test_nothing_said_is_answered_with_something_good(place: Simulator) -> None:
    answer = seen(await ask(place, "recommend"))

    assert len(titles(answer)) >= 3
    assert "Well reviewed, and new every day." in answer


async def test_more_never_shows_a_title_twice(place: Simulator) -> None:
    message = message_of(await ask(place, "recommend", what="romance"))
    shown = titles(seen(message))
    for _ in range(3):
        await place.people["member"].click(message, label="More")
        page = titles(seen(message))
        assert not set(page) & set(shown)
        shown += page


def minutes_of(card: str) -> list[int]:
    """Give the whole lengths that the facts lines of a card state."""
    lengths: list[int] = []
    for line in card.splitlines():
        if found := re.search(r"(\d+) × (\d+) min", line):
            lengths.append(int(found[1]) * int(found[2]))
        elif found := re.search(r"· (\d+) min(?: ·|$)", line):
            lengths.append(int(found[1]))
    return lengths


async def test_shorter_gives_shorter_ones(place: Simulator) -> None:
    message = message_of(await ask(place, "recommend", what="crime", length="weekend"))
    before = minutes_of(seen(message))
    await place.people["member"].click(message, label="Shorter")

    after = minutes_of(seen(message))
    assert before
    assert after
    assert max(after) < sum(before) / len(before)


async def test_surprise_me_gives_one_that_was_not_shown(place: Simulator) -> None:
    message = message_of(await ask(place, "recommend", what="crime drama"))
    shown = titles(seen(message))
    await place.people["member"].click(message, label="Surprise me")

    assert len(titles(seen(message))) == 1
    assert not set(titles(seen(message))) & set(shown)


async def test_siblings_are_listed_separately(place: Simulator) -> None:
    message = message_of(await ask(place, "recommend", like="true detective season 2"))
    await place.people["member"].click(message, label="Same anthology")

    assert seen(message).startswith("True Detective\n")


@pytest.mark.parametrize("why", ["seen it", "too long", "too dark", "not my thing"])
async def test_a_refused_pick_is_replaced_with_one_click(place: Simulator, why: str) -> None:
    message = message_of(await ask(place, "recommend", what="crime drama"))
    refused = titles(seen(message))[0]
    await choose(place.people["member"], message, f"{refused}: {why}")

    assert titles(seen(message))
    assert refused not in titles(seen(message))


async def test_a_refused_anthology_does_not_come_back_as_its_stories(place: Simulator) -> None:
    message = message_of(await ask(place, "recommend", what="horror"))
    umbrella = None
    for _ in range(4):
        umbrella = next((one for one in titles(seen(message)) if one in UMBRELLAS), None)
        if umbrella:
            break
        await place.people["member"].click(message, label="More")
    assert umbrella, "no page held an anthology as a whole"
    await choose(place.people["member"], message, f"{umbrella}: not my thing")

    assert titles(seen(message))
    assert umbrella not in seen(message).partition("Understood")[2].partition("\n")[2]


async def test_the_end_of_the_list_says_so_and_leads_back(place: Simulator) -> None:
    message = message_of(await ask(place, "recommend", what="romance", country="Japan"))
    first = titles(seen(message))
    for _ in range(20):
        if "More" not in buttons(message):
            break
        await place.people["member"].click(message, label="More")

    assert seen(message).startswith("That is all that fits")
    await place.people["member"].click(message, label="The first picks again")
    assert titles(seen(message)) == first


async def test_words_that_say_nothing_are_named(place: Simulator) -> None:
    answer = await ask(place, "recommend", what="asdf qwertz")
    assert "I didn't catch that\n“asdf qwertz” doesn't tell me" in seen(answer)
    assert not titles(seen(answer))
    await place.people["member"].click(message_of(answer), label="Scary, from Japan")
    assert len(titles(seen(message_of(answer)))) >= 3

    assert "I didn't catch “asdf”." in seen(await ask(place, "recommend", what="asdf romance"))


@pytest.mark.parametrize(
    "typed",
    [
        "with Adam Driver",
        "directed by Christopher Nolan",
        "starring tom hanks",
        "directed by Bong Joon-ho",
        "with Lee Min-ho",
        "with Song Kang-ho",
        "with Kim Su-hyun",
    ],
)
async def test_a_name_that_nobody_here_has_gets_nobody_elses_titles(place: Simulator, typed: str) -> None:
    name = " ".join(typed.lower().split()[-2:])
    alone = seen(await ask(place, "recommend", what=typed))
    assert alone.startswith(f"I don't know that name\nNobody in my catalogue is called “{name}”.\n")
    assert not titles(alone)

    answer = seen(await ask(place, "recommend", what=f"sad, {typed}"))
    assert "Understood: sad\n" in answer
    assert f"Nobody in my catalogue is called “{name}”." in answer
    assert titles(answer)


async def test_a_name_with_slips_is_the_person_who_has_it(place: Simulator) -> None:
    assert "Understood: with Stephen King\n" in seen(await ask(place, "recommend", what="by Steven King"))
    assert "Understood: with Park Bo-gum\n" in seen(await ask(place, "recommend", what="with park bogum"))


async def test_a_bound_is_said_to_the_minute(place: Simulator) -> None:
    assert "up to 1 hr 15 min" in seen(await ask(place, "recommend", what="romance", length="sitting"))


async def test_the_same_question_has_the_same_answer(place: Simulator) -> None:
    first = seen(await ask(place, "recommend", what="something hopeful about family"))
    assert titles(first) == titles(seen(await ask(place, "recommend", what="something hopeful about family")))


async def test_a_pick_can_be_opened(place: Simulator) -> None:
    message = message_of(await ask(place, "recommend", what="romance"))
    pick = titles(seen(message))[0]
    await choose(place.people["member"], message, pick)

    assert seen(message).startswith(pick)


async def test_impossible_wishes_get_the_nearest_with_what_differs(place: Simulator) -> None:
    answer = seen(await ask(place, "recommend", what="romance", country="Norway", length="long"))

    assert "Nothing fits all of that" in answer
    assert "These come nearest" in answer


async def test_a_tag_from_the_list_is_understood(place: Simulator) -> None:
    assert "Understood: second chance" in seen(await ask(place, "recommend", what="tag:second-chance"))


@pytest.mark.parametrize("typed", ["@everyone", "](http://x)", "\u202e", "no no no no", "like", "ㅋㅋㅋ", "x" * 3000])
async def test_odd_wishes_are_answered(place: Simulator, typed: str) -> None:
    answer = seen(await ask(place, "recommend", what=typed))

    assert answer.startswith(("Watch next\n", "Nothing fits all of that\n", "I didn't catch that\n"))


async def test_a_tag_that_a_story_has_from_its_anthology_finds_it(place: Simulator) -> None:
    answer = seen(await ask(place, "recommend", what="mental illness, based on a true story", country="Japan"))

    first = answer.partition("\n2. ")[0]
    assert "1. My Wife in Hibernation" in first
    assert "Matches: mental illness, based on a true story" in first


async def test_a_tag_that_does_not_hold_for_a_story_does_not_find_it(place: Simulator) -> None:
    answer = message_of(await ask(place, "recommend", what="dystopia", country="United Kingdom"))

    for _page in range(3):
        assert titles(seen(answer))
        assert "San Junipero" not in seen(answer)
        await place.people["member"].click(answer, label="More")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("nothing scary, korean romance", ["scary", "South Korea", "romance"]),
        ("무섭지 않은 한국 로맨스", ["무섭지 않은", "South Korea", "로맨스"]),
        ("une comédie sans violence", ["comedie", "violence"]),
    ],
)
async def test_what_was_understood_stays_with_every_button(place: Simulator, typed: str, kept: list[str]) -> None:
    for label in ("More", "Shorter", "Surprise me"):
        message = message_of(await ask(place, "recommend", what=typed))
        await place.people["member"].click(message, label=label)
        understood = next(line for line in seen(message).splitlines() if line.startswith("Understood:"))
        assert all(word in understood for word in kept), (label, understood)
    message = message_of(await ask(place, "recommend", what=typed))
    first, *_ = titles(seen(message))
    await choose(place.people["member"], message, f"{first}: seen it")
    assert first not in titles(seen(message))
    assert all(word in seen(message) for word in kept)


async def test_with_nothing_asked_every_member_gets_others_and_the_same_ones_all_day(place: Simulator) -> None:
    mina = titles(seen(await ask(place, "recommend")))
    jun = titles(seen(await ask(place, "recommend", by="curator")))

    assert len(mina) == len(jun) == 5
    assert mina != jun
    assert titles(seen(await ask(place, "recommend"))) == mina


async def test_what_was_asked_for_and_is_not_there_is_said_of_the_pick(place: Simulator) -> None:
    answer = seen(await ask(place, "recommend", what="vampires, one night, animation, korean"))

    assert "Not quite:" in answer or "These come nearest" in answer


async def test_an_unknown_title_to_like_is_not_searched_for_as_words(place: Simulator) -> None:
    answer = seen(await ask(place, "recommend", like="qwertz island"))

    assert "“qwertz island” doesn't tell me" in answer
    assert not titles(answer)
    assert "I didn't catch “qwertz island”." in seen(
        await ask(place, "recommend", like="qwertz island", what="romance")
    )


async def test_what_must_not_happen_is_asked_for_in_plain_words(place: Simulator) -> None:
    answer = seen(await ask(place, "recommend", what="horror, but no animal deaths"))

    assert "Understood: horror · no harm to animals" in answer
    assert answer.count("Content notes aren't complete") == 1
    picked = titles(answer)
    assert picked
    store = place.bot.store
    assert store is not None
    noted = {
        instalment.title
        for anthology in await store.catalogue.everything()
        for instalment in anthology.instalments
        if ContentNote.HARM_TO_ANIMALS in instalment.warnings
    }
    assert noted
    assert not noted & set(picked)


async def test_a_note_and_a_tag_of_the_same_words_are_named_once(place: Simulator) -> None:
    answer = seen(await ask(place, "recommend", what="something scary with no body horror"))

    assert "Understood: scary · no body horror" in answer
