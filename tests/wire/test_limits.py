"""The checker itself: for every limit one request that breaks it, and one that just keeps it."""

from __future__ import annotations

from typing import Any

import pytest

from tests.wire.limits import choices_problems, command_length, commands_problems, message_problems, modal_problems

V2 = 1 << 15


def text(content: str = "a") -> dict[str, Any]:
    return {"type": 10, "content": content}


def container(*inner: dict[str, Any]) -> dict[str, Any]:
    return {"type": 17, "components": list(inner)}


def button(custom_id: str = "b", **also: object) -> dict[str, Any]:
    return {"type": 2, "style": 2, "label": "Press", "custom_id": custom_id, **also}


def row(*inner: dict[str, Any]) -> dict[str, Any]:
    return {"type": 1, "components": list(inner)}


def option(value: str = "o", **also: object) -> dict[str, Any]:
    return {"label": "Option", "value": value, **also}


def menu(*options: dict[str, Any], **also: object) -> dict[str, Any]:
    return {"type": 3, "custom_id": "m", "options": list(options or [option()]), **also}


def v2(*components: dict[str, Any], **also: object) -> dict[str, Any]:
    return {"flags": V2, "components": list(components), **also}


def command(**also: object) -> dict[str, Any]:
    return {"name": "show", "description": "What it is about", **also}


def asked(name: str = "show", **also: object) -> dict[str, Any]:
    return {"type": 3, "name": name, "description": "A title", **also}


MESSAGES: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "components with nested ones counted": (v2(container(*[text()] * 39)), v2(container(*[text()] * 40))),
    "characters of text over all": (v2(text("a" * 3999), text("b")), v2(text("a" * 3999), text("bb"))),
    "a text that says nothing": (v2(text("a")), v2(text(" \n"))),
    "a component of type 17 that holds nothing": (v2(container(text())), v2(text(), container())),
    "custom_id 'b' stands 2 times": (v2(row(button("a"), button("b"))), v2(row(button("b")), row(button("b")))),
    "custom_id of 101": (v2(row(button("a" * 100))), v2(row(button("a" * 101)))),
    "two options of value": (v2(row(menu(option("a"), option("b")))), v2(row(menu(option("a"), option("a"))))),
    "content beside the V2 flag": (v2(text(), content=None), v2(text(), content="hello")),
    "embeds beside the V2 flag": (v2(text(), embeds=[]), v2(text(), embeds=[{"title": "a"}])),
    "poll beside the V2 flag": (v2(text()), v2(text(), poll={"question": {"text": "?"}})),
    "sticker_ids beside the V2 flag": (v2(text(), sticker_ids=[]), v2(text(), sticker_ids=["1"])),
    "a V2 message without components": (v2(text()), v2()),
    "components of types [10, 17] without the V2 flag": (
        {"flags": 64, "components": [row(button())]},
        {"flags": 64, "components": [container(text())]},
    ),
    "6 action rows without the V2 flag": (
        {"components": [row(button(str(place))) for place in range(5)]},
        {"components": [row(button(str(place))) for place in range(6)]},
    ),
    "characters over all embeds": (
        {"embeds": [{"description": "a" * 3000, "fields": [{"name": "a", "value": "b" * 2999}]}]},
        {"embeds": [{"description": "a" * 3000}, {"footer": {"text": "b" * 3001}}]},
    ),
    "neither label nor emoji": (
        v2(row(button(label=None, emoji={"name": "🌟"}))),
        v2(row(button(label=" "))),
    ),
    "label of 81": (v2(row(button(label="a" * 80))), v2(row(button(label="a" * 81)))),
    "both custom_id and url": (
        v2(row({"type": 2, "style": 5, "label": "Read", "url": "https://example.org"})),
        v2(row(button(style=5, url="https://example.org"))),
    ),
    "a link button without url": (
        v2(row({"type": 2, "style": 5, "label": "Read", "url": "https://example.org"})),
        v2(row({"type": 2, "style": 5, "label": "Read"})),
    ),
    "no custom_id": (v2(row(button())), v2(row({"type": 2, "style": 2, "label": "Press"}))),
    "a premium button": (
        v2(row({"type": 2, "style": 6, "sku_id": "1"})),
        v2(row({"type": 2, "style": 6, "sku_id": "1", "label": "Buy"})),
    ),
    "6 components in an action row": (
        v2(row(*(button(str(place)) for place in range(5)))),
        v2(row(*(button(str(place)) for place in range(6)))),
    ),
    "an action row that holds nothing": (v2(row(button())), v2(text(), row())),
    "a menu that shares its action row": (v2(row(menu()), row(button())), v2(row(menu(), button()))),
    "max_values 2 above its 1 options": (
        v2(row(menu(option("a"), option("b"), max_values=2))),
        v2(row(menu(option("a"), max_values=2))),
    ),
    "min_values 2 above max_values 1": (
        v2(row(menu(option("a"), option("b"), min_values=1, max_values=1))),
        v2(row(menu(option("a"), option("b"), min_values=2, max_values=1))),
    ),
    "26 options": (
        v2(row(menu(*(option(str(place)) for place in range(25))))),
        v2(row(menu(*(option(str(place)) for place in range(26))))),
    ),
    "more options chosen": (
        v2(row(menu(option("a", default=True), option("b")))),
        v2(row(menu(option("a", default=True), option("b", default=True)))),
    ),
    "option label": (v2(row(menu(option(label="a" * 100)))), v2(row(menu(option(label="a" * 101))))),
    "option value": (v2(row(menu(option("a" * 100)))), v2(row(menu(option("a" * 101))))),
    "option label ' '": (v2(row(menu(option(label="a")))), v2(row(menu(option(label=" "))))),
    "option description": (
        v2(row(menu(option(description="a" * 100)))),
        v2(row(menu(option(description="a" * 101)))),
    ),
    "placeholder": (v2(row(menu(placeholder="a" * 150))), v2(row(menu(placeholder="a" * 151)))),
    "names no upload": (
        v2({"type": 13, "file": {"url": "attachment://a.txt"}}, attachments=[{"id": "0", "filename": "a.txt"}]),
        v2({"type": 13, "file": {"url": "attachment://a.txt"}}, attachments=[{"id": "0", "filename": "b.txt"}]),
    ),
}


