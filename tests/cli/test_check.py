"""``check``: settings, database and catalogue."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from bot.catalogue.seeds import HEADER
from bot.catalogue.sync import CATALOGUE, VOCABULARY
from bot.cli.check import run_check
from bot.cli.main import main
from tests.cli.processes import finished


def everything_in(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def catalogue(tmp_path: Path, no_settings: None) -> Path:
    """Return a small catalogue, with no settings."""
    folder = tmp_path / "catalogue"
    folder.mkdir()
    text = (CATALOGUE / "black-mirror.toml").read_text("utf-8")
    # Without exceptions.toml beside it, what our own file is excepted from would be warnings.
    (folder / "black-mirror.toml").write_text(
        text.replace("www.know.cf", "example.org").replace("Wikipedia (copy)", "A page"), "utf-8"
    )
    return folder


async def test_checking_counts_all_there_is_and_changes_nothing(database: Path, tmp_path: Path) -> None:
    before, catalogue_before = everything_in(tmp_path), everything_in(CATALOGUE)
    ended = await finished("check", "--json", settings={"DATABASE_PATH": database})
    report = json.loads(ended.out)

    assert everything_in(tmp_path) == before
    assert everything_in(CATALOGUE) == catalogue_before
    assert list(report) == ["catalogue", "problems", "warnings"]
    assert list(report["catalogue"]) == ["anthologies", "instalments", "people", "reviews"]
    assert report["catalogue"]["anthologies"] >= 12
    assert report["catalogue"]["instalments"] >= 40
    assert report["problems"] == report["warnings"] == []
    assert (ended.status, ended.err) == (0, "")


@pytest.mark.usefixtures("no_settings")
def test_a_problem_is_reported_and_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    damaged = tmp_path / "damaged.db"
    damaged.write_bytes(b"no database at all " * 500)
    monkeypatch.setenv("DATABASE_PATH", str(damaged))
    monkeypatch.setenv("DISCORD_TOKEN", "a.b.c")

    assert main(["check"]) == 1
    printed = capsys.readouterr()
    assert f"problem    {damaged} is not a sound database" in printed.out
    assert "a token is set" in printed.out
    assert "a.b.c" not in printed.out + printed.err
    assert "Traceback" not in printed.err


def test_a_database_that_is_not_there_yet_is_no_problem(
    catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = tmp_path / "not-yet.db"
    monkeypatch.setenv("DATABASE_PATH", str(database))
    report = run_check(catalogue)

    assert report.problems == ()
    assert f"{database} is not there yet; the first start makes it" in report.as_text()
    assert "no token: the local page opens" in report.as_text()
    assert report.as_text().endswith("All is well.")
    assert not database.exists()


def test_what_a_start_leaves_to_the_check_is_among_the_problems(catalogue: Path, tmp_path: Path) -> None:
    vocabulary = tmp_path / "vocabulary.toml"
    twice = '\n[romances]\ngroup = "genre"\nname = "romances"\nabout = "A second romance."\n'
    vocabulary.write_text(VOCABULARY.read_text("utf-8") + twice, "utf-8")
    premise = 'premise = "One sentence that all premises share."'
    path = catalogue / "black-mirror.toml"
    path.write_text(re.sub(r"^premise = .*$", premise, path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")

    said = "\n".join(run_check(catalogue, vocabulary).problems)

    assert '"romances" is nearly "romance"' in said
    assert "the premise shares the sentence" in said


def test_what_only_our_own_files_have_to_promise_is_a_warning_elsewhere(
    catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_PATH", str(tmp_path / "a.db"))
    path = catalogue / "black-mirror.toml"
    path.write_text(re.sub(r"^hook = .*\n", "", path.read_text("utf-8"), count=1, flags=re.MULTILINE), "utf-8")

    assert main(["check", "--catalogue", str(catalogue)]) == 0
    printed = capsys.readouterr().out
    assert f"warning    {path}:1: black-mirror has no hook" in printed
    assert "problem" not in printed
    assert re.search(r"^\d+ warnings?\.$", printed, re.MULTILINE)


def test_wrong_settings_are_among_the_problems(catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOG_LEVEL", "loud")
    monkeypatch.setenv("DISCORD_TOKEN", "hunter2")
    report = run_check(catalogue)

    assert [one.partition(":")[0] for one in report.problems] == ["DISCORD_TOKEN", "LOG_LEVEL"]
    assert "hunter2" not in report.as_text() + json.dumps(report.as_json())
    assert report.as_text().endswith("2 problems.")


def test_a_broken_file_is_among_the_problems(catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_PATH", str(tmp_path / "a.db"))
    (catalogue / "broken.toml").write_text("title = oops\n", "utf-8")
    report = run_check(catalogue)

    (problem,) = [one for one in report.problems if "broken.toml" in one]
    assert problem.startswith(f"{catalogue / 'broken.toml'}:1: ")
    assert report.catalogue.counts.anthologies == 1, "the rest is counted"


def test_a_wrong_seed_is_among_the_problems(catalogue: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_PATH", str(tmp_path / "a.db"))
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "some.tsv").write_text("\t".join(HEADER) + "\nDark\t\t\tsoon\tDE\tseries\tdrama\n", "utf-8")

    assert run_check(catalogue, seeds=seeds).problems == (
        f"{seeds / 'some.tsv'}:2: year 'soon': expected 1920 to 2030",
    )
