"""An exported review is imported unchanged, whatever its curator wrote."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.exchange.formats import REVIEW_COLUMNS, TITLE_COLUMNS, quoted, unquoted
from bot.exchange.report import Change
from bot.exchange.writers.csv_files import reviews_csv
from bot.exchange.writers.json_files import export_json
from bot.models.ids import MemberId
from bot.models.opinions import Comparison, Opinion, Score, Verdict
from bot.models.reviews import ChangeKind, Revision
from bot.settings import HOME
from tests.exchange.exchanging import (
    ADA,
    BEN,
    CARA,
    FULL,
    LIGHTHOUSE,
    SPRING,
    TITLES,
    TWIN,
    WHEN,
    WINTER,
    curator,
    holdings,
    record,
    report_on,
)

NAMES = {key: names[0] for key, names in TITLES.items()}


def score_of(hundredths: int) -> Score:
    return Score(hundredths / 100, 10)


nasty = st.sampled_from(
    ["=1+1", "+49 30", "-", "@here", "'", "''=x", '"', ",", ";", "\t", "\r\n", "1984", "1/2", "#REF!", "＝"]
)
texts = st.lists(st.text(max_size=30) | nasty, max_size=4).map("".join).map(lambda text: text[:160])
opinions = st.builds(
    Opinion,
    st.sampled_from(Verdict),
    texts,
    st.lists(texts, max_size=4).map(tuple),
    st.lists(texts, max_size=4).map(tuple),
    st.none() | st.integers(0, 1000).map(score_of),
    st.none() | st.builds(Comparison, st.just(WINTER), texts),
    st.none() | texts,
)


@given(st.text() | texts)
def test_a_value_is_read_as_it_was_written(text: str) -> None:
    assert unquoted(quoted(text)) == text


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "＝1", "#NAME?", "'=1", "1984", "3/4", "7.5"]
)
def test_no_value_begins_as_a_formula_or_turns_into_a_date(text: str) -> None:
    assert quoted(text) == f"'{text}"


@pytest.mark.parametrize("text", ["'Tis the season", "Slow.", "a=b", "1984 again", "", "’90s"])
def test_texts_that_no_spreadsheet_touches_stay_as_they_are(text: str) -> None:
    assert quoted(text) == text
    assert unquoted(text) == text


@given(opinions, opinions, texts)
def test_an_export_that_is_imported_again_changes_nothing(first: Opinion, second: Opinion, name: str) -> None:
    held = holdings(
        record(SPRING, ADA, first),
        record(SPRING, BEN, second, version=7),
        record(LIGHTHOUSE, CARA, first, removed=WHEN),
        names={ADA: name, BEN: "Ben", CARA: name},
    )
    from_json = report_on(export_json(held, NAMES), held)
    from_csv = report_on(reviews_csv(held, NAMES), held)

    assert from_json.counts == {Change.UNCHANGED: 2, Change.PASSED_OVER: 1}
    assert from_csv.counts == {Change.UNCHANGED: 2}
    for report in (from_json, from_csv):
        assert (report.wrong, report.review_changes, dict(report.names)) == ((), (), {})


@given(st.lists(opinions, min_size=1, max_size=3))
def test_the_same_holdings_are_the_same_file_in_whatever_order_they_are_stored(found: list[Opinion]) -> None:
    reviews = [record(SPRING, MemberId(place + 1), one) for place, one in enumerate(found)]
    held, turned = holdings(*reviews), holdings(*reversed(reviews))

    assert export_json(held, NAMES) == export_json(turned, NAMES)
    assert reviews_csv(held, NAMES) == reviews_csv(turned, NAMES)


def test_the_json_holds_every_version_and_what_was_removed() -> None:
    review = record(SPRING, ADA, FULL, version=2, removed=WHEN)
    held = holdings(review, names={ADA: "Ada", BEN: "Ben"})
    first = Opinion(Verdict.SKIP, "It rained.")
    versions = (Revision(2, ChangeKind.REMOVED, BEN, WHEN, FULL), Revision(1, ChangeKind.WROTE, ADA, WHEN, first))
    held = replace(held, versions={review.number: versions})
    written = json.loads(export_json(held, NAMES))

    assert (written["format"], written["version"]) == ("anthologist", 1)
    assert written["curators"] == [{"id": "22", "name": "Ben"}, {"id": str(ADA), "name": "Ada"}]
    only = written["reviews"][0]
    assert only["removed"] == WHEN.isoformat()
    assert [(one["deed"], one["by"], one["headline"]) for one in only["versions"]] == [
        ("removed", "22", "Slow, and better for it."),
        ("wrote", str(ADA), "It rained."),
    ]


def test_the_csv_has_one_row_for_each_review_that_members_see() -> None:
    held = holdings(record(SPRING, ADA), record(WINTER, ADA, removed=WHEN), names={ADA: "Ada"})
    rows = list(csv.DictReader(io.StringIO(reviews_csv(held, NAMES).decode("utf-8-sig"))))

    assert len(rows) == 1
    assert list(rows[0]) == list(REVIEW_COLUMNS)
    assert {name: value for name, value in rows[0].items() if value} == {
        "instalment": "harbour/2",
        "title": "Harbour: Spring",
        "curator": f"'{ADA}",
        "curator_name": "Ada",
        "verdict": "worth-watching",
        "headline": "Slow, and better for it.",
        "works_1": "the harbour at night",
        "works_2": "two leads who listen",
        "doesnt_1": "a late twist",
        "score": "7.5",
        "out_of": "10",
        "comparison_with": "harbour/1",
        "comparison": "calmer than the first",
        "spoilers": "The lighthouse was empty all along.",
        "written": "2024-05-01T20:15:00+00:00",
        "changed": "2024-05-01T20:15:00+00:00",
    }


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_any_separator_that_a_spreadsheet_writes(separator: str, mark: str) -> None:
    lines = [
        ["Instalment", "Verdict", "Headline", "Works 1"],
        ["harbour/2", "Worth watching", "Slow; fine, yes", "a\nb"],
    ]
    text = io.StringIO()
    csv.writer(text, delimiter=separator).writerows(lines)
    report = report_on(mark + text.getvalue())

    assert not report.wrong
    assert [(one.instalment, one.curator, one.based_on) for one in report.review_changes] == [(SPRING, ADA, 0)]
    opinion = Opinion(Verdict.WORTH_WATCHING, "Slow; fine, yes", ("a", "b"))
    assert report.review_changes[0].opinion == opinion


def test_a_line_that_names_the_separator_is_understood() -> None:
    report = report_on("sep=;\r\ninstalment;verdict;headline\r\nharbour/1;skip;Fog, fog\r\n")

    assert report.counts == {Change.NEW: 1}


def test_new_changed_restored_and_unchanged_rows_are_distinguished() -> None:
    held = holdings(
        record(SPRING, ADA, version=3), record(WINTER, ADA, version=4), record(LIGHTHOUSE, ADA, version=2, removed=WHEN)
    )
    csv_text = reviews_csv(holdings(record(SPRING, ADA), record(LIGHTHOUSE, ADA)), NAMES).decode()
    report = report_on(
        f"{csv_text}harbour/1,,,,skip,All fog.\r\nstories/the-twins,,,,mixed,One of them sings.\r\n",
        held,
    )

    assert [(one.title, one.change) for one in report.planned] == [
        ("Harbour: Spring", Change.UNCHANGED),
        ("The Lighthouse", Change.BACK),
        ("Harbour: Winter", Change.CHANGED),
        ("The Twins", Change.NEW),
    ]
    assert [(one.instalment, one.based_on) for one in report.review_changes] == [
        (LIGHTHOUSE, 2),
        (WINTER, 4),
        (TWIN, 0),
    ]
    assert report.changes == 3


def test_a_report_has_another_digest_as_soon_as_it_would_do_something_else() -> None:
    csv_text = "instalment,verdict,headline\nharbour/1,skip,All fog.\n"
    before = report_on(csv_text, holdings(record(WINTER, ADA, version=1)))

    assert before.digest == report_on(csv_text, holdings(record(WINTER, ADA, version=1))).digest
    assert before.digest != report_on(csv_text, holdings(record(WINTER, ADA, version=2))).digest
    assert before.digest != report_on(csv_text, holdings()).digest


def test_members_of_the_server_are_found_by_id_by_mention_and_by_name() -> None:
    held = holdings(names={ADA: "Ada", BEN: "Ben"})
    header = "instalment,curator,curator_name,verdict,headline\n"
    report = report_on(
        f"{header}harbour/1,22,,skip,a\nharbour/2,<@22>,,skip,b\nstories/lighthouse,,BEN,skip,c\n"
        "stories/the-twins,'22,Benjamin,skip,d\n",
        held,
    )

    assert not report.wrong
    assert {one.curator for one in report.review_changes} == {BEN}
    assert dict(report.names) == {}


def test_who_manages_the_server_imports_for_people_who_never_wrote_there() -> None:
    csv_text = "instalment,curator,curator_name,verdict,headline\nharbour/1,33,Cara,skip,Fog.\n"
    report = report_on(csv_text, by=curator(manages=True))

    assert [one.curator for one in report.review_changes] == [CARA]
    assert report.names == {CARA: "Cara"}


@pytest.mark.parametrize("columns", [REVIEW_COLUMNS, TITLE_COLUMNS])
def test_the_papers_name_every_column(columns: tuple[str, ...]) -> None:
    written = (
        (HOME / "data" / "exchange.md")
        .read_text(encoding="utf-8")
        .replace("` … `works_4", "` `works_2` `works_3` `works_4")
    )
    written = written.replace("` … `doesnt_4", "` `doesnt_2` `doesnt_3` `doesnt_4")

    assert [name for name in columns if f"`{name}`" not in written] == []
