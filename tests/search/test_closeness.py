"""Whether a name is what was typed: slips, beginnings, telling words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.search import SearchDocument, Subject
from bot.search.closeness import MOST_SLIPS, Closeness, closeness, describes, is_close, says_nothing, slips_allowed
from bot.search.names import sounds, spellings
from bot.search.normalise import fold
from bot.search.romanise import sounding


def is_meant(typed: str, name: str, subject: Subject = Subject.ANTHOLOGY) -> bool:
    document = SearchDocument("some-key", subject, (name,))
    return is_close([fold(typed)], [*spellings(document, None), *sounds(document)], sounding(fold(typed)))


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
        ("true detectives", "True Detective"),
        ("guillermo", "Guillermo del Toro's Cabinet of Curiosities"),
        ("extracu", "Extracurricular"),
        ("알함브", "알함브라 궁전의 추억"),
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
        ("american horror stories", "American Horror Story"),
        ("american horror story 3", "American Horror Story 2"),
        ("insider", "Inside 9"),
        ("gen", "Genius"),
        ("the star", "The Star Trek Episode"),
        ("times", "Time: Series 1"),
        ("the secret of love", "Love Secret"),
        ("shaeow", "사운드트랙"),
    ],
)
def test_a_name_that_is_only_like_it_is_not_meant(typed: str, name: str) -> None:
    assert not is_meant(typed, name)


def test_people_are_forgiven_fewer_slips_than_titles() -> None:
    assert is_meant("kin ji-in", "Kim Ji-in")
    assert not is_meant("kin ji-in", "Kim Ji-in", Subject.PERSON)
    assert is_meant("benedict cumberbach", "Benedict Cumberbatch", Subject.PERSON)


@pytest.mark.parametrize(
    ("typed", "name"), [("ye spoo-jung", "Ye Soo-jung"), ("lee min-hp", "Lee Min-ho"), ("jpn hamm", "Jon Hamm")]
)
def test_a_slip_in_a_short_name_is_forgiven_where_it_leaves_nobodys_name(typed: str, name: str) -> None:
    assert is_meant(typed, name, Subject.PERSON)


@pytest.mark.parametrize(
    ("typed", "name"), [("lee je-hoon", "Lee Ji-hoon"), ("jan hamm", "Jon Hamm"), ("kim soo-hyun", "Kim So-hyun")]
)
def test_what_may_be_somebody_elses_name_is_no_slip(typed: str, name: str) -> None:
    assert not is_meant(typed, name, Subject.PERSON)


@pytest.mark.parametrize(
    ("typed", "how"),
    [
        ("black mirror", Closeness.WHOLE),
        ("black mir", Closeness.IN_PART),
        ("blakc mirror", Closeness.MISSPELT),
        ("white noise", Closeness.FAR),
    ],
)
def test_how_a_name_is_meant_is_told(typed: str, how: Closeness) -> None:
    document = SearchDocument("some-key", Subject.ANTHOLOGY, ("Black Mirror",))

    assert closeness([fold(typed)], spellings(document, None)) is how


def test_words_that_say_nothing_by_themselves_are_told_from_a_title() -> None:
    assert says_nothing("the")
    assert says_nothing("in the")
    assert not says_nothing("them")


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
