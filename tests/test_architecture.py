"""The rules of ``bot/README.md``: who may import whom, what belongs in which folder, and which words names use."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from setuptools import find_packages

from bot.settings import HOME
from tests.words import EXCEPTIONS, INSTEAD, LEFT_OVER

LEVELS: tuple[tuple[str, ...], ...] = (
    # doors: where something comes in
    ("__main__", "cli", "gateway", "jobs", "app", "cogs"),
    # features: one folder each
    ("services", "exchange", "custom_titles", "reviews", "announcements", "recommendations", "titles", "servers"),
    # kits: of use to several features
    ("ui", "search", "recommender", "catalogue", "storage", "i18n"),
    # ground
    ("models", "log", "settings"),
)
"""The house, from the top down. Imports only point down: to a lower level, or further right on the same one."""

FEATURES = frozenset(LEVELS[1]) - {"services"}
FACE = frozenset({"service", "results", "fields", "permissions", "lookup", "server_catalogue"})
"""The files of a feature that other features may import; their views may import each other's views besides."""

ON_DISCORD = frozenset({"cli", "gateway", "jobs", "app", "cogs", "ui"})
"""The folders that may know of Discord at all; ``views`` inside a feature are the others."""
PURE = frozenset({"models", "search", "recommender"})
"""What works on plain data: neither Discord nor storage, only models."""
MOST_FILES = 16
LOOSE_FILES = 6
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


def module_of(path: Path) -> str:
    parts = path.relative_to(HOME).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def unit_of(module: str) -> str:
    """Give the part of the house that a module stands in: a folder or a loose file of ``bot``, or ``cogs``."""
    first, _, rest = module.partition(".")
    return first if first == "cogs" or not rest else rest.partition(".")[0]


def is_view(module: str) -> bool:
    return unit_of(module) == "ui" or "views" in module.split(".")


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imported(path: Path) -> Iterator[tuple[int, str]]:
    """Give every module that a file imports, wherever in it, with the line."""
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno} imports by dots"
            package = f"{node.module}"
            for alias in node.names:
                inside = HOME / package.replace(".", "/") / alias.name
                is_module = inside.with_suffix(".py").is_file() or (inside / "__init__.py").is_file()
                yield node.lineno, f"{package}.{alias.name}" if is_module else package


CODE = sources("bot", "cogs")


def named(path: Path) -> str:
    return path.relative_to(HOME).as_posix()


INSIDE = [
    (path, module_of(path), line, module)
    for path in CODE
    for line, module in imported(path)
    if module.partition(".")[0] in {"bot", "cogs"} and module != "bot"
]
"""Every import of the project by itself: file, its module, line, and the module that it imports."""


def test_there_is_something_to_check() -> None:
    assert len(CODE) > 50
    assert len(INSIDE) > 300


def test_every_part_of_the_house_has_its_place() -> None:
    parts = {unit_of(module_of(path)) for path in CODE if path != HOME / "bot" / "__init__.py"}
    assert parts == {part for level in LEVELS for part in level}


@pytest.mark.parametrize("part", [part for level in LEVELS for part in level])
def test_imports_only_point_down(part: str) -> None:
    order = [one for level in LEVELS for one in level]
    upwards = [
        f"{named(path)}:{line} imports {module}"
        for path, importer, line, module in INSIDE
        if unit_of(importer) == part and order.index(unit_of(module)) < order.index(part)
    ]
    assert not upwards


def test_features_know_of_each_other_what_their_names_promise() -> None:
    faults = [
        f"{named(path)}:{line} imports {module}"
        for path, importer, line, module in INSIDE
        if unit_of(importer) in FEATURES
        and unit_of(module) in FEATURES - {unit_of(importer)}
        and module.split(".")[2] not in FACE
        and not (is_view(importer) and is_view(module))
    ]
    assert not faults


def test_views_know_neither_services_nor_storage() -> None:
    faults = [
        f"{named(path)}:{line} imports {module}"
        for path, importer, line, module in INSIDE
        if is_view(importer)
        and (
            unit_of(module) in {"storage", "catalogue", "search", "services"}
            or module.endswith((".service", ".drafting"))
        )
    ]
    assert not faults


def test_only_the_app_knows_the_cogs_and_cogs_are_handed_their_services() -> None:
    assert {unit_of(importer) for _path, importer, _line, module in INSIDE if unit_of(module) == "cogs"} == {
        "cogs",
        "app",
    }
    below = {unit_of(module) for _path, importer, _line, module in INSIDE if unit_of(importer) == "cogs"}
    assert not below & {"storage", "search", "recommender", "catalogue"}


