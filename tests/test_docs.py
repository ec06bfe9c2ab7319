"""What the papers say is what the code does."""

from __future__ import annotations

import importlib
import pkgutil
import re
import tomllib
from collections.abc import Iterator

import pytest
from discord.ext import commands
from dotenv import dotenv_values

import cogs
from bot.app import flattened
from bot.settings import HOME, LONGEST_SHUTDOWN, READERS, Settings, read_settings

LOCKS = ("requirements.lock", "requirements-dev.lock")
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


def test_the_licence_is_there() -> None:
    assert text_of("LICENSE").startswith("MIT License")
    assert "Permission is hereby granted" in text_of("LICENSE")


def test_every_make_target_that_the_papers_name_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", text_of("Makefile"), re.MULTILINE))
    named = {
        target
        for paper in ("README.md", ".env.example", "CHANGELOG.md", ".ci/run")
        for target in re.findall(r"(?:^|`|\$ )make ([a-z-]+)", text_of(paper), re.MULTILINE)
    }

    assert {"run", "test", "check"} <= named
    assert named <= targets


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_registry_and_hashes_all(lock: str) -> None:
    written = text_of(lock)
    entries = re.findall(r"^([a-z0-9][\w.-]*)==\S+((?:.*\\\n)*.*)", written, re.MULTILINE)

    assert entries
    assert [name for name, rest in entries if "--hash=sha256:" not in rest] == []
    assert re.findall(r"https?://\S+|--(?:extra-)?index-url|--find-links|--trusted-host", written) == []


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))["project"]
    wanted = {name_of(one) for one in project["dependencies"]}
    for_tests = {name_of(one) for one in project["optional-dependencies"]["dev"]}

    assert wanted <= locked("requirements.lock")
    assert wanted | for_tests <= locked("requirements-dev.lock")


def test_both_locks_agree() -> None:
    run, dev = (dict(re.findall(r"^([a-z0-9][\w.-]*)==([^\s;]+)", text_of(lock), re.MULTILINE)) for lock in LOCKS)

    assert run.items() <= dev.items()


def name_of(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return found[0].lower().replace("_", "-").replace(".", "-")


def locked(lock: str) -> set[str]:
    return {name_of(one) for one in re.findall(r"^([a-z0-9][\w.-]*)==", text_of(lock), re.MULTILINE)}
