"""A request as numbers: how near every row comes to the seeds, the taste, the wanted tags and the words."""

from __future__ import annotations

import numpy as np

from bot.recommender.crowd import Crowd
from bot.recommender.fields import Field
from bot.recommender.index import Index
from bot.recommender.likeness import Likeness, Seed
from bot.recommender.postings import EMPTY, Numbers, Sparse
from bot.recommender.premises import Premises
from bot.recommender.request import Request
from bot.recommender.weights import CROWD_WEIGHT, DISLIKED, FAME_WEIGHT, STANDING_WEIGHT, WANTED_TAG_WEIGHT

NEUTRAL_RATING = 5.5
RATING_REACH = 4.5


class Query:
    """What a request asks of every row, weighed; says afterwards what each part gave to one row."""

    def __init__(self, index: Index, crowd: Crowd, premises: Premises, request: Request) -> None:
        self.index = index
        self.request = request
        self.likeness = Likeness(index, _seeds(index, request))
        self.wanted: Sparse = _wanted(index, request)
        self.words: Sparse = premises.query(request.words)
        self._crowd = crowd
        self._premises = premises

    def scores(self) -> tuple[Numbers, Numbers]:
        """Give the score of every row, and the part of it that answers what was asked."""
        index = self.index
        asked = self.likeness.scores()
        if len(self.wanted.ids):
            asked += self.carried(self.wanted)
        if len(self.words.ids):
            asked += self._premises.postings.dot(self.words)
        score = asked + FAME_WEIGHT * index.fames + STANDING_WEIGHT * index.standings
        pull = sum(seed.weight for seed in self.likeness.seeds)
        if pull > 0:
            score -= CROWD_WEIGHT * pull * self._crowd.crowding
        return score, asked

    def carried(self, wanted: Sparse) -> Numbers:
        """Add up, row by row, the weights of the wanted features that it carries."""
        total = np.zeros(len(self.index))
        for feature, weight in zip(wanted.ids.tolist(), wanted.values.tolist(), strict=True):
            total[self.index.postings.holders(feature)[0]] += weight
        return total

    def words_in(self, row: int) -> list[tuple[float, str]]:
        """Give the stems that were asked for and stand in the row's premise, each with what it gave."""
        return self._premises.found(self.words, row)

    @property
    def asks_for_something(self) -> bool:
        """Whether the request says what a pick should be like, and not only what it must not be."""
        return bool(self.likeness.seeds or self.request.tags or len(self.words.ids) or self.request.words.strip())


def _seeds(index: Index, request: Request) -> list[Seed]:
    """Give the known seeds; the liked ones share a weight of 1 among them, and so do the rated ones."""
    liked = [key for key in dict.fromkeys(request.liked) if key in index.row_of]
    disliked = [key for key in dict.fromkeys(request.disliked) if key in index.row_of and key not in liked]
    rated = {key: (rating - NEUTRAL_RATING) / RATING_REACH for key, rating in request.taste.items()}
    rated = {key: lean for key, lean in rated.items() if key in index.row_of and key not in (*liked, *disliked)}
    reach = sum(map(abs, rated.values())) or 1.0
    return [
        *(Seed(index.row_of[key], 1 / len(liked)) for key in liked),
        *(Seed(index.row_of[key], -DISLIKED / len(disliked)) for key in disliked),
        *(Seed(index.row_of[key], lean / reach, rated=True) for key, lean in rated.items() if lean),
    ]


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
    return Sparse.of({number: WANTED_TAG_WEIGHT * told / total for number, told in found.items()})
