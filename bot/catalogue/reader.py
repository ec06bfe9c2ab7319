"""One catalogue file: from TOML to an anthology with its reviews, or to a list of everything that is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal

import tomli
from babel import Locale
from msgspec import Struct

from bot.catalogue.lines import Place
from bot.catalogue.mentions import Mention, Mentions
from bot.catalogue.problem import Problem, did_you_mean
from bot.catalogue.schema import Report, Table
from bot.catalogue.tags import TagReader
from bot.models import limits
from bot.models.catalogue import (
    NO_IDS,
    Anthology,
    ContentNote,
    ExternalIds,
    Instalment,
    Kind,
    Order,
    PartialDate,
    Source,
)
from bot.models.ids import CUSTOM_PREFIX, ID_PATTERN, AnthologyId, InstalmentId, TagId, instalment_id, short_id_of
from bot.models.opinions import Comparison, Opinion, PressReview, Score, Verdict
from bot.models.tags import TagRules

ID_FORMS = {
    "imdb": r"tt\d{7,9}",
    "tmdb": r"(?:movie/\d+|tv/\d+(?:/season/\d+(?:/episode/\d+)?)?)",
    "tvmaze": r"(?:shows|seasons|episodes)/\d+",
    "mydramalist": r"\d+",
    "letterboxd": r"[a-z0-9]+(?:-[a-z0-9]+)*",
}
"""How each site's ids look: as they stand in its addresses."""
SCORE = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)/(\d{1,3}(?:\.\d{1,2})?)")


class ParsedFile(Struct, frozen=True):
    """What one file says, before people are put together over all files.

    Parameters
    ----------
    report
        Knows the file's name and lines, for what only shows beside other files.
    premises
        Every premise with its place.
    """

    anthology: Anthology
    reviews: tuple[PressReview, ...]
    mentions: tuple[Mention, ...]
    premises: tuple[tuple[str, Place], ...]
    report: Report


def read_file(
    file: str, stem: str, content: bytes, words: Mapping[str, TagId], rules: TagRules, last_year: int
) -> ParsedFile | list[Problem]:
    """Read one file.

    Parameters
    ----------
    file
        How the file is named in problems.
    stem
        The file's name without its ending: the anthology's id.
    words
        Every tag's id, name and synonyms, and which tag each of them means.
    rules
        Which tags an instalment has besides those that the file names for it.
    last_year
        The latest year that a date may have.

    Returns
    -------
    Draft | list[Problem]
        All that the file says, or everything that is wrong with it: a file with one fault is left out whole.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = content.count(b"\n", 0, fault.start) + 1
        return [Problem(file, line, f"is not written in UTF-8: byte {content[fault.start]:#04x} means nothing there")]
    try:
        found = tomli.loads(text)
    except RecursionError:
        return [Problem(file, None, "is no TOML that can be read: lists and tables stand in each other too deeply")]
    except ValueError as fault:
        return [_syntax_problem(file, text, str(fault))]
    report = Report(file, text)
    head = Table(found, (), report, last_year)
    draft = _Reading(stem, TagReader(head, words, rules), report).read(head)
    return report.problems or draft


def _syntax_problem(file: str, text: str, fault: str) -> Problem:
    """Turn tomli's ``Invalid value (at line 3, column 5)`` into a problem with a line."""
    what, _, where = fault.partition(" (at ")
    line = re.match(r"line (\d+)", where)
    at_end = where.startswith("end of document")
    number = int(line[1]) if line else text.count("\n") + 1 if at_end else None
    return Problem(file, number, f"is no TOML that can be read: {what}" + (" at the end of the file" if at_end else ""))


