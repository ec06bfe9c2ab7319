"""How many opinions become one verdict: whatever their order, between the kindest and the harshest, and whose words."""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models.consensus import SCALE, Agreement, ReviewSource, consensus, rank, summary
from bot.models.ids import InstalmentId, MemberId, ServerId
from bot.models.opinions import Comparison, Opinion, PressReview, ServerReview, Verdict

MUST, WORTH, MIXED, FANS, SKIP = Verdict
HARBOUR = InstalmentId("harbour/1")
WRITTEN = datetime(2024, 5, 1, tzinfo=UTC)

verdicts = st.lists(st.sampled_from(Verdict), min_size=1, max_size=12)
reasons = st.lists(st.sampled_from(["the cast", "The cast", "the score", "the end", "the fog", "the pace"]), max_size=4)


def press(*opinions: Opinion) -> list[PressReview]:
    return [PressReview(HARBOUR, f"Outlet {place}", "https://example.org", one) for place, one in enumerate(opinions)]


def server(*opinions: Opinion) -> list[ServerReview]:
    return [
        ServerReview(ServerId(1), MemberId(place), HARBOUR, one, WRITTEN, WRITTEN) for place, one in enumerate(opinions)
    ]


@given(verdicts, st.randoms(use_true_random=False))
def test_the_order_in_which_opinions_come_does_not_matter(given_in: list[Verdict], shuffling: Random) -> None:
    other = list(given_in)
    shuffling.shuffle(other)
    assert consensus(given_in) == consensus(other)


@given(verdicts)
def test_a_consensus_lies_between_the_harshest_and_the_kindest(found: list[Verdict]) -> None:
    summed = consensus(found)
    assert summed is not None
    assert min(map(rank, found)) <= rank(summed.verdict) <= max(map(rank, found))
    assert summed.reviews == len(found)


@given(st.sampled_from(Verdict), st.integers(2, 20))
def test_opinions_that_are_all_the_same_are_of_one_mind(verdict: Verdict, voices: int) -> None:
    summed = consensus([verdict] * voices)
    assert summed is not None
    assert (summed.verdict, summed.agreement) == (verdict, Agreement.UNANIMOUS)


@given(verdicts, st.sampled_from(Verdict))
def test_a_kinder_opinion_more_never_makes_a_verdict_harsher(found: list[Verdict], more: Verdict) -> None:
    before, after = consensus(found), consensus([*found, more])
    assert before is not None
    assert after is not None
    if rank(more) >= max(map(rank, found)):
        assert rank(after.verdict) >= rank(before.verdict)


@given(verdicts)
def test_what_more_than_half_say_is_the_verdict(found: list[Verdict]) -> None:
    summed = consensus(found)
    assert summed is not None
    for verdict in Verdict:
        if 2 * found.count(verdict) > len(found):
            assert summed.verdict is verdict


@pytest.mark.parametrize(
    ("found", "verdict", "agreement"),
    [
        ([MUST], MUST, Agreement.ALONE),
        ([MUST, MUST], MUST, Agreement.UNANIMOUS),
        ([MUST, WORTH], WORTH, Agreement.CLOSE),
        ([MUST, WORTH, WORTH], WORTH, Agreement.CLOSE),
        ([MUST, SKIP], MIXED, Agreement.DIVIDED),
        ([WORTH, FANS], MIXED, Agreement.DIVIDED),
        ([MUST, MUST, SKIP], MUST, Agreement.DIVIDED),
        ([MUST, MUST, WORTH, SKIP], WORTH, Agreement.DIVIDED),
        ([MUST, WORTH, MIXED, MIXED], WORTH, Agreement.DIVIDED),
        ([WORTH, WORTH, MIXED, SKIP], MIXED, Agreement.DIVIDED),
    ],
)
def test_a_few_opinions_become_the_verdict_that_a_reader_would_give(
    found: list[Verdict], verdict: Verdict, agreement: Agreement
) -> None:
    summed = consensus(found)
    assert summed is not None
    assert (summed.verdict, summed.agreement) == (verdict, agreement)


def test_no_opinion_is_no_verdict() -> None:
    assert consensus([]) is None
    assert summary([], []) is None


def test_the_scale_goes_from_skip_to_must_watch() -> None:
    assert SCALE == (SKIP, FANS, MIXED, WORTH, MUST)
    assert [rank(verdict) for verdict in SCALE] == [0, 1, 2, 3, 4]


def test_this_servers_curators_go_before_the_press() -> None:
    found = summary(press(Opinion(SKIP, "All fog.", ("the fog",))), server(Opinion(MUST, "See it.", ("the cast",))))
    assert found is not None
    assert (found.source, found.consensus.verdict, found.headline) == (ReviewSource.SERVER, MUST, "See it.")
    assert found.works == ("the cast",)


def test_without_a_review_of_the_servers_own_the_press_speaks() -> None:
    found = summary(press(Opinion(SKIP, "All fog.")), [])
    assert found is not None
    assert (found.source, found.consensus.verdict, found.headline) == (ReviewSource.PRESS, SKIP, "All fog.")


def test_the_headline_is_that_of_the_opinion_nearest_to_the_verdict() -> None:
    found = summary(press(Opinion(SKIP, "No."), Opinion(WORTH, "Good."), Opinion(WORTH, "Fine.")), [])
    assert found is not None
    assert found.headline == "Good."


def test_reasons_are_taken_from_each_opinion_in_turn_and_none_twice() -> None:
    found = summary(
        press(
            Opinion(WORTH, "Good.", ("the cast", "the score", "the end")),
            Opinion(WORTH, "Fine.", ("The Cast", "the fog")),
        ),
        [],
    )
    assert found is not None
    assert found.works == ("the cast", "the score", "the fog")


def test_an_only_voice_keeps_all_four_of_its_reasons() -> None:
    four = ("the cast", "the score", "the end", "the fog")
    found = summary(press(Opinion(WORTH, "Good.", four, four)), [])
    assert found is not None
    assert found.works == four
    assert found.doesnt == four


@given(st.lists(reasons.map(tuple), min_size=2, max_size=6))
def test_several_voices_give_at_most_three_reasons_none_of_them_twice_or_made_up(each: list[tuple[str, ...]]) -> None:
    found = summary(press(*(Opinion(WORTH, "Good.", works=group, doesnt=group) for group in each)), [])
    assert found is not None
    said = [reason for group in each for reason in group]
    for shown in (found.works, found.doesnt):
        assert len(shown) == min(3, len({reason.casefold() for reason in said}))
        assert len({reason.casefold() for reason in shown}) == len(shown)
        assert set(shown) <= set(said)


def test_the_comparison_shown_is_that_of_the_nearest_opinion_that_has_one() -> None:
    far, near = Comparison(HARBOUR, "worse"), Comparison(HARBOUR, "calmer")
    found = summary(
        press(
            Opinion(SKIP, "No.", comparison=far),
            Opinion(WORTH, "Good."),
            Opinion(WORTH, "Fine.", comparison=near),
        ),
        [],
    )
    assert found is not None
    assert found.comparison == near
