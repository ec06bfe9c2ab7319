"""What the papers say is what the code does."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from discord.ext import commands
from dotenv import dotenv_values

import cogs
from bot.app import flattened
from bot.settings import HOME, LONGEST_SHUTDOWN, READERS, Settings, read_settings
from tests.test_architecture import CODE, LEVELS

LOCKS = {
    "requirements.lock": {"build"},
    "requirements-try.lock": {"build", "try"},
    "requirements-dev.lock": {"build", "try", "dev"},
}
"""Each lock with the extras that it holds, from the smallest up: for a server, for trying, for development."""
TYPED_FROM = (
    "README.md",
    "CHANGELOG.md",
    ".env.example",
    ".ci/run",
    ".pre-commit-config.yaml",
    ".github/CONTRIBUTING.md",
    ".github/PULL_REQUEST_TEMPLATE.md",
    "bot/cli/extra.py",
)
"""What tells people to type something."""
TOUR = HOME / "bot" / "README.md"
DECISIONS = HOME / "docs" / "decisions"
PAPERS = [TOUR, HOME / "tests" / "README.md", *sorted(DECISIONS.glob("*.md"))]
"""What developers read about the code."""
ROW = re.compile(r"^\| `(/[^`]+)` \| (.+?) \|", re.MULTILINE)


def text_of(name: str) -> str:
    return (HOME / name).read_text(encoding="utf-8")


def commands_in_the_code() -> Iterator[tuple[str, str]]:
    """Give each command as the README writes it, and its description."""
    for module in pkgutil.iter_modules(cogs.__path__, "cogs."):
        importlib.import_module(module.name)
    for cog in commands.Cog.__subclasses__():
        if cog.__module__.startswith("cogs."):
            for command in flattened(cog.__cog_app_commands__):
                options = [f"{option.name}:" for option in command.parameters]
                yield " ".join([f"/{command.qualified_name}", *options]), command.description


def test_the_table_of_commands_is_the_code() -> None:
    section = text_of("README.md").partition("\n## Commands\n")[2].partition("\n## ")[0]

    assert dict(ROW.findall(section)) == dict(commands_in_the_code())


def test_the_example_names_every_setting_with_its_default() -> None:
    written = dotenv_values(HOME / ".env.example", encoding="utf-8")

    assert list(written) == list(READERS)
    assert read_settings({}, HOME / ".env.example") == Settings()
    # What has a default shows it: whoever copies the file sees what holds.
    assert {name for name, value in written.items() if not value} == {"DISCORD_TOKEN", "DISCORD_API_URL"}


def test_the_example_explains_every_setting() -> None:
    for name in READERS:
        above = text_of(".env.example").partition(f"\n{name}=")[0].rpartition("\n\n")[2]
        assert above.startswith("# "), name
    assert f"(0 to {LONGEST_SHUTDOWN:g})" in text_of(".env.example")


def test_the_changelog_tells_of_this_version() -> None:
    version = tomllib.loads(text_of("pyproject.toml"))["project"]["version"]
    section = text_of("CHANGELOG.md").partition(f"\n## [{version}] - ")[2]

    assert re.match(r"\d{4}-\d{2}-\d{2}\n\n### \w+\n\n- ", section)


def paths_in(paper: Path) -> Iterator[str]:
    """Give what a paper names in backticks that can only be a file or a folder."""
    for name in re.findall(r"`([\w.-]+(?:/[\w.-]+)*/?)`", paper.read_text(encoding="utf-8")):
        of_ours = name.partition("/")[0] in {"bot", "cogs", "tests", "data", "docs"} and "/" in name
        if of_ours or name.endswith(("/", ".py", ".md", ".toml", ".sql", ".csv", ".json")):
            yield name


def is_there(name: str) -> bool:
    """Say whether a path exists: from the top, or as a part that features have, such as ``service.py``."""
    return (HOME / name).exists() or any(HOME.glob(f"bot/*/{name}"))


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.relative_to(HOME).as_posix())
def test_every_path_that_developers_are_sent_to_exists(paper: Path) -> None:
    links = re.findall(r"\]\((?!https?://)([^)#]+)", paper.read_text(encoding="utf-8"))

    assert [name for name in paths_in(paper) if not is_there(name)] == []
    assert [link for link in links if not (paper.parent / link).exists()] == []


def test_the_picture_of_the_house_is_the_house() -> None:
    drawn = re.findall(r"subgraph (?:.+\n)+?  end\n", TOUR.read_text(encoding="utf-8"))
    names = [tuple(Path(name).stem for name in re.findall(r'\["([^"\s]+)"\]', level, re.MULTILINE)) for level in drawn]

    assert names == [tuple(part for part in level if part != "__main__") for level in LEVELS]


def test_the_table_of_folders_is_the_folders() -> None:
    table = TOUR.read_text(encoding="utf-8").partition("\n| Folder |")[2].partition("\n\n")[0]
    folders = {path.relative_to(HOME).parts[1] for path in CODE if len(path.relative_to(HOME).parts) > 2}

    assert set(re.findall(r"^\| `([^`]+)/` \|", table, re.MULTILINE)) == {
        "cogs",
        *(f"bot/{name}" for name in folders if (HOME / "bot" / name).is_dir()),
    }


def names_in_the_code() -> Iterator[str]:
    """Give every class, method, function and constant, as papers name them: ``Store``, ``Store.close``, ``card``."""
    for path in CODE:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            match node:
                case ast.ClassDef():
                    yield node.name
                    yield from (
                        f"{node.name}.{one.name}"
                        for one in node.body
                        if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
                    )
                case ast.FunctionDef() | ast.AsyncFunctionDef():
                    yield node.name
                case ast.Assign():
                    yield from (one.id for one in node.targets if isinstance(one, ast.Name))
                case _:
                    pass


def test_every_name_on_the_tour_is_in_the_code() -> None:
    named = re.findall(r"`([A-Z]\w*[a-z]\w*(?:\.\w+)?|[a-z]+(?:_[a-z]+)+)`", TOUR.read_text(encoding="utf-8"))

    assert len(named) > 30
    assert set(named) - set(names_in_the_code()) == set()


def test_every_decision_is_listed_and_says_what_was_measured() -> None:
    pages = {path.name: path.read_text(encoding="utf-8") for path in DECISIONS.glob("*.md") if path.stem != "README"}
    listed = re.findall(r"^\| \[(.+?)\]\(\1\) \|", (DECISIONS / "README.md").read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(listed) == sorted(pages)
    for name, page in pages.items():
        headings = re.findall(r"^## (.+)$", page, re.MULTILINE)
        assert headings == ["Context", "Decision", "Measured", "Rejected", "Consequences"], name


def test_the_licence_is_there() -> None:
    assert text_of("LICENSE").startswith("MIT License")
    assert "Permission is hereby granted" in text_of("LICENSE")


def test_every_make_target_that_the_papers_name_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    named = {
        target
        for paper in TYPED_FROM
        for target in re.findall(r"(?:^|`|\$ )make ([a-z-]+)", text_of(paper), re.MULTILINE)
    }

    assert {"run", "test", "check", "install", "lock"} <= named
    assert named <= targets


def test_every_lock_that_the_papers_name_exists() -> None:
    named = {lock for paper in TYPED_FROM for lock in re.findall(r"\brequirements[\w-]*\.lock\b", text_of(paper))}
    installed = set(re.findall(r"--require-hashes -r (\S+)", text_of("Makefile")))

    assert named == installed == set(LOCKS)


def test_a_commit_is_checked_by_what_make_check_runs() -> None:
    recipe = re.search(r"^check:.*\n((?:\t.*\n)+)", text_of("Makefile"), re.MULTILINE)
    assert recipe
    made = [line.strip().removeprefix("@").replace("$(BIN)", ".venv/bin") for line in recipe[1].splitlines()]

    assert len(made) > 1
    assert re.findall(r"^ +entry: (.+)$", text_of(".pre-commit-config.yaml"), re.MULTILINE) == made


def test_the_workflow_runs_what_a_developer_runs() -> None:
    steps = re.findall(r"^ +- run: (.+)$", text_of(".github/workflows/ci.yml"), re.MULTILINE)
    (oldest,) = re.findall(r">=(3\.\d+)", tomllib.loads(text_of("pyproject.toml"))["project"]["requires-python"])

    assert steps == ["make check test"]
    assert f'python: ["{oldest}", ' in text_of(".github/workflows/ci.yml")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_registry_and_hashes_all(lock: str) -> None:
    written = text_of(lock)
    entries = re.findall(r"^([a-z0-9][\w.-]*)==\S+((?:.*\\\n)*.*)", written, re.MULTILINE)

    assert entries
    assert [name for name, rest in entries if "--hash=sha256:" not in rest] == []
    assert re.findall(r"https?://\S+|--(?:extra-)?index-url|--find-links|--trusted-host", written) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_the_locks_hold_what_the_project_asks_for(lock: str) -> None:
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *(one for extra in LOCKS[lock] for one in extras[extra])]

    assert set(extras) == LOCKS["requirements-dev.lock"]
    assert {name_of(one) for one in wanted} <= set(locked(lock))


def test_a_server_needs_nothing_that_plays_discord() -> None:
    brought = {"simcord", "av", "pillow"}

    assert not brought & set(locked("requirements.lock"))
    assert brought <= set(locked("requirements-try.lock"))


def test_the_locks_agree() -> None:
    server, trying, development = (locked(lock) for lock in LOCKS)

    assert server.items() <= trying.items()
    assert trying.items() <= development.items()


def name_of(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return found[0].lower().replace("_", "-").replace(".", "-")


def locked(lock: str) -> dict[str, set[str]]:
    """Give the versions of every package in a lock: some have one for each Python."""
    found: dict[str, set[str]] = {}
    for name, version in re.findall(r"^([a-z0-9][\w.-]*)==([^\s;]+)", text_of(lock), re.MULTILINE):
        found.setdefault(name_of(name), set()).add(version)
    return found
