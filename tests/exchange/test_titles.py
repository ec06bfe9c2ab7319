"""Custom titles, corrections and spoiler marks are exported and imported; a rejected title says why."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.exchange.formats import TITLE_COLUMNS
from bot.exchange.plan_titles import MOST_NEAR_ROWS
from bot.exchange.report import Change
from bot.exchange.writers.csv_files import titles_csv
from bot.exchange.writers.json_files import export_json
from bot.models.catalogue import Kind
from bot.models.custom_titles import CastLine, Fact, Holdings, ServerTitle, SpoilerMark, SpoilerPart, TitleFacts
from bot.models.ids import AnthologyId, InstalmentId, TagId
from tests.exchange.exchanging import ADA, SERVER, WINTER, holdings, report_on, wrong_lines

CLUB, EVENING = AnthologyId("own-club"), InstalmentId("own-club/own-evening")
WHEN = datetime(2024, 5, 2, tzinfo=UTC)
WHOLE = ServerTitle(
    SERVER,
    CLUB,
    own=True,
    facts=TitleFacts(title="Club", kind=Kind.EPISODIC, year=1999, premise="=Films that we made."),
    said=frozenset({Fact.TITLE, Fact.KIND, Fact.YEAR, Fact.PREMISE}),
    version=2,
    changed_by=ADA,
    changed=WHEN,
)
STORY = ServerTitle(
    SERVER,
    EVENING,
    own=True,
    facts=TitleFacts(
        title="An Evening",
        native_title="저녁",
        aliases=("The Evening", "1984"),
        year=2001,
        countries=("KR", "JP"),
        episodes=6,
        minutes=45,
        tags=(TagId("romance"),),
        cast=(CastLine("Ada Lim", "Hana"), CastLine("Ben Oh")),
    ),
    said=frozenset(Fact) - {Fact.KIND, Fact.PREMISE},
    version=1,
    changed_by=ADA,
    changed=WHEN,
)
CORRECTION = ServerTitle(
    SERVER,
    WINTER,
    own=False,
    facts=TitleFacts(minutes=50),
    said=frozenset({Fact.MINUTES, Fact.PREMISE}),
    version=4,
    changed_by=ADA,
    changed=WHEN,
    hidden=True,
)
COVERS = frozenset(
    {
        SpoilerMark(WINTER, SpoilerPart.PREMISE),
        SpoilerMark(WINTER, SpoilerPart.HEADLINE),
        SpoilerMark(AnthologyId("stories"), SpoilerPart.PREMISE),
    }
)


def full() -> Holdings:
    return holdings(titles=(WHOLE, STORY, CORRECTION), marks=COVERS)


def csv_of(**values: str) -> str:
    text = io.StringIO()
    csv.writer(text).writerows([list(values), list(values.values())])
    return text.getvalue()


def test_an_export_of_titles_that_is_imported_again_changes_nothing() -> None:
    from_csv, from_json = report_on(titles_csv(full()), full()), report_on(export_json(full(), {}), full())

    assert from_csv.counts == {Change.UNCHANGED: 4}
    assert from_json.counts == {Change.UNCHANGED: 6}
    for report in (from_csv, from_json):
        assert (report.wrong, report.titles, report.marks) == ((), (), ())


def test_the_csv_says_it_as_a_curator_would() -> None:
    rows = {row["id"]: row for row in csv.DictReader(io.StringIO(titles_csv(full()).decode("utf-8-sig")))}

    assert tuple(rows["own-club"]) == TITLE_COLUMNS
    assert rows["own-club"]["premise"] == "'=Films that we made."
    assert rows["own-club/own-evening"]["cast"] == "Ada Lim as Hana\nBen Oh"
    assert rows["own-club/own-evening"]["countries"] == "KR\nJP"
    assert (rows["harbour/1"]["hidden"], rows["harbour/1"]["said"]) == ("yes", "minutes\npremise")
    assert (rows["stories"]["covered"], rows["stories"]["own"]) == ("premise", "")


@pytest.mark.parametrize("form", ["csv", "json"])
def test_another_server_takes_all_of_it(form: str) -> None:
    content = titles_csv(full()) if form == "csv" else export_json(full(), {})
    report = report_on(content, holdings())

    assert wrong_lines(report) == []
    assert {one.title.id: (one.title.facts, one.title.said, one.title.hidden) for one in report.titles} == {
        one.id: (one.facts, one.said, one.hidden) for one in (WHOLE, STORY, CORRECTION)
    }
    assert {one.based_on for one in report.titles} == {0}
    assert set(report.marks) == COVERS


words = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=12)


@given(
    words,
    st.none() | words,
    st.lists(words, max_size=3).map(tuple),
    st.lists(st.builds(CastLine, words, st.none() | words), max_size=3),
)
def test_whatever_a_title_is_called_it_comes_back_unchanged(
    title: str, native: str | None, aliases: tuple[str, ...], cast: list[CastLine]
) -> None:
    facts = TitleFacts(title=title, native_title=native, aliases=aliases, cast=tuple(cast))
    said = frozenset({Fact.TITLE, Fact.NATIVE_TITLE, Fact.ALIASES, Fact.CAST})
    own = ServerTitle(SERVER, EVENING, own=True, facts=facts, said=said, version=1, changed_by=ADA, changed=WHEN)
    held = holdings(titles=(WHOLE, own))

    assert report_on(titles_csv(held), held).counts == {Change.UNCHANGED: 2}
    assert report_on(export_json(held, {}), held).counts == {Change.UNCHANGED: 2}


def test_a_changed_value_is_a_changed_title_and_the_rest_of_it_stays() -> None:
    report = report_on(titles_csv(full()).replace(b"An Evening", b"One Evening"), full())

    assert report.counts == {Change.UNCHANGED: 3, Change.CHANGED: 1}
    assert [(one.title.facts, one.based_on) for one in report.titles] == [
        (replace(STORY.facts, title="One Evening"), 1)
    ]


def test_a_csv_typed_by_hand_adds_an_anthology_its_story_and_a_review_of_it() -> None:
    titles = csv_of(id="own-club", title="Club", kind="Episodic", countries="Korea; Japan", tags="love")
    added = report_on(titles).titles[0].title

    assert (added.facts.countries, added.facts.tags) == (("KR", "JP"), ("romance",))
    whole = {
        "format": "anthologist",
        "version": 1,
        "titles": [
            {"id": "own-club/own-evening", "facts": {"title": "An Evening"}},
            {"id": "own-club", "facts": {"title": "Club", "kind": "episodic"}},
        ],
        "reviews": [{"instalment": "own-club/own-evening", "verdict": "skip", "headline": "Late."}],
    }
    report = report_on(json.dumps(whole))
    assert wrong_lines(report) == []
    assert [one.instalment for one in report.review_changes] == [EVENING]
    assert [(one.title, one.change) for one in report.planned] == [
        ("An Evening", Change.NEW),
        ("Club", Change.NEW),
        ("An Evening", Change.NEW),
    ]


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"id": "", "title": "Club"}, "id: missing"),
        ({"id": "own club", "title": "Club"}, "id: “own club” cannot be read"),
        ({"id": "own-" + "x" * 40, "title": "Club"}, f"id: “own-{'x' * 40}” cannot be read"),
        ({"id": "nowhere", "title": "Club"}, "id: “nowhere” is no title that I know here"),
        ({"id": "own-gone/own-one", "title": "One"}, "id: “own-gone/own-one” is no title that I know here"),
        ({"id": "own-club", "kind": "episodic"}, "title: missing"),
        ({"id": "own-club", "title": "Club"}, "kind: missing"),
        ({"id": "own-club", "title": "Club", "kind": "film"}, "kind: “film” cannot be read"),
        ({"id": "own-club", "title": "x" * 151, "kind": "strand"}, "title: 151 characters, 150 at most"),
        ({"id": "harbour", "year": "1066"}, "year: “1066” is not between 1920 and 2030"),
        ({"id": "harbour", "tags": "romanse"}, "tags: “romanse” is unknown; perhaps Romance"),
        ({"id": "harbour", "countries": "Atlantis"}, "countries: “Atlantis” is unknown"),
        ({"id": "harbour", "episodes": "6"}, "episodes: a title of this kind has none"),
        ({"id": "harbour/1", "kind": "strand"}, "kind: a title of this kind has none"),
        ({"id": "harbour/1", "minutes": "5000"}, "episodes: “? × 5000” cannot be read"),
        ({"id": "harbour/1", "hidden": "perhaps"}, "hidden: “perhaps” cannot be read"),
        ({"id": "harbour/1", "covered": "ending"}, "covered: “ending” is unknown"),
        ({"id": "harbour/1", "said": "budget"}, "said: “budget” is unknown"),
        (
            {"id": "harbour/1", "premise": "=A1"},
            "premise: “=A1” is a formula; a text that begins so needs an apostrophe before it",
        ),
    ],
)
def test_a_title_that_cannot_be_taken_says_why(values: dict[str, str], said: str) -> None:
    assert f"Line 2, {said}" in wrong_lines(report_on(csv_of(**values)))


def test_a_title_that_is_there_twice_names_the_first() -> None:
    report = report_on("id,minutes\nharbour/1,50\nharbour/2,50\nharbour/1,60\n")

    assert wrong_lines(report) == ["Line 4, id: the same title as row 2"]


def test_spoiler_marks_are_added_and_never_taken_off() -> None:
    report = report_on("id,covered\nharbour/1,\nstories,premise headline\n", full())

    assert report.marks == (SpoilerMark(InstalmentId("stories"), SpoilerPart.HEADLINE),)
    assert report.counts == {Change.UNCHANGED: 1, Change.CHANGED: 1}


def test_a_title_marked_as_a_spoiler_exists_or_comes_with_the_file() -> None:
    lone = report_on("id,covered\nown-nobody,premise\nown-club/own-nobody,headline\n", full())
    assert wrong_lines(lone) == [
        "Line 2, id: “own-nobody” is no title that I know here",
        "Line 3, id: “own-club/own-nobody” is no title that I know here",
    ]
    coming = report_on("id,title,kind,covered\nown-new,New,episodic,premise\n")
    assert (wrong_lines(coming), coming.marks) == ([], (SpoilerMark(AnthologyId("own-new"), SpoilerPart.PREMISE),))


def test_titles_beyond_what_there_is_room_for_are_wrong_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.models.limits.SERVER_TITLES", 4)
    rows = "id,title,kind\nown-club,Club again,episodic\nown-a,A,episodic\nown-b,B,episodic\nharbour,The Harbour,\n"
    full_of_them = "there is room for 4 titles that are added, corrected or hidden"
    report = report_on(rows, full())
    assert wrong_lines(report) == [f"Line 4, id: {full_of_them}", f"Line 5, id: {full_of_them}"]
    assert (report.wrong_rows, report.counts[Change.CHANGED], report.counts[Change.NEW]) == (2, 1, 1)


def test_near_words_are_looked_for_in_the_first_wrong_rows_alone() -> None:
    rows = "".join(f"own-a{number},T,episodic,romanse\n" for number in range(MOST_NEAR_ROWS + 1))
    report = report_on("id,title,kind,tags\n" + rows)
    assert [one.known for one in report.wrong] == [("Romance",)] * MOST_NEAR_ROWS + [()]
