"""How far the recommender agrees with what viewers recommend, what each part of it is worth, and how fast it is.

Run on demand, with the folder ``similar-shows`` of the shared measuring data beside the repository (``../shared``) or
where ``ANTHOLOGIST_SHARED`` points::

    python tests/benchmarks/similar.py            # all of it
    python tests/benchmarks/similar.py quality    # or some of: quality ablation diversity words speed

``speed`` sets a query beside scikit-learn's TF-IDF and cosine over the same texts in the same run; where scikit-learn
is missing (``pip install scikit-learn`` into an environment of one's own) the recommender is measured alone.

:func:`factory` is what ``similar-shows/score.py`` takes: ``score.py tests.benchmarks.similar:factory``.
"""

from __future__ import annotations

import csv
import importlib
import importlib.util
import json
import math
import os
import random
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from itertools import combinations
from pathlib import Path
from typing import TypedDict
from unittest.mock import patch

import numpy as np
from msgspec.structs import replace
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from bot.models.catalogue import Kind, Role, Tag, TagGroup  # noqa: E402 - runs as a script, too
from bot.models.ids import PersonId, TagId, identify  # noqa: E402 - runs as a script, too
from bot.recommender import Candidate, Recommender, Request  # noqa: E402
from bot.recommender.index import associations, features  # noqa: E402
from bot.recommender.index.fields import Field  # noqa: E402
from bot.recommender.index.sparse import listed  # noqa: E402
from bot.recommender.ranking import query, selection, similarity  # noqa: E402

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
            popularity=min(1.0, max(0.0, ((item["score"] or 7.0) - 5) / 5)),
            fame=(watched - least) / (most - least),
            related=tuple(other["id"] for other in item["related"]),
        )


def _minutes(duration: str) -> int:
    hours, minutes = re.search(r"(\d+) hr", duration), re.search(r"(\d+) min", duration)
    return 60 * int(hours[1] if hours else 0) + int(minutes[1] if minutes else 0)


def factory(items: Sequence[Item]) -> Recommend:
    """Give what ``score.py`` takes: the bot's own ranking for one liked title."""
    return Recommender(candidates(items)).ranked


class Yardstick:
    """The records and who is recommended for whom."""

    def __init__(self, folder: Path) -> None:
        with (folder / "items.jsonl").open(encoding="utf-8") as lines:
            self.items: list[Item] = [json.loads(line) for line in lines]
        self.candidates = list(candidates(self.items))
        self.wanted: defaultdict[str, set[str]] = defaultdict(set)
        with (folder / "pairs.tsv").open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines, delimiter="\t"):
                self.wanted[row["source_id"]].add(row["similar_id"])
        self.tags = {one.key: frozenset(one.tag_ids) for one in self.candidates}

    def score(self, recommend: Recommend) -> dict[str, float]:
        """Count as ``score.py`` does: hits among the first ten, how unlike they are, what share is ever shown."""
        ndcg, recall, apart = list[float](), list[float](), list[float]()
        shown: set[str] = set()
        for source in sorted(self.wanted):
            ranked = list(recommend(source, 10))
            gain = np.array([key in self.wanted[source] for key in ranked] + [False] * (10 - len(ranked)), float)
            best = min(10, len(self.wanted[source]))
            recall.append(float(gain.sum()) / best)
            ndcg.append(float(gain @ DISCOUNT) / float(DISCOUNT[:best].sum()))
            pairs = [(self.tags[one], self.tags[other]) for one, other in combinations(ranked, 2)]
            apart += [1 - len(one & other) / max(1, len(one | other)) for one, other in pairs]
            shown.update(ranked)
        return {
            "nDCG@10": float(np.mean(ndcg)),
            "recall@10": float(np.mean(recall)),
            "diversity": float(np.mean(apart)),
            "coverage": len(shown) / len(self.items),
        }


def told(name: str, figures: Mapping[str, float]) -> None:
    """Print one line of figures."""
    print(f"{name:<44}" + "  ".join(f"{what} {figure:.4f}" for what, figure in figures.items()), flush=True)


def quality(yardstick: Yardstick) -> None:
    """Print how far the ranking agrees with the pairs of the folder."""
    told("the recommender", yardstick.score(Recommender(yardstick.candidates).ranked))