def test_discord_is_known_where_members_are_answered_and_nowhere_else() -> None:
    knowing = [
        f"{named(path)}:{line}"
        for path in CODE
        for line, module in imported(path)
        if module.partition(".")[0] in {"discord", "simcord"}
        and unit_of(module_of(path)) not in ON_DISCORD
        and not is_view(module_of(path))
    ]
    assert not knowing


def test_the_package_that_plays_discord_is_imported_by_what_is_imported_late() -> None:
    importing = {
        named(path) for path in CODE for _line, module in imported(path) if module.partition(".")[0] == "simcord"
    }
    assert importing == {"bot/cli/simulator.py"}
    at_the_top = [
        f"{named(path)}:{node.lineno}"
        for path in CODE
        for node in tree_of(path).body
        if isinstance(node, ast.ImportFrom) and node.module == "bot.cli.simulator"
    ]
    assert not at_the_top


def test_the_pure_parts_know_models_alone() -> None:
    faults = [
        f"{named(path)}:{line} imports {module}"
        for path, importer, line, module in INSIDE
        if unit_of(importer) in PURE and unit_of(module) not in {unit_of(importer), "models"}
    ]
    assert not faults


def test_no_folder_is_too_full_to_look_through() -> None:
    folders = Counter(path.parent for path in CODE)
    assert {named(folder): count for folder, count in folders.items() if count > MOST_FILES} == {}
    assert folders[HOME / "bot"] <= LOOSE_FILES + 2  # besides __init__ and __main__


def strings(path: Path) -> Iterator[ast.Constant]:
    """Give every text in a file that is no docstring."""
    tree = tree_of(path)
    said = {
        id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node


def test_sql_stands_in_storage_alone() -> None:
    found = {named(path) for path in CODE for one in strings(path) if _SQL.match(str(one.value))}
    assert any(file.startswith("bot/storage/") for file in found)
    assert [file for file in found if not file.startswith("bot/storage/")] == []


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
def test_what_members_read_comes_from_the_views(path: Path) -> None:
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


def words_of(name: str) -> list[str]:
    """Return the words of a snake_case or CamelCase name, in lower case."""
    return [word.lower() for word in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+", name)]


def public_names(path: Path) -> Iterator[str]:
    """Return the names of a module, of its folder, and of its public classes, functions and methods."""
    yield from {path.stem, path.parent.name} - {"__init__", "__main__"}
    for node in ast.walk(tree_of(path)):
        is_named = isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        if is_named and not node.name.startswith("_"):
            yield node.name


def old_words_in(name: str) -> set[str]:
    """Return the words of a name that the table replaces; words of several parts count as a whole."""
    spaced = f" {' '.join(words_of(name))} "
    return {word for word in INSTEAD if f" {word} " in spaced and name not in EXCEPTIONS.get(word, {})}


def test_names_use_the_words_of_the_field() -> None:
    found = [
        f"{named(path)}: {name} says {word!r}, better: {INSTEAD[word]}"
        for path in CODE
        for name in dict.fromkeys(public_names(path))
        for word in sorted(old_words_in(name))
        if name not in LEFT_OVER.get(word, ())
    ]
    assert found == []


def test_every_exception_to_the_words_is_needed() -> None:
    names = {name for path in CODE for name in public_names(path)}
    unused = [
        f"{word}: {name}"
        for word, exceptions in EXCEPTIONS.items()
        for name in exceptions
        if name not in names or f" {word} " not in f" {' '.join(words_of(name))} "
    ]
    assert unused == []


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("TitleDesk", {"desk"}),
        ("review_pages", {"pages"}),
        ("answer_failures", {"failures"}),
        ("tell_walked", {"walked"}),
        ("KeptReview", {"kept review"}),
        ("page_of", set[str]()),
        ("press_reviews", set[str]()),
        ("coverage", set[str]()),
        ("mark_spoiler", set[str]()),
    ],
)
def test_whole_words_of_a_name_count(name: str, words: set[str]) -> None:
    assert old_words_in(name) == words


def test_every_package_is_installed() -> None:
    project = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))
    packages = {".".join(path.relative_to(HOME).parent.parts) for path in CODE}
    found = find_packages(str(HOME), include=project["tool"]["setuptools"]["packages"]["find"]["include"])
    assert set(found) == packages
    for package in packages:
        assert (HOME / package.replace(".", "/") / "__init__.py").is_file(), package


def test_every_benchmark_runs_as_a_file_and_as_a_module() -> None:
    started = [path for path in sources("tests/benchmarks") if "__main__" in path.read_text(encoding="utf-8")]

    assert started
    for path in started:
        before, found, _after = path.read_text(encoding="utf-8").partition("\nsys.path.insert(0, str(")
        assert found, f"{path.name}: started as a file, it finds neither the bot nor the tests"
        assert not re.search(r"^from (bot|cogs|tests)\b", before, re.MULTILINE), path.name
