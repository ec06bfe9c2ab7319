"""How sure the finder says it is, and what it offers when it is not."""

import pytest

from bot.search import Confidence, SearchDocument, Subject, TitleSearch
from tests.search.known import ANTHOLOGY, INSTALMENT, PERSON, finder


def test_two_things_of_one_name_are_both_offered_and_neither_is_sure() -> None:
    same = TitleSearch(
        [SearchDocument("love-1", ANTHOLOGY, ("Love",)), SearchDocument("love-2", ANTHOLOGY, ("Love",), weight=0.5)]
    )

    finding = same.find("love")

    assert finding.certainty is Confidence.UNSURE
    assert [match.key for match in finding.matches] == ["love-2", "love-1"]


def test_a_title_that_its_first_instalment_shares_means_the_anthology() -> None:
    shared = TitleSearch(
        [
            SearchDocument("fargo/1", INSTALMENT, ("Fargo",), number=1, parent="fargo"),
            SearchDocument("fargo", ANTHOLOGY, ("Fargo",)),
        ]
    )

    finding = shared.find("fargo")

    assert (finding.matches[0].key, finding.certainty) == ("fargo", Confidence.SURE)


def test_sister_instalments_that_fit_alike_are_offered_side_by_side() -> None:
    finding = finder().find("true detective season", subjects=(INSTALMENT,))

    assert finding.certainty is Confidence.UNSURE
    assert {match.key for match in finding.matches[:3]} == {"true-detective/1", "true-detective/2", "true-detective/3"}


def test_a_season_that_is_not_there_is_not_taken_for_another() -> None:
    finding = finder().find("true detective season 7")

    assert finding.certainty is not Confidence.SURE or finding.matches[0].key == "true-detective"


@pytest.mark.parametrize("typed", ["season 2", "2", "#2", "시즌2", "s"])
def test_a_number_or_a_letter_alone_is_never_sure(typed: str) -> None:
    assert finder().find(typed).certainty is not Confidence.SURE


def test_words_of_a_story_lead_to_it_only_where_a_story_is_described() -> None:
    assert finder().find("nostalgia town").certainty is Confidence.NEAR
    described = finder().find("that one with the nostalgia town")

    assert (described.matches[0].key, described.certainty) == ("black-mirror/san-junipero", Confidence.UNSURE)


@pytest.mark.parametrize("typed", ["weather tomorrow", "breaking bad", "qwertz uiop", "오징어 게임", "花より男子"])
def test_a_title_that_is_not_there_is_never_sure(typed: str) -> None:
    assert finder().find(typed).certainty in {Confidence.NEAR, Confidence.NOTHING}


def test_only_the_subjects_asked_for_are_found() -> None:
    people = finder().find("soundtrack noh", subjects=(PERSON,)).matches

    assert people
    assert {match.subject for match in people} == {PERSON}


def test_scores_fall_and_reach_one_together_at_most() -> None:
    scores = [match.score for match in finder().find("black mirror").matches]

    assert scores == sorted(scores, reverse=True)
    assert sum(scores) <= 1 + 1e-9


def test_no_more_matches_than_asked_for() -> None:
    assert len(finder().find("s", 2).matches) == 2


def test_nothing_typed_offers_what_is_favoured_and_then_what_weighs_most() -> None:
    finding = finder().find(" ", 3, favour={"soundtrack/2": 1.0})

    assert finding.certainty is Confidence.NOTHING
    assert [match.key for match in finding.matches] == ["soundtrack/2", "black-mirror", "true-detective"]


def test_an_empty_finder_finds_nothing() -> None:
    finding = TitleSearch().find("soundtrack")

    assert (finding.certainty, finding.matches) == (Confidence.NOTHING, ())


def test_what_a_server_opens_often_comes_first_among_equals() -> None:
    equals = TitleSearch([SearchDocument(f"love-{n}", ANTHOLOGY, (f"Love Story {n}",)) for n in range(1, 5)])

    assert equals.find("love story", favour={"love-3": 1.0}).matches[0].key == "love-3"


def test_favour_does_not_lift_what_fits_badly() -> None:
    assert finder().find("san junipero", favour={"soundtrack": 1.0}).matches[0].key == "black-mirror/san-junipero"


def test_subjects_are_told_apart_where_keys_are_equal() -> None:
    both = TitleSearch([SearchDocument("ray", ANTHOLOGY, ("Ray",)), SearchDocument("ray", PERSON, ("Ray",))])

    assert len(both.find("ray").matches) == 2
    assert both.find("ray", subjects=(PERSON,)).matches[0].subject is Subject.PERSON


@pytest.mark.parametrize("typed", ["true detectives", "true detectve season", "true detective season"])
def test_a_misspelt_anthology_is_meant_before_its_seasons(typed: str) -> None:
    finding = finder().find(typed)

    assert (finding.matches[0].key, finding.certainty) == ("true-detective", Confidence.SURE)


@pytest.mark.parametrize("typed", ["the", "in the", "of"])
def test_words_that_say_nothing_mean_nothing(typed: str) -> None:
    them = TitleSearch([SearchDocument("them", ANTHOLOGY, ("Them",)), SearchDocument("off", ANTHOLOGY, ("Off",))])

    assert them.find(typed).certainty is Confidence.NEAR


@pytest.mark.parametrize("typed", ["anna:", "anna -", "doctor s", "i am"])
def test_a_name_is_not_sure_where_others_go_on_behind_a_text_that_is_not_letter_for_letter_it(typed: str) -> None:
    names = ("Anna", "Anna: Extended Version", "Doctors", "Doctor Slump", "I Am...", "I Am Nobody")
    some = TitleSearch([SearchDocument(f"no-{n}", ANTHOLOGY, (name,)) for n, name in enumerate(names)])

    assert some.find(typed).certainty is Confidence.UNSURE
    assert some.find("anna").certainty is Confidence.SURE
    assert some.find("doctors").certainty is Confidence.SURE


def test_an_id_that_is_another_ones_very_name_is_not_sure() -> None:
    some = TitleSearch([SearchDocument("17", ANTHOLOGY, ("Bloody Monday",)), SearchDocument("18", ANTHOLOGY, ("17",))])

    assert some.find("17").certainty is Confidence.UNSURE
    assert some.find("18").certainty is Confidence.SURE