def ablation(yardstick: Yardstick) -> None:
    """Print what is lost when one part after the other is taken away."""
    parts: dict[str, AbstractContextManager[object]] = {"everything": nullcontext()}
    for field in Field:
        parts[f"without {field}"] = patch.dict(similarity.FIELD_WEIGHTS, {field: 0.0})
    parts |= {
        "without nearness in time": patch.object(similarity, "YEAR_WEIGHT", 0.0),
        "without nearness in length": patch.object(similarity, "LENGTH_WEIGHT", 0.0),
        "without fame": patch.object(query, "FAME_WEIGHT", 0.0),
        "without popularity": patch.object(query, "POPULARITY_WEIGHT", 0.0),
        "without the hubness correction": patch.object(query, "HUBNESS_WEIGHT", 0.0),
        "without saturation": patch.object(similarity, "SATURATING", frozenset[Field]()),
        "without the words of tags": patch.object(features, "TAG_WORD_STRENGTH", 0.0),
        "without the order of tags": patch.object(features, "TAGS_FADE", 0.0),
        "without billing": patch.object(features, "BILLING_FADE", 0.0),
    }
    for name, part in parts.items():
        with part:
            told(name, yardstick.score(Recommender(yardstick.candidates).ranked))


def diversity(yardstick: Yardstick) -> None:
    """Print what a diverse list costs: the whole answer with its picks, at several lambdas."""
    recommender = Recommender(yardstick.candidates)

    def shown(key: str, limit: int) -> list[str]:
        ranking = recommender.similar(key, limit)
        return [pick.key for pick in (*ranking.picks, *ranking.nearest)]

    for counts in (1.0, 0.85, 0.7, 0.5):
        with patch.object(selection, "MMR_LAMBDA", counts):
            told(f"lambda {counts}", yardstick.score(shown))


