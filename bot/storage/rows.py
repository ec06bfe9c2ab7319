"""From rows to models and back, for what several tables have in common: opinions and moments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime

from bot.models.ids import InstalmentId
from bot.models.opinions import Comparison, Opinion, Score, Verdict

Value = str | int | float | None
"""What stands in one column of one row."""

OPINION_COLUMNS = (
    "verdict",
    "headline",
    "score_points",
    "score_out_of",
    "comparison_with",
    "comparison_text",
    "spoilers",
)
"""The columns that :func:`opinion` reads and :func:`opinion_values` fills."""


def insert(table: str, columns: Sequence[str]) -> str:
    """Write the statement that puts one row into a table."""
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})"


def upsert(table: str, columns: Sequence[str], key: Sequence[str], keep: Sequence[str] = ()) -> str:
    """Write the statement that puts one row into a table, or in the place of the one with the same key.

    Parameters
    ----------
    keep
        Columns that stay as they are where the row is there already.
    """
    changes = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in {*key, *keep})
    return f"{insert(table, columns)} ON CONFLICT ({', '.join(key)}) DO UPDATE SET {changes}"


def opinion(columns: Sequence[Value], works: tuple[str, ...], doesnt: tuple[str, ...]) -> Opinion:
    """Make an opinion of the columns :data:`OPINION_COLUMNS` and its reasons."""
    verdict, headline, points, out_of, compared_with, comparison, spoilers = columns
    return Opinion(
        Verdict(str(verdict)),
        str(headline),
        works,
        doesnt,
        None if points is None or out_of is None else Score(float(points), float(out_of)),
        None if compared_with is None else Comparison(InstalmentId(str(compared_with)), str(comparison)),
        None if spoilers is None else str(spoilers),
    )


def opinion_values(opinion: Opinion) -> tuple[Value, ...]:
    """Give an opinion's columns, in the order of :data:`OPINION_COLUMNS`."""
    score, comparison = opinion.score, opinion.comparison
    return (
        opinion.verdict,
        opinion.headline,
        score and score.points,
        score and score.out_of,
        comparison and comparison.other,
        comparison and comparison.text,
        opinion.spoilers,
    )


def reasons(opinion: Opinion) -> Iterator[tuple[str, int, str]]:
    """Give the side, position and text of each of an opinion's reasons."""
    for side, texts in (("works", opinion.works), ("doesnt", opinion.doesnt)):
        for position, text in enumerate(texts):
            yield side, position, text


def moment_text(moment: datetime) -> str:
    """Write a moment in UTC, always in the same length, so that texts sort as moments do.

    Raises
    ------
    ValueError
        If the moment has no time zone: nobody could tell later when it was.
    """
    if moment.tzinfo is None:
        raise ValueError(f"{moment!r} needs a time zone")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def now_text() -> str:
    """Write the present moment."""
    return moment_text(datetime.now(UTC))
