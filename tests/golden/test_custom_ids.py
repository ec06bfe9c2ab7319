"""Every button, menu and form that any version ever sent still works."""

from __future__ import annotations

from collections.abc import AsyncGenerator
from pathlib import Path

import pytest
import pytest_asyncio
from simcord import InteractionResult

from bot.cli.ask import as_text
from bot.ui.actions import Action, ActionKind
from bot.ui.messages import error_card
from tests.conversations.curating import FORM, only_refused
from tests.conversations.forged import Forger
from tests.conversations.reading import seen
from tests.golden.place import CHECKOUT, GOLDEN, VERSIONS, Place, golden_place, unpacked
from tests.golden.stillness import still

EVERY_VERSION = pytest.mark.parametrize("version", VERSIONS)


def recorded(version: str) -> list[str]:
    return (GOLDEN / version / "custom_ids.txt").read_text("utf-8").splitlines()


@EVERY_VERSION
def test_each_reads_back_and_writes_itself_again_to_the_letter(version: str) -> None:
    assert [str(Action.read(one)) for one in recorded(version)] == recorded(version)


def test_every_step_that_there_is_stands_among_them() -> None:
    steps = {one.split("|")[1] for version in VERSIONS for one in recorded(version)}

    assert steps == {step.value for step in ActionKind}


FAILED = as_text(error_card("").to_components()).splitlines()[0]  # pyright: ignore[reportArgumentType]  # the wire's
ENDING = (
    ActionKind.HIDE,
    ActionKind.JOIN,
    ActionKind.MERGE,
    ActionKind.PUBLISH,
    ActionKind.MINE,
    ActionKind.THEIRS,
    ActionKind.DISCARD,
    ActionKind.REPORT,
)
"""Actions that remove what others are about: in this order, after all others."""


def place_in_line(custom_id: str) -> int:
    _grammar, step, _subject, _page, detail = custom_id.split("|")
    if step == ActionKind.TITLE and detail:
        return 1
    return ENDING.index(ActionKind(step)) + 2 if step in ENDING else 0


@pytest_asyncio.fixture
async def golden(version: str, tmp_path: Path) -> AsyncGenerator[Place]:
    with still(CHECKOUT):
        async with golden_place(unpacked(version, tmp_path)) as place:
            yield place


@EVERY_VERSION
async def test_none_that_is_pressed_chosen_or_sent_as_a_form_fails(version: str, golden: Place) -> None:
    club = golden.club
    forger = Forger(club.env, club.people["curator"], club.channel)
    for one in sorted(recorded(version), key=place_in_line):
        for answer in await taken(forger, one):
            assert answer.acknowledged, one
            assert answer.response is None or FAILED not in seen(answer), one
    assert only_refused(club)


async def taken(forger: Forger, custom_id: str) -> list[InteractionResult]:
    """Use a custom_id in every way a client can."""
    action = Action.read(custom_id)
    assert action
    if action.kind is ActionKind.ENTER:
        return [await forger.choose(custom_id, ["1"])]
    if action.kind is ActionKind.MENU:
        return [await forger.choose(custom_id, [str(Action(ActionKind.SHOW, "soundtrack"))])]
    pressed = await forger.press(custom_id)
    return [pressed, await forger.fill(custom_id, FORM)] if pressed.modal else [pressed]
