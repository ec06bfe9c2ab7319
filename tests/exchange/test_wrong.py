"""Rejected rows: each says where, which column, and why."""

from __future__ import annotations

import pytest

from bot.exchange.report import MOST_WRONG, Change
from bot.models.opinions import Opinion, Verdict
from tests.exchange.exchanging import ADA, BEN, SPRING, curator, holdings, record, report_on, wrong_lines

COLUMNS = (
    "instalment,title,curator,curator_name,verdict,headline,works_1,works_2,doesnt_1,score,out_of,"
    "comparison_with,comparison,spoilers"
)
VERDICTS = "Must watch, Worth watching, Mixed, For fans, or Skip"


def row(**values: str) -> str:
    usual = {"instalment": "harbour/2", "verdict": "skip", "headline": "Fog."}
    return ",".join((usual | values).get(name, "") for name in COLUMNS.split(","))


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"verdict": "great"}, f"verdict: “great” is no verdict: {VERDICTS}"),
        ({"verdict": ""}, "verdict: missing"),
        ({"headline": ""}, "headline: missing"),
        ({"headline": "\u200b"}, "headline: missing"),
        ({"headline": "x" * 214}, "headline: 214 characters, 200 at most"),
        ({"works_2": "x" * 183}, "works_2: 183 characters, 160 at most"),
        ({"doesnt_1": '"a\nb\nc\nd\ne"'}, "doesnt: 5 of them, 4 at most"),
        ({"spoilers": "x" * 1001}, "spoilers: 1,001 characters, 1,000 at most"),
        ({"spoilers": "x" * 10_001}, "spoilers: 10,001 characters, 10,000 at most"),
        ({"instalment": ""}, "instalment: missing"),
        ({"instalment": "harbor 2"}, "instalment: “harbor 2” is no title that I know here"),
        ({"instalment": "", "title": "Nowhere"}, "title: “Nowhere” is no title that I know here"),
        (
            {"instalment": "", "title": "the twins"},
            "title: 2 are called “the twins”: stories/the-twins, visions/the-twins",
        ),
        ({"curator": "Ben"}, "curator: “Ben” is nobody who has written here"),
        ({"curator_name": "Ben"}, "curator_name: “Ben” is nobody who has written here"),
        ({"curator": "22"}, "curator: has not written here; those who manage the server may import for others"),
        (
            {"curator": "1.45607E+18"},
            "curator: the spreadsheet rounded the id to “1.45607E+18”; make the column text",
        ),
        ({"curator": "9" * 20}, f"curator: “{'9' * 20}” is nobody who has written here"),
        ({"score": "11", "out_of": "10"}, "score: “11” is no score, such as 7.5 out of 10"),
        ({"score": "7"}, "score: “7” is no score, such as 7.5 out of 10"),
        ({"score": "-1", "out_of": "10"}, "score: “-1” is no score, such as 7.5 out of 10"),
        ({"score": "inf", "out_of": "10"}, "score: “inf” is no score, such as 7.5 out of 10"),
        ({"score": "0", "out_of": "0"}, "score: “0” is no score, such as 7.5 out of 10"),
        ({"comparison": "better"}, "comparison_with: missing"),
        ({"comparison_with": "harbour/1"}, "comparison: missing"),
        ({"comparison_with": "harbour/2", "comparison": "same"}, "comparison_with: compared with itself"),
        (
            {"comparison_with": "stories/lighthouse", "comparison": "darker"},
            "comparison_with: “stories/lighthouse” is of another anthology",
        ),
        (
            {"works_1": "=HYPERLINK(1)"},
            "works_1: “=HYPERLINK(1)” is a formula; a text that begins so needs an apostrophe before it",
        ),
        (
            {"headline": "@SUM(A1)"},
            "headline: “@SUM(A1)” is a formula; a text that begins so needs an apostrophe before it",
        ),
        ({"works_1": "#NAME?"}, "works_1: “#NAME?” is what the spreadsheet put in the place of a text"),
    ],
)
def test_a_wrong_value_is_named_with_line_column_and_reason(values: dict[str, str], said: str) -> None:
    report = report_on(f"{COLUMNS}\n{row(instalment='harbour/1')}\n{row(**values)}\n")

    assert f"Line 3, {said}" in wrong_lines(report)
    assert report.wrong_rows == 1
    assert report.counts == {Change.NEW: 1}


