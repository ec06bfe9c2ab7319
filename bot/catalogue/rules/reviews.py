"""A press review gives reasons, each a different one, and a verdict that its score amounts to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from rapidfuzz import fuzz

from bot.catalogue.lines import Place
from bot.catalogue.rules.violation import Violation, bare
from bot.models.opinions import Opinion, PressReview, Score, Verdict

ALIKE = 90
"""From this likeness of their words (0 to 100) on, two texts say the same."""
SCALE: tuple[tuple[float, frozenset[Verdict]], ...] = (
    (0.85, frozenset({Verdict.MUST_WATCH})),
    (0.65, frozenset({Verdict.WORTH_WATCHING})),
    (0.5, frozenset({Verdict.MIXED})),
    (0.35, frozenset({Verdict.FOR_FANS, Verdict.SKIP})),
    (0.0, frozenset({Verdict.SKIP})),
)
"""From which share of the highest score on a critic's score amounts to which verdict."""


def review_violations(review: PressReview, place: Place) -> Iterator[Violation]:
    """Give what is wrong with one press review."""
    found = (*_one_sided(review.opinion), *_repeated(review.opinion), *_against_its_score(review))
    for rule, key, what in found:
        where = f"{review.outlet} on {review.instalment}"
        yield Violation(rule, review.instalment, review.outlet, (*place, key) if key else place, f"{where}: {what}")


def verdicts_of(score: Score) -> frozenset[Verdict]:
    """Give the verdicts that a score amounts to."""
    share = round(score.share, 4)
    return next(verdicts for least, verdicts in SCALE if share >= least)


def _one_sided(opinion: Opinion) -> Iterator[tuple[str, str, str]]:
    if not (opinion.works or opinion.doesnt):
        yield "no-reasons", "", "no reason is given: expected something that works, or that doesn't"
    elif opinion.verdict is Verdict.MIXED and not (opinion.works and opinion.doesnt):
        lacking = "doesnt" if opinion.works else "works"
        yield "one-sided", "verdict", f"a mixed verdict has reasons on both sides: {lacking} is missing"


def _repeated(opinion: Opinion) -> Iterator[tuple[str, str, str]]:
    reasons = [("works", text) for text in opinion.works] + [("doesnt", text) for text in opinion.doesnt]
    for (_, one), (key, other) in combinations(reasons, 2):
        if _alike(one, other):
            yield "repeated-reason", key, f'two reasons say the same: "{one}", "{other}"'
    for key, text in reasons:
        if _alike(text, opinion.headline):
            yield "repeated-reason", key, f'a reason says the same as the headline: "{text}"'


def _alike(one: str, other: str) -> bool:
    return fuzz.token_sort_ratio(bare(one), bare(other)) >= ALIKE


def _against_its_score(review: PressReview) -> Iterator[tuple[str, str, str]]:
    score, verdict = review.opinion.score, review.opinion.verdict
    if score is None:
        if review.overruled:
            yield "needless-overruled", "overruled", "overruled says why a score doesn't count, but there is no score"
        return
    usual = verdicts_of(score)
    if verdict not in usual and not review.overruled:
        expected = " or ".join(one for one in Verdict if one in usual)
        what = f"the score {score} amounts to {expected}, not to {verdict}: expected that, or why not in overruled"
        yield "against-score", "verdict", what
    elif verdict in usual and review.overruled:
        yield "needless-overruled", "overruled", f"the score {score} amounts to {verdict}: overruled says nothing"
