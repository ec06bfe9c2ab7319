"""A request as numbers: how near every row comes to the seeds, the taste, the wanted tags and the words."""

from __future__ import annotations

import numpy as np

from bot.recommender.index.build import Index
from bot.recommender.index.fields import Field
from bot.recommender.index.model import Model
from bot.recommender.index.sparse import EMPTY, Mask, Numbers, Sparse, listed, tally
from bot.recommender.index.weights import (
    DISLIKED,
    FAME_WEIGHT,
    HUBNESS_WEIGHT,
    OWN_SHARE,
    POPULARITY_WEIGHT,
    PRIOR_BESIDE_WORDS,
    WANTED_TAG_BESIDE_SEEDS,
    WANTED_TAG_WEIGHT,
)
from bot.recommender.models import Request
from bot.recommender.ranking.similarity import Seed, Similarity

NEUTRAL_RATING = 5.5
RATING_REACH = 4.5


class Query:
    """What a request asks of every row, weighed; says afterwards what each part gave to one row."""

    def __init__(self, known: Model, request: Request) -> None:
        self.index = known.index
        self.request = request
        self.likeness = Similarity(known.index, _seeds(known.index, request))
        self.wanted: Sparse = _wanted(known.index, request)
        self.words: Sparse = known.bm25.query(request.words)
        self._known = known
        self._said, self._carried_too = self._going_with()

    def scores(self) -> Numbers:
        """Give the score of every row."""
        score = self.likeness.scores()
        if len(self.wanted.ids):
            score += self.carried(self.wanted)
        if len(self._said.ids):
            score += self._known.bm25.postings.dot(self._said)
        if len(self._carried_too.ids):
            score += self.carried(self._carried_too)
        pull = sum(seed.weight for seed in self.likeness.seeds)
        if pull > 0:
            score -= HUBNESS_WEIGHT * pull * self._known.hubness.crowding
        in_words_alone = self.asks_for_something and not self.likeness.seeds
        share = PRIOR_BESIDE_WORDS if in_words_alone else 1.0
        score += (share * FAME_WEIGHT) * self.index.fames
        score += (share * POPULARITY_WEIGHT) * self.index.standings
        return score

    def answers(self) -> Mask:
        """Say row by row whether anything that was asked for is there; true of all where nothing was asked for."""
        if not self.asks_for_something:
            return np.ones(len(self.index), np.bool_)
        there = self.likeness.shares_features() | (self.carried(self.wanted) > 0)
        for holders in self._known.bm25.holding(self.request.words):
            there[holders] = True
        return there

    def _going_with(self) -> tuple[Sparse, Sparse]:
        """Give the words and the features that score because they are asked for or go with what is.

        Beside a liked title nothing is guessed: likeness to it chooses among those that carry what was asked for.
        """
        known = self._known
        in_tags = known.bm25.query(" ".join(tag.replace("-", " ") for tag in self.request.tags))
        if self.likeness.seeds:
            return Sparse.sum_of([(self.words, 1.0), (in_tags, 1.0)]), EMPTY
        holders = [self.index.postings.holders(tag).astype(np.intp) for tag in listed(self.wanted.ids)]
        holders += known.bm25.holding(self.request.words)
        beside = [known.associations.of(rows) for rows in holders]
        share = 1 / max(1, len(beside))
        words = Sparse.sum_of([(self.words, 1.0), (in_tags, 1.0), *((one.words, share) for one in beside)])
        features = Sparse.sum_of([(one.features, share) for one in beside])
        return words, features.without(self.wanted)

    def carried(self, wanted: Sparse) -> Numbers:
        """Add up, row by row, the weights of the wanted features that it carries."""
        holders = [self.index.postings.holders(feature) for feature in listed(wanted.ids)]
        if not holders:
            return np.zeros(len(self.index))
        weights = np.repeat(wanted.values, [len(rows) for rows in holders])
        return tally(np.concatenate(holders, dtype=np.intp), weights, len(self.index))

    def tags_going_with(self, row: int) -> list[tuple[float, str]]:
        """Give the tags of a row that were not asked for but go with what was, each with what it gave."""
        mine = set(listed(self.index.vectors[row].ids))
        beside = zip(listed(self._carried_too.ids), self._carried_too.values.tolist(), strict=True)
        named = [(*self.index.feature(number), weight) for number, weight in beside if number in mine]
        return [(weight, name) for field, name, weight in named if field in {Field.GENRE, Field.TAG}]

    def words_in(self, row: int) -> list[tuple[float, str]]:
        """Give the stems that were asked for and stand in the row's premise, each with what it gave."""
        return self._known.bm25.found(self.words, row)

    @property
    def asks_for_something(self) -> bool:
        """Whether the request says what a pick should be like, and not only what it must not be."""
        liked = any(seed.weight > 0 for seed in self.likeness.seeds)
        return liked or bool(self.request.tags or self.request.words.strip())


def _seeds(index: Index, request: Request) -> list[Seed]:
    """Give the known seeds; the liked ones share a weight of 1 among them, and so do the rated ones."""
    liked = [key for key in dict.fromkeys(request.liked) if key in index.row_of]
    disliked = [key for key in dict.fromkeys(request.disliked) if key in index.row_of and key not in liked]
    rated = {key: (rating - NEUTRAL_RATING) / RATING_REACH for key, rating in request.taste.items()}
    rated = {key: lean for key, lean in rated.items() if key in index.row_of and key not in (*liked, *disliked)}
    reach = sum(map(abs, rated.values())) or 1.0
    weights = [
        *((key, 1 / len(liked), False) for key in liked),
        *((key, -DISLIKED / len(disliked), False) for key in disliked),
        *((key, lean / reach, True) for key, lean in rated.items() if lean),
    ]
    return [
        Seed(row, weight * share, rated) for key, weight, rated in weights for row, share in _spread(index, key).items()
    ]


def _spread(index: Index, key: str) -> dict[int, float]:
    """Let an anthology count half for itself and half for its instalments: its own premise says little of each."""
    row = index.row_of[key]
    family = [other for other in index.rows_of_anthology(key) if other != row]
    if not index.candidates[row].umbrella or not family:
        return {row: 1.0}
    return {row: OWN_SHARE} | dict.fromkeys(family, (1 - OWN_SHARE) / len(family))


def _wanted(index: Index, request: Request) -> Sparse:
    """Weigh the wanted tags by how much each tells; together they weigh the same, however many they are."""
    found = {
        number: index.rarity(field, tag)
        for tag in dict.fromkeys(request.tags)
        for field in (Field.GENRE, Field.TAG)
        if (number := index.feature_id(field, tag)) is not None
    }
    total = sum(found.values())
    if not total:
        return EMPTY
    weight = WANTED_TAG_WEIGHT if not request.liked else WANTED_TAG_BESIDE_SEEDS
    return Sparse.of({number: weight * told / total for number, told in found.items()})
