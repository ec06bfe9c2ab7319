"""How far the recommender agrees with what viewers recommend to each other, what each part of it is worth, how fast it is.

Run on demand, with the folder ``similar-shows`` of the shared measuring data beside the repository (``../shared``) or where
``ANTHOLOGIST_SHARED`` points::

    python tests/benchmarks/similar.py            # agreement, ablation, diversity, wishes in words, speed
    python tests/benchmarks/similar.py quality    # one of: quality ablation diversity words speed

``speed`` sets a query beside scikit-learn's TF-IDF and cosine over the same texts in the same run; where scikit-learn is
not installed (``pip install scikit-learn`` into an environment of one's own) it says so and measures the recommender alone.

:func:`factory` is what ``similar-shows/score.py`` takes: ``score.py tests.benchmarks.similar:factory``.
"""

from __future__ import annotations

import csv
import json
import math
import os
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypedDict
from unittest import mock

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bot.models import Kind, PersonId, Role, TagGroup, TagId, identify  # noqa: E402 - runs as a script, too
from bot.recommender import likeness, query, weights  # noqa: E402
from bot.recommender.candidate import Candidate  # noqa: E402
from bot.recommender.fields import Field  # noqa: E402
from bot.recommender.ranking import Recommender  # noqa: E402
from bot.recommender.request import Request  # noqa: E402

SHARED = Path(os.environ.get("ANTHOLOGIST_SHARED", ROOT.parent / "shared")) / "similar-shows"
CODES = {
    "South Korea": "KR",
    "China": "CN",
    "Thailand": "TH",
    "Japan": "JP",
    "Taiwan": "TW",
    "Philippines": "PH",
    "Hong Kong": "HK",
    "Singapore": "SG",
}
DISCOUNT = 1 / np.log2(np.arange(2, 12))


class Item(TypedDict):
    """A record of ``items.jsonl``, as far as it is read."""

    id: str
    title: str
    country: str
    type: str
    episodes: int | None
    start: str | None
    networks: list[str]
    duration: str
    genres: list[str]
    tags: list[str]
    synopsis: str | None
    directors: list[str]
    writers: list[str]
    cast: list[dict[str, str]]
    score: float | None
    watchers: int
    related: list[dict[str, str]]


Recommend = Callable[[str, int], Sequence[str]]


def candidates(items: Sequence[Item]) -> Iterator[Candidate]:
    """Read the yardstick's records as the bot's candidates."""
    known = [math.log1p(item["watchers"]) for item in items]
    least, most = min(known), max(known)
    for item, watched in zip(items, known, strict=True):
        minutes = _minutes(item["duration"]) * (item["episodes"] or 0)
        yield Candidate(
            key=item["id"],
            anthology=item["id"],
            title=item["title"],
            tags=(
                *((TagId(identify(genre)), TagGroup.GENRE) for genre in item["genres"]),
                *((TagId(identify(tag)), TagGroup.THEME) for tag in item["tags"]),
            ),
            text=item["synopsis"] or "",
            cast=tuple(PersonId(member["name"]) for member in item["cast"]),
            crew=(
                *((PersonId(name), Role.DIRECTOR) for name in item["directors"]),
                *((PersonId(name), Role.WRITER) for name in item["writers"]),
            ),
            countries=(CODES[item["country"]],),
            services=tuple(item["networks"]),
            year=int(item["start"][:4]) if item["start"] else None,
            minutes=minutes or None,
            episodes=item["episodes"],
            kind=Kind.SEASONAL if item["type"] == "Drama" else Kind.EPISODIC,
            standing=min(1.0, max(0.0, ((item["score"] or 7.0) - 5) / 5)),
            fame=(watched - least) / (most - least),
            related=tuple(other["id"] for other in item["related"]),
        )


def _minutes(duration: str) -> int:
    hours, minutes = re.search(r"(\d+) hr", duration), re.search(r"(\d+) min", duration)
    return 60 * int(hours[1] if hours else 0) + int(minutes[1] if minutes else 0)


def factory(items: Sequence[Item]) -> Recommend:
    """Give what ``score.py`` takes: the bot's own ranking for one liked title."""
    return Recommender(candidates(items)).ranked
