"""Why a pick stands there: true, specific, and what really moved it."""

from __future__ import annotations

from itertools import pairwise

import pytest
from msgspec.structs import replace

from bot.models.catalogue import TagGroup
from bot.models.ids import TagId
from bot.recommender import Candidate, Pick, Reason, ReasonKind, Recommender, Request, WishKind
from bot.recommender.text.tokens import stem
from tests.recommender.sample_catalogue import SHELF, VOCABULARY, shelf, title

OF_ROLES = {ReasonKind.SAME_DIRECTOR, ReasonKind.SAME_WRITER, ReasonKind.SAME_CREATOR, ReasonKind.SAME_HOST}


def pick_of(recommender: Recommender, request: Request, key: str) -> Pick:
    return next(pick for pick in recommender.recommend(request, limit=20).picks if pick.key == key)


def reasons(pick: Pick) -> dict[ReasonKind, Reason]:
    return {reason.kind: reason for reason in pick.reasons}


def without(candidate: Candidate, reason: Reason) -> Candidate:  # noqa: PLR0911 - one answer a kind of reason
    """Take from a candidate what a reason cites."""
    cited = set(reason.values)
    match reason.kind:
        case ReasonKind.SHARED_TAG | ReasonKind.WANTED_TAG | ReasonKind.TASTE:
            return replace(candidate, tags=tuple(pair for pair in candidate.tags if pair[0] not in cited))
        case kind if kind in OF_ROLES:
            return replace(candidate, crew=tuple(pair for pair in candidate.crew if pair[0] not in cited))
        case ReasonKind.SAME_CAST:
            return replace(candidate, cast=tuple(person for person in candidate.cast if person not in cited))
        case ReasonKind.SAME_COUNTRY:
            return replace(candidate, countries=tuple(code for code in candidate.countries if code not in cited))
        case ReasonKind.SAME_SERVICE:
            return replace(candidate, services=tuple(name for name in candidate.services if name not in cited))
        case ReasonKind.SHARED_WORDS | ReasonKind.WANTED_WORDS:
            roots = {stem(word) for word in cited}
            return replace(
                candidate,
                text=" ".join(word for word in candidate.text.split() if stem(word.strip(".,;").lower()) not in roots),
            )
        case ReasonKind.SAME_YEARS:
            return replace(candidate, year=None)
        case ReasonKind.LENGTH:
            return replace(candidate, minutes=None)
        case _:
            return replace(candidate, popularity=0.5)


def test_shared_tags_and_the_director_are_named_with_the_title_that_they_are_shared_with() -> None:
    pick = pick_of(shelf(), Request(liked=("soundtrack/2",)), "encore/1")
    told = reasons(pick)
    assert set(told[ReasonKind.SHARED_TAG].values) <= {"romance", "music", "second-chance"}
    assert "second-chance" in told[ReasonKind.SHARED_TAG].values
    assert told[ReasonKind.SAME_DIRECTOR].values == ("kim-hee-won",)
    assert {reason.seed for reason in told.values()} == {"soundtrack/2"}


def test_an_actor_in_both_is_named() -> None:
    told = reasons(pick_of(shelf(), Request(liked=("soundtrack/2",)), "late-shift/1"))
    assert told[ReasonKind.SAME_CAST].values == ("noh-sang-hyun",)


def test_of_two_liked_titles_the_one_that_it_is_true_of_is_named() -> None:
    told = reasons(pick_of(shelf(), Request(liked=("haunted/1", "soundtrack/2")), "encore/1"))
    assert told[ReasonKind.SHARED_TAG].seed == "soundtrack/2"


def test_tags_that_were_asked_for_lead_the_reasons() -> None:
    pick = pick_of(shelf(), Request(tags=(TagId("ghosts"),)), "haunted/2")
    assert (pick.reasons[0].kind, pick.reasons[0].values) == (ReasonKind.WANTED_TAG, ("ghosts",))


def test_words_that_were_asked_for_are_named_as_they_stand_in_the_premise() -> None:
    pick = pick_of(shelf(), Request(words="festivals"), "encore/1")
    assert reasons(pick)[ReasonKind.WANTED_WORDS].values == ("festival",)


def test_what_is_true_of_many_titles_is_no_reason_for_a_pick() -> None:
    kinds = {kind for pick in shelf().recommend(Request(liked=("soundtrack/2",)), 20).picks for kind in reasons(pick)}
    assert ReasonKind.SHARED_TAG in kinds
    assert not kinds & {ReasonKind.SAME_COUNTRY, ReasonKind.SAME_SERVICE, ReasonKind.SAME_YEARS, ReasonKind.LENGTH}


def test_the_nearest_are_not_praised_for_a_length_that_they_break() -> None:
    ranking = shelf().recommend(Request(tags=(TagId("ghosts"),), longest=60))
    assert ranking.nearest
    too_long = [pick for pick in ranking.nearest if WishKind.LONGEST in {wish.kind for wish in pick.misses}]
    assert too_long
    assert not [reason for pick in too_long for reason in pick.reasons if reason.kind is ReasonKind.LENGTH]


def test_being_thought_well_of_is_a_reason() -> None:
    assert ReasonKind.STANDING in reasons(pick_of(shelf(), Request(), "late-shift/1"))


def test_ratings_are_given_as_taste() -> None:
    told = reasons(pick_of(shelf(), Request(taste={"soundtrack/2": 10}), "encore/1"))
    assert "second-chance" in told[ReasonKind.TASTE].values