@pytest.mark.parametrize("said", MESSAGES)
def test_a_message_that_breaks_a_limit_is_named_and_one_that_keeps_it_is_not(said: str) -> None:
    kept, broken = MESSAGES[said]
    assert message_problems(kept) == []
    assert any(said in problem for problem in message_problems(broken)), message_problems(broken)


def test_an_edit_may_leave_out_the_flag_that_its_message_has() -> None:
    assert message_problems({"components": [container(text())]}, new=False) == []
    assert message_problems({"components": [container(text())]}) != []
    assert message_problems({"components": [container(text())], "flags": 0}, new=False) != []


MODALS: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]]]] = {
    "a modal of 6 rows": (
        [row({"type": 4, "style": 1, "custom_id": str(place), "label": "Why"}) for place in range(5)],
        [row({"type": 4, "style": 1, "custom_id": str(place), "label": "Why"}) for place in range(6)],
    ),
    "a modal of 0 rows": ([row({"type": 4, "style": 1, "custom_id": "a", "label": "Why"})], []),
    "stands 2 times": (
        [{"type": 18, "label": "Why", "component": {"type": 4, "style": 1, "custom_id": str(n)}} for n in range(2)],
        [{"type": 18, "label": "Why", "component": {"type": 4, "style": 1, "custom_id": "a"}} for _ in range(2)],
    ),
    "without a label": (
        [{"type": 18, "label": "Why", "component": {"type": 4, "style": 1, "custom_id": "a"}}],
        [row({"type": 4, "style": 1, "custom_id": "a"})],
    ),
    "two options of value": (
        [{"type": 18, "label": "Verdict", "component": menu(option("a"), option("b"))}],
        [{"type": 18, "label": "Verdict", "component": menu(option("a"), option("a"))}],
    ),
}


@pytest.mark.parametrize("said", MODALS)
def test_a_modal_that_breaks_a_limit_is_named_and_one_that_keeps_it_is_not(said: str) -> None:
    kept, broken = MODALS[said]
    assert modal_problems({"title": "Review", "custom_id": "review", "components": kept}) == []
    problems = modal_problems({"title": "Review", "custom_id": "review", "components": broken})
    assert any(said in problem for problem in problems), problems


