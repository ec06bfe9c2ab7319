"""Cards of the worst possible data: within every limit, and no stored text gets out of its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from msgspec.structs import replace

from bot.i18n import Language, use_locale
from bot.models import limits
from bot.models.queries import Choice
from bot.recommendations.views.comparison import compare_card
from bot.titles.results import AnthologyResult, Story
from bot.titles.views.result import title_card
from bot.ui.actions import Action, ActionKind
from bot.ui.card import Button, Menu, Option, card
from bot.ui.discord_limits import TEXT, fit, fit_blocks
from bot.ui.markdown import clean, link, safe
from tests.examples import examples
from tests.pseudo import PSEUDO
from tests.views.reading import buttons, formatting_problems, limit_problems, menus, text, visible_strings
from tests.views.samples import CODE, CURATOR, PRESS_URL, World, english, every_card
from tests.views.strategies import HOSTILE, INVISIBLE, hostile_texts, worlds

MENTIONS = (f"<@{CURATOR}>",)
LANGUAGES = pytest.mark.parametrize("language", ["en", PSEUDO], ids=["english", "pseudo"])


def linked(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29")


def faults(world: World, *, formatting: bool = True) -> Iterator[str]:
    """Give what is wrong with any card of a world."""
    for name, draw in every_card(world).items():
        view = draw()
        problems = limit_problems(view)
        if formatting:
            problems += formatting_problems(view, (linked(world.url),), MENTIONS, CODE)
        yield from (f"{name}: {problem}" for problem in problems)


@LANGUAGES
@pytest.mark.parametrize("attack", HOSTILE, ids=lambda attack: repr(attack[:20]))
def test_no_text_breaks_a_limit_or_gets_out_of_its_formatting(attack: str, language: Language | str) -> None:
    with use_locale(language):
        assert list(faults(World(lambda _part: attack))) == []
        assert list(faults(World(lambda _part: attack, known=False))) == []


@LANGUAGES
@pytest.mark.parametrize("attack", INVISIBLE, ids=repr)
def test_a_text_of_which_nothing_can_be_seen_breaks_no_limit(attack: str, language: Language | str) -> None:
    with use_locale(language):
        assert list(faults(World(lambda _part: attack), formatting=False)) == []


@LANGUAGES
@settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.large_base_example],
)
@given(world=worlds())
def test_no_world_breaks_a_limit_or_gets_out_of_its_formatting(language: Language | str, world: World) -> None:
    with use_locale(language):
        assert list(faults(world)) == []


@LANGUAGES
def test_1000_instalments_500_credits_and_hundreds_of_reviews_fit(language: Language | str) -> None:
    world = World(lambda part: english(part) * 40, stories=1000, credits=500, reviews=300, url=PRESS_URL + "a" * 350)
    with use_locale(language):
        assert list(faults(world)) == []


AT_THE_LIMIT: Mapping[str, int] = {
    "anthology": limits.TITLE,
    "title": limits.TITLE - len(" 1000"),
    "native": limits.TITLE,
    "premise": limits.PREMISE,
    "mark": limits.MARK,
    "person": limits.NAME,
    "native name": limits.NAME,
    "character": limits.CHARACTER,
    "about": limits.ABOUT,
    "headline": limits.HEADLINE,
    "works": limits.REASON - len(" 1"),
    "doesnt": limits.REASON - len(" 1"),
    "spoilers": limits.SPOILERS,
    "comparison": limits.COMPARISON,
    "outlet": limits.NAME,
    "author": limits.NAME,
    "order note": limits.ORDER_NOTE,
    "tag": limits.TAG_NAME,
}
"""How long each part of a world may be; some get a number behind them."""


def as_long_as_may_be(part: str) -> str:
    return ("Ab " * 4000)[: AT_THE_LIMIT.get(part, limits.TEXT) - 1] + "z"


@LANGUAGES
@pytest.mark.parametrize("stories", [1, 3, 60])
def test_texts_as_long_as_they_may_be_fit(language: Language | str, stories: int) -> None:
    world = World(as_long_as_may_be, stories=stories, credits=40, reviews=7, url=PRESS_URL + "a" * 350)
    with use_locale(language):
        assert list(faults(world)) == []


def test_a_verdict_as_long_as_it_may_be_is_read_in_full() -> None:
    shown = text(title_card(World(as_long_as_may_be).instalment_result(), ActionKind.REVIEW))
    for part in ("title", "headline", "works", "doesnt", "comparison"):
        assert as_long_as_may_be(part) in shown, part


def test_the_last_page_of_1000_instalments_says_so_and_leads_back() -> None:
    view = title_card(World(english, stories=1000).anthology_result(), ActionKind.SHOW, 999)
    assert "page 125 of 125" in text(view)
    assert "Harbour 1000" in text(view)
    assert "◀ Page 124" in buttons(view)
    assert not [label for label in buttons(view) if "▶" in label]


def test_the_menu_of_many_siblings_holds_both_neighbours_of_the_one_shown() -> None:
    world = World(english, stories=1000)
    page = world.instalment_result()
    shown = page.stories[500]
    view = title_card(replace(page, story=shown), ActionKind.SHOW)
    titles = [option["label"] for option in menus(view)["Open an instalment"]]
    assert {"Harbour 500 (2023)", "Harbour 501 (2023)", "Harbour 502 (2023)"} <= set(titles)
    assert [option["label"] for option in menus(view)["Open an instalment"] if option["default"]] == [
        "Harbour 501 (2023)"
    ]


def test_a_mark_that_stands_for_a_season_cannot_get_out_either() -> None:
    page = World(english).anthology_result()
    problems: list[str] = []
    for mark in HOSTILE:
        stories = tuple(Story(replace(story.instalment, mark=mark), story.summary) for story in page.stories)
        view = title_card(AnthologyResult(page.anthology, stories), ActionKind.SHOW)
        problems += formatting_problems(view) + limit_problems(view)
    assert problems == []


def test_no_card_that_a_member_reads_holds_an_unfilled_placeholder() -> None:
    for name, draw in every_card(World(english)).items():
        for said in visible_strings(draw()):
            assert not re.search(r"\{[a-z]*\}", said), name


def test_equal_titles_get_buttons_that_lead_to_each_of_them() -> None:
    view = title_card(replace(World(english).instalment_result(), others=twins()), ActionKind.SHOW)
    assert [option["value"] for option in menus(view)["Did you mean another?"]] == [
        "a1|show|twin-1|0|",
        "a1|show|twin-2|0|",
    ]


def twins() -> tuple[Choice, ...]:
    return tuple(Choice(key, "Twin") for key in ("twin-1", "twin-2", "twin-1"))


def test_a_title_set_beside_itself_has_one_button() -> None:
    compared = World(english).compared()
    view = compare_card(replace(compared, second=compared.first))
    assert limit_problems(view) == []
    assert list(buttons(view)) == ["Harbour 2"]


def test_the_longest_ids_fit_into_every_button() -> None:
    longest = f"{'a' * limits.ID}/{'b' * limits.ID}"
    for step in ActionKind:
        for page in (0, 999):
            assert len(str(Action(step, longest, page))) <= 100


def test_a_card_leaves_off_what_has_no_room() -> None:
    nine = [Button(str(place), Action(ActionKind.SHOW, f"a-{place}")) for place in range(9)]
    options = [Option(str(place), Action(ActionKind.SHOW, f"a-{place}")) for place in range(60)]
    view = card(0, [["Hello"], [], ["", ""]], nine, [Menu("many", "Open", options), Menu("none", "Nothing", [])])
    assert limit_problems(view) == []
    assert len(buttons(view)) == 5
    assert [len(found) for found in menus(view).values()] == [25]


@given(hostile_texts)
def test_a_safe_text_stands_alone_as_plain_words(stored: str) -> None:
    view = card(0, [[f"{safe(stored)}x"]])
    assert formatting_problems(view) == []


@given(hostile_texts)
def test_a_safe_text_looks_as_it_was_stored(stored: str) -> None:
    shown = re.sub(r"\\([^0-9A-Za-z\s])", r"\1", safe(stored, 5000)).replace("\u200b", "")
    assert shown == clean(stored, 5000)


@given(hostile_texts, hostile_texts)
def test_a_link_says_its_words_and_leads_nowhere_else(said: str, address: str) -> None:
    made = link(said, address)
    assert formatting_problems(card(0, [[f"{made}x"]]), (linked(address),)) == []
    assert formatting_problems(card(0, [[f"{link(said, PRESS_URL)}x"]]), (linked(PRESS_URL),)) == []


@given(hostile_texts)
def test_texts_are_shortened_to_what_fits_and_not_further(stored: str) -> None:
    for most in (1, 10, 80):
        assert len(fit(stored, most)) <= most
    assert fit(stored, len(stored)) == stored


def test_a_text_is_cut_at_a_word() -> None:
    assert fit("A tuner of pianos comes back", 20) == "A tuner of pianos…"
    assert fit("Donaudampfschifffahrtsgesellschaft", 10) == "Donaudamp…"


def test_whole_lines_go_before_a_line_is_cut() -> None:
    assert fit_blocks(["a\nb\nc", "d"], 4) == ["a\nb", "d"]
    assert fit_blocks(["a" * 10, "b\nc\nd"], 12) == ["a" * 10, "b"]
    assert fit_blocks(["a" * TEXT, "b"]) == ["a" * (TEXT - 2) + "…", "b"]


@given(hostile_texts, hostile_texts)
def test_blocks_together_fit_whatever_they_say(first: str, second: str) -> None:
    kept = fit_blocks([f"a{first}", f"b{second}"], 120)
    assert sum(map(len, kept)) <= 120
    assert all(kept)
