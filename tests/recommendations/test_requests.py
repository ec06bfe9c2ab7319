"""What members type into ``/recommend what:``, asked of the bundled catalogue; see ``requests.tsv``.

Each line of the file holds what was ``typed`` and what is ``wanted`` of every pick, in parts joined by `` ; ``:

=====================  ==============================================================
``a|b``                it carries one of these tags: its own, or its anthology's (see :func:`tags_of`)
``!a|b``               it carries none of these
``country=KR,JP``      it comes from one of these; ``country!=US``: from none
``service=X``          text within a service's name; ``service!=X`` likewise
``max=90``             its whole length is known, and so many minutes at most
``year=1980-1989``     it first aired then
``person=NAME``        credited in it
``not=a,b``            it belongs to none of these anthologies
``mustwatch``          its verdict is *Must watch*
``verdict``            alone: no pick is *Skip*, and two of three are *Worth watching* or better
``nothing``            alone: the words have no meaning, so there may be no pick
=====================  ==============================================================

A request's score is the number of picks that fit, divided by the number of picks, or by three if there are fewer and as
many titles would have fitted: a short list that is right beats a long one that is not.
"""

from __future__ import annotations

import tomllib
from collections.abc import AsyncIterator, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from statistics import fmean
from typing import NotRequired, TypedDict, cast

import pytest
from msgspec import Struct

from bot.catalogue.folder import catalogue_files
from bot.catalogue.sync import CATALOGUE
from bot.models.catalogue import TagGroup
from bot.models.opinions import Verdict
from bot.models.queries import Asker
from bot.recommendations.results import Recommendations, Recommended
from bot.recommendations.service import Question, RecommendationService
from bot.storage import Store
from bot.titles.catalogue_index import CatalogueIndex
from bot.titles.service import TitleService
from tests.bundled import bundled_catalogue

HERE = Path(__file__).resolve().parent
ENOUGH = 3
"""A list of so many picks lacks nothing."""
AS_GOOD = 0.90
"""What the scores of all requests must come to on average."""
AT_A_LOSS = 0.05
"""The share of requests that may go without one pick that fits; it has to be below this."""
GOOD = frozenset({Verdict.MUST_WATCH, Verdict.WORTH_WATCHING})


class Row(Struct, frozen=True):
    """One request, and the parts of what is wanted."""

    typed: str
    wanted: tuple[str, ...]


class Credited(TypedDict):
    """A person of whom more is said than the name."""

    name: str


class Part(TypedDict):
    """An instalment, as far as it is read here.

    The files are read as they stand, and not as the bot reads them: what a pick is held against may not change with it.
    """

    id: str
    tags: NotRequired[list[str]]
    without: NotRequired[list[str]]
    countries: NotRequired[list[str]]
    services: NotRequired[list[str]]
    first_aired: NotRequired[date | str | int]
    episodes: NotRequired[int]
    minutes: NotRequired[int]
    cast: NotRequired[list[Credited | str]]
    hosts: NotRequired[list[Credited | str]]
    directors: NotRequired[list[Credited | str]]
    writers: NotRequired[list[Credited | str]]


class File(TypedDict):
    """A file of the catalogue, likewise."""

    tags: list[str]
    countries: list[str]
    services: NotRequired[list[str]]
    began: NotRequired[int]
    creators: NotRequired[list[str]]
    instalments: list[Part]


class Title(Struct, frozen=True):
    """What is known of a title that can be picked, as far as a request may speak of it."""

    anthology: str
    tags: frozenset[str]
    countries: tuple[str, ...]
    services: tuple[str, ...]
    year: int
    minutes: int | None
    people: frozenset[str]


class Answer(Struct, frozen=True):
    """A request with its picks, each with its verdict, and the score that they come to."""

    row: Row
    picks: tuple[tuple[str, Verdict | None], ...]
    score: float

    def __str__(self) -> str:
        """Say it on one line."""
        picks = ", ".join(key for key, _ in self.picks) or "no picks"
        return f"{self.score:.2f}  {self.row.typed!r} wants {' ; '.join(self.row.wanted)}: {picks}"


@cache
def rows() -> tuple[Row, ...]:
    _head, *lines = (HERE / "requests.tsv").read_text(encoding="utf-8").splitlines()
    cells = (line.split("\t") for line in lines)
    return tuple(Row(typed, tuple(wanted.split(" ; "))) for typed, wanted in cells)


@cache
def titles() -> dict[str, Title]:
    """Give everything that can be picked, by its key."""
    moods = frozenset(tag.id for tag in bundled_catalogue().tags if tag.group is TagGroup.MOOD)
    found: dict[str, Title] = {}
    for path in catalogue_files(CATALOGUE):
        file = cast("File", tomllib.loads(path.read_text(encoding="utf-8")))
        found |= titles_of(path.stem, file, moods)
    return found


