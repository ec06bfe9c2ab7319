"""The rules of the house, read from the sources: who may call whom, and what stands where."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from bot.settings import HOME

PLAN: Mapping[str, frozenset[str]] = {
    unit: frozenset(below.split())
    for unit, below in {
        # From the cellar up. A room may use what is named beside it, and nothing else.
        "models": "",
        "settings": "",
        "memory": "",
        "servers": "models",
        "log": "settings",
        "language": "models settings",
        "verdicts": "models",
        "finder": "models",
        "recommender": "models",
        "catalogue": "models servers",
        "store": "models servers",
        "answers": "models recommender verdicts",
        "curation": "models servers verdicts answers",
        "indexing": "models finder",
        "restocking": "models settings catalogue store",
        "health": "settings catalogue store restocking",
        "habits": "models answers",
        "suggestions": "models language verdicts answers",
        "catalogue_index": "models finder recommender store indexing suggestions",
        "overlays": "models servers finder recommender store answers curation indexing suggestions catalogue_index",
        "advice": "models language recommender store answers suggestions overlays",
        "library": "models servers language verdicts finder recommender store answers curation habits indexing"
        " suggestions catalogue_index overlays advice",
        "desk": "models servers language verdicts finder store answers curation indexing overlays library",
        "cards": "models servers language verdicts recommender answers curation",
        "cogs": "models servers language answers curation advice library desk cards",
        "asking": "",
        "client": "catalogue_index memory settings language store restocking library desk cards cogs asking",
        "playground": "catalogue_index settings asking client",
        "running": "memory settings client playground",
        "__main__": "memory settings log catalogue store restocking health client asking playground running",
    }.items()
}
"""The floor plan. A new file in ``bot`` gets its line here, so that where it stands is decided and not found out."""

ON_DISCORD = {"cards", "cogs", "client", "playground", "running", "asking", "__main__"}
"""Who may know of Discord at all."""
PURE = {"models", "finder", "recommender", "verdicts"}
MOST_LINES = 400
TOO_LONG: Mapping[str, str] = {}
"""Files that may be longer, each with the reason."""
NAMELESS = {"utils", "util", "helpers", "helper", "manager", "managers", "misc", "common", "base", "core", "stuff"}

_SQL = re.compile(r"\s*(SELECT\s|INSERT\s+(OR\s+\w+\s+)?INTO|UPDATE\s+\w+\s+SET|DELETE\s+FROM|CREATE\s+TABLE|PRAGMA\s)")
_LETTER = re.compile(r"[^\W\d_]")
WORDED = {"content", "label", "placeholder", "description", "title", "name"}
"""Arguments that members read; a cog takes them from the cards. A command's own name is the exception."""


def sources(*folders: str) -> list[Path]:
    return sorted(path for folder in folders for path in (HOME / folder).rglob("*.py"))


def unit_of(path: Path) -> str:
    parts = path.relative_to(HOME).with_suffix("").parts
    return "cogs" if parts[0] == "cogs" else parts[1]


@cache
def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Give every module that a file imports, wherever in it, with the line."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports by dots"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def units_imported(path: Path) -> Iterator[tuple[int, str]]:
    for line, module in imported(path):
        first, _, rest = module.partition(".")
        if first == "cogs":
            yield line, "cogs"
        elif first == "bot":
            yield line, rest.partition(".")[0]


CODE = sources("bot", "cogs")


def named(path: Path) -> str:
    return path.relative_to(HOME).as_posix()


def test_there_is_something_to_check() -> None:
    assert len(CODE) > 50
    assert sum(len(list(imported(path))) for path in CODE) > 300


def test_the_floor_plan_itself_only_goes_down() -> None:
    floors = list(PLAN)
    for unit, below in PLAN.items():
        assert below <= set(floors[: floors.index(unit)]), unit


def test_every_room_is_on_the_floor_plan() -> None:
    rooms = {unit_of(path) for path in CODE if path != HOME / "bot" / "__init__.py"}
    assert rooms == set(PLAN)


@pytest.mark.parametrize("unit", PLAN)
def test_a_room_uses_only_what_the_floor_plan_allows(unit: str) -> None:
    faults = [
        f"{named(path)}:{line} uses {below}"
        for path in CODE
        if unit_of(path) == unit
        for line, below in units_imported(path)
        if below not in PLAN[unit] | {unit}
    ]
    assert not faults, f"not on the plan, or upwards: {faults}"


