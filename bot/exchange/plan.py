"""Plan an import: compare a file's rows with the server's data and report what each would do."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from msgspec import Struct, field
from msgspec.structs import replace

from bot.custom_titles.fields import Known
from bot.exchange.formats import DOESNT, WORKS, ParsedFile, Row, Table, Why, Wrong, first_of_each
from bot.exchange.plan_titles import TitlePlan
from bot.exchange.report import MOST_WRONG, WRITES, Change, PlannedRow, Report, digest_of
from bot.exchange.row_codec import review_row
from bot.models import limits
from bot.models import text as texts
from bot.models.custom_titles import Holdings
from bot.models.ids import InstalmentId, MemberId, anthology_of
from bot.models.opinions import Comparison, Opinion, Score, Verdict
from bot.models.reviews import ReviewChange, ReviewRecord
from bot.models.servers import Actor

COUNT_EVERY: Final = 50
"""Rows between two progress updates."""
_LARGEST_ID: Final = 2**63
_CANDIDATES: Final = 3
_ID = re.compile(r"(?:<@!?)?([0-9]{1,20})>?")
_ROUNDED = re.compile(r"[0-9][0-9.,]{0,24}[eE]\+?[0-9]{1,3}")
"""What spreadsheets turn an id into: ``1.23457E+17``."""
_NUMBER = re.compile(r"[0-9]{1,4}(?:[.,][0-9]{1,20})?")
_VERDICTS: Mapping[str, Verdict] = {
    spelling: one for one in Verdict for spelling in (one.value, one.value.replace("-", " "))
}

_OPINION: Final = (
    "verdict",
    "headline",
    *WORKS,
    *DOESNT,
    "score",
    "out_of",
    "comparison_with",
    "comparison",
    "spoilers",
)
"""The columns of an opinion."""

Counting = Callable[[int, int], None]
"""Called with the number of rows done and the total."""


class Present(Struct, frozen=True):
    """A server's data at the moment of the report.

    Parameters
    ----------
    instalments
        The titles of each instalment that can be reviewed there, the main one first.
    names
        The title of every bundled anthology and instalment, by id.
    known
        The tags and countries a title can have.
    """

    instalments: Mapping[InstalmentId, Sequence[str]]
    names: Mapping[str, str]
    known: Known
    holdings: Holdings


def plan(file: ParsedFile, present: Present, importer: Actor, counting: Counting) -> Report:
    """Report what importing a file would do.

    Parameters
    ----------
    importer
        The curator of reviews that name none.
    """
    rows = sorted(file.rows, key=lambda row: row.table is Table.REVIEWS)
    titles = TitlePlan(present.names, present.known, present.holdings, importer)
    titles.expect(rows)
    reviews: _Planning | None = None
    for place, row in enumerate(rows):
        if place % COUNT_EVERY == 0:
            counting(place, len(rows))
        if row.table is Table.TITLES:
            titles.take(row)
            continue
        if reviews is None:
            # Reviews may be about instalments that the same file adds.
            added = {key: names for key, names in titles.instalments() if key not in present.instalments}
            reviews = _Planning(file, replace(present, instalments={**present.instalments, **added}), importer)
        reviews.take(row)
    counting(len(rows), len(rows))
    wrong = (*titles.wrong, *(reviews.wrong if reviews else ()))
    changes = tuple(reviews.changes) if reviews else ()
    marks = tuple(dict.fromkeys(titles.marks))
    wrong_rows = len({(one.table, one.row) for one in wrong})
    return Report(
        file.form,
        (*titles.planned, *(reviews.planned if reviews else ())),
        wrong[:MOST_WRONG],
        wrong_rows,
        changes,
        tuple(titles.changes),
        marks,
        reviews.new_names if reviews else {},
        digest_of(changes, titles.changes, marks, wrong_rows),
    )


def titled(text: str) -> str:
    """Give a title in the form that is compared: exact except for case and spaces."""
    return unicodedata.normalize("NFC", " ".join(text.split())).casefold()


def in_order(opinion: Opinion) -> Opinion:
    """Give an opinion with its texts cleaned up the way reading a row does it."""
    comparison, spoilers = opinion.comparison, texts.one_line(opinion.spoilers or "")
    return Opinion(
        opinion.verdict,
        texts.one_line(opinion.headline),
        texts.lines("\n".join(opinion.works)),
        texts.lines("\n".join(opinion.doesnt)),
        opinion.score,
        Comparison(comparison.other, texts.one_line(comparison.text)) if comparison else None,
        spoilers or None,
    )


class _Planning(Struct):
    """Collects the plan of all review rows."""

    file: ParsedFile
    present: Present
    importer: Actor
    planned: list[PlannedRow] = field(default_factory=list[PlannedRow])
    wrong: list[Wrong] = field(default_factory=list[Wrong])
    changes: list[ReviewChange] = field(default_factory=list[ReviewChange])
    new_names: dict[MemberId, str] = field(default_factory=dict[MemberId, str])
    _by_title: dict[str, list[InstalmentId]] = field(default_factory=dict[str, list[InstalmentId]])
    _by_name: dict[str, set[MemberId]] = field(default_factory=dict[str, set[MemberId]])
    _records: dict[tuple[InstalmentId, MemberId], ReviewRecord] = field(
        default_factory=dict[tuple[InstalmentId, MemberId], ReviewRecord]
    )
    _seen: dict[tuple[InstalmentId, MemberId], int] = field(default_factory=dict[tuple[InstalmentId, MemberId], int])

    def __post_init__(self) -> None:
        self._records = {(one.review.instalment, one.review.curator): one for one in self.present.holdings.reviews}
        for key, titles in self.present.instalments.items():
            for title in {titled(title) for title in titles}:
                self._by_title.setdefault(title, []).append(key)
        for member, name in {**self.present.holdings.names, self.importer.member: self.importer.name}.items():
            self._by_name.setdefault(titled(name), set()).add(member)

    def take(self, row: Row) -> None:
        wrong = list(row.wrong)
        instalment = self._instalment(row, "instalment", wrong)
        curator = self._curator(row, wrong)
        record = self._records.get((instalment, curator)) if instalment and curator else None
        same = record is not None and not wrong and _same_values(row, record)
        opinion = record.review.opinion if record and same else self._opinion(row, instalment, wrong)
        # A review that is already stored is never wrong, even if the limits were different when it was written.
        if record and not same and not row.wrong and opinion == in_order(record.review.opinion):
            same, wrong = True, []
        if instalment and curator and (first := self._seen.setdefault((instalment, curator), row.row)) != row.row:
            column = "instalment" if "instalment" in row.values else "title"
            wrong.append(row.wrong_in(column, Why.TWICE, number=first))
        if wrong or instalment is None or curator is None or opinion is None:
            self.wrong += first_of_each(wrong)
            return
        titles, name = self.present.instalments.get(instalment), self._name(row, curator)
        change = _change(row, record, same=same)
        self.planned.append(PlannedRow(row.table, row.row, change, titles[0] if titles else instalment, name))
        if change in WRITES:
            self.changes.append(ReviewChange(instalment, curator, opinion, record.version if record else 0))
            if curator not in self.present.holdings.names and curator != self.importer.member:
                self.new_names[curator] = name

    def _name(self, row: Row, curator: MemberId) -> str:
        known = self.importer.name if curator == self.importer.member else self.present.holdings.names.get(curator)
        text = known or row.values.get("curator_name") or self.file.names.get(curator) or str(curator)
        return texts.one_line(text)[: limits.CURATOR_NAME] or str(curator)

    def _instalment(self, row: Row, column: str, wrong: list[Wrong]) -> InstalmentId | None:
        if column not in row.values and column == "instalment":
            column = "title"
        text = row.values.get(column, "").strip()
        if not text:
            wrong.append(row.wrong_in("instalment", Why.MISSING))
            return None
        if (key := InstalmentId(text)) in self.present.instalments:
            return key
        found = self._by_title.get(titled(text), [])
        if len(found) == 1:
            return found[0]
        why = Why.SEVERAL if found else Why.INSTALMENT
        wrong.append(row.wrong_in(column, why, number=len(found), known=tuple(found[:_CANDIDATES])))
        return None

    def _curator(self, row: Row, wrong: list[Wrong]) -> MemberId | None:
        text, name = row.values.get("curator", "").strip(), row.values.get("curator_name", "")
        if text:
            found = _ID.fullmatch(text)
            member = int(found[1]) if found else 0
            if not 0 < member < _LARGEST_ID:
                why = Why.CURATOR_ROUNDED if _ROUNDED.fullmatch(text) else Why.CURATOR
                wrong.append(row.wrong_in("curator", why))
                return None
            curator = MemberId(member)
        elif name:
            members = self._by_name.get(titled(name), set())
            if len(members) != 1:
                wrong.append(row.wrong_in("curator_name", Why.SEVERAL if members else Why.CURATOR, number=len(members)))
                return None
            curator = next(iter(members))
        else:
            return self.importer.member
        if curator != self.importer.member and curator not in self.present.holdings.names and not self.importer.manages:
            wrong.append(row.wrong_in("curator", Why.CURATOR_FOREIGN))
            return None
        return curator

    def _opinion(self, row: Row, instalment: InstalmentId | None, wrong: list[Wrong]) -> Opinion | None:
        verdict = _VERDICTS.get(" ".join(row.values.get("verdict", "").split()).casefold())
        if verdict is None:
            wrong.append(row.wrong_in("verdict", Why.VERDICT if row.values.get("verdict") else Why.MISSING))
        headline = _line(row, "headline", limits.HEADLINE, wrong)
        if not headline:
            wrong.append(row.wrong_in("headline", Why.MISSING))
        works, doesnt = (_reasons(row, columns, wrong) for columns in (WORKS, DOESNT))
        spoilers = _line(row, "spoilers", limits.SPOILERS, wrong)
        score = _score(row, wrong)
        comparison = self._comparison(row, instalment, wrong)
        if verdict is None:
            return None
        return Opinion(verdict, headline, works, doesnt, score, comparison, spoilers or None)

    def _comparison(self, row: Row, instalment: InstalmentId | None, wrong: list[Wrong]) -> Comparison | None:
        text = _line(row, "comparison", limits.COMPARISON, wrong)
        if "comparison_with" not in row.values:
            if text:
                wrong.append(row.wrong_in("comparison_with", Why.MISSING))
            return None
        other = self._instalment(row, "comparison_with", wrong)
        if not text:
            wrong.append(row.wrong_in("comparison", Why.MISSING))
        if other and instalment and other == instalment:
            wrong.append(row.wrong_in("comparison_with", Why.ITSELF))
        elif other and instalment and anthology_of(other) != anthology_of(instalment):
            wrong.append(row.wrong_in("comparison_with", Why.OTHER_ANTHOLOGY))
        return Comparison(other or InstalmentId(row.values["comparison_with"].strip()), text)


def _same_values(row: Row, record: ReviewRecord) -> bool:
    """Say whether every value of a row equals the stored review, as in most rows of an export."""
    current = review_row(record, "", "")
    return all(row.values.get(column, "") == current[column] for column in _OPINION)


def _change(row: Row, record: ReviewRecord | None, *, same: bool) -> Change:
    if row.removed:
        return Change.PASSED_OVER
    if record is None:
        return Change.NEW
    if record.removed:
        return Change.BACK
    return Change.UNCHANGED if same else Change.CHANGED


def _line(row: Row, column: str, most: int, wrong: list[Wrong]) -> str:
    text = texts.one_line(row.values.get(column, ""))
    if len(text) > most:
        wrong.append(row.wrong_in(column, Why.TOO_LONG, number=len(text), most=most))
    return text


def _reasons(row: Row, columns: Sequence[str], wrong: list[Wrong]) -> tuple[str, ...]:
    found: list[str] = []
    for column in columns:
        for text in texts.lines(row.values.get(column, "")):
            found.append(text)
            if len(text) > limits.REASON:
                wrong.append(row.wrong_in(column, Why.TOO_LONG, number=len(text), most=limits.REASON))
    found = list(dict.fromkeys(found))
    if len(found) > limits.REASONS:
        column = columns[0].partition("_")[0]
        wrong.append(row.wrong_in(column, Why.TOO_MANY, number=len(found), most=limits.REASONS))
    return tuple(found)


def _score(row: Row, wrong: list[Wrong]) -> Score | None:
    points, out_of = (row.values.get(column, "").strip() for column in ("score", "out_of"))
    if not points and not out_of:
        return None
    if points and not out_of and points.count("/") == 1:
        points, out_of = (part.strip() for part in points.split("/"))
    if not (_NUMBER.fullmatch(points) and _NUMBER.fullmatch(out_of)):
        wrong.append(row.wrong_in("score" if points else "out_of", Why.SCORE))
        return None
    score = Score(float(points.replace(",", ".")), float(out_of.replace(",", ".")))
    if not (0 < score.out_of <= limits.SCORE and score.points <= score.out_of):
        wrong.append(row.wrong_in("score", Why.SCORE))
        return None
    return score
