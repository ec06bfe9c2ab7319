"""Checks a request's body against Discord's own API description, where that file is at hand."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
from jsonschema.exceptions import ValidationError

REPOSITORY = Path(__file__).parents[2]
SHARED = Path(os.environ.get("ANTHOLOGIST_SHARED") or REPOSITORY.parent / "shared")
DESCRIPTION = SHARED / "discord" / "openapi.json"

LONG_MESSAGE = 200
"""jsonschema puts the whole faulty value before what is wrong with it."""

Template = tuple[str, str]
"""A method in lower case and a path as the description writes it."""


def is_there() -> bool:
    """Say whether there is a description to check against."""
    return DESCRIPTION.is_file()


@cache
def description() -> dict[str, Any]:
    """Read the description once."""
    read: dict[str, Any] = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
    return read


@cache
def _schema(template: Template) -> dict[str, Any]:
    """Give the schema of a request's body, with everything it refers to.

    The description's ``$ref`` fragments hold braces nowhere but in paths, so a body's schema is taken out whole and
    only ``#/components/schemas/...`` is referred to.
    """
    method, path = template
    body = description()["paths"][path][method]["requestBody"]["content"]["application/json"]["schema"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "allOf": [body],
        "components": description()["components"],
    }


@cache
def _validator(template: Template) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(_schema(template), validate_formats=True)


@cache
def _explainer(template: Template) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        _schema(template), format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def find_template(method: str, path: str) -> Template | None:
    """Give the description's own path for the path of a request; None where it has no body or is not described."""
    parts = path.strip("/").split("/")
    found: list[tuple[int, str]] = []
    for written, operations in description()["paths"].items():
        names = written.strip("/").split("/")
        same = [name == part for name, part in zip(names, parts, strict=False)]
        fits = len(names) == len(parts) and all(
            one or name.startswith("{") for one, name in zip(same, names, strict=True)
        )
        if fits and "requestBody" in operations.get(method.lower(), {}):
            found.append((sum(same), written))
    return (method.lower(), max(found)[1]) if found else None


def body_problems(method: str, path: str, body: object) -> list[str]:
    """Say where a body differs from what the description asks for; nothing where it is not described."""
    template = find_template(method, path)
    if template is None:
        return []
    allowed = as_described(body)
    if _validator(template).is_valid(allowed):
        return []
    errors = _explainer(template).iter_errors(allowed)  # pyright: ignore[reportUnknownMemberType]  # untyped
    return [_in_words(error) for error in errors] or ["does not fit its description"]


def as_described(body: object) -> Any:
    """Give the body as the description knows it.

    discord.py writes the snowflakes of allowed_mentions and of what a menu has chosen as numbers, which Discord takes
    as well, and the places of the files that come with a message, as Discord's own documentation does.
    """
    if isinstance(body, Mapping):
        written = {str(key): as_described(value) for key, value in body.items()}  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]  # JSON
        mentions = written.get("allowed_mentions")
        if isinstance(mentions, dict):
            for kind in ("users", "roles"):
                if isinstance(mentions.get(kind), list):  # pyright: ignore[reportUnknownMemberType]  # JSON
                    mentions[kind] = [str(one) for one in mentions[kind]]  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]  # JSON
        for kind in ("attachments", "default_values"):
            things = written.get(kind)
            for thing in things if isinstance(things, list) else ():  # pyright: ignore[reportUnknownVariableType]  # JSON
                if isinstance(thing, dict) and isinstance(thing.get("id"), int):  # pyright: ignore[reportUnknownMemberType]  # JSON
                    thing["id"] = str(thing["id"])  # pyright: ignore[reportUnknownArgumentType]  # JSON
        return written
    if isinstance(body, list | tuple):
        return [as_described(inner) for inner in body]  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]  # JSON
    return body


def _in_words(error: ValidationError) -> str:
    """Name the innermost fault: of several forms that a body can have, that of the form it was meant to have."""
    while error.context:
        error = _meant(error.context)
    place = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.absolute_path)
    said = error.message if len(error.message) < LONG_MESSAGE else f"{error.message[:40]}…{error.message[-80:]}"
    return f"{place.lstrip('.') or 'body'}: {said}"


def _meant(errors: Iterable[ValidationError]) -> ValidationError:
    """Choose among the faults of all forms: those of the form whose ``type`` fits, and of these the deepest."""
    errors = list(errors)
    forms: dict[object, list[ValidationError]] = {}
    for error in errors:
        forms.setdefault(error.schema_path[0], []).append(error)

    def of_another_type(form: list[ValidationError]) -> bool:
        return any(list(error.path)[-1:] == ["type"] and len(error.path) == 1 for error in form)

    fitting = [form for form in forms.values() if not of_another_type(form)] or list(forms.values())
    return max((error for form in fitting for error in form), key=lambda error: len(error.absolute_path))
