"""What changed between two versions, and merging two curators' versions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reviews.fields import Entry
from bot.reviews.merging import Difference, differences, merged

WORD = st.sampled_from(["", "calm", "loud", "slow rain", "the harbour"])
LISTED = st.lists(st.sampled_from(["music", "rain", "light", "the end"]), max_size=4, unique=True).map("\n".join)
FIELDS = st.fixed_dictionaries({entry: LISTED if entry in {Entry.WORKS, Entry.DOESNT} else WORD for entry in Entry})


def words(fields: dict[str, str], entry: Entry) -> set[str]:
    return set(fields[entry].splitlines())


def test_what_changed_is_listed_field_by_field() -> None:
    assert differences({"headline": "Calm.", "works": "rain"}, {"headline": "Loud.", "works": "rain\n"}) == (
        Difference(Entry.HEADLINE, "Calm.", "Loud."),
    )


@given(FIELDS, FIELDS)
def test_no_change_is_no_difference(one: dict[str, str], other: dict[str, str]) -> None:
    assert differences(one, one) == ()
    assert {found.entry for found in differences(one, other)} == {
        entry for entry in Entry if one[entry] != other[entry]
    }


@given(FIELDS, FIELDS)
def test_what_only_one_changed_is_as_they_made_it(base: dict[str, str], changed: dict[str, str]) -> None:
    for found in (merged(base, changed, base), merged(base, base, changed), merged(base, changed, changed)):
        assert found.fields == changed
        assert found.clashes == ()


@given(FIELDS, FIELDS, FIELDS)
def test_nothing_that_both_keep_or_that_either_adds_is_lost(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    found = merged(base, mine, theirs)

    for entry in Entry:
        if mine[entry] == theirs[entry]:
            assert found.fields[entry] == mine[entry]
        elif entry in {Entry.WORKS, Entry.DOESNT}:
            was, my, their = (words(one, entry) for one in (base, mine, theirs))
            assert words(found.fields, entry) == (my & their) | (my - was) | (their - was)
            if base[entry] not in {mine[entry], theirs[entry]}:
                assert found.fields[entry].startswith("\n".join(mine_that_stay(base, mine, theirs, entry)))
        elif base[entry] not in {mine[entry], theirs[entry]}:
            assert entry in found.clashes
            if entry in {Entry.HEADLINE, Entry.SPOILERS}:
                assert found.fields[entry].startswith(mine[entry])
                assert found.fields[entry].endswith(theirs[entry])
            elif entry in {Entry.VERDICT, Entry.SCORE}:
                assert found.fields[entry] == (mine[entry] or theirs[entry])


def mine_that_stay(base: dict[str, str], mine: dict[str, str], theirs: dict[str, str], entry: Entry) -> list[str]:
    """Give my lines that I added or that they also left in."""
    was, their = words(base, entry), words(theirs, entry)
    return [line for line in mine[entry].splitlines() if line not in was or line in their]


@pytest.mark.parametrize("entry", [Entry.VERDICT, Entry.OTHER, Entry.SCORE])
@pytest.mark.parametrize(("mine", "theirs", "held"), [("a", "b", "a"), ("b", "a", "b"), ("", "b", "b"), ("a", "", "a")])
def test_of_two_single_answers_mine_holds(entry: Entry, mine: str, theirs: str, held: str) -> None:
    found = merged({entry: "before"}, {entry: mine}, {entry: theirs})

    assert found.fields[entry] == held
    assert entry in found.clashes


@given(FIELDS, FIELDS, FIELDS)
def test_the_merge_is_the_same_for_either_curator_except_for_the_clashes(
    base: dict[str, str], mine: dict[str, str], theirs: dict[str, str]
) -> None:
    one, other = merged(base, mine, theirs), merged(base, theirs, mine)

    assert one.clashes == other.clashes
    for entry in set(Entry) - set(one.clashes):
        assert words(one.fields, entry) == words(other.fields, entry)


def test_a_comparison_with_another_title_is_not_mixed_into_mine() -> None:
    found = merged({}, {"other": "a/1", "comparison": "calmer"}, {"other": "a/2", "comparison": "louder"})

    assert (found.fields["other"], found.fields["comparison"]) == ("a/1", "calmer")
    assert found.clashes == (Entry.OTHER, Entry.COMPARISON)


@pytest.mark.parametrize(
    ("mine", "theirs", "whole"),
    [
        (("a/2", "louder"), ("a/1", "far calmer"), ("a/2", "louder")),
        (("a/1", "far calmer"), ("a/2", "louder"), ("a/1", "far calmer")),
        (("", ""), ("a/1", "far calmer"), ("a/1", "far calmer")),
        (("a/1", "calmer"), ("a/2", "louder"), ("a/2", "louder")),
    ],
    ids=["I took another title", "they took another title", "I left it out", "I changed nothing"],
)
def test_a_comparison_goes_with_the_title_that_it_is_with(
    mine: tuple[str, str], theirs: tuple[str, str], whole: tuple[str, str]
) -> None:
    base, my, their = ({"other": other, "comparison": said} for other, said in (("a/1", "calmer"), mine, theirs))
    found = merged(base, my, their).fields

    assert (found["other"], found["comparison"]) == whole
