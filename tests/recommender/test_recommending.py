"""What is recommended, what never is, and what happens when titles come and go."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from bot.models.catalogue import ContentNote, Kind, Role
from bot.models.ids import PersonId, TagId
from bot.recommender import Ranking, Recommender, Request, Wish, WishKind
from bot.recommender.requests import Praise
from tests.recommender.sample_catalogue import SHELF, VOCABULARY, shelf, title


def keys(ranking: Ranking) -> list[str]:
    return [pick.key for pick in ranking.picks]


def tags(*names: str) -> tuple[TagId, ...]:
    return tuple(map(TagId, names))


def test_a_liked_title_brings_what_shares_most_with_it() -> None:
    assert keys(shelf().recommend(Request(liked=("soundtrack/2",)), limit=3))[0] == "encore/1"


def test_neither_the_liked_title_nor_its_siblings_nor_its_anthology_come_back() -> None:
    found = keys(shelf().recommend(Request(liked=("soundtrack/2",)), limit=20))
    assert found
    assert not {"soundtrack", "soundtrack/1", "soundtrack/2"} & set(found)


def test_a_liked_anthology_brings_none_of_its_own_instalments() -> None:
    found = keys(shelf().recommend(Request(liked=("soundtrack",)), limit=20))
    assert found[0] == "encore/1"
    assert not [key for key in found if key.startswith("soundtrack")]


def test_sequels_and_remakes_are_left_out_whichever_of_the_two_names_the_other() -> None:
    twin = title("twin/1", "romance", "music", "second-chance", related=("soundtrack/2",))
    recommender = shelf(twin)
    assert "twin/1" not in keys(recommender.recommend(Request(liked=("soundtrack/2",)), limit=20))
    assert "soundtrack/2" not in keys(recommender.recommend(Request(liked=("twin/1",)), limit=20))


def test_what_was_disliked_pushes_its_like_down() -> None:
    recommender = shelf()
    liked = Request(liked=("signal-box/1",))
    assert keys(recommender.recommend(liked))[0] == "late-shift/1"
    more_grim = title("grim/1", "crime", "dark", "revenge", text="A detective hunts the man who killed her brother.")
    recommender.add(more_grim)
    before = {pick.key: pick.score for pick in recommender.recommend(liked, limit=20).picks}
    after = {pick.key: pick.score for pick in recommender.recommend(replace(liked, disliked=("grim/1",))).picks}
    assert after["late-shift/1"] < before["late-shift/1"]
    assert "grim/1" not in after


def test_two_liked_titles_bring_what_is_like_either() -> None:
    found = keys(shelf().recommend(Request(liked=("soundtrack/2", "haunted/1")), limit=3))
    assert "encore/1" in found


def test_wanted_tags_come_first_where_all_of_them_are_carried() -> None:
    ranking = shelf().recommend(Request(tags=tags("romance", "second-chance", "bittersweet")))
    assert keys(ranking)[0] == "soundtrack/2"
    assert ranking.exact


def test_a_pick_says_which_wanted_tags_it_lacks() -> None:
    ranking = shelf().recommend(Request(tags=tags("horror", "school", "revenge")))
    lacking = {pick.key: pick.misses for pick in ranking.picks}
    assert lacking["haunted/2"] == (Wish(WishKind.TAG, "revenge"),)
    assert not ranking.exact


def test_a_tag_that_nobody_carries_brings_no_pick_but_the_nearest() -> None:
    ranking = shelf().recommend(Request(tags=tags("vampires")))
    assert not ranking.picks
    assert all(Wish(WishKind.TAG, "vampires") in pick.misses for pick in ranking.nearest)


def test_words_are_found_in_premises() -> None:
    assert keys(shelf().recommend(Request(words="festival stage"))) == ["encore/1"]


def test_words_find_other_forms_of_themselves() -> None:
    assert keys(shelf().recommend(Request(words="restaurants"))) == ["kitchen/1"]


@pytest.mark.parametrize(
    ("request_", "kept"),
    [
        (Request(countries=("GB",)), {"haunted/2", "laughs/1", "laughs/2"}),
        (Request(without_countries=("KR", "GB", "US")), {"kitchen/1", "bare/1"}),
        (Request(longest=30), {"laughs/1", "laughs/2"}),
        (Request(shortest=960), {"late-shift/1", "signal-box/1"}),
        (Request(years=(2020, 2021)), {"encore/1", "haunted/2", "late-shift/1"}),
        (Request(years=(0, 1999)), {"laughs/1", "laughs/2"}),
        (Request(years=(2022, 0)), {"soundtrack/1", "soundtrack/2"}),
        (Request(services=("Disney+",)), {"soundtrack/1", "soundtrack/2"}),
        (Request(kind=Kind.EPISODIC), {"laughs/1", "laughs/2"}),
        (Request(without_tags=tags("romance", "horror", "crime", "comedy", "black-comedy")), {"bare/1"}),
        (Request(without_words=("detectives", "ghost"), countries=("KR",), shortest=200), {"soundtrack/2", "encore/1"}),
    ],
)
def test_filters_keep_what_fits_and_nothing_else(request_: Request, kept: set[str]) -> None:
    ranking = Recommender([one for one in SHELF if not one.umbrella], VOCABULARY).recommend(request_, limit=20)
    assert set(keys(ranking)) == kept


def test_what_needs_something_else_first_is_left_out_where_that_is_asked() -> None:
    recommender = shelf(title("serial/2", "revenge", needs_other=True), title("serial/1", "revenge"))
    request = Request(tags=tags("revenge"))
    assert "serial/2" in keys(recommender.recommend(request))
    assert "serial/2" not in keys(recommender.recommend(replace(request, stands_alone=True)))


def test_where_no_title_keeps_every_filter_the_nearest_say_what_they_break() -> None:
    ranking = shelf().recommend(Request(tags=tags("ghosts"), countries=("GB",), longest=60))
    assert not ranking.picks
    nearest = {pick.key: pick.misses for pick in ranking.nearest}
    assert nearest["haunted/2"] == (Wish(WishKind.LONGEST, "60"),)
    assert ranking.nearest[0].key == "haunted/2"


def test_the_nearest_do_not_carry_what_was_ruled_out() -> None:
    ranking = shelf().recommend(Request(tags=tags("ghosts"), without_tags=tags("school"), longest=60))
    assert "haunted/2" not in {pick.key for pick in ranking.nearest}


def test_what_was_left_out_does_not_come_back_even_among_the_nearest() -> None:
    ranking = shelf().recommend(Request(tags=tags("ghosts"), longest=60, leave_out=frozenset(("haunted/1",))))
    assert "haunted/1" not in {pick.key for pick in (*ranking.picks, *ranking.nearest)}


def test_a_title_known_to_contain_what_is_not_wanted_is_no_pick_not_even_among_the_nearest() -> None:
    noted = [replace(one, warnings=frozenset({ContentNote.SUICIDE})) for one in SHELF if one.key == "soundtrack/1"]
    recommender = shelf().with_changes(noted)
    wanted = Request(tags=tags("romance"))
    assert "soundtrack/1" in keys(recommender.recommend(wanted, 50))
    without = replace(wanted, without_warnings=(ContentNote.SUICIDE,))
    found = recommender.recommend(without, 50)
    assert found.picks
    assert "soundtrack/1" not in keys(found)
    assert "soundtrack/1" in keys(recommender.recommend(replace(without, without_warnings=(ContentNote.TORTURE,)), 50))


def test_going_on_with_what_was_shown_left_out_shows_nothing_twice() -> None:
    recommender = shelf()
    request = Request(liked=("soundtrack/2",))
    seen: list[str] = []
    while picks := keys(recommender.recommend(request, limit=2)):
        seen += picks
        request = request.without(*picks)
    assert len(seen) == len(set(seen)) >= 2


def test_ratings_speak_for_what_is_like_the_highly_rated() -> None:
    recommender = shelf()
    fond = recommender.recommend(Request(taste={"soundtrack/2": 10, "haunted/1": 1}), limit=20)
    assert keys(fond)[0] in {"encore/1", "soundtrack/1"}
    assert not {"soundtrack/2", "haunted/1"} & set(keys(fond))
    averse = recommender.recommend(Request(taste={"soundtrack/2": 1, "haunted/1": 10}), limit=20)
    assert keys(averse)[0] == "haunted/2"


def test_at_most_two_picks_are_of_one_anthology_and_three_where_nothing_else_fits() -> None:
    many = [title(f"many/{n}", "food", "hopeful", text=f"Story {n} of a cook.") for n in range(6)]
    others = [title(f"other{n}/1", "food", "hopeful") for n in range(2)]
    found = keys(shelf(*many, *others).recommend(Request(tags=tags("food", "hopeful")), limit=20))
    assert sum(key.startswith("many/") for key in found) == 2
    alone = keys(shelf(*many).recommend(Request(tags=tags("food", "hopeful")), limit=20))
    assert len(alone) == 3


def test_where_several_instalments_fit_the_anthology_stands_for_them_and_names_them() -> None:
    many = [title(f"many/{n}", "food", "hopeful", text=f"Story {n} of a cook.") for n in range(6)]
    umbrella = title("many", "food", "hopeful", umbrella=True, text="A cook a week.")
    others = [title(f"other{n}/1", "food", "hopeful") for n in range(2)]
    picks = shelf(*many, *others, umbrella).recommend(Request(tags=tags("food", "hopeful")), limit=20).picks
    (whole,) = [pick for pick in picks if pick.key == "many"]
    assert len(whole.members) == 3
    assert not [pick for pick in picks if pick.key.startswith("many/")]
    assert not whole.misses


def test_an_anthology_of_which_only_some_stories_have_it_does_not_stand_for_them() -> None:
    many = [title(f"many/{n}", "food", "hopeful", text=f"Story {n} of a cook.") for n in range(6)]
    others = [title(f"other{n}/1", "food", "hopeful") for n in range(2)]
    umbrella = title("many", "food", umbrella=True, text="A cook a week.")
    found = keys(shelf(*many, *others, umbrella).recommend(Request(tags=tags("food", "hopeful")), limit=20))
    assert "many" not in found
    assert "many" in keys(shelf(*many, *others, umbrella).recommend(Request(tags=tags("food")), limit=20))


def test_an_anthology_that_is_too_long_leaves_the_place_to_its_instalments() -> None:
    many = [title(f"many/{n}", "food", minutes=50, text=f"Story {n} of a cook.") for n in range(6)]
    umbrella = title("many", "food", umbrella=True, minutes=300)
    assert "many" not in keys(shelf(*many, umbrella).recommend(Request(tags=tags("food"), longest=60), limit=20))
    # All of it together is no evening's length, even where it fits.
    assert "many" not in keys(shelf(*many, umbrella).recommend(Request(tags=tags("food"), longest=900), limit=20))


def test_what_is_far_too_short_is_not_offered_for_something_long_because_its_minutes_are_unknown() -> None:
    series = [title(f"vampires{n}/1", "vampires", episodes=n) for n in (1, 4, 10, 60)]
    long = Request(tags=tags("vampires"), shortest=480)
    assert set(keys(shelf(*series).recommend(long.of_unknown_length, 20))) == {
        "vampires4/1",
        "vampires10/1",
        "vampires60/1",
    }
    very_long = replace(long, shortest=90 * 60)
    assert keys(shelf(*series).recommend(very_long.of_unknown_length, 20)) == ["vampires60/1"]
    assert not shelf(*series).recommend(very_long, 20).picks


def test_a_length_that_is_missed_is_said_once_and_as_it_was_asked() -> None:
    (pick,) = (
        shelf(title("many", "vampires", umbrella=True))
        .recommend(Request(tags=tags("vampires"), shortest=90 * 60), 1)
        .nearest
    )
    assert (pick.key, pick.misses) == ("many", (Wish(WishKind.SHORTEST, str(90 * 60)),))


def test_an_anthology_that_stands_for_stories_does_not_miss_what_they_have() -> None:
    many = [title(f"many/{n}", "food", "hopeful", text=f"Story {n} of a cook.") for n in range(6)]
    umbrella = title("many", "food", umbrella=True, text="A cook a week.")
    nearest = shelf(*many, umbrella).recommend(Request(tags=tags("hopeful"), countries=("KR",)), 20).nearest
    (whole,) = [pick for pick in nearest if pick.key == "many"]
    assert whole.members
    assert whole.misses == (Wish(WishKind.COUNTRY, "KR"),)


def test_one_tag_of_a_family_is_enough_and_those_that_say_it_best_come_alone_where_there_are_a_few() -> None:
    family = (tags("food", "hopeful", "vampires"),)
    shelved = [title(f"meal{n}/1", "food") for n in range(3)]
    assert set(keys(shelf(title("hope/1", "hopeful")).recommend(Request(one_of=family), limit=20))) >= {"hope/1"}
    found = keys(shelf(*shelved, title("hope/1", "hopeful")).recommend(Request(one_of=family), limit=20))
    assert "hope/1" not in found
    assert {"meal0/1", "meal1/1", "meal2/1"} <= set(found)


def test_what_was_asked_for_by_name_stays_where_its_family_was_ruled_out() -> None:
    asked = Request(tags=tags("horror"), none_of=tags("scary", "horror", "gory"))
    assert asked.unwanted_tags == {"scary", "gory"}
    assert asked.wanted_groups == (("horror",),)


def test_of_many_wishes_one_may_be_missing_and_is_named() -> None:
    most = title("most/1", "food", "hopeful")
    (pick,) = shelf(most).recommend(Request(tags=tags("food", "hopeful", "vampires"))).picks
    assert (pick.key, pick.misses) == ("most/1", (Wish(WishKind.TAG, "vampires"),))


def test_what_nobody_likes_is_no_pick_and_praise_can_be_asked_for() -> None:
    panned, praised = title("bad/1", "vampires", popularity=0.0), title("good/1", "vampires", popularity=1.0)
    recommender = shelf(panned, praised, title("plain/1", "vampires", popularity=0.45))
    assert set(keys(recommender.recommend(Request(tags=tags("vampires"))))) == {"good/1", "plain/1"}
    assert keys(recommender.recommend(Request(tags=tags("vampires"), praise=Praise.MUST_WATCH))) == ["good/1"]


def test_people_are_credited_in_every_pick_in_their_role_if_one_has_them_there() -> None:
    who = PersonId("ada")
    acts, directs = title("acts/1", "food"), title("directs/1", "food")
    recommender = shelf(replace(acts, cast=(who,)), replace(directs, crew=((who, Role.DIRECTOR),)))
    assert set(keys(recommender.recommend(Request(people=((who, None),))))) == {"acts/1", "directs/1"}
    assert keys(recommender.recommend(Request(people=((who, Role.DIRECTOR),)))) == ["directs/1"]
    (pick, other) = recommender.recommend(Request(people=((who, Role.WRITER),))).picks
    assert {pick.key, other.key} == {"acts/1", "directs/1"}
    assert pick.misses == (Wish(WishKind.PERSON, "ada/writer"),)
    assert not {"acts/1", "directs/1"} & set(keys(recommender.recommend(Request(without_people=((who, None),)), 20)))


def test_a_list_is_not_five_times_the_same_though_the_best_pick_leads() -> None:
    copies = [title(f"copy{n}/1", "romance", "music", "second-chance", countries=("KR",)) for n in range(8)]
    unlike = title("unlike/1", "romance", "hopeful", "bittersweet", "crime", countries=("JP",))
    picks = shelf(*copies, unlike).recommend(Request(liked=("soundtrack/2",)), limit=5).picks
    scores = {pick.key: pick.score for pick in picks}
    assert picks[0].key == "encore/1"
    # By score alone there are more than enough copies to keep it off the list.
    assert scores.pop("unlike/1") < min(scores.values())
    assert sum(key.startswith("copy") for key in scores) == 3


def test_the_same_question_gets_the_same_answer() -> None:
    request = Request(liked=("soundtrack/2",), tags=tags("romance"))
    assert shelf().recommend(request) == Recommender(reversed(SHELF), VOCABULARY).recommend(request)


def test_a_title_that_is_added_takes_part_at_once() -> None:
    recommender = shelf()
    recommender.add(title("late/1", "vampires", text="A lighthouse keeper is bitten."))
    assert keys(recommender.recommend(Request(tags=tags("vampires")))) == ["late/1"]
    assert keys(recommender.recommend(Request(words="lighthouse"))) == ["late/1"]
    assert keys(recommender.recommend(Request(liked=("late/1",)), limit=20)) == []


def test_a_title_that_is_changed_is_known_as_it_is_now() -> None:
    recommender = shelf()
    recommender.add(title("kitchen/1", "vampires", text="The cook is bitten."))
    assert keys(recommender.recommend(Request(tags=tags("vampires")))) == ["kitchen/1"]
    assert "kitchen/1" not in keys(recommender.recommend(Request(tags=tags("food")), limit=20))
    assert len(recommender) == len(SHELF)


def test_a_title_that_is_removed_is_gone() -> None:
    recommender = shelf()
    assert recommender.remove("encore/1")
    assert not recommender.remove("encore/1")
    assert "encore/1" not in keys(recommender.recommend(Request(liked=("soundtrack/2",)), limit=20))
    assert "encore/1" not in recommender
    assert "soundtrack/2" in recommender


def test_many_changes_call_for_building_anew() -> None:
    recommender = shelf()
    assert not recommender.stale
    for number in range(3):
        recommender.add(title(f"new{number}/1", "food"))
    assert recommender.stale


def test_a_seed_that_nobody_knows_is_passed_over() -> None:
    recommender = shelf()
    assert recommender.recommend(Request(liked=("gone/1",))) == recommender.recommend(Request())


def test_with_nothing_asked_what_is_best_thought_of_leads() -> None:
    assert keys(shelf().recommend(Request()))[0] == "late-shift/1"


def test_fame_and_standing_do_not_outweigh_what_was_asked() -> None:
    famous = title("famous/1", "crime", popularity=1.0)
    recommender = shelf(replace(famous, fame=1.0))
    assert keys(recommender.recommend(Request(tags=tags("ghosts"))))[0].startswith("haunted")
