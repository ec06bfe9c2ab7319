"""Crowding: many titles are measured at once, each as it would be alone."""

from __future__ import annotations

import numpy as np
import pytest

from bot.models.catalogue import TagGroup
from bot.models.ids import TagId
from bot.recommender.index.build import Index
from bot.recommender.index.candidates import Candidate
from bot.recommender.index.hubness import Hubness
from bot.recommender.ranking.similarity import Seed, Similarity, similarities

WORDS = ("harbour", "piano", "detective", "winter", "letter", "twins", "lighthouse", "recipe", "train", "ghost")
TAGS = (("romance", TagGroup.GENRE), ("ghosts", TagGroup.THEME), ("dark", TagGroup.MOOD), ("one-take", TagGroup.FORM))


def title(number: int) -> Candidate:
    """Invent a title that shares something with many others and everything with none."""
    return Candidate(
        key=f"show{number % 40}/{number}",
        anthology=f"show{number % 40}",
        title=f"Title {number}",
        tags=tuple((TagId(tag), group) for place, (tag, group) in enumerate(TAGS) if number >> place & 1),
        text=" ".join(WORDS[number * step % len(WORDS)] for step in (1, 3, 7)) + f" number{number}",
        countries=("KR",) if number % 3 else ("GB", "US"),
        year=1990 + number % 30 if number % 5 else None,
        minutes=20 + number if number % 7 else None,
    )


@pytest.fixture
def index() -> Index:
    """An index with some titles that came later, one of them with a word and a tag that nobody had before."""
    index = Index(title(number) for number in range(120))
    for number in range(120, 125):
        index.add(title(number))
    index.add(Candidate("new/1", "new", "New", text="an unheard quokka", tags=((TagId("quokkas"), TagGroup.THEME),)))
    return index


def test_many_titles_at_once_are_as_like_the_others_as_each_one_alone(index: Index) -> None:
    rows = np.arange(len(index))
    together = similarities(index, rows)
    for row in rows.tolist():
        np.testing.assert_allclose(together[row], Similarity(index, [Seed(row)]).scores(), rtol=1e-12)


def test_what_came_later_need_not_be_measured_where_nobody_asks_for_it(index: Index) -> None:
    rows = np.arange(len(index))
    early, late = similarities(index, rows, late=False), similarities(index, rows)
    np.testing.assert_array_equal(early[:, : index.built_from], late[:, : index.built_from])
    assert (early != late).any()


def test_a_catalogue_of_thousands_is_measured_in_pieces_with_the_same_outcome(monkeypatch: pytest.MonkeyPatch) -> None:
    index = Index(title(number) for number in range(120))
    whole = Hubness(index).scores
    monkeypatch.setattr("bot.recommender.index.hubness._CELLS_AT_ONCE", 1)
    np.testing.assert_array_equal(Hubness(index).scores, whole)
