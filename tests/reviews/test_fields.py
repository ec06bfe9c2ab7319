"""A review form becomes an opinion, or says what is wrong with it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models.ids import InstalmentId
from bot.models.opinions import Comparison, Opinion, Score, Verdict
from bot.models.text import Fault, Wrong
from bot.reviews.fields import fields_of, read_opinion, read_score
from tests.views.strategies import hostile_texts

SIBLINGS = {InstalmentId("harbour/1"): "Harbour 1", InstalmentId("harbour/2"): "Harbour 2"}
FILLED = {"verdict": "mixed", "headline": "Slow, and better for it."}

SAID = st.text(st.characters(categories=["L", "N", "P", "S"]), min_size=1, max_size=12).map(lambda one: f"said {one}")
REASONS = st.lists(SAID, max_size=4, unique=True).map(tuple)
OPINIONS = st.builds(
    Opinion,
    st.sampled_from(Verdict),
    SAID,
    REASONS,
    REASONS,
    st.none() | st.builds(Score, st.integers(0, 20).map(lambda one: one / 4), st.sampled_from([5.0, 10.0, 100.0])),
    st.none() | st.builds(Comparison, st.sampled_from(list(SIBLINGS)), SAID),
    st.none() | SAID,
)


@given(OPINIONS)
def test_an_opinion_written_into_a_form_reads_back_as_the_same(opinion: Opinion) -> None:
    again = read_opinion(fields_of(opinion), SIBLINGS)
    assert isinstance(again, Opinion)
    # Letters may be composed once on the way in; from then on nothing changes any more.
    assert read_opinion(fields_of(again), SIBLINGS) == again
    assert (again.verdict, again.score) == (opinion.verdict, opinion.score)


def test_the_least_that_makes_a_review_is_a_verdict_and_a_sentence() -> None:
    assert read_opinion(FILLED, {}) == Opinion(Verdict.MIXED, "Slow, and better for it.")


def test_a_whole_form_becomes_an_opinion() -> None:
    fields = FILLED | {
        "works": "- the harbour\n- the rain",
        "doesnt": "the end",
        "spoilers": "It was \n the tuner.",
        "other": "harbour/1",
        "comparison": "calmer",
        "score": "7,5/10",
    }
    assert read_opinion(fields, SIBLINGS) == Opinion(
        Verdict.MIXED,
        "Slow, and better for it.",
        ("the harbour", "the rain"),
        ("the end",),
        Score(7.5, 10),
        Comparison(InstalmentId("harbour/1"), "calmer"),
        "It was the tuner.",
    )


def test_what_it_is_compared_with_may_be_named_by_its_title() -> None:
    read = read_opinion(FILLED | {"other": " harbour 2", "comparison": "louder"}, SIBLINGS)
    assert isinstance(read, Opinion)
    assert read.comparison == Comparison(InstalmentId("harbour/2"), "louder")


@pytest.mark.parametrize(
    ("wrong", "faults"),
    [
        ({"verdict": ""}, [Fault("verdict", Wrong.MISSING)]),
        ({"verdict": "splendid"}, [Fault("verdict", Wrong.MISSING)]),
        ({"headline": " \u200b "}, [Fault("headline", Wrong.MISSING)]),
        ({"headline": "a" * 201}, [Fault("headline", Wrong.TOO_LONG, 201, 200, 0, "a" * 201)]),
        ({"works": "a\nb\nc\nd\ne"}, [Fault("works", Wrong.TOO_MANY, 5, 4)]),
        ({"doesnt": "a\n" + "b" * 183}, [Fault("doesnt", Wrong.TOO_LONG, 183, 160, 2, "b" * 183)]),
        ({"spoilers": "a" * 1001}, [Fault("spoilers", Wrong.TOO_LONG, 1001, 1000, 0, "a" * 1001)]),
        ({"comparison": "calmer"}, [Fault("other", Wrong.MISSING)]),
        ({"other": "harbour/1"}, [Fault("comparison", Wrong.MISSING)]),
        ({"other": "elsewhere/1", "comparison": "calmer"}, [Fault("other", Wrong.UNKNOWN, text="elsewhere/1")]),
        ({"score": "very good"}, [Fault("score", Wrong.UNREADABLE, text="very good")]),
        (
            {"headline": "a" * 201, "score": "11/10"},
            [
                Fault("headline", Wrong.TOO_LONG, 201, 200, 0, "a" * 201),
                Fault("score", Wrong.UNREADABLE, text="11/10"),
            ],
        ),
    ],
)
def test_all_faults_are_reported_at_once_with_counts(wrong: dict[str, str], faults: list[Fault]) -> None:
    assert read_opinion(FILLED | wrong, SIBLINGS) == tuple(faults)


@given(st.dictionaries(st.sampled_from(["verdict", "headline", "works", "doesnt", "score", "other"]), hostile_texts))
def test_whatever_is_submitted_is_an_opinion_within_the_limits_or_has_faults(fields: dict[str, str]) -> None:
    read = read_opinion(FILLED | fields, SIBLINGS)
    if isinstance(read, Opinion):
        assert len(read.headline) <= 200
        assert len(read.works) <= 4
        assert all(len(reason) <= 160 for reason in (*read.works, *read.doesnt))
    else:
        assert read


@pytest.mark.parametrize(
    ("typed", "score"),
    [
        ("7.5/10", Score(7.5, 10)),
        ("7,5 / 10", Score(7.5, 10)),
        ("３/５", Score(3, 5)),
        ("3 out of 5", Score(3, 5)),
        ("75%", Score(75, 100)),
        ("0/4", Score(0, 4)),
        ("7", None),
        ("5/0", None),
        ("11/10", None),
        ("-1/10", None),
        ("1e3/10", None),
        ("nan/10", None),
        ("7.555/10", None),
        ("7/1000", None),
        ("", None),
    ],
)
def test_scores_are_read_as_people_write_them(typed: str, score: Score | None) -> None:
    assert read_score(typed) == score
