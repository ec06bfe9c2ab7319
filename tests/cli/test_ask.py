"""``ask``: one command on the command line, answered as text."""

from __future__ import annotations

import asyncio
import shutil
from pathlib import Path

import pytest

from bot.cli.main import main
from tests.cli.processes import finished


async def test_a_question_is_answered_as_text(stocked: Path, tmp_path: Path) -> None:
    own = [str(shutil.copy(stocked, tmp_path / f"{number}.db")) for number in range(2)]
    review, cast = await asyncio.gather(
        finished("ask", "/review soundtrack", "--database", own[0], settings={}),
        finished("ask", "/cast person:Steve Noh", "--as=curator", "--locale=ko", "--database", own[1], settings={}),
    )

    assert [review.status, cast.status] == [0, 0]
    assert "사운드트랙" in review.out
    assert "Worth watching" in review.out
    assert "**" not in review.out
    assert "Steve Noh" in cast.out
    assert "Soundtrack #2" in cast.out


@pytest.mark.usefixtures("no_settings")
def test_several_options_are_understood(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = "/recommend what:romance country:South Korea"

    assert main(["ask", line, "--as", "owner", "--database", str(database)]) == 0
    assert "South Korea" in capsys.readouterr().out


@pytest.mark.usefixtures("no_settings")
def test_nothing_found_is_a_success(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    line = ["ask", "/show zzqxzzqx", "--locale", "no-such-language", "--database", str(database)]

    assert main(line) == 0
    assert "zzqxzzqx" in capsys.readouterr().out


@pytest.mark.usefixtures("no_settings")
@pytest.mark.parametrize(
    ("line", "character", "answer"),
    [
        ("/curate list", "curator", "There is none here."),
        ("/curate list", "member", "Discord shows /curate list to no member: ask --as curator or owner."),
        ("/curate review soundtrack 2", "owner", "The bot answers that with a form: open the local page"),
    ],
)
def test_commands_in_groups_need_a_character_who_sees_them(
    database: Path, line: str, character: str, answer: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ask", line, "--as", character, "--database", str(database)])
    printed = capsys.readouterr()
    assert answer in printed.out + printed.err


@pytest.mark.usefixtures("no_settings")
@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("review soundtrack", "'review soundtrack' is no command: expected one of /cast, "),
        ("/revue soundtrack", "'/revue soundtrack' is no command: expected one of /cast, "),
        ("/show", "/show needs show: "),
        ("/curate import titles.csv", "/curate import file: a file can't be typed; open the local page with `try`"),
        ("/settings now", "/settings takes no options, got 'now'"),
        ("/recommend length:ages", "/recommend length: expected one of sitting, evening, weekend, long, got 'ages'"),
    ],
)
def test_a_line_that_is_not_a_command_is_refused_with_the_reason(
    line: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", line]) == 2

    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(reason)
    assert printed.err.count("\n") == 1


@pytest.mark.parametrize("arguments", [["--as", "president"], []])
def test_a_call_that_makes_no_sense_is_refused(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["ask", *(["/show soundtrack", *arguments] if arguments else [])])

    assert ended.value.code == 2
    assert "usage: anthologist ask" in capsys.readouterr().err