def test_one_word_in_both_premises_is_chance_and_not_told() -> None:
    one = title("one/1", "food", text="At midnight a baker opens the door.")
    two = title("two/1", "food", text="At midnight the sea rises over the town.")
    told = reasons(pick_of(shelf(one, two), Request(liked=("one/1",)), "two/1"))
    assert ReasonKind.SHARED_WORDS not in told


def test_common_words_are_never_told() -> None:
    crowd = [title(f"crowd{n}/1", text=f"A detective finds a letter in town number {n}.") for n in range(60)]
    recommender = shelf(*crowd)
    for pick in recommender.recommend(Request(liked=("crowd1/1",)), limit=5).picks:
        assert not {"detective", "letter", "town"} & set(
            reasons(pick).get(ReasonKind.SHARED_WORDS, Reason(ReasonKind.LENGTH)).values
        )


def test_a_country_is_no_reason_before_what_says_more() -> None:
    for pick in shelf().recommend(Request(liked=("soundtrack/2",)), limit=20).picks:
        kinds = [reason.kind for reason in pick.reasons]
        if ReasonKind.SAME_COUNTRY in kinds and ReasonKind.SHARED_TAG in kinds:
            assert kinds.index(ReasonKind.SHARED_TAG) < kinds.index(ReasonKind.SAME_COUNTRY)


def test_two_picks_in_a_row_are_not_given_the_same_reasons_where_others_are_true() -> None:
    alike = [title(f"alike{n}/1", "romance", "music", "second-chance", countries=("KR",)) for n in range(5)]
    picks = shelf(*alike).recommend(Request(liked=("soundtrack/2",)), limit=5).picks
    for one, other in pairwise(picks):
        assert {(r.kind, r.values) for r in one.reasons} != {(r.kind, r.values) for r in other.reasons}


def test_no_pick_has_more_than_three_reasons() -> None:
    for key in ("soundtrack/1", "soundtrack/2", "haunted/1", "late-shift/1"):
        assert all(len(pick.reasons) <= 3 for pick in shelf().recommend(Request(liked=(key,)), limit=20).picks)


def test_what_is_said_of_an_anthology_is_true_of_every_instalment_that_it_stands_for() -> None:
    many = [title(f"many/{n}", "food", "hopeful", "comedy" if n else "crime") for n in range(6)]
    others = [title(f"other{n}/1", "food", "hopeful") for n in range(3)]
    umbrella = title("many", "food", "hopeful", umbrella=True)
    recommender = shelf(*many, umbrella, title("seed/1", "food", "hopeful", "comedy", "crime"), *others)
    pick = pick_of(recommender, Request(liked=("seed/1",)), "many")
    tags_of = {one.key: set(one.tag_ids) for one in many}
    for reason in pick.reasons:
        if reason.kind is ReasonKind.SHARED_TAG:
            assert all(set(reason.values) <= tags_of[member] for member in pick.members)


@pytest.mark.parametrize(
    "request_",
    [
        Request(liked=("soundtrack/2",)),
        Request(liked=("soundtrack/1", "signal-box/1")),
        Request(liked=("haunted/2",)),
        Request(liked=("late-shift/1",), disliked=("kitchen/1",)),
        Request(tags=(TagId("romance"), TagId("music"))),
        Request(words="songs on a stage", tags=(TagId("romance"),)),
        Request(taste={"soundtrack/2": 9, "haunted/1": 2}),
    ],
)
def test_a_pick_without_what_is_cited_for_it_scores_lower(request_: Request) -> None:
    recommender = Recommender(SHELF, VOCABULARY)
    cited = 0
    for pick in recommender.recommend(request_, limit=20).picks:
        candidate = next(one for one in SHELF if one.key == pick.key)
        for reason in pick.reasons:
            poorer = Recommender(SHELF, VOCABULARY)
            poorer.add(without(candidate, reason))
            left = {one.key: one.score for one in poorer.recommend(request_, limit=20).picks}
            assert left.get(pick.key, float("-inf")) < pick.score, (pick.key, reason)
            cited += 1
    assert cited


def test_reasons_name_only_what_the_pick_really_has() -> None:
    recommender = shelf()
    by_key = {one.key: one for one in SHELF}
    for seed in by_key:
        for pick in recommender.recommend(Request(liked=(seed,)), limit=20).picks:
            candidate = by_key[pick.key]
            for reason in pick.reasons:
                assert reason.weight > 0
                if reason.kind is ReasonKind.SHARED_TAG:
                    assert set(reason.values) <= set(candidate.tag_ids)
                elif reason.kind in OF_ROLES:
                    assert set(reason.values) <= {person for person, _ in candidate.crew}
                elif reason.kind is ReasonKind.SAME_CAST:
                    assert set(reason.values) <= set(candidate.cast)


def test_the_group_of_a_tag_does_not_matter_for_its_being_named() -> None:
    mood = replace(title("mood/1"), tags=((TagId("wistful"), TagGroup.MOOD), (TagId("sea"), TagGroup.SETTING)))
    other = replace(mood, key="other/1", anthology="other")
    told = reasons(pick_of(shelf(mood, other), Request(liked=("mood/1",)), "other/1"))
    assert set(told[ReasonKind.SHARED_TAG].values) == {"wistful", "sea"}
