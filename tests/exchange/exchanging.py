"""Helpers for tests of imports and exports: a server's data, and the report on a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from bot.custom_titles.fields import Known
from bot.custom_titles.lexicon import Lexicon
from bot.exchange.plan import Present, plan
from bot.exchange.readers.upload import read_upload
from bot.exchange.report import Report
from bot.exchange.views.wrong_rows import wrong_line
from bot.models.custom_titles import Holdings, ServerTitle, SpoilerMark
from bot.models.ids import InstalmentId, MemberId, ServerId
from bot.models.opinions import Comparison, Opinion, Score, ServerReview, Verdict
from bot.models.reviews import ReviewNumber, ReviewRecord
from bot.models.servers import Actor

SERVER = ServerId(1)
ADA, BEN, CARA = MemberId(1456074443980800014), MemberId(22), MemberId(33)
WHEN = datetime(2024, 5, 1, 20, 15, tzinfo=UTC)
WINTER, SPRING, LIGHTHOUSE = InstalmentId("harbour/1"), InstalmentId("harbour/2"), InstalmentId("stories/lighthouse")
TWIN, OTHER_TWIN = InstalmentId("stories/the-twins"), InstalmentId("visions/the-twins")
TITLES: Mapping[InstalmentId, Sequence[str]] = {
    WINTER: ("Harbour: Winter", "항구: 겨울"),
    SPRING: ("Harbour: Spring",),
    LIGHTHOUSE: ("The Lighthouse",),
    TWIN: ("The Twins",),
    OTHER_TWIN: ("The Twins",),
}
BUNDLED: Mapping[str, str] = {
    "harbour": "Harbour",
    "stories": "Stories",
    "visions": "Visions",
    **{key: names[0] for key, names in TITLES.items()},
}
KNOWN = Known(
    Lexicon.of([("romance", "Romance", ("love",)), ("music", "Music", ())]),
    Lexicon.of([("KR", "South Korea", ("korea",)), ("JP", "Japan", ())]),
    2030,
)
FULL = Opinion(
    Verdict.WORTH_WATCHING,
    "Slow, and better for it.",
    ("the harbour at night", "two leads who listen"),
    ("a late twist",),
    Score(7.5, 10),
    Comparison(WINTER, "calmer than the first"),
    "The lighthouse was empty all along.",
)


def curator(member: MemberId = ADA, *, manages: bool = False) -> Actor:
    return Actor(SERVER, member, {ADA: "Ada", BEN: "Ben", CARA: "Cara"}[member], manages, frozenset())


def record(
    instalment: InstalmentId = SPRING,
    whose: MemberId = ADA,
    opinion: Opinion = FULL,
    *,
    version: int = 1,
    removed: datetime | None = None,
) -> ReviewRecord:
    review = ServerReview(SERVER, whose, instalment, opinion, WHEN, WHEN)
    return ReviewRecord(review, ReviewNumber(hash((instalment, whose)) % 2**62), version, whose, removed)


def holdings(
    *reviews: ReviewRecord,
    names: Mapping[MemberId, str] | None = None,
    titles: tuple[ServerTitle, ...] = (),
    marks: frozenset[SpoilerMark] = frozenset(),
) -> Holdings:
    return Holdings(SERVER, reviews, titles, marks, {ADA: "Ada"} if names is None else names)


def report_on(content: bytes | str, held: Holdings | None = None, by: Actor | None = None) -> Report:
    file = read_upload(content.encode() if isinstance(content, str) else content)
    return plan(file, Present(TITLES, BUNDLED, KNOWN, held or holdings()), by or curator(), lambda _done, _whole: None)


def wrong_lines(report: Report) -> list[str]:
    """Give the faults as a curator reads them."""
    return [wrong_line(one).removeprefix("• ").replace("**", "").replace("\\", "") for one in report.wrong]
