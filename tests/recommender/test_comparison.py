"""Two titles compared."""

from __future__ import annotations

import itertools

import pytest

from bot.recommender import ReasonKind
from bot.recommender.ranking.comparison import SAME_YEARS
from bot.recommender.ranking.explanations import OF_ROLE
from bot.titles.catalogue_index import CatalogueIndex
from tests.recommender.sample_catalogue import shelf, title


def test_what_both_share_and_where_they_part_are_told() -> None:
    sides = shelf().compare("soundtrack/1", "soundtrack/2")
    shared = {reason.kind: reason.values for reason in sides.shared}
    assert set(shared[ReasonKind.SHARED_TAG]) <= {"romance", "music"}
    assert shared[ReasonKind.SAME_DIRECTOR] == ("kim-hee-won",)
    assert sides.only_first == ("slow-burn",)
    assert set(sides.only_second) == {"second-chance", "bittersweet"}
    assert sides.minutes == (176, 270)


def test_alike_titles_are_closer_than_strangers() -> None:
    recommender = shelf()
    alike = recommender.compare("soundtrack/2", "encore/1").closeness
    strangers = recommender.compare("soundtrack/2", "haunted/1").closeness
    assert 0 <= strangers < alike < 1
    assert recommender.compare("encore/1", "encore/1").closeness == pytest.approx(1)
    assert recommender.compare("encore/1", "bare/1").closeness == 0


def test_the_clearly_better_one_is_for_tonight() -> None:
    sides = shelf(title("praised/1", "crime", popularity=0.95)).compare("late-shift/1", "praised/1")
    assert sides.tonight is None
    sides = shelf(title("panned/1", "crime", popularity=0.2)).compare("late-shift/1", "panned/1")
    assert sides.tonight == "late-shift/1"
    assert [reason.kind for reason in sides.because] == [ReasonKind.STANDING]


def test_of_two_of_equal_standing_the_clearly_shorter_one_is_for_tonight() -> None:
    sides = shelf().compare("signal-box/1", "encore/1")
    assert sides.tonight == "encore/1"
    assert sides.because[0].values == ("240", "4")
    assert shelf().compare("signal-box/1", "bare/1").tonight is None


def test_what_needs_something_else_first_is_not_for_tonight() -> None:
    recommender = shelf(title("serial/2", "food", needs_other=True, minutes=20))
    assert recommender.compare("serial/2", "kitchen/1").tonight == "kitchen/1"
    assert recommender.compare("kitchen/1", "serial/2").tonight == "kitchen/1"


def test_a_title_that_nobody_knows_cannot_be_compared() -> None:
    with pytest.raises(KeyError):
        shelf().compare("soundtrack/1", "gone/1")


def test_whatever_two_bundled_titles_are_said_to_share_is_true_of_both(index: CatalogueIndex) -> None:
    candidates = [one for one in index.recommender.candidates if not one.umbrella]
    far, near = zip(candidates[::3], candidates[7::5], strict=False), itertools.pairwise(candidates[:250])
    whole = itertools.pairwise([one for one in index.recommender.candidates if one.umbrella])
    pairs = [*far, *near, *whole]
    assert len(pairs) > 300
    for one, other in pairs:
        for reason in index.recommender.compare(one.key, other.key).shared:
            match reason.kind:
                case ReasonKind.LENGTH:
                    assert (one.minutes, one.episodes) == (other.minutes, other.episodes)
                case ReasonKind.SHARED_TAG:
                    assert set(reason.values) <= set(one.tag_ids) & set(other.tag_ids)
                case ReasonKind.SAME_COUNTRY:
                    assert set(reason.values) <= set(one.countries) & set(other.countries)
                case ReasonKind.SAME_SERVICE:
                    assert set(reason.values) <= set(one.services) & set(other.services)
                case ReasonKind.SAME_CAST:
                    assert set(reason.values) <= set(one.cast) & set(other.cast)
                case ReasonKind.SAME_YEARS:
                    assert abs((one.year or 0) - (other.year or 0)) <= SAME_YEARS
                case kind if roles := [role for role, its_kind in OF_ROLE.items() if its_kind is kind]:
                    first, second = ({who for who, role in side.crew if role in roles} for side in (one, other))
                    assert set(reason.values) <= first & second
                case _:
                    pass


def test_anthologies_share_no_words_and_their_makers_are_no_link_between_their_own_stories(
    index: CatalogueIndex,
) -> None:
    candidates = list(index.recommender.candidates)
    whole = [one for one in candidates if one.umbrella]
    for one, other in itertools.pairwise(whole):
        kinds = {reason.kind for reason in index.recommender.compare(one.key, other.key).shared}
        assert ReasonKind.SHARED_WORDS not in kinds, (one.key, other.key)
    parts = [(one, other) for one, other in itertools.pairwise(candidates) if one.anthology == other.anthology]
    assert len(parts) > len(whole) > 100
    for one, other in parts:
        kinds = {reason.kind for reason in index.recommender.compare(one.key, other.key).shared}
        assert ReasonKind.SAME_CREATOR not in kinds, (one.key, other.key)
