"""Requests against Discord's own description, where it is at hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.wire import openapi

CALLBACK = ("POST", "/interactions/1/token/callback")
ROW = {"type": 1, "components": [{"type": 2, "style": 2, "label": "Press", "custom_id": "a"}]}

needed = pytest.mark.skipif(not openapi.is_there(), reason="Discord's API description is not beside the repository")


def answer(**data: object) -> dict[str, Any]:
    return {"type": 4, "data": data}


def test_openapi_description_is_there() -> None:
    if not openapi.is_there():
        pytest.skip(
            f"requests are checked by hand-written limits alone: there is no {openapi.DESCRIPTION.name} in a folder "
            "shared/discord beside the repository, nor under ANTHOLOGIST_SHARED"
        )
    assert openapi.description()["openapi"].startswith("3.1")


@needed
@pytest.mark.parametrize(
    ("method", "path"),
    [
        CALLBACK,
        ("POST", "/webhooks/1/token"),
        ("PATCH", "/webhooks/1/token/messages/@original"),
        ("PATCH", "/webhooks/1/token/messages/2"),
        ("PUT", "/applications/1/commands"),
        ("PUT", "/applications/1/guilds/2/commands"),
    ],
)
def test_every_request_that_the_bot_sends_is_described(method: str, path: str) -> None:
    template = openapi.find_template(method, path)
    assert template is not None
    assert len(template[1].split("/")) == len(path.split("/"))


@needed
def test_an_answer_that_keeps_to_the_description_passes() -> None:
    assert openapi.body_problems(*CALLBACK, answer(content="Hello", components=[ROW], flags=64)) == []


@needed
def test_numbers_in_allowed_mentions_pass_as_discord_takes_them() -> None:
    assert openapi.body_problems(*CALLBACK, answer(content="a", allowed_mentions={"users": [5], "parse": []})) == []
    assert openapi.body_problems(*CALLBACK, answer(content="a", allowed_mentions={"parse": ["all"]})) != []


@needed
@pytest.mark.parametrize(
    ("place", "data"),
    [
        ("data.content", {"content": "a" * 2001}),
        ("data.components[0].components", {"components": [{"type": 1, "components": ROW["components"] * 6}]}),
        (
            "data.components[0].components[0].label",
            {"components": [{"type": 1, "components": [{"type": 2, "style": 2, "label": "a" * 81}]}]},
        ),
        ("data.components[0]", {"components": [{"type": 4, "style": 1, "custom_id": "a"}]}),
        (
            "data.components[0].components[0].options[0].label",
            {
                "components": [
                    {
                        "type": 1,
                        "components": [{"type": 3, "custom_id": "m", "options": [{"label": "", "value": "v"}]}],
                    }
                ]
            },
        ),
    ],
)
def test_what_discord_refuses_is_named_with_its_place(place: str, data: dict[str, Any]) -> None:
    problems = openapi.body_problems(*CALLBACK, answer(**data))
    assert any(problem.startswith(place) for problem in problems), problems


@needed
def test_26_choices_are_refused() -> None:
    choices = [{"name": str(place), "value": str(place)} for place in range(26)]
    assert openapi.body_problems(*CALLBACK, {"type": 8, "data": {"choices": choices[:25]}}) == []
    assert openapi.body_problems(*CALLBACK, {"type": 8, "data": {"choices": choices}}) != []


@needed
def test_a_command_described_in_101_characters_is_refused() -> None:
    path = ("PUT", "/applications/1/commands")
    assert openapi.body_problems(*path, [{"name": "show", "description": "a" * 100, "nsfw": False}]) == []
    assert openapi.body_problems(*path, [{"name": "show", "description": "a" * 101}]) != []


def test_a_request_without_a_described_body_is_passed_over() -> None:
    if openapi.is_there():
        assert openapi.body_problems("GET", "/gateway/bot", None) == []
