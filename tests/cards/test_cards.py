"""Cards from typical data: they say what they should, in the order in which it is looked for."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answers import Choice, InstalmentPage, NothingFound, Sought, Story
from bot.cards.marks import HOUSE_COLOUR, LOOKS, NO_VERDICT_COLOUR
from bot.cards.notices import failure_choice
from bot.cards.pages import page_card
from bot.cards.recommend import recommend_card
from bot.cards.walks import Step, Walk
from bot.models import AnthologyId, Comparison, Instalment, InstalmentId, Kind, Opinion, Order, PressReview, Verdict
from bot.recommender.request import Pick, Reason, ReasonKind, Wish, WishKind
from bot.verdicts import summary
from tests.cards.reading import (
    blocks,
    buttons,
    formatting_problems,
    limit_problems,
    menus,
    parts,
    primary,
    spoken_strings,
    text,
)
from tests.cards.samples import CURATOR, HARBOUR, PRESS_URL, World, english, every_card

WORLD = World(english)
UNKNOWN = World(english, known=False)
LINKED = PRESS_URL.replace("(", "%28").replace(")", "%29")
FACTS = "-# 항구 · 2023 · South Korea · 6 × 45 min (4.5 hr) · Sea One"


def in_order(said: str, *pieces: str) -> None:
    """Fail unless the pieces stand in the text in this order."""
    place = 0
    for piece in pieces:
        assert piece in said[place:], f"{piece!r} does not stand after what was found before in:\n{said}"
        place = said.index(piece, place) + len(piece)


def colour(draw_of: InstalmentPage, step: Step) -> int:
    return page_card(draw_of, step).to_components()[0]["accent_color"]  # pyright: ignore[reportTypedDictNotRequiredAccess, reportGeneralTypeIssues]  # a container


@pytest.mark.parametrize("world", [WORLD, UNKNOWN, World(english, 1, 0, 0), World(english, 30, 40, 9)])
def test_every_card_keeps_to_three_blocks_one_primary_button_and_all_limits(world: World) -> None:
    for name, draw in every_card(world).items():
        view = draw()
        assert limit_problems(view) == [], name
        code = ("1a2b3c4d", "/cast show:", "/cast person:")
        assert formatting_problems(view, (LINKED,), (f"<@{CURATOR}>",), code) == [], name


def test_show_tells_facts_premise_verdict_people_and_whether_order_matters() -> None:
    view = page_card(WORLD.instalment_page(), Step.SHOW)
    in_order(
        text(view),
        "## Harbour 2",
        FACTS,
        "-# From Harbour, Season 2",
        "A tuner of pianos",
        "**🌟\u00a0Must watch** · Slow, and better for it.",
        "With **Ada Lim**",
        "-# Directed by Ada Lim",
        "-# Best seen in order. Two of its people come back.",
    )
    assert primary(view) == ["Review"]
    assert list(buttons(view)) == ["Review", "Cast", "More like this", "All of Harbour"]
    assert list(menus(view)) == ["Open an instalment", "Did you mean another?"]


def test_show_says_what_is_not_known_and_invents_nothing() -> None:
    said = text(page_card(UNKNOWN.instalment_page(), Step.SHOW))
    assert "Its year, country and length are not known" in said
    assert "What it is about is not known here yet." in said
    assert "Its cast is not known here yet." in said
    assert "None" not in said


def test_show_of_something_nobody_has_judged_says_so_and_wears_no_verdicts_colour() -> None:
    page = World(english, reviews=0).instalment_page()
    assert "No verdict yet." in text(page_card(page, Step.SHOW))
    assert colour(page, Step.SHOW) == NO_VERDICT_COLOUR


def test_show_of_an_anthology_lists_its_stories_with_their_verdicts() -> None:
    view = page_card(WORLD.anthology_page(), Step.SHOW)
    in_order(
        text(view),
        "## Harbour",
        "-# 항구 · 2021–2023 · South Korea · a new story each season · Sea One",
        "A tuner of pianos",
        "-# Created by Ada Lim",
        "👍 **Harbour 1** (Season 1) · 2023 · **Worth watching** · 4.5 hr",
        "**Harbour 3**",
        "-# 3 stories here",
        "-# Best seen in order.",
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
    assert words in text(page_card(World(english, kind=kind).anthology_page(), Step.SHOW))


def test_review_opens_with_the_verdict_then_reasons_then_links() -> None:
    view = page_card(WORLD.instalment_page(), Step.REVIEW)
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
        "-# Best seen in order",
        "**Press**",
        f"[The Gazette]({LINKED}): Worth watching, 3.5/5",
        "**This server**: Must watch · 2 curators' reviews",
    )
    assert primary(view) == ["More like this"]
    assert list(buttons(view)) == ["More like this", "Cast", "About it", "All 4 reviews", "Spoilers"]


def test_the_answer_stands_in_the_first_four_lines_of_a_review() -> None:
    opening = text(page_card(WORLD.instalment_page(), Step.REVIEW)).split("\n")[:4]
    assert opening[2:] == ["**🌟\u00a0Must watch**", "Slow, and better for it."]


@pytest.mark.parametrize("verdict", Verdict)
def test_each_verdict_has_its_word_its_mark_and_its_colour(verdict: Verdict) -> None:
    page = WORLD.instalment_page()
    opinion = Opinion(verdict, "Slow, and better for it.")
    press = (PressReview(page.instalment.id, "The Gazette", PRESS_URL, opinion),)
    judged = replace(page, story=Story(page.instalment, summary(press, ())), press=press, server=())
    view = page_card(judged, Step.REVIEW)
    word = verdict.value.replace("-", " ").capitalize()
    assert f"**{LOOKS[verdict].mark}\u00a0{word}**" in text(view)
    assert colour(judged, Step.REVIEW) == LOOKS[verdict].colour
    assert "All" not in " ".join(buttons(view))
    assert "Spoilers" not in buttons(view)


def test_no_two_verdicts_share_a_mark_or_a_colour() -> None:
    assert len({look.mark for look in LOOKS.values()}) == len(Verdict)
    assert len({look.colour for look in LOOKS.values()} | {HOUSE_COLOUR, NO_VERDICT_COLOUR}) == len(Verdict) + 2


def test_no_card_but_the_one_asked_for_shows_spoilers() -> None:
    secret = english("spoilers")
    for name, draw in every_card(WORLD).items():
        said = " ".join(spoken_strings(draw()))
        assert (secret in said) == ("instalment spoil" in name), name


def test_spoilers_stand_covered_with_their_source_before_them() -> None:
    view = page_card(WORLD.instalment_page(), Step.SPOILERS)
    assert "**The Gazette** ||The lighthouse was empty all along.||" in text(view)
    assert "**This server** ||" in text(view)


def test_spoilers_of_what_has_none_say_so() -> None:
    view = page_card(World(english, reviews=0).instalment_page(), Step.SPOILERS)
    assert "There is nothing here that would spoil it." in text(view)
    assert "||" not in text(view)


def test_a_review_of_what_nobody_has_judged_says_so() -> None:
    view = page_card(World(english, reviews=0).instalment_page(), Step.REVIEW)
    assert "**No verdict yet.**" in text(view)
    assert "Press" not in text(view)
    assert list(buttons(view)) == ["More like this", "Cast", "About it"]


def test_a_comparison_with_what_is_not_in_the_catalogue_is_left_out() -> None:
    page = WORLD.instalment_page()
    assert page.story.summary is not None
    strange = replace(page.story.summary, comparison=Comparison(InstalmentId("elsewhere/1"), "calmer"))
    said = text(page_card(replace(page, story=Story(page.instalment, strange)), Step.REVIEW))
    assert "calmer" not in said
    assert "Next to" not in said


def test_the_board_gives_each_story_a_line_and_the_best_ones_colour() -> None:
    view = page_card(WORLD.anthology_page(), Step.REVIEW)
    in_order(
        text(view), "## Harbour", "**Harbour 1**", "Slow, and better for it.", "**Harbour 2**", "Start with Harbour 1."
    )
    assert view.to_components()[0].get("accent_color") == LOOKS[Verdict.WORTH_WATCHING].colour


def test_the_board_of_many_stories_is_turned_page_by_page() -> None:
    page = World(english, stories=20).anthology_page()
    first, second, third = (page_card(page, Step.REVIEW, place) for place in range(3))
    assert "Next ▶" in buttons(first)
    assert "◀ Back" not in buttons(first)
    assert {"Next ▶", "◀ Back"} <= set(buttons(second))
    assert "**Harbour 9**" in text(second)
    assert "Page 3 of 3" in text(third)
    assert "**Harbour 20**" in text(third)
    assert Walk.read(buttons(first)["Next ▶"]) == Walk(Step.REVIEW, HARBOUR, 1)


def test_where_one_story_stands_out_and_none_is_named_the_board_starts_with_the_best() -> None:
    page = WORLD.anthology_page()
    best = summary((PressReview(InstalmentId("harbour/3"), "A", PRESS_URL, Opinion(Verdict.MUST_WATCH, "Yes.")),), ())
    stories = (*page.stories[:2], Story(page.stories[2].instalment, best))
    unnamed = replace(page, anthology=replace(page.anthology, start_with=None), stories=stories)
    assert "Start with Harbour 3." in text(page_card(unnamed, Step.REVIEW))
    even = replace(unnamed, stories=page.stories)
    assert "Start with" not in text(page_card(even, Step.REVIEW))


def test_all_reviews_put_this_servers_before_the_press_three_on_a_page() -> None:
    page = WORLD.instalment_page()
    first, second = page_card(page, Step.VOICES, 0), page_card(page, Step.VOICES, 1)
    in_order(
        text(first), f"A curator of this server: <@{CURATOR}>", f"[The Gazette]({LINKED}) · D. Critic · Jan 5, 2024"
    )
    assert len(blocks(first)) == 3
    assert "Page 2 of 2" in text(second)


def test_the_cast_says_who_plays_whom_in_billing_order_and_who_made_it() -> None:
    page = WORLD.instalment_page()
    view = page_card(page, Step.CAST)
    in_order(
        text(view),
        "## Cast of Harbour 2",
        FACTS,
        "**Ada Lim** 임아다 as **Hana**, a ferryman",
        "**Ada Lim** 임아다, host",
        "-# Directed by Ada Lim",
        "-# Written by Ada Lim",
        "-# Created by Ada Lim",
        "-# Also in anthologies here: Ada Lim in **Harbour**",
    )
    assert primary(view) == ["Review"]
    assert list(menus(view)) == ["Look at a person", "Open an instalment", "Did you mean another?"]


def test_the_cast_of_what_has_none_written_down_says_so() -> None:
    view = page_card(World(english, credits=0).instalment_page(), Step.CAST)
    assert "Its cast is not known here yet." in text(view)
    assert "Directed by" not in text(view)
    assert "Look at a person" not in menus(view)


def test_the_casts_of_an_anthology_name_the_leads_of_each_story() -> None:
    said = text(page_card(WORLD.anthology_page(), Step.CAST))
    assert "**Harbour 1**: Ada Lim" in said
    assert (
        "**Harbour 1**: not known here yet" in text(page_card(UNKNOWN.anthology_page(), Step.CAST)) or UNKNOWN.credits
    )
    assert "not known here yet" in text(page_card(World(english, credits=0).anthology_page(), Step.CAST))


def test_a_person_is_shown_with_other_names_work_and_partners() -> None:
    view = page_card(WORLD.person_page(), Step.PERSON)
    in_order(
        text(view),
        "## Ada Lim",
        "임아다",
        "3 anthology stories",
        "Harbour 1 · 2023 · **Hana, writer** · 👍\u00a0Worth watching",
        "-# Worked there with Ada Lim, Ada Lim (2)",
    )
    assert list(menus(view)) == ["Open one of these", "Did you mean another?"]


def test_a_person_has_the_same_card_whatever_was_asked() -> None:
    page = WORLD.person_page()
    assert len({str(parts(page_card(page, step))) for step in Step}) == 1


def test_nothing_found_names_what_was_typed_and_the_nearest_three() -> None:
    nearest = tuple(Choice(f"near-{place}", f"Near {place}", "2021") for place in range(5))
    view = page_card(NothingFound("harbor", Sought.SHOW, nearest), Step.REVIEW)
    in_order(
        text(view), "**harbor**", "The nearest that I know:", "• **Near 0**, 2021", "• **Near 2**, 2021", "Try part"
    )
    assert "Near 3" not in text(view)
    assert primary(view) == ["Near 0"]
    assert Walk.read(buttons(view)["Near 1"]) == Walk(Step.REVIEW, "near-1")


def test_nobody_found_says_nobody() -> None:
    view = page_card(NothingFound("harbor", Sought.PERSON), Step.CAST)
    assert "Nobody here is called **harbor**." in text(view)
    assert "nearest" not in text(view)
    assert not buttons(view)


def test_nothing_typed_is_answered_kindly() -> None:
    assert "There was nothing to look for." in text(page_card(NothingFound("  ", Sought.SHOW), Step.SHOW))


def test_picks_stand_with_their_facts_and_their_reasons_in_italics() -> None:
    view = recommend_card(WORLD.recommendations())
    in_order(
        text(view),
        "## Watch next",
        "-# Understood:",
        "**1. Harbour**",
        "*It has second chance;",
        "**2. Harbour 2** · 👍\u00a0Worth watching",
        "A tuner of pianos",
        "*Same director, Ada Lim;",
        "-# Not what you asked:",
    )
    assert primary(view) == ["More"]
    assert list(buttons(view))[:2] == ["More", "Shorter"]
    assert list(menus(view)) == ["Open one of these", "Not this one, because…"]


def test_every_kind_of_wish_and_of_reason_has_words_of_its_own() -> None:
    wishes = [Wish(kind, value) for kind, value in ((wish.kind, wish.value) for wish in WORLD.wishes())]
    assert {wish.kind for wish in wishes} == set(WishKind)
    page = WORLD.recommendations(1)
    said: dict[str, str] = {}
    for wish in wishes:
        found = text(recommend_card(replace(page, wishes=(wish,)))).split("\n")[1]
        assert "None" not in found, wish.kind
        assert found not in said, (wish.kind, said.get(found))
        said[found] = wish.kind
    told: dict[str, str] = {}
    for reason in WORLD.reasons():
        pick = replace(page.picks[0], pick=Pick("harbour", 1.0, (reason,)))
        line = next(
            one for one in text(recommend_card(replace(page, picks=(pick,)))).split("\n") if one[:1] == "*" != one[1:2]
        )
        assert line not in told, (reason.kind, told.get(line))
        told[line] = reason.kind
    assert len(told) == len(ReasonKind)


def test_a_pick_for_which_nothing_speaks_gets_no_reason() -> None:
    page = WORLD.recommendations(1)
    bare = replace(page.picks[0], pick=Pick("harbour", 1.0))
    assert "**1. Harbour**\n-# 2021" in text(recommend_card(replace(page, picks=(bare,))))
    assert "\n*" not in blocks(recommend_card(replace(page, picks=(bare,))))[1].replace("\n**", "")


def test_with_several_liked_titles_each_reason_names_the_one_it_is_true_of() -> None:
    page = WORLD.recommendations(1)
    reason = Reason(ReasonKind.SAME_DIRECTOR, ("person",), "harbour/1", 1.0)
    pick = replace(page.picks[0], pick=Pick("harbour", 1.0, (reason,)))
    likes = (Wish(WishKind.LIKE, "harbour/1"), Wish(WishKind.LIKE, "harbour/2"))
    assert "(like Harbour)" in text(recommend_card(replace(page, picks=(pick,), wishes=likes)))
    assert "(like Harbour)" not in text(recommend_card(replace(page, picks=(pick,), wishes=likes[:1])))


def test_where_nothing_fits_the_nearest_stand_and_say_what_they_miss() -> None:
    view = recommend_card(WORLD.recommendations(0, 4))
    in_order(text(view), "## Nothing fits all of that", "These come nearest:", "**1. Harbour**", "Not what you asked:")
    assert not {"More", "Shorter"} & set(buttons(view))
    assert list(menus(view)) == ["Open one of these"]


def test_where_there_is_nothing_at_all_a_hint_stands() -> None:
    view = recommend_card(WORLD.recommendations(0, 0))
    assert "Try fewer wishes" in text(view)
    assert not menus(view)


def test_a_question_that_could_not_be_kept_has_no_buttons_that_would_need_it() -> None:
    view = recommend_card(replace(WORLD.recommendations(), walk=None))
    assert not {"More", "Shorter"} & set(buttons(view))
    assert list(menus(view)) == ["Open one of these"]


def order_line(order: Order, needs: tuple[InstalmentId, ...] = (), note: str | None = None, number: int = 2) -> str:
    page = WORLD.instalment_page()
    anthology = replace(page.anthology, order=order, order_note=None)
    one: Instalment = replace(page.instalment, needs=needs, order_note=note, number=number)
    return text(page_card(replace(page, anthology=anthology, story=Story(one, None)), Step.SHOW)).split("\n")[-1]


def test_whether_another_must_be_seen_first_is_always_said() -> None:
    assert order_line(Order.ANY) == "-# Stands alone: nothing else needs to be seen first."
    assert order_line(Order.IN_ORDER) == "-# Best seen in order."
    assert order_line(Order.IN_ORDER, number=1) == "-# Stands alone: nothing else needs to be seen first."
    assert order_line(Order.ANY, (InstalmentId("harbour/1"),)) == "-# See Harbour 1 first."
    assert order_line(Order.ANY, (InstalmentId("gone/1"),)) == "-# See the earlier ones first."
    assert order_line(Order.ANY, note="A cat comes back.").endswith("first. A cat comes back.")


@pytest.mark.parametrize(
    ("episodes", "minutes", "said"),
    [
        (6, 45, "6 × 45 min (4.5 hr)"),
        (1, 61, "61 min"),
        (None, 61, "61 min"),
        (6, None, "6 episodes"),
        (1, None, None),
        (None, None, None),
        (2, 25, "2 × 25 min (50 min)"),
    ],
)
def test_a_length_is_said_as_far_as_it_is_known(episodes: int | None, minutes: int | None, said: str | None) -> None:
    page = WORLD.instalment_page()
    one = replace(page.instalment, episodes=episodes, minutes=minutes)
    facts = text(page_card(replace(page, story=Story(one, None)), Step.SHOW)).split("\n")[1]
    assert facts == " · ".join(filter(None, ["-# 항구", "2023", "South Korea", said, "Sea One"]))


@pytest.mark.parametrize(
    ("began", "ended", "said"), [(2011, 2025, "2011–2025"), (2011, None, "since 2011"), (2020, 2020, "2020")]
)
def test_years_are_said_as_far_as_they_are_known(began: int, ended: int | None, said: str) -> None:
    page = WORLD.anthology_page()
    anthology = replace(page.anthology, began=began, ended=ended)
    assert f" · {said} · " in text(page_card(replace(page, anthology=anthology), Step.SHOW))


@pytest.mark.parametrize(
    ("season", "episode", "mark", "said"),
    [(3, None, None, "Season 3"), (3, 4, None, "S3 E4"), (3, 4, "#2", r"\#2"), (None, None, None, None)],
)
def test_an_instalment_says_where_it_stands(
    season: int | None, episode: int | None, mark: str | None, said: str | None
) -> None:
    page = WORLD.instalment_page()
    one = replace(page.instalment, season=season, episode=episode, mark=mark)
    expected = "-# From Harbour" + (f", {said}" if said else "")
    assert expected in text(page_card(replace(page, story=Story(one, None)), Step.SHOW)).split("\n")


def test_two_things_of_one_id_stand_in_a_menu_once() -> None:
    twin = Choice(AnthologyId("twin"), "Twin")
    view = page_card(replace(WORLD.instalment_page(), others=(twin, twin)), Step.SHOW)
    assert len(menus(view)["Did you mean another?"]) == 1


def test_a_failure_in_suggestions_keeps_its_reference_in_one_choice() -> None:
    assert "1a2b3c4d" in failure_choice("1a2b3c4d")
    assert len(failure_choice("1a2b3c4d")) <= 100
