"""Learn the finder's weights: a softmax over candidates, fitted on typed texts from some seeds and tried on others.

``python tests/benchmarks/search_weights.py`` prints the weights for ``bot/search/ranking.py`` and ``judgement.py``, and
for the learned and the present ones what they reach on sets that took no part. Each typed text counts twice: once as it
is and, with little weight, once with the work that was meant taken out, so that "none of these" is learned too.
"""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from bot.search.buckets import Bucket
from bot.search.confidence import NONE_OF_THESE, SURE_FROM
from bot.search.names import Subject, spellings
from bot.search.normalise import fold
from bot.search.numbers import numbered
from bot.search.ranking import WEIGHTS, Typed, measures
from tests.benchmarks import typed_texts
from tests.benchmarks.search import documents, shared_items, works_of

LEARNED_ON = (101, 102, 103, 104)
TRIED_ON = (201, 202, 203, 204)
ABSENT = 0.1
"""How often, it is assumed, what is meant is not in the index."""
KEPT = 60
FIXED = ("prior",)
"""Set by hand: works are drawn evenly for the texts, so they cannot teach what is meant more often."""
ALIASES = 400
"""Typed texts, beside those of the yardstick's kinds, that are made from another name than the title: of names in Latin
letters the yardstick types little but titles, and a finder taught by it alone would slight all others."""

Numbers = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Lesson:
    """A typed text with its candidates: which are right, whose each is, and its measures (one row a candidate)."""

    text: typed_texts.Typed
    right: NDArray[np.bool_]
    owners: list[str]
    measured: NDArray[np.float32]


def lessons(bucket: Bucket, texts: Iterable[typed_texts.Typed]) -> list[Lesson]:
    """Measure the candidates of each text, as the finder would, and keep the most promising."""
    vector = np.array(list(WEIGHTS.values()), np.float32)
    made: list[Lesson] = []
    for text in texts:
        key = fold(text.text)
        owners: list[str] = []
        columns = [np.zeros((len(WEIGHTS), 0), np.float32)]
        for form in dict.fromkeys((key, numbered(key))):
            near, shared, priors = bucket.near(form, tuple(Subject))
            if near:
                owners += [spelling.document.key for spelling in near]
                typed = Typed.of(form, finished=text.text.endswith(" "))
                columns.append(measures(typed, near, shared, priors))
        measured = np.concatenate(columns, axis=1)
        right = np.array([owner == text.key for owner in owners], bool)
        best = np.argsort(-(vector @ measured) - 100 * right, kind="stable")[:KEPT]
        made.append(Lesson(text, right[best], [owners[int(place)] for place in best], measured[:, best].T))
    return made


def learn(taught: Sequence[Lesson], steps: int = 300) -> tuple[Numbers, float]:
    """Give the weights, and that of "none of these", that make what was meant likeliest (Adam, small ridge)."""
    fixed = np.array([name in FIXED for name in WEIGHTS])
    widest = max(len(lesson.owners) for lesson in taught)
    measured = np.zeros((len(taught), widest, len(WEIGHTS)), np.float32)
    right = np.zeros((len(taught), widest), bool)
    there = np.zeros((len(taught), widest), bool)
    for place, lesson in enumerate(taught):
        count = len(lesson.owners)
        measured[place, :count], right[place, :count], there[place, :count] = lesson.measured, lesson.right, True
    learnable: Numbers = np.max(right, axis=1, initial=False, keepdims=True).astype(np.float64)
    weights = np.append(np.array(list(WEIGHTS.values())), NONE_OF_THESE)
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    for step in range(1, steps + 1):
        fits = np.where(there, (measured @ weights[:-1].astype(np.float32)).astype(np.float64), -1e9)
        top = np.maximum(fits.max(axis=1), weights[-1])[:, np.newaxis]
        likely, none = np.exp(fits - top), np.exp(weights[-1] - top[:, 0])
        share = likely / (likely.sum(axis=1) + none)[:, np.newaxis]
        of_right = share * right
        target: Numbers = of_right / np.maximum(of_right.sum(axis=1, keepdims=True), 1e-12)
        without = np.where(right, 0, likely)
        absent_share: Numbers = without / (without.sum(axis=1) + none)[:, np.newaxis]
        pull: Numbers = (1 - ABSENT) * (target - share) * learnable - ABSENT * absent_share
        pull_none = -pull.sum(axis=1)
        slope = np.append(-np.tensordot(pull.astype(np.float32), measured, 2), -pull_none.sum()) / len(taught)
        slope += 1e-3 * weights
        slope[:-1][fixed] = 0
        mean, spread = 0.9 * mean + 0.1 * slope, 0.99 * spread + 0.01 * slope**2
        weights -= 0.3 * 0.99**step * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.99**step)) + 1e-8)
    return weights[:-1], float(weights[-1])


