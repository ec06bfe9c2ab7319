"""Whether a name is what was typed: slips, beginnings, telling words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search import SearchDocument, Subject
from bot.search.closeness import MOST_SLIPS, describes, is_close, slips_allowed
from bot.search.names import sounds, spellings
from bot.search.normalise import fold


def is_meant(typed: str, name: str, subject: Subject = Subject.ANTHOLOGY) -> bool:
    document = SearchDocument("some-key", subject, (name,))
    return is_close([fold(typed)], [*spellings(document, None), *sounds(document)])


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("black mirror", "Black Mirror"),
        ("blackmirror", "Black Mirror"),
        ("blakc mirror", "Black Mirror"),
        ("blck mirror", "Black Mirror"),
        ("mirror black", "Black Mirror"),
        ("black mir", "Black Mirror"),
        ("american horror", "American Horror Story"),
        ("coven", "American Horror Story: Coven"),
        ("twilight zone", "The Twilight Zone"),
        ("사운드", "사운드트랙"),
    ],
)
def test_a_name_with_a_few_slips_or_begun_or_by_its_telling_words_is_meant(typed: str, name: str) -> None:
    assert is_meant(typed, name)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("them", "Time"),
        ("bl", "Black Mirror"),
        ("stranger things", "Strange Tales"),
        ("true blood", "True Detective"),
        ("mirror", "Black Mirror"),
        ("story", "American Horror Story"),
        ("grey's anatomy", "Grey Garden"),
        ("dark", "Mark"),
    ],
)
def test_a_name_that_is_only_like_it_is_not_meant(typed: str, name: str) -> None:
    assert not is_meant(typed, name)


def test_people_are_forgiven_fewer_slips_than_titles() -> None:
    assert is_meant("kin ji-in", "Kim Ji-in")
    assert not is_meant("kin ji-in", "Kim Ji-in", Subject.PERSON)
    assert is_meant("benedict cumberbach", "Benedict Cumberbatch", Subject.PERSON)


@pytest.mark.parametrize("letters", range(40))
def test_longer_texts_are_forgiven_more_slips_up_to_a_few(letters: int) -> None:
    assert slips_allowed(letters) <= slips_allowed(letters + 1) <= MOST_SLIPS
    assert slips_allowed(4) == 0
    assert slips_allowed(5) == 1


@given(st.text(alphabet=st.characters(categories=["Ll", "Lo", "Nd"]), min_size=1, max_size=30))
def test_every_name_is_close_to_itself(name: str) -> None:
    assert not fold(name) or is_meant(name, name)


@pytest.mark.parametrize(
    "typed",
    ["that piano one with steve noh", "the one where she wakes up", "the episode about bees", "show set in a hotel"],
)
def test_a_description_is_told_from_a_title(typed: str) -> None:
    assert describes(typed)


@pytest.mark.parametrize("typed", ["Black Mirror", "The One", "Gone with the Wind", "One Piece"])
def test_a_title_is_no_description(typed: str) -> None:
    assert not describes(typed)