@pytest.mark.parametrize(
    ("values", "headline", "works"),
    [
        ({"headline": '"  -3 degrees,  and cold "'}, "-3 degrees, and cold", ()),
        ({"headline": "'=1"}, "=1", ()),
        ({"works_1": "- slow", "works_2": "+ warm"}, "Fog.", ("slow", "warm")),
        ({"works_1": "same", "works_2": "same"}, "Fog.", ("same",)),
    ],
)
def test_what_people_type_into_spreadsheets_is_accepted(
    values: dict[str, str], headline: str, works: tuple[str, ...]
) -> None:
    report = report_on(f"{COLUMNS}\n{row(**values)}\n")

    assert wrong_lines(report) == []
    assert report.review_changes[0].opinion == Opinion(Verdict.SKIP, headline, works)


@pytest.mark.parametrize(("score", "out_of"), [("7,5", "10"), ("7.5", "10.0"), ("7.5/10", ""), ("7,5 / 10", "")])
def test_scores_as_spreadsheets_of_several_countries_write_them(score: str, out_of: str) -> None:
    report = report_on(f"{COLUMNS}\n{row(score=score, out_of=out_of)}\n".replace(",", ";").replace("7;5", "7,5"))

    assert [str(one.opinion.score) for one in report.review_changes] == ["7.5/10"]


def test_a_row_that_is_there_twice_names_the_first() -> None:
    report = report_on(
        f"{COLUMNS}\n{row()}\n{row(instalment='harbour/1')}\n{row(headline='Other.')}\n"
        f"{row(instalment='', title='HARBOUR: spring', curator=str(ADA))}\n"
    )

    assert wrong_lines(report) == [
        "Line 4, instalment: the same curator and title as row 2",
        "Line 5, title: the same curator and title as row 2",
    ]


def test_lines_and_rows_differ_if_a_value_goes_over_several_lines() -> None:
    report = report_on(
        f"{COLUMNS}\n{row(headline=chr(34) + 'a' + chr(10) + chr(10) + 'b' + chr(34))}\n{row(verdict='no')}\n"
    )

    assert wrong_lines(report)[0].startswith("Line 5 (row 3), verdict: “no” is no verdict")


def test_values_beyond_the_last_column_are_reported() -> None:
    report = report_on("instalment,verdict,headline\nharbour/1,skip,Slow, and foggy\n")

    assert wrong_lines(report) == ["Line 2, 4: “and foggy” stands in no column that has a name"]


def test_only_who_manages_or_wrote_here_can_be_named() -> None:
    csv_text = f"{COLUMNS}\n{row(curator='22')}\n"

    assert report_on(csv_text).wrong
    assert not report_on(csv_text, by=curator(manages=True)).wrong
    assert not report_on(csv_text, holdings(names={ADA: "Ada", BEN: "Ben"})).wrong


def test_two_people_of_one_name_are_not_guessed_between() -> None:
    report = report_on(f"{COLUMNS}\n{row(curator_name='ada')}\n", holdings(names={BEN: "Ada", ADA: "Ada"}))

    assert wrong_lines(report) == ["Line 2, curator_name: 2 are called “ada”"]


def test_what_is_already_stored_is_never_wrong() -> None:
    long = Opinion(Verdict.SKIP, "x" * 400)
    report = report_on(f"{COLUMNS}\n{row(headline='x' * 400)}\n", holdings(record(SPRING, ADA, long)))

    assert report.counts == {Change.UNCHANGED: 1}
    assert wrong_lines(report) == []


def test_of_thousands_of_faults_the_first_are_listed_and_all_rows_counted() -> None:
    report = report_on(f"{COLUMNS}\n" + f"{row(verdict='no', headline='')}\n" * 2_000)

    assert (len(report.wrong), report.wrong_rows) == (MOST_WRONG, 2_000)