def tried(lessons_apart: Sequence[Lesson], weights: Numbers, none: float) -> dict[str, float]:
    """Give shares of the texts: right first, right within 25, sure, sure but wrong, sure though it was taken out."""
    first = within = sure = wrong = absent = 0
    for lesson in lessons_apart:
        fits = lesson.measured @ weights
        ranked = _ranked(lesson.owners, fits)
        first += next(iter(ranked), None) == lesson.text.key
        within += lesson.text.key in list(ranked)[:25]
        if _is_sure(ranked, none):
            sure += 1
            wrong += next(iter(ranked)) != lesson.text.key
        ranked.pop(lesson.text.key, None)
        absent += _is_sure(ranked, none)
    count = len(lessons_apart)
    return {
        "first": first / count,
        "within 25": within / count,
        "sure": sure / count,
        "sure but wrong": wrong / count,
        "sure though absent": absent / count,
    }


def _ranked(owners: list[str], fits: Numbers) -> dict[str, float]:
    ranked: dict[str, float] = {}
    for place in map(int, np.argsort(-fits, kind="stable")):
        ranked.setdefault(owners[place], float(fits[place]))
    return ranked


def _is_sure(ranked: dict[str, float], none: float) -> bool:
    if not ranked:
        return False
    fits = np.array([*ranked.values(), none])
    likely = np.exp(fits - fits.max())
    return bool(likely[0] / likely.sum() >= SURE_FROM)


def from_other_names(works: Sequence[typed_texts.Work], seed: int, count: int) -> list[typed_texts.Typed]:
    """Make texts of the yardstick's Latin kinds from another name than the title."""
    chance = random.Random(seed)
    kinds: list[Callable[[typed_texts.Work, random.Random], str | None]] = list(typed_texts.KINDS.values())[:6]
    made: list[typed_texts.Typed] = []
    while len(made) < count:
        work = chance.choice(works)
        others = [name for name in work.names[1:] if typed_texts.LATIN.fullmatch(name)]
        if others:
            text = chance.choice(kinds)(typed_texts.Work(work.key, chance.choice(others), work.names), chance)
            if text and text.strip():
                made.append(typed_texts.Typed("other name", text, work.key))
    return made


def main() -> None:
    """Print learned weights beside the present ones, and what both reach."""
    items = shared_items()
    works = works_of(items)
    started = time.perf_counter()
    bucket = Bucket([spelling for document in documents(items) for spelling in spellings(document)])
    taught = [text for seed in LEARNED_ON for text in typed_texts.typed_texts(works, seed)]
    learned = lessons(bucket, taught + from_other_names(works, LEARNED_ON[0], ALIASES))
    apart = {
        "other seeds": lessons(bucket, [text for seed in TRIED_ON for text in typed_texts.typed_texts(works, seed)]),
        "other names": lessons(bucket, from_other_names(works, TRIED_ON[0], ALIASES)),
    }
    print(f"{len(learned)} texts measured in {time.perf_counter() - started:.0f} s")
    weights, none = learn(learned)
    for name, value in zip(WEIGHTS, weights, strict=True):
        print(f"{name:>16} {value:6.2f}   now {WEIGHTS[name]:6.2f}")
    print(f"{'none of these':>16} {none:6.2f}   now {NONE_OF_THESE:6.2f}")
    present = np.array(list(WEIGHTS.values()))
    for name, texts in apart.items():
        for whose, figures in (("learned", tried(texts, weights, none)), ("now", tried(texts, present, NONE_OF_THESE))):
            print(f"{name}, {whose:>7}: " + "   ".join(f"{what} {share:.4f}" for what, share in figures.items()))


if __name__ == "__main__":
    main()
