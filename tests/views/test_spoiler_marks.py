"""What a server marks as a spoiler is hidden behind a spoiler mark on every card."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from bot.titles.views.result import title_card
from bot.ui.actions import ActionKind
from bot.ui.markdown import behind
from tests.views.reading import visible_strings
from tests.views.samples import Draw, World, english, every_card
from tests.views.strategies import HOSTILE
from tests.views.test_worst import faults

PLAIN, SPOILERS = World(english), World(english, all_spoilers=True)
SECRETS = (english("premise"), english("headline"))
_SPOILER = re.compile(r"\|\|.*?\|\|")


def strings_of(draw: Draw) -> list[str]:
    return list(visible_strings(draw()))


def secrets_in(said: list[str]) -> set[str]:
    return {secret for secret in SECRETS for one in said if secret in one}


def openly(said: list[str]) -> list[str]:
    return [_SPOILER.sub("", one) for one in said]


def test_no_card_shows_a_spoiler_premise_or_headline_openly() -> None:
    shown: set[str] = set()
    for name, draw in every_card(SPOILERS).items():
        said = strings_of(draw)
        assert not secrets_in(openly(said)), name
        assert secrets_in(said) == secrets_in(strings_of(every_card(PLAIN)[name])), f"{name} leaves something out"
        shown |= secrets_in(said)
    assert shown == set(SECRETS)


def test_what_is_no_spoiler_is_shown_openly() -> None:
    seen = {secret for draw in every_card(PLAIN).values() for secret in secrets_in(openly(strings_of(draw)))}
    assert seen == set(SECRETS)


@pytest.mark.parametrize("kind", [ActionKind.SHOW, ActionKind.REVIEW, ActionKind.INDIVIDUAL_REVIEWS])
def test_a_premise_and_a_headline_are_marked_separately(kind: ActionKind) -> None:
    result = SPOILERS.instalment_result()
    for premise, headline in ((True, False), (False, True)):
        one = replace(result.instalment, premise_spoils=premise, headline_spoils=headline)
        view = title_card(replace(result, story=replace(result.story, instalment=one)), kind)
        said = list(visible_strings(view))
        assert secrets_in(openly(said)) == secrets_in(said) - {SECRETS[0] if premise else SECRETS[1]}


@pytest.mark.parametrize("attack", HOSTILE, ids=lambda attack: repr(attack[:20]))
def test_no_text_gets_out_of_its_spoiler_mark(attack: str) -> None:
    assert list(faults(World(lambda _part: attack, all_spoilers=True))) == []


def test_a_spoiler_mark_has_no_other_inside_and_no_text_needs_none() -> None:
    assert behind(covered=True, text="They ||part|| there.") == "||They part there.||"
    assert behind(covered=True, text="") == ""
    assert behind(covered=False, text="They ||part|| there.") == "They ||part|| there."
