"""What holds for any text and any titles."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.search import SearchDocument, Subject, TitleSearch
from bot.search.ngrams import head_pairs, ngrams, ngrams_of_all
from bot.search.normalise import close_up, fold
from tests.examples import examples
from tests.search.known import ANTHOLOGY, EVERYTHING, finder

FINDER = finder()
MANY = TitleSearch(
    [
        *EVERYTHING,
        *(SearchDocument(f"t{n}", ANTHOLOGY, (f"season {n} of a{'a' * (n % 40)} 가{n}",)) for n in range(400)),
    ]
)
ALPHABET = st.one_of(
    st.characters(),
    st.sampled_from("abcdefgh 가나닭ㄱㅏᄒ花かガ2#é\u0301\u200b\u202e😀\0ا"),
)
ANY_TEXT = st.text(ALPHABET, max_size=60)
TITLES = st.lists(
    st.text(st.sampled_from("abcde 가나닭花か2é"), min_size=1, max_size=12).filter(
        lambda name: close_up(fold(name)) != ""
    ),
    min_size=1,
    max_size=12,
    unique_by=lambda name: close_up(fold(name)),
)


def things(titles: list[str]) -> list[SearchDocument]:
    return [SearchDocument(f"id{place}", ANTHOLOGY, (title,)) for place, title in enumerate(titles)]


@given(ANY_TEXT)
@settings(max_examples=examples(150), deadline=None)
def test_no_text_makes_it_fail_and_no_thing_comes_twice(typed: str) -> None:
    finding = FINDER.find(typed)

    assert finding.typed == typed
    assert len({(match.subject, match.key) for match in finding.matches}) == len(finding.matches)
    assert all(0 <= match.score <= 1 for match in finding.matches)


@given(TITLES)
@settings(max_examples=examples(60), deadline=None)
def test_a_stored_name_typed_exactly_is_found_first(titles: list[str]) -> None:
    found = TitleSearch(things(titles))

    for place, title in enumerate(titles):
        assert found.find(title).matches[0].key == f"id{place}"


@given(TITLES, st.randoms(use_true_random=False), ANY_TEXT)
@settings(max_examples=examples(60), deadline=None)
def test_the_order_in_which_titles_came_makes_no_difference(
    titles: list[str], chance: random.Random, typed: str
) -> None:
    in_order = things(titles)
    shuffled = list(in_order)
    chance.shuffle(shuffled)

    for text in (typed, titles[0][:3], titles[-1]):
        assert TitleSearch(in_order).find(text) == TitleSearch(shuffled).find(text)


@given(TITLES)
@settings(max_examples=examples(40), deadline=None)
def test_a_removed_title_is_gone_whatever_is_typed(titles: list[str]) -> None:
    found = TitleSearch(things(titles))
    found.remove("id0", Subject.ANTHOLOGY)

    for text in (titles[0], titles[0][:2], "id0", ""):
        assert "id0" not in [match.key for match in found.find(text).matches]


@given(st.lists(st.text(st.sampled_from("abc가ㄱ花か 2é"), max_size=9).map(fold), max_size=6))
@settings(max_examples=examples(100), deadline=None)
def test_keys_are_cut_alike_one_by_one_and_all_at_once(keys: list[str]) -> None:
    cut = [set[int]() for _ in keys]
    for bucket, row in zip(*ngrams_of_all(keys), strict=True):
        cut[int(row)].add(int(bucket))

    assert cut == [ngrams(key) | head_pairs(key) for key in keys]


@pytest.mark.parametrize(
    "typed",
    [
        "a" * 4000,
        "soundtrack " * 400,
        "\u0301" * 4000,
        "가" * 4000,
        "ㄱ" * 4000,
        "花" * 4000,
        "😀" * 4000,
        "\u202eمرحبا" * 700,
        "\0" * 4000,
        "\ud800" * 100,
        "season 2 " * 450,
        "ﷺ" * 4000,
        " ".join(chr(code) for code in range(0x4E00, 0x4E00 + 2000)),
    ],
)
def test_no_text_makes_it_a_hundred_times_slower(typed: str) -> None:
    def seconds(text: str) -> float:
        started = time.process_time()
        for _ in range(3):
            MANY.find(text)
        return time.process_time() - started

    ordinary = min(seconds("the soundtrak of junipero") for _ in range(3))
    assert min(seconds(typed) for _ in range(3)) < 100 * ordinary
