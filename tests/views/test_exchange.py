"""Cards of import and export: one sentence for each fault, and no text of a file gets out of its place."""

from __future__ import annotations

import pytest
from discord import ui

from bot.exchange.formats import SHOWN, Broken, BrokenFileError, FileFormat, Table, Why, Wrong
from bot.exchange.report import MOST_WRONG, Change, PlannedRow, Report
from bot.exchange.results import Applied, Export, ExportFile, Imported
from bot.exchange.views.report import (
    applied_card,
    applying_card,
    broken_card,
    discarded_card,
    export_card,
    gathering_card,
    import_gone_card,
    not_fetched_card,
    reading_card,
    report_card,
)
from bot.exchange.views.wrong_rows import wrong_line
from bot.i18n import Language, use_locale
from tests.pseudo import PSEUDO
from tests.views.reading import buttons, formatting_problems, limit_problems, parts, primary, text
from tests.views.strategies import HOSTILE

CODE = ("/curate export", "/curate import", "/curate history")
LANGUAGES = pytest.mark.parametrize("language", ["en", PSEUDO], ids=["english", "pseudo"])
NUMBER = 2**62 - 1
FILE = 13
"""Discord's type of a component that shows a file."""


def cards(said: str) -> list[ui.LayoutView]:
    """Give every card, with this text wherever a file or a server fills one in."""
    wrong = tuple(
        Wrong(Table.REVIEWS, row, row + 3, said, why, said[:SHOWN], 10**6, 10**6, (said, said, said))
        for row, why in enumerate(Why, 2)
    )
    planned = tuple(PlannedRow(Table.REVIEWS, row, change, said, said) for change in Change for row in range(10))
    digest = "f" * 16
    reports = [
        Report(FileFormat.CSV, planned, digest=digest),
        Report(FileFormat.JSON, planned[:1], wrong * 4, 60 * len(wrong), digest=digest),
        Report(FileFormat.JSON, ()),
    ]
    return [
        *(
            report_card(Imported(NUMBER, report, differs=differs), page)
            for report in reports
            for differs in (True, False)
            for page in range(4)
        ),
        report_card(Imported(NUMBER, reports[1]), 999),
        *(broken_card(BrokenFileError(why, line=10**6, place=10**7, number=10**9, text=said)) for why in Broken),
        applied_card(Applied(reports[0])),
        gathering_card(),
        reading_card(),
        reading_card(1200, 5000),
        applying_card(1200, 5000),
        discarded_card(),
        import_gone_card(),
        not_fetched_card(),
    ]


@LANGUAGES
@pytest.mark.parametrize("attack", [*HOSTILE, "x" * 4000], ids=lambda attack: repr(attack[:20]))
def test_nothing_that_stands_in_a_file_breaks_a_card(attack: str, language: Language | str) -> None:
    with use_locale(language):
        for view in cards(attack):
            assert limit_problems(view) == []
            assert formatting_problems(view, code=CODE) == []


@LANGUAGES
def test_the_files_of_an_export_are_attached_to_its_card(language: Language | str) -> None:
    files = (ExportFile("anthologist.json.gz", b"x", packed=True), ExportFile("reviews.csv", b"y"))
    with use_locale(language):
        view, sent = export_card(Export(files, ("titles.csv.gz",), 5000, 17, 1))

    assert [file.filename for file in sent] == [file.name for file in files]
    assert [part["file"]["url"] for part in parts(view) if part["type"] == FILE] == [file.uri for file in sent]
    assert formatting_problems(view, code=CODE) == []


@pytest.mark.parametrize("why", Broken)
def test_every_broken_file_has_a_sentence_of_its_own(why: Broken) -> None:
    sentences = {
        other: text(broken_card(BrokenFileError(other, line=2, place=3, number=4, text="x"))) for other in Broken
    }

    assert list(sentences.values()).count(sentences[why]) == 1
    assert "Nothing was changed." in sentences[why]


@pytest.mark.parametrize("why", Why)
def test_every_wrong_value_has_a_reason_of_its_own(why: Why) -> None:
    lines = [wrong_line(Wrong(Table.REVIEWS, 2, 2, "score", other, "x", 1, 2)) for other in Why]
    mine = wrong_line(Wrong(Table.REVIEWS, 2, 2, "score", why, "x", 1, 2))

    assert lines.count(mine) == (2 if why in {Why.TOO_LONG, Why.VALUE_TOO_LONG} else 1)


def test_there_is_nothing_to_apply_where_something_is_wrong_or_nothing_changes() -> None:
    wrong = (Wrong(Table.REVIEWS, 2, 2, "verdict", Why.MISSING),)
    new, same = (PlannedRow(Table.REVIEWS, 3, change, "Harbour") for change in (Change.NEW, Change.UNCHANGED))

    assert primary(report_card(Imported(1, Report(FileFormat.CSV, (new,), digest="d")))) == ["Apply 1 change"]
    assert primary(report_card(Imported(1, Report(FileFormat.CSV, (new, new), digest="d")))) == ["Apply all 2 changes"]
    assert primary(report_card(Imported(1, Report(FileFormat.CSV, (new,), wrong, 1, digest="d")))) == []
    assert primary(report_card(Imported(1, Report(FileFormat.CSV, (same,), digest="d")))) == []


def test_the_last_page_of_the_most_faults_can_be_reached_and_left() -> None:
    wrong = (Wrong(Table.REVIEWS, 2, 2, "verdict", Why.MISSING),) * MOST_WRONG
    last = report_card(Imported(NUMBER, Report(FileFormat.CSV, (), wrong, 5000)), 999)

    assert list(buttons(last)) == ["◀ Page 166", "Discard"]
    assert "5,000 wrong" in text(last)