class _Reading:
    """The reading of one file: what it has met so far."""

    def __init__(self, stem: str, tags: TagReader, report: Report) -> None:
        self._id = AnthologyId(stem)
        self._tags = tags
        self._report = report
        self._mentions = Mentions()
        self._premises: list[tuple[str, Place]] = []

    def read(self, head: Table) -> ParsedFile:
        if not ID_PATTERN.fullmatch(self._id) or len(self._id) > limits.ID:
            form = f"lower-case letters, digits and single hyphens, at most {limits.ID} characters"
            head.wrong(None, f'"{self._id}" cannot be an id: a file is named in {form}')
        elif self._id.startswith(CUSTOM_PREFIX):
            head.wrong(
                None, f'"{self._id}" cannot be an id: what begins with "{CUSTOM_PREFIX}" are titles that servers add'
            )
        creators = tuple(map(self._mentions.person, head.mentions("creators")))
        sources = tuple(map(self._source, head.tables("sources")))
        if not sources:
            head.wrong("sources", "no source is named: expected at least one [[sources]]")
        people = head.tables("people")
        kind = head.one_of("kind", Kind)
        if not head.has("kind"):
            head.wrong(None, "kind is missing")
        countries, services = self._countries(head), head.texts("services")
        instalment_tables = head.tables("instalments")
        if not instalment_tables:
            head.wrong("instalments", "no instalment is named: expected at least one [[instalments]]")
        ids = self._instalment_ids(instalment_tables)
        instalments: list[Instalment] = []
        reviews: list[PressReview] = []
        for index, table in enumerate(instalment_tables):
            instalment = self._instalment(table, index, ids, countries, services)
            reviews += self._reviews(table, instalment, ids)
            instalments.append(instalment)
            table.nothing_else()
        self._check_apart(instalment_tables, instalments)
        for table in people:
            self._mentions.describe(table)
        years = [instalment.year for instalment in instalments if instalment.year]
        anthology = Anthology(
            id=self._id,
            kind=kind or Kind.SEASONAL,
            title=head.required_text("title", limits.TITLE),
            instalments=tuple(instalments),
            native_title=head.text("native_title", limits.TITLE),
            aliases=head.texts("aliases", limits.TITLE),
            hook=head.text("hook", limits.HOOK),
            premise=self._premise(head),
            countries=countries,
            languages=self._locales(head),
            services=services,
            began=head.year("began") or min(years, default=None),
            ended=head.year("ended"),
            whole=head.whole("whole", 1, limits.EPISODES * 20),
            ids=self._external_ids(head),
            creators=creators,
            tags=self._tags.of_anthology,
            order=head.one_of("order", Order) or Order.ANY,
            order_note=head.text("order_note", limits.ORDER_NOTE),
            start_with=self._reference(head, "start_with", ids, None),
            sources=sources,
        )
        self._check_years(head, anthology, years)
        head.nothing_else()
        return ParsedFile(anthology, tuple(reviews), tuple(self._mentions.found), tuple(self._premises), self._report)

    def _source(self, table: Table) -> Source:
        source = Source(
            table.url("url"),
            table.required_text("title", limits.SOURCE_TITLE),
            table.texts("facts", limits.SOURCE_FACT),
        )
        table.nothing_else()
        return source

    def _premise(self, table: Table) -> str | None:
        premise = table.text("premise", limits.PREMISE)
        if premise:
            self._premises.append((premise, (*table.place, "premise")))
        return premise

    def _countries(self, table: Table) -> tuple[str, ...]:
        countries = table.placed_texts("countries", 10)
        for code, place in countries:
            if code not in _known("territories") or code.isdigit():
                form = "an ISO 3166 code of two letters, as KR or GB"
                self._report.add(place, f'countries has "{code}": expected {form}')
        return tuple(code for code, _ in countries)

    def _locales(self, table: Table) -> tuple[str, ...]:
        languages = table.placed_texts("languages", 20)
        for code, place in languages:
            if code.split("-")[0] not in _known("languages"):
                self._report.add(place, f'languages has "{code}": expected a BCP 47 code, as ko or en')
        return tuple(code for code, _ in languages)

    def _instalment_ids(self, tables: Sequence[Table]) -> tuple[str, ...]:
        ids: list[str] = []
        for table in tables:
            if not table.has("id"):
                table.wrong(None, "id is missing")
            short = table.short_id("id") or ""
            if short in ids and short:
                table.wrong("id", f'id "{short}" is taken by an instalment above')
            if len(whole := instalment_id(self._id, short)) > limits.ID:
                table.wrong("id", f'the whole id "{whole}" has {len(whole)} characters: expected at most {limits.ID}')
            ids.append(short)
        return tuple(ids)

    def _instalment(
        self, table: Table, index: int, ids: Sequence[str], countries: tuple[str, ...], services: tuple[str, ...]
    ) -> Instalment:
        first, last = table.partial_date("first_aired"), table.partial_date("last_aired")
        if first and last and _before(last, first):
            table.wrong("last_aired", f"last_aired is {last}, before first_aired, {first}")
        tags = self._tags.of_instalment(table)
        return Instalment(
            id=instalment_id(self._id, ids[index]),
            anthology=self._id,
            number=table.whole("number", 1, limits.NUMBER) or index + 1,
            title=table.required_text("title", limits.TITLE),
            season=table.whole("season", 0, limits.NUMBER),
            episode=table.whole("episode", 0, limits.NUMBER),
            mark=table.text("mark", limits.MARK),
            hook=table.text("hook", limits.HOOK),
            premise=self._premise(table),
            native_title=table.text("native_title", limits.TITLE),
            aliases=table.texts("aliases", limits.TITLE),
            first_aired=first,
            last_aired=last,
            episodes=table.whole("episodes", 1, limits.EPISODES),
            minutes=table.whole("minutes", 1, limits.MINUTES),
            countries=self._countries(table) or countries,
            services=table.texts("services") or services,
            tags=tags.all,
            inherited_tags=tags.inherited,
            credits=self._mentions.credits(table),
            needs=self._needs(table, ids, ids[index]),
            order_note=table.text("order_note", limits.ORDER_NOTE),
            warnings=table.all_of("warnings", ContentNote),
            ids=self._external_ids(table),
        )

    def _external_ids(self, table: Table) -> ExternalIds:
        ids = table.table("ids")
        if ids is None:
            return NO_IDS
        found: dict[str, str | None] = {}
        for site, form in ID_FORMS.items():
            found[site] = text = ids.text(site)
            if text and not re.fullmatch(form, text):
                ids.wrong(site, f'{site} is "{text}": expected what stands in the site\'s own address')
        ids.nothing_else()
        return ExternalIds(**found)

    def _needs(self, table: Table, ids: Sequence[str], own: str) -> tuple[InstalmentId, ...]:
        needs = table.placed_texts("needs", limits.ID)
        for short, place in needs:
            self._check_reference(place, "needs", short, ids, own)
        return tuple(instalment_id(self._id, short) for short, _ in needs)

    def _reference(self, table: Table, key: str, ids: Sequence[str], own: str | None) -> InstalmentId | None:
        short = table.text(key, limits.ID)
        if not short:
            return None
        self._check_reference((*table.place, key), key, short, ids, own)
        return instalment_id(self._id, short)

    def _check_reference(self, place: Place, key: str, short: str, ids: Sequence[str], own: str | None) -> None:
        if short == own:
            self._report.add(place, f'{key} names "{short}", which is the instalment itself')
        elif short not in ids:
            hint = did_you_mean(short, ids)
            self._report.add(place, f'{key} names "{short}", but no instalment here has that id{hint}')

    def _reviews(self, table: Table, instalment: Instalment, ids: Sequence[str]) -> list[PressReview]:
        reviews: list[PressReview] = []
        own = short_id_of(instalment.id)
        for review_table in table.tables("reviews"):
            review = self._review(review_table, instalment.id, ids, own)
            if any((other.outlet, other.url) == (review.outlet, review.url) for other in reviews):
                review_table.wrong("url", f"this review by {review.outlet} stands here twice")
            reviews.append(review)
            review_table.nothing_else()
        return reviews

    def _review(self, table: Table, instalment: InstalmentId, ids: Sequence[str], own: str) -> PressReview:
        verdict = table.one_of("verdict", Verdict)
        if not table.has("verdict"):
            table.wrong(None, "verdict is missing")
        comparison = None
        if (compared := table.table("comparison")) is not None:
            other = self._reference(compared, "with", ids, own)
            if not compared.has("with"):
                compared.wrong(None, 'comparison needs the short id of another instalment: with = "..."')
            text = compared.required_text("text", limits.COMPARISON)
            compared.nothing_else()
            comparison = Comparison(other, text) if other else None
        opinion = Opinion(
            verdict=verdict or Verdict.MIXED,
            headline=table.required_text("headline", limits.HEADLINE),
            works=table.texts("works", limits.REASON, limits.REASONS),
            doesnt=table.texts("doesnt", limits.REASON, limits.REASONS),
            score=_score(table),
            comparison=comparison,
            spoilers=table.text("spoilers", limits.SPOILERS),
        )
        outlet, author = table.required_text("outlet", limits.NAME), table.text("author", limits.NAME)
        return PressReview(
            instalment,
            outlet,
            table.url("url"),
            opinion,
            author,
            table.partial_date("published"),
            table.text("overruled", limits.OVERRULED),
        )

    def _check_apart(self, tables: Sequence[Table], instalments: Sequence[Instalment]) -> None:
        """Report instalments that take each other's number, or that need each other."""
        needs = {instalment.id: instalment.needs for instalment in instalments}
        taken: dict[int, str] = {}
        for table, instalment in zip(tables, instalments, strict=True):
            if instalment.number in taken:
                table.wrong("number", f'number {instalment.number} is taken by "{taken[instalment.number]}"')
            taken.setdefault(instalment.number, instalment.title)
            before, seen = set(instalment.needs), set[InstalmentId]()
            while before:
                seen.add(other := before.pop())
                before |= set(needs.get(other, ())) - seen
            if instalment.id in seen - set(instalment.needs):
                table.wrong("needs", f'"{instalment.title}" needs an instalment that needs it in turn')

    def _check_years(self, head: Table, anthology: Anthology, years: Sequence[int]) -> None:
        began, ended = anthology.began, anthology.ended
        if began and ended and ended < began:
            head.wrong("ended", f"ended is {ended}, before began, {began}")
        elif began and years and min(years) < began:
            head.wrong("began", f"began is {began}, but an instalment was shown in {min(years)}")
        elif ended and years and max(years) > ended:
            head.wrong("ended", f"ended is {ended}, but an instalment was shown in {max(years)}")


@cache
def _known(what: Literal["territories", "languages"]) -> frozenset[str]:
    """Give the codes that CLDR has an English name for."""
    english = Locale.parse("en")
    return frozenset(map(str, english.territories if what == "territories" else english.languages))


def _before(date: PartialDate, other: PartialDate) -> bool:
    """Whether a date is before another, as far as both are known."""
    known = 3 if date.day and other.day else 2 if date.month and other.month else 1
    return (date.year, date.month, date.day)[:known] < (other.year, other.month, other.day)[:known]


def _score(table: Table) -> Score | None:
    text = table.text("score", 15)
    if not text:
        return None
    match = SCORE.fullmatch(text)
    if not match:
        table.wrong("score", f'score is "{text}": expected points and maximum, as "3.5/5"')
        return None
    points, out_of = float(match[1]), float(match[2])
    if not 0 < out_of <= limits.SCORE or points > out_of:
        table.wrong("score", f'score is "{text}": expected points up to a maximum of at most {limits.SCORE:g}')
        return None
    return Score(points, out_of)