def test_only_the_client_knows_the_cogs() -> None:
    assert [unit for unit, below in PLAN.items() if "cogs" in below] == ["client"]
    assert {unit_of(path) for path in CODE for _line, unit in units_imported(path) if unit == "cogs"} == {
        "cogs",
        "client",
    }


def test_cogs_and_cards_never_reach_past_the_library() -> None:
    assert not {"store", "finder", "recommender", "catalogue"} & PLAN["cogs"]
    assert not {"store", "finder", "catalogue", "library"} & PLAN["cards"]


def test_discord_is_known_where_members_are_answered_and_nowhere_else() -> None:
    knowing = {
        unit_of(path): named(path)
        for path in CODE
        for _line, module in imported(path)
        if module.partition(".")[0] in {"discord", "simcord"}
    }
    assert set(knowing) <= ON_DISCORD, knowing


def test_the_pure_parts_import_neither_discord_nor_the_store() -> None:
    assert not PURE & ON_DISCORD
    for unit in PURE:
        assert PLAN[unit] <= {"models"}


def strings(path: Path) -> Iterator[ast.Constant]:
    """Give every text in a file that is no docstring."""
    tree = tree_of(path)
    said = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node


def test_sql_stands_in_the_store_alone() -> None:
    found = {named(path) for path in CODE for one in strings(path) if _SQL.match(str(one.value))}
    assert any(file.startswith("bot/store/") for file in found)
    assert [file for file in found if not file.startswith("bot/store/")] == []


def not_for_members(tree: ast.Module) -> set[int]:
    """Give the texts that no member reads: arguments of ``log.…`` and ``cast``, what is raised or asserted."""
    found: set[int] = set()
    for node in ast.walk(tree):
        to_log = isinstance(node, ast.Call) and ast.unparse(node.func).startswith(("log.", "cast"))
        if to_log or isinstance(node, ast.Raise | ast.Assert):
            found |= {
                inner.lineno * 1000 + inner.col_offset for inner in ast.walk(node) if isinstance(inner, ast.Constant)
            }
    return found


@pytest.mark.parametrize("path", sources("cogs"), ids=named)
def test_no_cog_holds_a_sentence(path: Path) -> None:
    apart = not_for_members(tree_of(path))
    sentences = [
        f"line {one.lineno}: {one.value!r}"
        for one in strings(path)
        if " " in str(one.value) and _LETTER.search(str(one.value)) and one.lineno * 1000 + one.col_offset not in apart
    ]
    assert not sentences


@pytest.mark.parametrize("path", sources("cogs"), ids=named)
def test_what_members_read_comes_from_the_cards(path: Path) -> None:
    calls = [node for node in ast.walk(tree_of(path)) if isinstance(node, ast.Call)]
    written = [
        f"line {keyword.value.lineno}: {keyword.arg}={keyword.value.value!r}"
        for call in calls
        for keyword in call.keywords
        if keyword.arg in WORDED
        and isinstance(keyword.value, ast.Constant)
        and isinstance(keyword.value.value, str)
        and not (keyword.arg == "name" and re.fullmatch(r"[-_a-z]+", keyword.value.value))
    ]
    assert not written


def test_no_file_is_longer_than_one_subject_needs() -> None:
    lengths = {
        named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in sources("bot", "cogs", "tests")
    }
    assert {file: length for file, length in lengths.items() if length > MOST_LINES and file not in TOO_LONG} == {}
    assert [file for file in TOO_LONG if lengths.get(file, 0) <= MOST_LINES] == []


def test_every_file_says_what_it_is_for() -> None:
    silent = [named(path) for path in CODE if not ast.get_docstring(tree_of(path))]
    assert silent == []


def test_no_file_is_named_after_nothing() -> None:
    nameless = [named(path) for path in CODE if {path.stem, *path.relative_to(HOME).parent.parts} & NAMELESS]
    assert nameless == []


def test_every_package_is_installed() -> None:
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))
    packages = {".".join(path.relative_to(HOME).parent.parts) for path in CODE}
    assert set(project["tool"]["setuptools"]["packages"]) == packages
    for package in packages:
        assert (HOME / package.replace(".", "/") / "__init__.py").is_file(), package


def test_every_benchmark_runs_as_a_file_and_as_a_module() -> None:
    started = [path for path in sources("tests/benchmarks") if "__main__" in path.read_text(encoding="utf-8")]

    assert started
    for path in started:
        before, found, _after = path.read_text(encoding="utf-8").partition("\nsys.path.insert(0, str(")
        assert found, f"{path.name}: started as a file, it finds neither the bot nor the tests"
        assert not re.search(r"^from (bot|cogs|tests)\b", before, re.MULTILINE), path.name