def test_a_modal_has_a_title_of_45_characters_at_most() -> None:
    rows = MODALS["a modal of 6 rows"][0]
    assert modal_problems({"title": "a" * 45, "custom_id": "m", "components": rows}) == []
    assert modal_problems({"title": "a" * 46, "custom_id": "m", "components": rows}) != []
    assert modal_problems({"title": "a", "custom_id": "m" * 101, "components": rows}) != []


def choices(*names: str) -> list[dict[str, Any]]:
    return [{"name": name, "value": str(place)} for place, name in enumerate(names)]


def test_two_choices_of_one_name_are_named() -> None:
    assert choices_problems(choices("Harbour", "Harbour (2021)")) == []
    assert choices_problems(choices("Harbour", "Harbour")) == ["two choices of name 'Harbour'"]


def test_more_than_25_choices_are_too_many() -> None:
    assert choices_problems(choices(*map(str, range(25)))) == []
    assert choices_problems(choices(*map(str, range(26)))) == ["26 choices, at most 25"]


def test_a_choice_has_a_name_and_a_value_of_100_characters_at_most() -> None:
    assert choices_problems([{"name": "a" * 100, "value": "b" * 100}]) == []
    assert choices_problems([{"name": "a" * 101, "value": "b"}]) != []
    assert choices_problems([{"name": " ", "value": "b"}]) != []
    assert choices_problems([{"name": "a", "value": ""}]) != []


COMMANDS: dict[str, tuple[list[dict[str, Any]], list[dict[str, Any]]]] = {
    "two commands of name": ([command(), command(name="cast")], [command(), command()]),
    "101 commands": (
        [command(name=f"show-{place}") for place in range(100)],
        [command(name=f"show-{place}") for place in range(101)],
    ),
    "name 'Show'": ([command(name="쇼")], [command(name="Show")]),
    "name 'two words'": ([command(name="two-words")], [command(name="two words")]),
    "is none that a command": ([command(name="a" * 32)], [command(name="a" * 33)]),
    "description  of 101": ([command(description="a" * 100)], [command(description="a" * 101)]),
    "description ko of 101": (
        [command(description_localizations={"ko": "가" * 100})],
        [command(description_localizations={"ko": "가" * 101})],
    ),
    "required after one that is not": (
        [command(options=[asked(required=True), asked("private")])],
        [command(options=[asked("private"), asked(required=True)])],
    ),
    "two options of name": ([command(options=[asked(), asked("person")])], [command(options=[asked(), asked()])]),
    "26 options": (
        [command(options=[asked(f"o{place}") for place in range(25)])],
        [command(options=[asked(f"o{place}") for place in range(26)])],
    ),
    "both choices and autocomplete": (
        [command(options=[asked(choices=choices("a"))])],
        [command(options=[asked(choices=choices("a"), autocomplete=True)])],
    ),
    "option show: two choices": (
        [command(options=[asked(choices=choices("a", "b"))])],
        [command(options=[asked(choices=choices("a", "a"))])],
    ),
}


@pytest.mark.parametrize("said", COMMANDS)
def test_commands_that_break_a_limit_are_named_and_those_that_keep_it_are_not(said: str) -> None:
    kept, broken = COMMANDS[said]
    assert commands_problems(kept) == []
    assert any(said in problem for problem in commands_problems(broken)), commands_problems(broken)


def of_length(total: int) -> dict[str, Any]:
    """Give a command whose texts are so long in all: groups of options with descriptions and choices."""
    options = [asked(f"option-{place:02}", description="d" * 100, choices=[]) for place in range(25)]
    long = command(options=options)
    place = 0
    while total - command_length(long) > 200:
        options[place % 25]["choices"].append({"name": f"{place:0100}", "value": "v" * 100})
        place += 1
    if rest := total - command_length(long):
        options[0]["choices"].append({"name": "n" * min(rest - 1, 100), "value": "v" * max(1, rest - 100)})
    return long


def test_all_texts_of_a_command_have_8000_characters_at_most() -> None:
    assert command_length(of_length(8000)) == 8000
    assert commands_problems([of_length(8000)]) == []
    assert "8001 characters over all its texts" in commands_problems([of_length(8001)])[0]


def test_of_each_text_of_a_command_the_longest_translation_counts() -> None:
    told = command(description_localizations={"ko": "가" * 30, "fr": "a" * 60})
    assert command_length(told) == len("show") + 60
