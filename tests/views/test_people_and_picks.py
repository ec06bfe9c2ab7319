"""Cards about people, picks and what was not found, from typical data."""

from __future__ import annotations

from msgspec.structs import replace

from bot.models.ids import AnthologyId
from bot.models.queries import Choice, SearchKind
from bot.recommendations.views.comparison import compare_card
from bot.recommendations.views.picks import recommend_card
from bot.recommender.models import Pick, Reason, ReasonKind
from bot.recommender.requests import Wish, WishKind
from bot.titles.results import NothingFound
from bot.titles.views.result import title_card
from bot.ui.actions import Action, ActionKind
from bot.ui.messages import error_choice
from tests.views.reading import blocks, buttons, in_order, menus, parts, primary, text
from tests.views.samples import HARBOUR, World, english

WORLD = World(english)


def test_the_cast_says_who_plays_whom_in_billing_order_and_who_made_it() -> None:
    page = WORLD.instalment_result()
    view = title_card(page, ActionKind.CAST)
    in_order(
        text(view),
        "## Cast of Harbour 2",
        "-# 항구 · 2023",
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
    view = title_card(World(english, credits=0).instalment_result(), ActionKind.CAST)
    assert "Its cast is not known here yet." in text(view)
    assert "Directed by" not in text(view)
    assert "Look at a person" not in menus(view)


def test_the_casts_of_an_anthology_name_the_leads_of_each_story() -> None:
    said = text(title_card(WORLD.anthology_result(), ActionKind.CAST))
    assert "**Harbour 1**: Ada Lim" in said
    assert "not known here yet" in text(title_card(World(english, credits=0).anthology_result(), ActionKind.CAST))


def test_a_person_is_shown_with_other_names_work_and_partners() -> None:
    view = title_card(WORLD.person_result(), ActionKind.PERSON)
    in_order(
        text(view),
        "## Ada Lim",
        "임아다",
        "3 anthology stories",
        "Harbour 1 · 2023 · **Hana",
        "-# Worked there with Ada Lim, Ada Lim (2 stories)",
    )
    assert list(menus(view)) == ["Open one of these", "Did you mean another?"]


def test_a_person_has_the_same_card_whatever_was_asked() -> None:
    page = WORLD.person_result()
    assert len({str(parts(title_card(page, step))) for step in ActionKind}) == 1


def test_nothing_found_names_what_was_typed_and_the_nearest_three() -> None:
    nearest = tuple(Choice(f"near-{place}", f"Near {place}", "2021") for place in range(5))
    view = title_card(NothingFound("harbor", SearchKind.SHOW, nearest), ActionKind.REVIEW)
    in_order(
        text(view), "**harbor**", "The nearest that I know:", "• **Near 0**, 2021", "• **Near 2**, 2021", "Try part"
    )
    assert "Near 3" not in text(view)
    assert primary(view) == ["Near 0"]
    assert Action.read(buttons(view)["Near 1"]) == Action(ActionKind.REVIEW, "near-1")


def test_nobody_found_says_nobody() -> None:
    view = title_card(NothingFound("harbor", SearchKind.PERSON), ActionKind.CAST)
    assert "Nobody here is called **harbor**." in text(view)
    assert "nearest" not in text(view)
    assert not buttons(view)


def test_nothing_typed_is_answered_kindly() -> None:
    assert "There was nothing to look for." in text(title_card(NothingFound("  ", SearchKind.SHOW), ActionKind.SHOW))


def test_picks_stand_with_their_facts_and_their_reasons_in_italics() -> None:
    view = recommend_card(WORLD.recommendations())
    in_order(
        text(view),
        "## Watch next",
        "-# Understood:",
        "**1. Harbour**",
        "Matches: second chance · Mentions lighthouse",
        "**2. Harbour 2** · 👍\u00a0Worth watching",
        "A tuner of pianos",
        "Same director, Ada Lim · Same writer, Ada Lim",
        "-# Not quite:",
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
    view = recommend_card(replace(WORLD.recommendations(0, 4), unknown_length=()))
    in_order(text(view), "## Nothing fits all of that", "These come nearest:", "**1. Harbour**", "Not quite:")
    assert not {"More", "Shorter"} & set(buttons(view))
    assert list(menus(view)) == ["Open one of these"]


def test_titles_of_unknown_length_stand_apart() -> None:
    view = recommend_card(WORLD.recommendations(1))
    in_order(text(view), "**1. Harbour**", "**Length unknown**", "**2. Harbour**")


def test_where_there_is_nothing_at_all_a_hint_stands() -> None:
    view = recommend_card(replace(WORLD.recommendations(0, 0), unknown_length=()))
    assert "Try fewer wishes" in text(view)
    assert not menus(view)


def test_a_question_that_could_not_be_kept_has_no_buttons_that_would_need_it() -> None:
    view = recommend_card(replace(WORLD.recommendations(), number=None))
    assert not {"More", "Shorter"} & set(buttons(view))
    assert list(menus(view)) == ["Open one of these"]


def test_two_things_of_one_id_stand_in_a_menu_once() -> None:
    twin = Choice(AnthologyId("twin"), "Twin")
    view = title_card(replace(WORLD.instalment_result(), others=(twin, twin)), ActionKind.SHOW)
    assert len(menus(view)["Did you mean another?"]) == 1


def test_a_failure_in_suggestions_keeps_its_reference_in_one_choice() -> None:
    assert "1a2b3c4d" in error_choice("1a2b3c4d")
    assert len(error_choice("1a2b3c4d")) <= 100


def test_two_titles_side_by_side_say_what_both_have_and_which_to_take_tonight() -> None:
    view = compare_card(WORLD.compared(HARBOUR))
    in_order(
        text(view),
        "## Harbour 2 or Harbour?",
        "**Harbour 2** · 🌟\u00a0Must watch",
        "**Harbour**",
        "**Both**:",
        "second chance",
        "**Only Harbour 2**: second chance",
        "**Only Harbour**: second chance",
        "**Tonight**: Harbour",
        "6 episodes, 4.5 hr in all",
    )
    assert primary(view) == ["Harbour"]


def test_two_titles_that_share_nothing_are_set_side_by_side_without_inventing_anything() -> None:
    view = compare_card(World(english, known=False).compared())
    assert "They have little in common." in text(view)
    assert "Only" not in text(view)
    assert "Too close to call" in text(view)
