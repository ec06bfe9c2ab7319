"""The commands and their help; registering Discord's commands by hand; copying the database."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import sysconfig
from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.cli.main import main
from tests.cli.processes import environment, finished, on
from tests.fake_discord import APPLICATION, GUILD, TOKEN, FakeDiscord, Json

COMMANDS = ("run", "try", "ask", "check", "sync", "backup")


def names(body: Json) -> list[Json]:
    assert isinstance(body, list)
    return [one["name"] for one in body if isinstance(one, Mapping)]


def test_the_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--help"])

    printed = capsys.readouterr().out
    assert ended.value.code == 0
    assert [name for name in COMMANDS if f"\n    {name} " not in printed] == []


def test_no_command_at_all_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0

    printed = capsys.readouterr()
    assert [name for name in COMMANDS if f"\n    {name} " not in printed.out] == []
    assert printed.err == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([command, "--help"])

    assert ended.value.code == 0
    assert capsys.readouterr().out.startswith(f"usage: anthologist {command}")


@pytest.mark.parametrize("arguments", [["dance"], ["sync", "--guild", "home"], ["backup"]])
def test_wrong_arguments_are_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == 2
    assert "usage: anthologist" in capsys.readouterr().err


def test_the_installed_script_is_the_same_program() -> None:
    script = Path(sysconfig.get_path("scripts")) / ("anthologist.exe" if sys.platform == "win32" else "anthologist")
    printed = subprocess.run(
        [script, "--help"], check=True, capture_output=True, text=True, encoding="utf-8", env=environment({})
    )

    assert printed.stdout.startswith("usage: anthologist")


def test_a_reader_that_has_seen_enough_is_no_error() -> None:
    lines = ["/show soundtrack", "/show fargo", "/show genius"]
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "ask", *lines],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=environment({}),
    ) as asked:
        assert asked.stdout is not None
        assert asked.stderr is not None
        first = asked.stdout.readline()
        asked.stdout.close()
        complaints = asked.stderr.read()

    assert first == "> /show soundtrack\n"
    assert complaints == ""
    assert asked.returncode == 1


@pytest.mark.asyncio(loop_scope="module")
async def test_commands_are_registered_by_hand_everywhere_or_in_one_server(
    discord: FakeDiscord, tmp_path: Path
) -> None:
    database = tmp_path / "anthologist.db"
    everywhere, here = await asyncio.gather(
        finished("sync", settings=on(discord, database)),
        finished("sync", "--guild", str(GUILD), settings=on(discord, database)),
    )

    (globally,) = discord.asked("PUT", f"/applications/{APPLICATION}/commands")
    (in_server,) = discord.asked("PUT", f"/applications/{APPLICATION}/guilds/{GUILD}/commands")
    assert "review" in names(globally.body)
    assert names(in_server.body) == names(globally.body)
    count = len(names(globally.body))
    assert (everywhere.status, everywhere.out) == (0, f"{count} commands registered.\n")
    assert (here.status, here.out) == (0, f"{count} commands registered in server {GUILD}.\n")
    assert discord.identified == [], "nobody went online for it"
    assert not database.exists()


@pytest.mark.asyncio(loop_scope="module")
async def test_a_servers_own_commands_are_taken_out_again(discord: FakeDiscord, tmp_path: Path) -> None:
    settings = on(discord, tmp_path / "anthologist.db")
    cleared = await finished("sync", "--guild", str(GUILD), "--clear", settings=settings)

    assert discord.asked("PUT", f"/applications/{APPLICATION}/guilds/{GUILD}/commands")[-1].body == []
    assert (cleared.status, cleared.out) == (0, f"0 commands registered in server {GUILD}.\n")


@pytest.mark.parametrize(
    ("arguments", "token", "status", "sentence"),
    [
        (["sync"], "", 1, "There is no DISCORD_TOKEN: registering commands needs one (see .env.example)."),
        (["sync", "--clear"], TOKEN, 2, "--clear goes with --guild: commands everywhere are not taken out."),
    ],
)
@pytest.mark.usefixtures("no_settings")
def test_registering_with_wrong_arguments_is_refused_in_one_sentence(
    arguments: list[str],
    token: str,
    status: int,
    sentence: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", token)

    assert main(arguments) == status
    assert capsys.readouterr().err == sentence + "\n"


@pytest.mark.usefixtures("no_settings")
def test_a_backup_needs_a_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_PATH", str(tmp_path / "none.db"))

    assert main(["backup", str(tmp_path / "copy.db")]) == 1
    (sentence,) = capsys.readouterr().err.splitlines()
    assert sentence.startswith(f"There is no database {tmp_path / 'none.db'} to copy: start the bot once")
    assert not (tmp_path / "copy.db").exists()
