"""``ask`` with several lines, from standard input, and as JSON."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import cast

import pytest

from bot.cli.answers import AnswerData
from bot.cli.main import main
from tests.cli.processes import finished

pytestmark = pytest.mark.usefixtures("no_settings")

KINDS = {
    "/show soundtrack": "title",
    "/review soundtrack 2": "title",
    "/cast person:Keum Sae-rok": "person",
    "/compare first:soundtrack 1 second:soundtrack 2": "comparison",
    "/recommend what:romance": "picks",
    "/recommend like:Stranger Things": "picks",
    "/show Stranger Things": "known",
    "/show Darkroom at Midnight": "absent",
    "/show black mirror s2e9": "missing",
    "/show https://www.imdb.com/title/tt0903747/": "unclear",
    "hello": "unreadable",
    "/curate list": "refused",
}


def asked(capsys: pytest.CaptureFixture[str], database: Path, *lines: str, status: int = 0) -> list[AnswerData]:
    assert main(["ask", "--json", "--database", str(database), *lines]) == status
    printed = capsys.readouterr()
    assert printed.err == ""
    return [cast("AnswerData", json.loads(line)) for line in printed.out.splitlines()]


def test_each_kind_of_answer_has_its_name_and_every_line_its_answer_in_order(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = asked(capsys, database, *KINDS)

    assert [answer.get("line") for answer in answers] == list(KINDS)
    assert {answer.get("line"): answer["kind"] for answer in answers} == KINDS
    assert all(answer.get("text") for answer in answers)


def test_what_an_answer_is_about_is_told_by_ids(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    title, instalment, person, compared, missing, known, liked, unclear = asked(
        capsys,
        database,
        "/show twilight zo",
        "/show soundtrack 2",
        "/show keum sae rok",
        "/compare first:soundtrack 1 second:black mirror",
        "/show black mirror s2e9",
        "/show Stranger Things",
        "/recommend like:Stranger Things",
        "/cast person:kin ji-in",
    )

    assert title["ids"] == ["the-twilight-zone"]
    assert "twilight-zone-2019" in title.get("closest", [])
    assert instalment["ids"] == ["soundtrack/2"]
    assert person["ids"] == ["keum-sae-rok"]
    assert compared["ids"] == ["soundtrack/1", "black-mirror"]
    assert missing["ids"] == ["black-mirror"]
    assert (known["ids"], known.get("seed")) == ([], "stranger-things-2016")
    assert known.get("picks")
    assert liked.get("seed") == "stranger-things-2016"
    assert unclear.get("closest") == ["person:kim-ji-in"]


def test_the_titles_of_picks_stand_in_the_text_in_the_same_order(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (answer,) = asked(capsys, database, "/recommend what:ghosts zzqx country:South Korea")
    picks, text = answer.get("picks", []), answer.get("text", "")

    assert answer["ids"] == [pick["id"] for pick in picks]
    assert 3 <= len(picks) <= 5
    assert all(pick["reasons"] for pick in picks)
    assert answer.get("understood") == ["one-of:ghosts|haunted-house", "country:KR"]
    assert answer.get("not_understood") == ["zzqx"]
    shown = [line for line in text.splitlines() if line[:1].isdecimal() and line[1:3] == ". "]
    assert [line[0] for line in shown] == [str(place) for place in range(1, len(picks) + 1)]
    for line, named in zip(shown, asked(capsys, database, *(f"/show {pick['id']}" for pick in picks)), strict=True):
        assert line[3:].partition(" · ")[0] == named.get("text", "").splitlines()[0]


def test_each_line_is_answered_as_if_it_were_the_first(database: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = ["/show twilight zo", "/show The Twilight Zone (2019)", "/recommend what:romance", "/show twilight zo"]
    answers = asked(capsys, database, *lines, "/recommend what:romance")

    assert answers[3] == answers[0]
    assert answers[4]["ids"] == answers[2]["ids"]
    assert asked(capsys, database, lines[0]) == answers[:1]


def test_a_line_that_is_no_command_is_an_answer_and_no_failure(
    database: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong, right = asked(capsys, database, "show soundtrack", "/show soundtrack")

    assert (wrong["kind"], wrong["ids"]) == ("unreadable", [])
    assert wrong.get("text", "").startswith("'show soundtrack' is no command: expected one of /")
    assert right["kind"] == "title"
    assert [one["kind"] for one in asked(capsys, database, "hello")] == ["unreadable"]


def test_forty_lines_from_standard_input_are_answered_in_one_start(
    database: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = [f"/show soundtrack {number}" for number in range(40)]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n\n".join(lines) + "\n"))
    answers = asked(capsys, database, "-")

    assert [answer.get("line") for answer in answers] == lines
    assert [answer["ids"] for answer in answers[1:4]] == [["soundtrack/1"], ["soundtrack/2"], ["soundtrack"]]


async def test_several_lines_are_answered_as_text_one_after_another(database: Path) -> None:
    ended = await finished("ask", "/show soundtrack", "hello", "--database", str(database), settings={})

    assert ended.status == 0
    assert ended.out.startswith("> /show soundtrack\nSoundtrack\n")
    assert "\n\n> hello\n'hello' is no command: " in ended.out
