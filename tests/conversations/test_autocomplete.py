"""Members type into options and get suggestions."""

from __future__ import annotations

import pytest

from bot.cli.simulator import Simulator
from tests.conversations.reading import ask, seen, type_into

pytestmark = pytest.mark.asyncio(loop_scope="module")

OPTIONS = [
    ("show", "show"),
    ("review", "show"),
    ("cast", "show"),
    ("cast", "person"),
    ("recommend", "what"),
    ("recommend", "like"),
    ("recommend", "country"),
    ("recommend", "where"),
    ("compare", "first"),
    ("compare", "second"),
]


@pytest.mark.parametrize(("command", "option"), OPTIONS)
@pytest.mark.parametrize("typed", ["", "s", "sound", "love", "ko", "@everyone", "사", "\u202e"])
async def test_suggestions_are_unique_and_short_and_few(
    place: Simulator, command: str, option: str, typed: str
) -> None:
    choices = await type_into(place, command, option, typed)

    names = [choice["name"] for choice in choices]
    assert len(set(names)) == len(names) <= 25
    assert all(
        0 < len(name) <= 100 and len(choice["value"]) <= 100 for name, choice in zip(names, choices, strict=True)
    )


@pytest.mark.parametrize(("command", "option"), OPTIONS)
async def test_something_useful_is_suggested_before_anything_is_typed(
    place: Simulator, command: str, option: str
) -> None:
    assert await type_into(place, command, option, "")


async def test_titles_carry_their_year_and_their_id(place: Simulator) -> None:
    choices = await type_into(place, "show", "show", "soundtrack")

    assert {"name": "Soundtrack #2 (2023)", "value": "soundtrack/2"} in choices
    assert seen(await ask(place, "show", show="soundtrack/2")).startswith("Soundtrack #2\n")


async def test_a_country_is_suggested_by_name_and_means_its_code(place: Simulator) -> None:
    assert {"name": "South Korea", "value": "KR"} in await type_into(place, "recommend", "country", "korea")


async def test_a_tag_is_suggested_by_its_synonym(place: Simulator) -> None:
    values = [choice["value"] for choice in await type_into(place, "recommend", "what", "ex-lovers")]

    assert "tag:second-chance" in values


async def test_people_are_suggested_under_any_romanisation(place: Simulator) -> None:
    values = [choice["value"] for choice in await type_into(place, "cast", "person", "geum sae")]

    assert "person:keum-sae-rok" in values