def titles_of(anthology: str, file: File, moods: frozenset[str]) -> Iterator[tuple[str, Title]]:
    makers = frozenset(file.get("creators", ()))
    people = {part["id"]: makers | people_of(part) for part in file["instalments"]}
    whole = Title(
        anthology=anthology,
        tags=frozenset(file["tags"]),
        countries=tuple(file["countries"]),
        services=tuple(file.get("services", ())),
        year=year_of(file.get("began", 0)),
        minutes=None,
        people=makers.union(*people.values()),
    )
    yield anthology, whole
    for part in file["instalments"]:
        minutes = part.get("minutes")
        one = Title(
            anthology=anthology,
            tags=tags_of(part, whole, moods),
            countries=tuple(part.get("countries", whole.countries)),
            services=tuple(part.get("services", whole.services)),
            year=year_of(part.get("first_aired", whole.year)),
            minutes=minutes and minutes * part.get("episodes", 1),
            people=people[part["id"]],
        )
        yield f"{anthology}/{part['id']}", one


def tags_of(part: Part, whole: Title, moods: frozenset[str]) -> frozenset[str]:
    """Give an instalment's tags: its own, and its anthology's that it doesn't take off; moods only if it has no own."""
    own = frozenset(part.get("tags", ()))
    return own | (whole.tags - (moods if own else frozenset())) - frozenset(part.get("without", ()))


def people_of(part: Part) -> frozenset[str]:
    credited = (*part.get("cast", ()), *part.get("hosts", ()), *part.get("directors", ()), *part.get("writers", ()))
    return frozenset(one if isinstance(one, str) else one["name"] for one in credited)


def year_of(aired: date | str | int) -> int:
    return int(str(aired)[:4])


def holds(part: str, title: Title, verdict: Verdict | None) -> bool:  # noqa: PLR0911  # one line for each form
    """Say whether one part of what is wanted holds for a pick."""
    key, _, value = part.partition("=")
    values = value.split(",")
    match key:
        case "country" | "country!":
            return any(one in title.countries for one in values) is (key == "country")
        case "service" | "service!":
            named = any(one.lower() in service.lower() for one in values for service in title.services)
            return named is (key == "service")
        case "max":
            return title.minutes is not None and title.minutes <= int(value)
        case "year":
            first, last = map(int, value.split("-"))
            return first <= title.year <= last
        case "person":
            return value in title.people
        case "not":
            return title.anthology not in values
        case "mustwatch":
            return verdict is Verdict.MUST_WATCH
        case _:
            unwanted = key.startswith("!")
            return title.tags.isdisjoint(key.removeprefix("!").split("|")) is unwanted


@cache
def fitting(row: Row) -> int:
    """Count the titles that fit; verdicts aside, since there are always enough of each."""
    parts = [part for part in row.wanted if part != "mustwatch"]
    return sum(all(holds(part, title, None) for part in parts) for title in titles().values())


def score(row: Row, picks: Sequence[tuple[str, Verdict | None]]) -> float:
    """Give a request's score, from 0 to 1."""
    if row.wanted == ("nothing",):
        return float(not picks)
    if row.wanted == ("verdict",):
        good = sum(verdict in GOOD for _, verdict in picks)
        return float(bool(picks) and 3 * good >= 2 * len(picks) and all(one is not Verdict.SKIP for _, one in picks))
    fit = sum(all(holds(part, titles()[key], verdict) for part in row.wanted) for key, verdict in picks)
    return fit / max(len(picks), min(ENOUGH, fitting(row)), 1)


def read(pick: Recommended) -> tuple[str, Verdict | None]:
    summary = pick.story.summary if pick.story else None
    return pick.pick.key, summary.consensus.verdict if summary else None


@pytest.fixture
async def recommendations(database: Path, index: CatalogueIndex) -> AsyncIterator[RecommendationService]:
    async with await Store.open(database) as store:
        yield RecommendationService(store, TitleService(store, index))


async def test_most_of_what_members_ask_for_is_understood(recommendations: RecommendationService) -> None:
    answers: list[Answer] = []
    for row in rows():
        answered = await recommendations.recommend(Question(what=row.typed), Asker())
        picks = tuple(map(read, answered.picks)) if isinstance(answered, Recommendations) else ()
        answers.append(Answer(row, picks, score(row, picks)))
    average = fmean(one.score for one in answers)
    at_a_loss = fmean(one.score == 0 for one in answers)
    wrong = sorted((one for one in answers if one.score < 1), key=lambda one: one.score)
    listed = "\n".join(map(str, wrong))

    assert average >= AS_GOOD, f"{average:.3f} on average, {at_a_loss:.3f} without a pick that fits:\n{listed}"
    assert at_a_loss < AT_A_LOSS, f"{at_a_loss:.3f} without a pick that fits:\n{listed}"


def test_the_catalogue_has_something_for_every_request() -> None:
    empty = [row.typed for row in rows() if row.wanted not in {("nothing",), ("verdict",)} and not fitting(row)]
    assert empty == []


def test_the_requests_speak_of_what_exists() -> None:
    known = {tag.id for tag in bundled_catalogue().tags} | {"nothing", "verdict", "mustwatch"}
    anthologies = {title.anthology for title in titles().values()}
    for row in rows():
        for part in row.wanted:
            key, is_pair, value = part.partition("=")
            if not is_pair:
                assert set(key.removeprefix("!").split("|")) <= known, row
            elif key == "not":
                assert set(value.split(",")) <= anthologies, row
            else:
                assert key in {"country", "country!", "service", "service!", "max", "year", "person"}, row


def test_there_are_many_requests_and_none_is_asked_twice() -> None:
    typed = [row.typed for row in rows()]
    assert len(set(typed)) == len(typed) >= 230