def words(yardstick: Yardstick) -> None:
    """Print how well titles whose tags are hidden are found by the words of a tag.

    The tags of half the titles are taken away; 120 of the tags that at least sixty titles carry are asked for by name;
    what counts is which of the first ten really carry it. Beside it BM25 over the premises alone.
    """
    chance = random.Random(7)
    true: dict[str, set[TagId]] = {
        one.key: {tag for tag, group in one.tags if group is TagGroup.THEME} for one in yardstick.candidates
    }
    keys = [one.key for one in yardstick.candidates]
    hidden = set(chance.sample(keys, len(keys) // 2))
    carried = Counter(tag for tags in true.values() for tag in tags)
    asked = chance.sample(sorted(tag for tag, times in carried.items() if times >= 60), 120)
    shelf = [
        replace(one, tags=tuple(pair for pair in one.tags if pair[1] is TagGroup.GENRE)) if one.key in hidden else one
        for one in yardstick.candidates
    ]
    vocabulary = [Tag(tag, TagGroup.THEME, tag.replace("-", " "), "") for tag in asked]
    recommender = Recommender(shelf, vocabulary)
    alone = Recommender([replace(one, tags=()) for one in shelf])
    visible = frozenset(keys) - hidden

    def precision(found: Callable[[TagId], Request], among: Recommender) -> float:
        hits = list[float]()
        for tag in asked:
            ranking = among.recommend(found(tag).without(*visible), 10)
            shown = (*ranking.picks, *ranking.nearest)[:10]
            hits.append(sum(tag in true[pick.key] for pick in shown) / 10)
        return float(np.mean(hits))

    share = np.mean([sum(tag in true[key] for key in hidden) / len(hidden) for tag in asked])
    told("chance", {"precision@10": float(share)})
    with (
        patch.object(query, "FAME_WEIGHT", 0.0),
        patch.object(query, "POPULARITY_WEIGHT", 0.0),
        patch.object(selection, "MMR_LAMBDA", 1.0),
        patch.object(associations, "ASSOCIATED_WORDS_WEIGHT", 0.0),
        patch.object(associations, "ASSOCIATED_FEATURES_WEIGHT", 0.0),
    ):
        told("BM25 alone", {"precision@10": precision(lambda tag: Request(words=tag.replace("-", " ")), alone)})
    by_words = precision(lambda tag: recommender.understand(tag.replace("-", " ")).request, recommender)
    told("the recommender, asked in words", {"precision@10": by_words})


def grown(some: Sequence[Candidate], size: int) -> list[Candidate]:
    """Make a larger catalogue: each title's first half goes on with another's second, under people of its own."""
    chance = random.Random(3)
    return [_crossed(some[place % len(some)], chance.choice(some), place) for place in range(size)]


def _crossed(one: Candidate, other: Candidate, place: int) -> Candidate:
    mine, theirs = one.text.split(), other.text.split()
    return replace(
        one,
        key=f"{one.key}-{place}",
        anthology=f"{one.key}-{place}",
        text=" ".join((*mine[: len(mine) // 2], *theirs[len(theirs) // 2 :])),
        tags=tuple(dict.fromkeys((*one.tags[: len(one.tags) // 2], *other.tags[len(other.tags) // 2 :]))),
        cast=tuple(PersonId(f"{person} {place // 9000}") for person in one.cast),
        crew=tuple((PersonId(f"{person} {place // 9000}"), role) for person, role in one.crew),
        related=(),
    )


def speed(yardstick: Yardstick) -> None:
    """Print the median query, of growing catalogues, beside scikit-learn's TF-IDF cosine over the same texts."""
    beside = importlib.util.find_spec("sklearn") is not None
    if not beside:
        print("scikit-learn is not installed: the recommender is measured alone")
    for size in (len(yardstick.candidates), 10_000, 100_000):
        shelf = yardstick.candidates if size == len(yardstick.candidates) else grown(yardstick.candidates, size)
        asked = [one.key for one in shelf[:: size // 200]]
        started = time.perf_counter()
        recommender = Recommender(shelf)
        figures = {"build s": time.perf_counter() - started}
        figures["query ms"] = _median(recommender.ranked, asked)
        figures["with picks and reasons ms"] = _median(recommender.similar, asked)
        started = time.perf_counter()
        recommender.add(replace(shelf[0], key="new", anthology="new"))
        figures["add ms"] = 1e3 * (time.perf_counter() - started)
        if beside:
            figures["scikit-learn ms"] = _median(_plain_cosine(shelf), asked)
            figures["ratio"] = figures["query ms"] / figures["scikit-learn ms"]
        told(f"{size:,} titles", figures)


def _median(recommend: Callable[[str, int], object], asked: Sequence[str]) -> float:
    taken = list[float]()
    for key in asked:
        started = time.perf_counter()
        recommend(key, 10)
        taken.append(time.perf_counter() - started)
    return 1e3 * float(np.median(taken))


def _plain_cosine(shelf: Sequence[Candidate]) -> Recommend:
    """Give the plain way: one TF-IDF over all that is said of a title, and the cosine to every other."""
    text = importlib.import_module("sklearn.feature_extraction.text")
    pairwise = importlib.import_module("sklearn.metrics.pairwise")
    texts = [
        " ".join((one.title, one.text, *one.tag_ids, *one.cast, *(person for person, _ in one.crew))) for one in shelf
    ]
    matrix = text.TfidfVectorizer(stop_words="english").fit_transform(texts)
    row_of = {one.key: row for row, one in enumerate(shelf)}

    def recommend(key: str, limit: int) -> list[str]:
        alike: NDArray[np.float64] = pairwise.linear_kernel(matrix[row_of[key]], matrix).ravel()
        alike[row_of[key]] = -1
        first = np.argpartition(-alike, limit)[:limit]
        return [shelf[row].key for row in listed(first[np.argsort(-alike[first])])]

    return recommend


PARTS: Mapping[str, Callable[[Yardstick], None]] = {
    "quality": quality,
    "ablation": ablation,
    "diversity": diversity,
    "words": words,
    "speed": speed,
}


def main(asked: Sequence[str]) -> None:
    """Print the parts asked for, or all of them."""
    if not SHARED.is_dir():
        sys.exit(f"the yardstick is not there: looked for {SHARED.name} in ../shared and ANTHOLOGIST_SHARED")
    yardstick = Yardstick(SHARED)
    for name in asked or PARTS:
        print(f"\n{name}")
        PARTS[name](yardstick)


if __name__ == "__main__":
    main(sys.argv[1:])
