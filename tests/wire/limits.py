"""What Discord refuses though its API description does not say so, written by hand; each fault as a readable line.

The numbers stand here a second time on purpose: a checker that took them from the bot would share its mistakes.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

Payload = Mapping[str, Any]

V2_FLAG = 1 << 15
"""Message flag IS_COMPONENTS_V2."""

ROW, BUTTON, STRING_SELECT, TEXT_INPUT, LABEL = 1, 2, 3, 4, 18
SELECTS = frozenset({3, 5, 6, 7, 8})
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17
V2_TYPES = frozenset({SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER})
LINK_STYLE, PREMIUM_STYLE = 5, 6

COMPONENTS = 40
TEXT_IN_ALL = 4000
EMBEDS_IN_ALL = 6000
CUSTOM_ID = 100
BUTTON_LABEL = 80
BUTTONS_IN_A_ROW = 5
ROWS_WITHOUT_V2 = 5
OPTIONS = 25
OPTION_TEXT = 100
PLACEHOLDER = 150
CHOICES = 25
CHOICE_TEXT = 100
MODAL_ROWS = 5
MODAL_TITLE = 45
COMMAND_TEXTS = 8000
COMMAND_NAME = 32
DESCRIPTION = 100
COMMAND_OPTIONS = 25
COMMANDS = 100
"""Slash commands of one application."""

EMBED_TEXTS = ("title", "description")


def components_in(components: Iterable[Payload]) -> Iterator[Payload]:
    """Give every component, nested ones too."""
    for component in components:
        yield component
        inner: list[Payload] = [*(component.get("components") or ())]
        inner += [component[key] for key in ("accessory", "component") if component.get(key)]
        yield from components_in(inner)


def message_problems(message: Payload, *, new: bool = True) -> list[str]:
    """Say what Discord would refuse in a message.

    Parameters
    ----------
    new
        Whether it is a message of its own; an edit may leave out the flag that its message carries already.
    """
    every = list(components_in(message.get("components") or ()))
    problems = [
        *_amounts(every),
        *_layout(message, every, new=new),
        *_custom_ids(every),
        *_uploads(message),
    ]
    for component in every:
        problems += component_problems(component)
    embeds = sum(_embed_length(embed) for embed in message.get("embeds") or ())
    if embeds > EMBEDS_IN_ALL:
        problems.append(f"{embeds} characters over all embeds, at most {EMBEDS_IN_ALL}")
    return problems


def _amounts(every: Sequence[Payload]) -> Iterator[str]:
    if len(every) > COMPONENTS:
        yield f"{len(every)} components with nested ones counted, at most {COMPONENTS}"
    said = sum(len(component.get("content") or "") for component in every if component["type"] == TEXT)
    if said > TEXT_IN_ALL:
        yield f"{said} characters of text over all components, at most {TEXT_IN_ALL}"


def _layout(message: Payload, every: Sequence[Payload], *, new: bool) -> Iterator[str]:
    flags = message.get("flags")
    v2 = bool((flags or 0) & V2_FLAG)
    if v2:
        for name in ("content", "embeds", "poll", "sticker_ids"):
            if message.get(name):
                yield f"{name} beside the V2 flag"
        if new and not every:
            yield "a V2 message without components"
        return
    newer = sorted({component["type"] for component in every} & V2_TYPES)
    if newer and (new or flags is not None):
        yield f"components of types {newer} without the V2 flag"
    rows = sum(component["type"] == ROW for component in message.get("components") or ())
    if not newer and rows > ROWS_WITHOUT_V2:
        yield f"{rows} action rows without the V2 flag, at most {ROWS_WITHOUT_V2}"


def _custom_ids(every: Sequence[Payload]) -> Iterator[str]:
    found = Counter(component["custom_id"] for component in every if component.get("custom_id"))
    for custom_id, times in found.items():
        if times > 1:
            yield f"custom_id {custom_id!r} stands {times} times"
        if len(custom_id) > CUSTOM_ID:
            yield f"custom_id of {len(custom_id)} characters, at most {CUSTOM_ID}: {custom_id!r}"


def _uploads(message: Payload) -> Iterator[str]:
    uploads: Sequence[Payload] = message.get("attachments") or ()
    uploaded: set[str] = {upload["filename"] for upload in uploads if upload.get("filename")}
    for url in _urls([message.get("embeds") or (), message.get("components") or ()]):
        name = url.removeprefix("attachment://")
        if name != url and name not in uploaded:
            yield f"{url} names no upload; there are {sorted(uploaded)}"


def _urls(tree: object) -> Iterator[str]:
    match tree:
        case str():
            yield tree
        case Mapping():
            yield from _urls(list(tree.values()))  # pyright: ignore[reportUnknownArgumentType, reportUnknownMemberType]  # JSON
        case list() | tuple():
            for inner in tree:  # pyright: ignore[reportUnknownVariableType]  # JSON
                yield from _urls(inner)  # pyright: ignore[reportUnknownArgumentType]  # JSON
        case _:
            pass


def component_problems(component: Payload) -> list[str]:
    """Say what Discord would refuse in one component, those inside it left aside."""
    match component["type"]:
        case kind if kind == ROW:
            return list(_row(component))
        case kind if kind == BUTTON:
            return list(_button(component))
        case kind if kind in SELECTS:
            return list(_select(component))
        case kind if kind == TEXT:
            return [] if (component.get("content") or "").strip() else ["a text that says nothing"]
        case kind if kind in {SECTION, CONTAINER}:
            return [] if component.get("components") else [f"a component of type {kind} that holds nothing"]
        case _:
            return []


def _row(row: Payload) -> Iterator[str]:
    kinds = [component["type"] for component in row.get("components") or ()]
    selects = sum(kind in SELECTS for kind in kinds)
    if not kinds:
        yield "an action row that holds nothing"
    if len(kinds) > BUTTONS_IN_A_ROW:
        yield f"{len(kinds)} components in an action row, at most {BUTTONS_IN_A_ROW}"
    if selects and len(kinds) > 1:
        yield "a menu that shares its action row"


def _button(button: Payload) -> Iterator[str]:
    label, style = button.get("label") or "", button.get("style")
    named = f"button {label[:40]!r}"
    if len(label) > BUTTON_LABEL:
        yield f"{named}: label of {len(label)} characters, at most {BUTTON_LABEL}"
    if style == PREMIUM_STYLE:
        if label or button.get("emoji") or button.get("custom_id") or button.get("url"):
            yield f"{named}: a premium button has a sku_id and nothing else"
        return
    if not label.strip() and not button.get("emoji"):
        yield f"{named}: neither label nor emoji"
    if button.get("custom_id") and button.get("url"):
        yield f"{named}: both custom_id and url"
    elif style == LINK_STYLE and not button.get("url"):
        yield f"{named}: a link button without url"
    elif style != LINK_STYLE and not button.get("custom_id"):
        yield f"{named}: no custom_id"


def _select(select: Payload) -> Iterator[str]:
    named = f"menu {select.get('custom_id')!r}"
    least, most = select.get("min_values"), select.get("max_values")
    if len(select.get("placeholder") or "") > PLACEHOLDER:
        yield f"{named}: placeholder of {len(select['placeholder'])} characters, at most {PLACEHOLDER}"
    if least is not None and most is not None and least > most:
        yield f"{named}: min_values {least} above max_values {most}"
    if select["type"] == STRING_SELECT:
        options: Sequence[Payload] = select.get("options") or ()
        for problem in _options(options, most or 1):
            yield f"{named}: {problem}"


def _options(options: Sequence[Payload], most: int) -> Iterator[str]:
    if not 1 <= len(options) <= OPTIONS:
        yield f"{len(options)} options, 1 to {OPTIONS}"
    if most > len(options):
        yield f"max_values {most} above its {len(options)} options"
    if sum(bool(option.get("default")) for option in options) > most:
        yield f"more options chosen than max_values {most}"
    for value in _twice(option["value"] for option in options):
        yield f"two options of value {value!r}"
    for option in options:
        for part in ("label", "value"):
            if not 1 <= len((option.get(part) or "").strip()) <= len(option.get(part) or "") <= OPTION_TEXT:
                yield f"option {part} {option.get(part)!r}, 1 to {OPTION_TEXT} characters"
        if len(option.get("description") or "") > OPTION_TEXT:
            yield f"option description of {len(option['description'])} characters, at most {OPTION_TEXT}"


def _twice(values: Iterable[object]) -> list[object]:
    return [value for value, times in Counter(values).items() if times > 1]


def _embed_length(embed: Payload) -> int:
    parts: list[str] = [embed.get(name) or "" for name in EMBED_TEXTS]
    inner: list[Payload] = [embed.get("footer") or {}, embed.get("author") or {}, *(embed.get("fields") or ())]
    parts += [one.get(name) or "" for one in inner for name in ("text", "name", "value")]
    return sum(map(len, parts))


def modal_problems(modal: Payload) -> list[str]:
    """Say what Discord would refuse in a modal."""
    rows: Sequence[Payload] = modal.get("components") or ()
    every = list(components_in(rows))
    problems = list(_custom_ids(every))
    if not 1 <= len(rows) <= MODAL_ROWS:
        problems.append(f"a modal of {len(rows)} rows, 1 to {MODAL_ROWS}")
    for name, most in (("title", MODAL_TITLE), ("custom_id", CUSTOM_ID)):
        if not 1 <= len(modal.get(name) or "") <= most:
            problems.append(f"a modal's {name} of {len(modal.get(name) or '')} characters, 1 to {most}")
    labelled = [row["component"] for row in rows if row["type"] == LABEL and row.get("component")]
    for component in every:
        bare = component["type"] == TEXT_INPUT and component not in labelled and not component.get("label")
        if bare:
            problems.append(f"text input {component.get('custom_id')!r} without a label")
        if component["type"] in SELECTS:
            problems += _select(component)
    return problems


def choices_problems(choices: Sequence[Payload]) -> list[str]:
    """Say what Discord, or a client, would get wrong with the choices of an option or of an autocomplete.

    Clients pick the first of two choices with the same name, whichever was meant.
    """
    problems = [f"two choices of name {name!r}" for name in _twice(choice.get("name") for choice in choices)]
    if len(choices) > CHOICES:
        problems.append(f"{len(choices)} choices, at most {CHOICES}")
    for choice in choices:
        name, value = choice.get("name") or "", choice.get("value")
        if not 1 <= len(name.strip()) <= len(name) <= CHOICE_TEXT:
            problems.append(f"choice name {name!r}, 1 to {CHOICE_TEXT} characters")
        if isinstance(value, str) and not 1 <= len(value) <= CHOICE_TEXT:
            problems.append(f"choice value {value!r}, 1 to {CHOICE_TEXT} characters")
    return problems


def commands_problems(commands: Sequence[Payload]) -> list[str]:
    """Say what Discord would refuse in the commands that are registered together."""
    problems = [f"two commands of name {name!r}" for name in _twice(command.get("name") for command in commands)]
    if len(commands) > COMMANDS:
        problems.append(f"{len(commands)} commands, at most {COMMANDS}")
    for command in commands:
        problems += command_problems(command)
    return problems


def command_problems(command: Payload) -> list[str]:
    """Say what Discord would refuse in one slash command."""
    named = f"/{command.get('name')}"
    problems = [f"{named}: {problem}" for problem in _described(command)]
    length = command_length(command)
    if length > COMMAND_TEXTS:
        problems.append(f"{named}: {length} characters over all its texts, at most {COMMAND_TEXTS}")
    return problems


def _described(part: Payload) -> Iterator[str]:
    """Check a command, or an option with what stands inside it."""
    names: dict[str, str] = {"": part.get("name") or "", **(part.get("name_localizations") or {})}
    for name in names.values():
        if not is_command_name(name):
            yield f"name {name!r} is none that a command or an option can have"
    descriptions: dict[str, str] = {"": part.get("description") or "", **(part.get("description_localizations") or {})}
    for locale, description in descriptions.items():
        if not 1 <= len(description) <= DESCRIPTION:
            yield f"description {locale} of {len(description)} characters, 1 to {DESCRIPTION}"
    yield from _options_of_command(part.get("options") or ())


def _options_of_command(options: Sequence[Payload]) -> Iterator[str]:
    if len(options) > COMMAND_OPTIONS:
        yield f"{len(options)} options, at most {COMMAND_OPTIONS}"
    for name in _twice(option.get("name") for option in options):
        yield f"two options of name {name!r}"
    required = [bool(option.get("required")) for option in options]
    if required != sorted(required, reverse=True):
        yield "an option that is required after one that is not"
    for option in options:
        if option.get("autocomplete") and option.get("choices"):
            yield f"option {option.get('name')}: both choices and autocomplete"
        for problem in (*_described(option), *choices_problems(option.get("choices") or ())):
            yield f"option {option.get('name')}: {problem}"


def is_command_name(name: str) -> bool:
    """Say whether a command or an option can have this name: letters, digits, ``-``, ``_``, ``'``, in lower case."""
    allowed = all(letter in "-_'" or unicodedata.category(letter)[0] in "LMN" for letter in name)
    return 1 <= len(name) <= COMMAND_NAME and allowed and name == name.lower()


def command_length(part: Payload) -> int:
    """Count the characters of a command as Discord does: of each text, the longest translation counts."""
    counted = 0
    for name in ("name", "description"):
        translations: Mapping[str, str] = part.get(f"{name}_localizations") or {}
        counted += max(map(len, [part.get(name) or "", *translations.values()]))
    counted += len(str(part["value"])) if "value" in part else 0
    inner: list[Payload] = [*(part.get("options") or ()), *(part.get("choices") or ())]
    return counted + sum(map(command_length, inner))
