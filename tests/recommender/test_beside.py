"""What one server adds and hides takes part in its own recommendations and in nobody else's."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from bot.models.ids import TagId
from bot.recommender import Candidate, Recommender, Request
from tests.recommender.sample_catalogue import SHELF, VOCABULARY, shelf, title
from tests.recommender.test_whatever_is_asked import KEYS, candidates, catalogue, everything, often, request

OWN = title("own-attic/1", "crime", "science-fiction", text="A detective hears a voice on an old radio.", minutes=900)


@often
@given(catalogue, catalogue, st.lists(st.sampled_from(KEYS)), catalogue, request)
def test_whatever_one_adds_and_hides_changes_only_its_own_answers(
    bundled: list[Candidate], own: list[Candidate], hidden: list[str], others: list[Candidate], asked: Request
) -> None:
    recommender = Recommender(bundled, VOCABULARY)
    before = recommender.recommend(asked, 20)

    here = recommender.with_changes({one.key: one for one in own if one.key not in hidden}.values(), hidden)
    there = recommender.with_changes({one.key: one for one in others}.values())
    answer = here.recommend(asked, 20)
    there.recommend(asked, 20)
    there.add(replace(OWN, key="b/1", anthology="b"))

    known = {one.key for one in (*bundled, *own)} - set(hidden)
    assert {pick.key for pick in everything(answer)} <= known
    assert len(here) == len(known)
    assert here.recommend(asked, 20) == answer
    assert recommender.recommend(asked, 20) == before


@often
@given(catalogue, st.lists(candidates(), max_size=4, unique_by=lambda one: one.key), request)
def test_what_stands_beside_is_ranked_as_if_it_had_been_added(
    bundled: list[Candidate], own: list[Candidate], asked: Request
) -> None:
    added = Recommender(bundled, VOCABULARY)
    known = {one.key: one for one in bundled}
    for one in own:
        if known.get(one.key) != one:
            added.add(one)
    assert Recommender(bundled, VOCABULARY).with_changes(own).recommend(asked, 20) == added.recommend(asked, 20)


def test_a_servers_own_title_is_recommended_like_any_other_and_to_that_server_alone() -> None:
    bundled = shelf()
    here = bundled.with_changes([OWN])
    assert OWN.key in {pick.key for pick in here.similar("signal-box/1").picks}
    assert "signal-box/1" in {pick.key for pick in here.similar(OWN.key).picks}
    assert OWN.key in {pick.key for pick in here.recommend(Request(tags=(TagId("crime"),)), 20).picks}
    assert here.compare(OWN.key, "signal-box/1").shared
    assert OWN.key not in bundled
    assert OWN.key not in {pick.key for pick in everything(bundled.recommend(Request(tags=(TagId("crime"),)), 20))}


def test_a_hidden_title_is_not_recommended_and_what_is_like_it_can_still_be_asked_elsewhere() -> None:
    bundled = shelf()
    here = bundled.with_changes([], ["signal-box/1"])
    everyone = len(SHELF)
    assert "signal-box/1" in {pick.key for pick in everything(bundled.recommend(Request(), everyone))}
    assert "signal-box/1" not in {pick.key for pick in everything(here.recommend(Request(), everyone))}
    assert bundled.similar("signal-box/1").picks
