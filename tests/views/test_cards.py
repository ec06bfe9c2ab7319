"""Cards about shows and verdicts, from typical data: what they say, in the order people look for it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from msgspec.structs import replace

from bot.models.catalogue import Instalment, Kind, Order
from bot.models.consensus import summary
from bot.models.ids import InstalmentId
from bot.models.known_works import WorkKind
from bot.models.opinions import Comparison, Opinion, PressReview, Verdict
from bot.titles.results import InstalmentResult, KnownWorkResult, Story
from bot.titles.views.result import title_card
from bot.ui.actions import Action, ActionKind
from bot.ui.verdicts import HOUSE_COLOUR, NO_VERDICT_COLOUR, VERDICT_STYLES
from tests.views.reading import (
    blocks,
    buttons,
    formatting_problems,
    in_order,
    limit_problems,
    menus,
    primary,
    text,
    visible_strings,
)
from tests.views.samples import CODE, CURATOR, HARBOUR, PRESS_URL, World, english, every_card

WORLD = World(english)
UNKNOWN = World(english, known=False)
LINKED = PRESS_URL.replace("(", "%28").replace(")", "%29")
FACTS = "-# 항구 · 2023 · South Korea · 6 × 45 min (4.5 hr) · Sea One"


def colour(draw_of: InstalmentResult, kind: ActionKind) -> int:
    return title_card(draw_of, kind).to_components()[0]["accent_color"]  # pyright: ignore[reportTypedDictNotRequiredAccess, reportGeneralTypeIssues]  # a container


@pytest.mark.parametrize("world", [WORLD, UNKNOWN, World(english, 1, 0, 0), World(english, 30, 40, 9)])
def test_every_card_keeps_to_three_blocks_one_primary_button_and_all_limits(world: World) -> None:
    for name, draw in every_card(world).items():
        view = draw()
        assert limit_problems(view) == [], name
        assert formatting_problems(view, (LINKED,), (f"<@{CURATOR}>",), CODE) == [], name


def test_show_tells_facts_premise_verdict_people_and_whether_order_matters() -> None:
    view = title_card(WORLD.instalment_result(), ActionKind.SHOW)
    in_order(
        text(view),
        "## Harbour 2",
        FACTS,
        "-# From Harbour, Season 2",
        "A tuner of pianos",
        "**🌟\u00a0Must watch** · Slow, and better for it.",
        "With **Ada Lim**",
        "-# Directed by Ada Lim",
        "-# Two of its people come back.",
    )
    assert primary(view) == ["Review"]
    assert list(buttons(view)) == ["Review", "Cast", "More like this", "All of Harbour", "Content notes"]
    assert list(menus(view)) == ["Open an instalment", "Did you mean another?"]


def test_show_says_what_is_not_known_and_invents_nothing() -> None:
    said = text(title_card(UNKNOWN.instalment_result(), ActionKind.SHOW))
    assert "Its year, country and length are not known" in said
    assert "What it is about is not known here yet." in said
    assert "Its cast is not known here yet." in said
    assert "None" not in said


def test_show_of_something_nobody_has_judged_says_so_and_wears_no_verdicts_colour() -> None:
    page = World(english, reviews=0).instalment_result()
    assert "No verdict yet." in text(title_card(page, ActionKind.SHOW))
    assert colour(page, ActionKind.SHOW) == NO_VERDICT_COLOUR


def test_show_of_an_anthology_lists_its_stories_with_their_verdicts() -> None:
    view = title_card(WORLD.anthology_result(), ActionKind.SHOW)
    in_order(
        text(view),
        "## Harbour",
        "-# 항구 · 2021–2023 · South Korea · a new story each season · Sea One",
        "A tuner of pianos",
        "-# Created by Ada Lim",
        "👍 **Harbour 1** (Season 1) · 2023 · **Worth watching** · 4.5 hr",
        "**Harbour 3**",
        "-# 3 stories here",
        "-# Two of its people come back.",
        "-# Start with Harbour 1.",
    )
    assert primary(view) == ["Verdicts"]


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (Kind.SEASONAL, "a new story each season"),
        (Kind.EPISODIC, "a new story each episode"),
        (Kind.STRAND, "one-off films under one banner"),
    ],
)
def test_show_says_how_an_anthology_is_told(kind: Kind, words: str) -> None:
    assert words in text(title_card(World(english, kind=kind).anthology_result(), ActionKind.SHOW))


def test_review_opens_with_the_verdict_then_reasons_then_links() -> None:
    view = title_card(WORLD.instalment_result(), ActionKind.REVIEW)
    in_order(
        text(view),
        "## Harbour 2",
        FACTS,
        "**🌟\u00a0Must watch**",
        "Slow, and better for it.",
        "**Works**",
        "＋ the harbour at night 1",
        "**Doesn't**",
        "－ a late twist 1",
        "Next to **Harbour 1**: calmer than the first",
        "-# Two of its people come back.",
        "**This server**: Must watch · 2 curators' reviews",
        f"<@{CURATOR}>: 🌟\u00a0Must watch · Slow, and better for it.",
        "**Press**",
        f"[The Gazette]({LINKED}): Worth watching, 3.5/5",
    )
    assert primary(view) == ["More like this"]
    assert list(buttons(view)) == ["More like this", "About it", "All 4 reviews", "Spoilers", "Content notes"]


def test_the_answer_stands_in_the_first_four_lines_of_a_review() -> None:
    opening = text(title_card(WORLD.instalment_result(), ActionKind.REVIEW)).split("\n")[:4]
    assert opening[2].startswith("**🌟\u00a0Must watch**")
    assert opening[3] == "Slow, and better for it."


@pytest.mark.parametrize("verdict", Verdict)
def test_each_verdict_has_its_word_its_mark_and_its_colour(verdict: Verdict) -> None:
    page = WORLD.instalment_result()
    opinion = Opinion(verdict, "Slow, and better for it.")
    press = (PressReview(page.instalment.id, "The Gazette", PRESS_URL, opinion),)
    judged = replace(page, story=Story(page.instalment, summary(press, ())), press=press, server=())
    view = title_card(judged, ActionKind.REVIEW)
    word = verdict.value.replace("-", " ").capitalize()
    assert f"**{VERDICT_STYLES[verdict].icon}\u00a0{word}**" in text(view)
    assert colour(judged, ActionKind.REVIEW) == VERDICT_STYLES[verdict].colour
    assert "All" not in " ".join(buttons(view))
    assert "Spoilers" not in buttons(view)


def test_no_two_verdicts_share_a_mark_or_a_colour() -> None:
    assert len({look.icon for look in VERDICT_STYLES.values()}) == len(Verdict)
    assert (
        len({look.colour for look in VERDICT_STYLES.values()} | {HOUSE_COLOUR, NO_VERDICT_COLOUR}) == len(Verdict) + 2
    )


def test_no_card_but_the_one_asked_for_shows_spoilers() -> None:
    secret = english("spoilers")
    for name, draw in every_card(WORLD).items():
        said = " ".join(visible_strings(draw()))
        assert (secret in said) == ("instalment spoil" in name), name


def test_spoilers_are_behind_a_mark_with_their_source_before_it() -> None:
    view = title_card(WORLD.instalment_result(), ActionKind.SPOILERS)
    assert "**The Gazette** ||The lighthouse was empty all along.||" in text(view)
    assert f"<@{CURATOR}> ||" in text(view)


def test_spoilers_of_what_has_none_say_so() -> None:
    view = title_card(World(english, reviews=0).instalment_result(), ActionKind.SPOILERS)
    assert "There is nothing here that would spoil it." in text(view)
    assert "||" not in text(view)


def test_a_review_of_what_nobody_has_judged_says_so() -> None:
    view = title_card(World(english, reviews=0).instalment_result(), ActionKind.REVIEW)
    assert "**No verdict yet.**" in text(view)
    assert "Press" not in text(view)
    assert list(buttons(view)) == ["More like this", "Cast", "About it", "Content notes"]


def test_a_comparison_with_what_is_not_in_the_catalogue_is_left_out() -> None:
    page = WORLD.instalment_result()
    assert page.story.summary is not None
    strange = replace(page.story.summary, comparison=Comparison(InstalmentId("elsewhere/1"), "calmer"))
    said = text(title_card(replace(page, story=Story(page.instalment, strange)), ActionKind.REVIEW))
    assert "calmer" not in said
    assert "Next to" not in said


def test_the_board_gives_each_story_a_line_and_is_no_verdict_itself() -> None:
    view = title_card(WORLD.anthology_result(), ActionKind.REVIEW)
    in_order(
        text(view), "## Harbour", "**Harbour 1**", "Slow, and better for it.", "**Harbour 2**", "Start with Harbour 1."
    )
    assert view.to_components()[0].get("accent_color") == HOUSE_COLOUR


def test_the_board_of_many_stories_is_turned_page_by_page() -> None:
    page = World(english, stories=20).anthology_result()
    first, second, third = (title_card(page, ActionKind.REVIEW, place) for place in range(3))
    assert "Page 2 ▶" in buttons(first)
    assert not [label for label in buttons(first) if "◀" in label]
    assert {"◀ Page 1", "Page 3 ▶"} <= set(buttons(second))
    assert "**Harbour 9**" in text(second)
    assert "Page 3 of 3" in text(third)
    assert "**Harbour 20**" in text(third)
    assert Action.read(buttons(first)["Page 2 ▶"]) == Action(ActionKind.REVIEW, HARBOUR, 1)


def test_where_one_story_stands_out_and_none_is_named_the_board_starts_with_the_best() -> None:
    page = WORLD.anthology_result()
    best = summary((PressReview(InstalmentId("harbour/3"), "A", PRESS_URL, Opinion(Verdict.MUST_WATCH, "Yes.")),), ())
    stories = (*page.stories[:2], Story(page.stories[2].instalment, best))
    unnamed = replace(page, anthology=replace(page.anthology, start_with=None), stories=stories)
    assert "Start with Harbour 3." in text(title_card(unnamed, ActionKind.REVIEW))
    even = replace(unnamed, stories=page.stories)
    assert "Start with" not in text(title_card(even, ActionKind.REVIEW))


def test_all_reviews_put_this_servers_before_the_press_three_on_a_page() -> None:
    page = WORLD.instalment_result()
    first, second = (
        title_card(page, ActionKind.INDIVIDUAL_REVIEWS, 0),
        title_card(page, ActionKind.INDIVIDUAL_REVIEWS, 1),
    )
    in_order(
        text(first), f"A curator of this server: <@{CURATOR}>", f"[The Gazette]({LINKED}) · D. Critic · Jan 5, 2024"
    )
    assert len(blocks(first)) == 3
    assert "Page 2 of 2" in text(second)


def order_line(order: Order, needs: tuple[InstalmentId, ...] = (), note: str | None = None, number: int = 2) -> str:
    page = WORLD.instalment_result()
    anthology = replace(page.anthology, order=order, order_note=None)
    one: Instalment = replace(page.instalment, needs=needs, order_note=note, number=number)
    return text(title_card(replace(page, anthology=anthology, story=Story(one, None)), ActionKind.SHOW)).split("\n")[-1]


def test_whether_another_must_be_seen_first_is_always_said() -> None:
    assert order_line(Order.ANY) == "-# Stands alone: nothing else needs to be seen first."
    assert order_line(Order.IN_ORDER) == "-# Best seen in order."
    assert order_line(Order.IN_ORDER, number=1) == "-# Best seen in order."
    assert order_line(Order.ANY, (InstalmentId("harbour/1"),)) == "-# See Harbour 1 first."
    assert order_line(Order.ANY, (InstalmentId("gone/1"),)) == "-# See the earlier ones first."
    assert order_line(Order.ANY, note="A cat comes back.") == "-# A cat comes back."
    needs = (InstalmentId("harbour/1"),)
    assert order_line(Order.ANY, needs, "A cat comes back.") == "-# See Harbour 1 first. A cat comes back."


@pytest.mark.parametrize(
    ("episodes", "minutes", "said"),
    [
        (6, 45, "6 × 45 min (4.5 hr)"),
        (1, 61, "61 min"),
        (None, 61, "61 min an episode"),
        (6, None, "6 episodes"),
        (1, None, None),
        (None, None, None),
        (2, 25, "2 × 25 min (50 min)"),
    ],
)
def test_a_length_is_said_as_far_as_it_is_known(episodes: int | None, minutes: int | None, said: str | None) -> None:
    page = WORLD.instalment_result()
    one = replace(page.instalment, episodes=episodes, minutes=minutes)
    facts = text(title_card(replace(page, story=Story(one, None)), ActionKind.SHOW)).split("\n")[1]
    assert facts == " · ".join(filter(None, ["-# 항구", "2023", "South Korea", said, "Sea One"]))


@pytest.mark.parametrize(
    ("began", "ended", "said"), [(2011, 2025, "2011–2025"), (2011, None, "since 2011"), (2020, 2020, "2020")]
)
def test_years_are_said_as_far_as_they_are_known(began: int, ended: int | None, said: str) -> None:
    page = WORLD.anthology_result()
    anthology = replace(page.anthology, began=began, ended=ended)
    assert f" · {said} · " in text(title_card(replace(page, anthology=anthology), ActionKind.SHOW))


@pytest.mark.parametrize(
    ("season", "episode", "mark", "said"),
    [(3, None, None, "Season 3"), (3, 4, None, "S3 E4"), (3, 4, "#2", r"\#2"), (None, None, None, None)],
)
def test_an_instalment_says_where_it_stands(
    season: int | None, episode: int | None, mark: str | None, said: str | None
) -> None:
    page = WORLD.instalment_result()
    one = replace(page.instalment, season=season, episode=episode, mark=mark)
    expected = "-# From Harbour" + (f", {said}" if said else "")
    assert expected in text(title_card(replace(page, story=Story(one, None)), ActionKind.SHOW)).split("\n")


SEASONS = "I have seasons 1–3 of it; others aren't in my catalogue yet."


@pytest.mark.parametrize(
    ("place", "said", "have"),
    [
        (
            {"season": 2, "episode": 9},
            "Season 2, episode 9 of **Harbour** isn't in my catalogue.",
            "I have 3 of its 10 stories.",
        ),
        ({"season": 9}, "I have no season 9 of **Harbour**.", SEASONS),
        ({"episode": 9}, "I have no episode 9 of **Harbour**.", "I have 3 of its 10 stories."),
        ({"number": 9}, "I have no **Harbour** 9.", SEASONS),
        ({}, "I know of no such special of **Harbour**.", "I have 3 of its 10 stories."),
    ],
)
def test_what_is_missing_of_an_anthology_is_said_with_what_there_is(
    place: dict[str, int], said: str, have: str
) -> None:
    view = title_card(WORLD.missing(**place), ActionKind.REVIEW)

    assert text(view) == f"{said}\n-# {have}"
    assert buttons(view) == {"Harbour": str(Action(ActionKind.REVIEW, HARBOUR))}


def test_one_story_of_an_anthology_of_unknown_size_is_one_story() -> None:
    alone = World(english, stories=1, known=False)

    assert text(title_card(alone.missing(episode=2), ActionKind.SHOW)).endswith("-# I have 1 story of it.")


def test_the_seasons_that_are_here_are_named_and_said_to_be_in_part_where_they_are_told_story_by_story() -> None:
    missing = WORLD.missing(season=9)

    def said(seasons: Sequence[int], episode: int | None) -> str:
        one = missing.anthology.instalments[0]
        stories = tuple(replace(one, season=season, episode=episode) for season in seasons)
        anthology = replace(missing.anthology, instalments=stories)
        return text(title_card(replace(missing, anthology=anthology), ActionKind.SHOW)).split("\n")[1]

    assert said((1,), None) == "-# I have season 1 of it; others aren't in my catalogue yet."
    assert said((1, 2, 4), None) == "-# I have seasons 1–2 and 4 of it; others aren't in my catalogue yet."
    assert said((3, 1, 1), 2) == "-# I have stories of seasons 1 and 3; others aren't in my catalogue yet."


def test_an_episode_that_a_season_lacks_is_said_with_how_many_it_has() -> None:
    missing = WORLD.missing(season=1, episode=99)
    season = replace(missing.anthology.instalments[0], episodes=10)
    view = title_card(replace(missing, around=season), ActionKind.SHOW)

    assert text(view) == f"I have no episode 99 of **{season.title}**.\n-# It has 10 episodes."
    assert list(buttons(view)) == [season.title, "Harbour"]


def test_a_known_work_is_called_what_it_is() -> None:
    series, film = (title_card(KnownWorkResult(WORLD.known_work(kind)), ActionKind.SHOW) for kind in WorkKind)

    assert text(series) == ("## Harbour (2016 · South Korea)\nIt tells one continuing story; I only know anthologies.")
    assert text(film).endswith("It's a film of its own; I only know anthologies.")
    assert buttons(series) == {}
