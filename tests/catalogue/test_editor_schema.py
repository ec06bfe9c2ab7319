"""The JSON Schema for editors: it has the keys that the reader asks for, and all our files keep to it."""

from __future__ import annotations

import json
from collections import defaultdict
from datetime import date
from typing import Any, cast

import jsonschema
import pytest
import tomli

from bot.catalogue.folder import catalogue_files
from bot.catalogue.generated.editor_schema import editor_schema
from bot.catalogue.schema import Table
from bot.catalogue.sync import CATALOGUE, EDITOR_SCHEMA
from tests.bundled import bundled_catalogue
from tests.catalogue.conftest import SOUNDTRACK, Shelf

Node = dict[str, Any]


def schema() -> Node:
    return json.loads(editor_schema(bundled_catalogue().tags))


def problems(file: Any) -> list[str]:
    checker = jsonschema.Draft7Validator(schema())
    return [error.message for error in checker.iter_errors(file)]  # pyright: ignore[reportUnknownMemberType]


def as_json(value: object) -> Any:
    """Give a value as editors see it: a date is a text."""
    match value:
        case dict():
            return {key: as_json(one) for key, one in cast("dict[str, object]", value).items()}
        case list():
            return [as_json(one) for one in cast("list[object]", value)]
        case date():
            return value.isoformat()
        case _:
            return value


def test_the_file_is_true() -> None:
    assert EDITOR_SCHEMA.read_text(encoding="utf-8") == editor_schema(bundled_catalogue().tags), (
        "run: python -m bot check --schema"
    )


def test_the_schema_is_one_and_all_our_files_keep_to_it() -> None:
    jsonschema.Draft7Validator.check_schema(schema())
    checker = jsonschema.Draft7Validator(schema())
    wrong = [
        f"{path.name}: {error.message}"
        for path in catalogue_files(CATALOGUE)
        for error in checker.iter_errors(as_json(tomli.loads(path.read_text("utf-8"))))  # pyright: ignore[reportUnknownMemberType]
    ]
    assert wrong == []


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('kind = "seasonal"', 'kind = "weekly"'),
        ('title = "Soundtrack"', 'titel = "Soundtrack"'),
        ('verdict = "mixed"', 'verdict = "so-so"'),
        ('warnings = ["suicide"]', 'warnings = ["spiders"]'),
        ('hook = "Two people and a song."', f'hook = "{"a" * 111}"'),
        ("minutes = 45", "minutes = 4500"),
        ('score = "2.5/5"', 'score = "good"'),
        ('imdb = "tt0000001"', 'imdb = "1"'),
        ('url = "https://example.org/1"', 'url = "example.org"'),
        ('{ name = "Park Hyung-sik", ', "{ "),
    ],
)
def test_what_an_editor_can_know_is_wrong_is_refused(before: str, after: str) -> None:
    text = SOUNDTRACK
    assert problems(as_json(tomli.loads(text))) == []
    assert problems(as_json(tomli.loads(text.replace(before, after, 1))))


def test_it_has_the_keys_that_the_reader_asks_for(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: defaultdict[tuple[str, ...], set[str]] = defaultdict(set)
    ask = Table._ask  # pyright: ignore[reportPrivateUsage]

    def noted(table: Table, key: str) -> object:
        if table.report.file.endswith("soundtrack.toml"):
            asked[tuple(part for part in table.place if isinstance(part, str))].add(key)
        return ask(table, key)

    monkeypatch.setattr(Table, "_ask", noted)
    shelf.write("soundtrack", SOUNDTRACK)
    assert shelf.read().problems == ()

    whole = schema()
    assert len(asked) > 8
    for place, keys in asked.items():
        node: Node = whole
        for part in place:
            node = as_table(as_table(node, whole)["properties"][part], whole)
        assert set(as_table(node, whole)["properties"]) == keys, place


def as_table(node: Node, whole: Node) -> Node:
    """Give the table that a part of the schema describes: behind a name, in a list, or beside a text."""
    while "properties" not in node:
        if "$ref" in node:
            node = whole["definitions"][node["$ref"].rsplit("/", 1)[-1]]
        elif "items" in node:
            node = node["items"]
        else:
            node = next(one for one in node["anyOf"] if "properties" in one)
    return node
