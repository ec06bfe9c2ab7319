"""What a server covers is read by those alone who press on it, on whatever card it stands."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from bot.titles.views.result import title_card
from bot.ui.actions import ActionKind
from bot.ui.markdown import behind
from tests.views.reading import spoken_strings
from tests.views.samples import Draw, World, english, every_card
from tests.views.strategies import HOSTILE
from tests.views.test_worst import faults

PLAIN, COVERED = World(english), World(english, covered=True)
SECRETS = (english("premise"), english("headline"))
_COVER = re.compile(r"\|\|.*?\|\|")


def said_by(draw: Draw) -> list[str]:
    return list(spoken_strings(draw()))


def secrets_in(said: list[str]) -> set[str]:
    return {secret for secret in SECRETS for one in said if secret in one}


def openly(said: list[str]) -> list[str]:
    return [_COVER.sub("", one) for one in said]


def test_no_card_shows_a_covered_premise_or_headline_openly() -> None:
    shown: set[str] = set()
    for name, draw in every_card(COVERED).items():
        said = said_by(draw)
        assert not secrets_in(openly(said)), name
        assert secrets_in(said) == secrets_in(said_by(every_card(PLAIN)[name])), f"{name} leaves something out"
        shown |= secrets_in(said)
    assert shown == set(SECRETS)


def test_what_is_not_covered_stands_openly() -> None:
    seen = {secret for draw in every_card(PLAIN).values() for secret in secrets_in(openly(said_by(draw)))}
    assert seen == set(SECRETS)


@pytest.mark.parametrize("kind", [ActionKind.SHOW, ActionKind.REVIEW, ActionKind.INDIVIDUAL_REVIEWS])
def test_a_premise_and_a_headline_are_covered_each_by_itself(kind: ActionKind) -> None:
    page = COVERED.instalment_page()
    for premise, headline in ((True, False), (False, True)):
        one = replace(page.instalment, premise_spoils=premise, headline_spoils=headline)
        view = title_card(replace(page, story=replace(page.story, instalment=one)), kind)
        said = list(spoken_strings(view))
        assert secrets_in(openly(said)) == secrets_in(said) - {SECRETS[0] if premise else SECRETS[1]}


@pytest.mark.parametrize("attack", HOSTILE, ids=lambda attack: repr(attack[:20]))
def test_no_text_gets_out_from_under_its_cover(attack: str) -> None:
    assert list(faults(World(lambda _part: attack, covered=True))) == []


def test_a_cover_has_no_other_inside_and_nothing_needs_none() -> None:
    assert behind(covered=True, text="They ||part|| there.") == "||They part there.||"
    assert behind(covered=True, text="") == ""
    assert behind(covered=False, text="They ||part|| there.") == "They ||part|| there."
