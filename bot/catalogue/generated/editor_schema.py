"""The form of a catalogue file as a JSON Schema, which editors of TOML check and complete by (schema.json)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from enum import StrEnum

from bot.catalogue.reader import ID_FORMS, SCORE
from bot.models import limits
from bot.models.catalogue import ContentNote, Kind, Order, Tag
from bot.models.ids import ID_PATTERN
from bot.models.opinions import Verdict

Schema = dict[str, object]

_DATE: Schema = {
    "description": 'A day, as 2022-03-23, or a text with what is known of it: "2022-03", "2022".',
    "type": "string",
    "pattern": r"^\d{4}(-\d{2}){0,2}$",
}


def editor_schema(vocabulary: Sequence[Tag]) -> str:
    """Give the schema as the text of its file.

    Only what stands in one place of a file is in it. What only shows beside other places, such as an id that is taken,
    ``python -m bot check`` says.

    Parameters
    ----------
    vocabulary
        The tags, which editors then complete and explain.
    """
    tags: Schema = {"enum": [tag.id for tag in vocabulary]}
    ids = _table({site: {"type": "string", "pattern": f"^{form}$"} for site, form in ID_FORMS.items()})
    schema: Schema = {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "An anthology of Anthologist's catalogue",
        "definitions": {"tag": tags, "id": _id(), "date": _DATE, "ids": ids, "credits": _credits()},
        **_anthology(),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def _anthology() -> Schema:
    return _table(
        {
            "kind": _one_of(Kind),
            **_titles(),
            "countries": _list(_country()),
            "languages": _list({"type": "string", "maxLength": 20}),
            "services": _list(_text(limits.TEXT)),
            "began": _year(),
            "ended": _year(),
            "whole": _number(1, limits.EPISODES * 20),
            "ids": _defined("ids"),
            "creators": _list(_mention(), limits.PEOPLE),
            "tags": _list(_defined("tag")),
            "order": _one_of(Order),
            "order_note": _text(limits.ORDER_NOTE),
            "start_with": _defined("id"),
            "sources": _list(_source(), limits.TABLES, least=1),
            "people": _list(_person(), limits.TABLES),
            "instalments": _list(_instalment(), limits.TABLES, least=1),
        },
        required=("kind", "title", "sources", "instalments"),
    )


def _titles() -> Schema:
    return {
        "title": _text(limits.TITLE),
        "native_title": _text(limits.TITLE),
        "aliases": _list(_text(limits.TITLE)),
        "hook": _text(limits.HOOK, "Who it is about and what goes wrong, in one line."),
        "premise": _text(limits.PREMISE, "Who, where, what they want, what stands in the way; no ending."),
    }


def _instalment() -> Schema:
    return _table(
        {
            "id": _defined("id"),
            "number": _number(1, limits.NUMBER),
            "season": _number(0, limits.NUMBER),
            "episode": _number(0, limits.NUMBER),
            "mark": _text(limits.MARK),
            **_titles(),
            "first_aired": _defined("date"),
            "last_aired": _defined("date"),
            "episodes": _number(1, limits.EPISODES),
            "minutes": _number(1, limits.MINUTES),
            "countries": _list(_country()),
            "services": _list(_text(limits.TEXT)),
            "tags": _list(_defined("tag")),
            "without": _list(_defined("tag")),
            "warnings": _list(_one_of(ContentNote)),
            "ids": _defined("ids"),
            "needs": _list(_defined("id")),
            "order_note": _text(limits.ORDER_NOTE),
            **dict.fromkeys(("cast", "hosts", "directors", "writers"), _defined("credits")),
            "reviews": _list(_review(), limits.TABLES),
        },
        required=("id", "title"),
    )


def _review() -> Schema:
    comparison = _table({"with": _defined("id"), "text": _text(limits.COMPARISON)}, required=("with", "text"))
    return _table(
        {
            "outlet": _text(limits.NAME),
            "author": _text(limits.NAME),
            "published": _defined("date"),
            "url": _url(),
            "verdict": _one_of(Verdict),
            "headline": _text(limits.HEADLINE),
            "works": _list(_text(limits.REASON), limits.REASONS),
            "doesnt": _list(_text(limits.REASON), limits.REASONS),
            "score": {"type": "string", "pattern": f"^{SCORE.pattern}$"},
            "overruled": _text(limits.OVERRULED, "Why the verdict is not the one that the score amounts to."),
            "comparison": comparison,
            "spoilers": _text(limits.SPOILERS),
        },
        required=("outlet", "url", "verdict", "headline"),
    )


def _source() -> Schema:
    facts = _list(_text(limits.SOURCE_FACT))
    return _table({"url": _url(), "title": _text(limits.SOURCE_TITLE), "facts": facts}, required=("url", "title"))


def _person() -> Schema:
    names = {"name": _text(limits.NAME), "id": _defined("id"), "native": _text(limits.NAME)}
    more = {"aliases": _list(_text(limits.NAME)), "different_from": _list(_text(limits.ID))}
    return _table({**names, **more}, required=("name",))


def _credits() -> Schema:
    return _list(_mention(character=limits.CHARACTER, about=limits.ABOUT), limits.PEOPLE)


def _mention(**more: int) -> Schema:
    """Give the form of somebody's mention: a name alone, or a table."""
    texts = {key: _text(longest) for key, longest in more.items()}
    return {
        "anyOf": [_text(limits.NAME), _table({"name": _text(limits.NAME), "id": _defined("id"), **texts}, ("name",))]
    }


def _table(properties: Mapping[str, object], required: Sequence[str] = ()) -> Schema:
    table: Schema = {"type": "object", "additionalProperties": False, "properties": dict(properties)}
    return {**table, "required": list(required)} if required else table


def _list(items: Schema, most: int = limits.LIST, *, least: int = 0) -> Schema:
    return {"type": "array", "items": items, "maxItems": most, **({"minItems": least} if least else {})}


def _text(longest: int, about: str = "") -> Schema:
    text: Schema = {"type": "string", "minLength": 1, "maxLength": longest}
    return {"description": about, **text} if about else text


def _number(least: int, most: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most}


def _year() -> Schema:
    return {"type": "integer", "minimum": limits.FIRST_YEAR}


def _url() -> Schema:
    return {"type": "string", "pattern": "^https?://", "maxLength": limits.URL}


def _country() -> Schema:
    return {"type": "string", "pattern": "^[A-Z]{2}$"}


def _id() -> Schema:
    return {"type": "string", "pattern": f"^{ID_PATTERN.pattern}$", "maxLength": limits.ID}


def _one_of(words: type[StrEnum]) -> Schema:
    return {"enum": [str(word) for word in words]}


def _defined(name: str) -> Schema:
    return {"$ref": f"#/definitions/{name}"}
