"""Which tags a title has besides those that were written down for it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.models.catalogue import Tag, TagGroup
from bot.models.ids import TagId
from bot.models.tags import TagRules


def tag(name: str, group: TagGroup = TagGroup.THEME, *implies: str) -> Tag:
    return Tag(TagId(name), group, name, f"About {name}.", implies=tuple(map(TagId, implies)))


VOCABULARY = (
    tag("romance", TagGroup.GENRE),
    tag("boys-love", TagGroup.GENRE, "lgbtq"),
    tag("lgbtq"),
    tag("music"),
    tag("reunion", TagGroup.TROPE),
    tag("big-city", TagGroup.SETTING),
    tag("true-story", TagGroup.FORM),
    tag("warm", TagGroup.MOOD),
    tag("bleak", TagGroup.MOOD),
)
RULES = TagRules.of(VOCABULARY)


def tags(*names: str) -> tuple[TagId, ...]:
    return tuple(map(TagId, names))


def test_an_instalment_has_its_own_tags_first_and_then_its_anthologys_of_every_group_but_mood() -> None:
    anthology = tags("warm", "romance", "music", "reunion", "big-city", "true-story")
    found = RULES.of_instalment(tags("bleak", "music"), anthology)
    assert found.all == tags("bleak", "music", "romance", "reunion", "big-city", "true-story")
    assert found.inherited == tags("romance", "reunion", "big-city", "true-story"), "music is its own"


def test_an_instalment_without_tags_of_its_own_has_no_mood_either() -> None:
    assert RULES.of_instalment((), tags("warm", "romance")).all == tags("romance")


def test_what_does_not_hold_for_an_instalment_is_not_handed_down() -> None:
    found = RULES.of_instalment(tags("bleak"), tags("romance", "music"), without=tags("romance"))
    assert found.all == tags("bleak", "music")


def test_a_tag_counts_as_what_it_implies_wherever_it_stands() -> None:
    assert RULES.with_implied(tags("boys-love", "warm")) == tags("boys-love", "warm", "lgbtq")
    assert RULES.of_instalment(tags("boys-love"), tags("music")).inherited == tags("music")
    assert RULES.of_instalment(tags("warm"), tags("boys-love")).inherited == tags("boys-love", "lgbtq")
    assert RULES.of_instalment(tags("lgbtq"), tags("boys-love")).inherited == tags("boys-love")


def test_a_tag_that_is_taken_off_takes_along_what_it_implied() -> None:
    anthology = tags("boys-love", "music")
    assert RULES.of_instalment((), anthology, without=tags("boys-love")).all == tags("music")
    assert RULES.of_instalment((), (*anthology, TagId("lgbtq")), without=tags("boys-love")).all == tags(
        "music", "lgbtq"
    ), "unless the anthology says so itself"


def test_what_is_implied_implies_more_and_a_circle_ends() -> None:
    rules = TagRules.of(
        (tag("a", TagGroup.THEME, "b"), tag("b", TagGroup.THEME, "c"), tag("c", TagGroup.THEME, "a"), tag("d"))
    )
    assert rules.with_implied(tags("d", "a")) == tags("d", "a", "b", "c")


any_tags = st.lists(st.sampled_from([one.id for one in VOCABULARY]), unique=True)


@given(any_tags, any_tags, any_tags)
def test_whatever_is_written_down_nothing_is_lost_or_said_twice(
    own: list[TagId], anthology: list[TagId], without: list[TagId]
) -> None:
    found = RULES.of_instalment(own, anthology, without)
    assert len(set(found.all)) == len(found.all)
    assert list(found.all[: len(own)]) == own
    assert set(found.inherited) == set(found.all) - set(RULES.with_implied(own))
    assert not RULES.moods & set(found.inherited)
    assert RULES.of_instalment(found.all, ()).all == found.all, "what is whole stays as it is"
