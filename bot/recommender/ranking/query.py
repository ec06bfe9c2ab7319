"""Score every row for a request: its similarity to the seeds and ratings, its wanted tags and words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from bot.models.catalogue import TagGroup
from bot.models.ids import TagId
from bot.recommender.index.build import Index
from bot.recommender.index.fields import Field
from bot.recommender.index.model import Model
from bot.recommender.index.sparse import EMPTY, Mask, Numbers, Sparse, listed, tally
from bot.recommender.index.weights import (
    DISLIKED,
    FAME_WEIGHT,
    HUBNESS_WEIGHT,
    LEADING_TAGS,
    OTHER_OF_GROUP,
    OWN_SHARE,
    POPULARITY_WEIGHT,
    PRAISE_WEIGHT,
    PRIOR_SHARE_WITH_WORDS,
    SEVERAL_WISHES,
    WANTED_TAG_WEIGHT,
    WANTED_TAG_WEIGHT_WITH_SEEDS,
)
from bot.recommender.ranking.filters import filters, missing
from bot.recommender.ranking.similarity import Seed, Similarity
from bot.recommender.requests import Request, Wish

NEUTRAL_RATING = 5.5
RATING_REACH = 4.5


ASIDE = frozenset((TagGroup.MOOD, TagGroup.FORM))


class Query:
    """A request as a weighted query. Scores all rows, and tells afterwards what each part added to one row."""

    def __init__(self, model: Model, request: Request) -> None:
        self.index = model.index
        self.request = request
        self.similarity = Similarity(model.index, _seeds(model.index, request))
        self.wanted: Sparse = _wanted(model.index, request)
        self.words: Sparse = model.bm25.query(request.words)
        self._model = model
        self.filters = filters(model.index, request)
        self._words, self._features = self._expand()

    def scores(self) -> Numbers:
        """Return the score of every row."""
        score = self.similarity.scores()
        score += self._wanted_scores()
        if len(self._words.ids):
            score += self._model.bm25.postings.dot(self._words)
        if len(self._features.ids):
            score += self.feature_scores(self._features)
        seed_weight = sum(seed.weight for seed in self.similarity.seeds)
        if seed_weight > 0:
            score -= HUBNESS_WEIGHT * seed_weight * self._model.hubness.scores
        without_seeds = self.asks_for_something and not self.similarity.seeds
        share = PRIOR_SHARE_WITH_WORDS if without_seeds else 1.0
        score += (share * FAME_WEIGHT) * self.index.fame
        score += (share * POPULARITY_WEIGHT) * self.index.popularity
        return score

    def praise(self) -> Numbers:
        """Return what reviews add to the score of a row that has all that was requested, liked titles aside."""
        return np.zeros(len(self.index)) if self.similarity.seeds else PRAISE_WEIGHT * self.index.popularity

    def matches(self) -> Mask:
        """Return, row by row, whether it has what was requested.

        That is every tag, one tag of every group, and something of the liked titles. If there are only words, one of
        them is in its premise.
        """
        matched = self._having(self.request.wanted_groups)
        if any(seed.weight > 0 for seed in self.similarity.seeds):
            matched &= self.similarity.shares_features() & self._like_a_seed(LEADING_TAGS)
        elif self._asks_for_words_alone and (holding := [*self._model.bm25.holding(self.request.words)]):
            has_word = np.zeros(len(self.index), np.bool_)
            for holders in holding:
                has_word[holders] = True
            matched &= has_word
        return matched

    @property
    def _asks_for_words_alone(self) -> bool:
        request = self.request
        return not (request.wanted_groups or request.unwanted_tags or request.people)

    def matches_best(self) -> Mask:
        """Return, row by row, whether it has the tag of every group that says best what was asked for."""
        return self._having([group[:1] for group in self.request.wanted_groups]) & self._like_a_seed(1)

    def _like_a_seed(self, leading: int) -> Mask:
        """Return, row by row, whether it has one of the first tags of a liked title that say what it is about.

        Moods and forms don't: many stories are dark, and many are told in one evening. People of the liked title do.
        """
        liked = (self.index.get(key) for key in self.request.liked)
        telling = ([tag for tag, group in one.tags if group not in ASIDE][:leading] for one in liked if one is not None)
        tags = [tag for first in telling for tag in first]
        return self._having([tags]) | self.similarity.shares_people() if tags else self._having([])

    def nearly_matches(self) -> Mask | None:
        """Return, row by row, whether it has nearly what was requested; None if nothing can be given up.

        With a liked title, what it is mainly about is given up; else moods, or one of several wishes.
        """
        wanted = self.request.wanted_groups
        moods = {tag for one in self.index.candidates for tag, group in one.tags if group is TagGroup.MOOD}
        if any(seed.weight > 0 for seed in self.similarity.seeds):
            return self._having(wanted) & self.similarity.shares_features()
        hard = [group for group in wanted if moods.isdisjoint(group)]
        if len(hard) < len(wanted) and (hard or self.filters):
            return self._having(hard)
        if len(wanted) < SEVERAL_WISHES:
            return None
        lacking = sum((~self._having([group]) for group in wanted), start=np.zeros(len(self.index)))
        return lacking <= 1

    def _having(self, groups: Iterable[Iterable[TagId]]) -> Mask:
        """Return, row by row, whether it has one tag of every group."""
        matched = np.ones(len(self.index), np.bool_)
        for group in groups:
            has_one = np.zeros(len(self.index), np.bool_)
            for tag in group:
                has_one[self.index.holders(Field.GENRE, tag)] = True
                has_one[self.index.holders(Field.TAG, tag)] = True
            matched &= has_one
        return matched

    def fits(self) -> Mask:
        """Return, row by row, whether every filter is passed."""
        return np.logical_and.reduce([np.ones(len(self.index), np.bool_), *(mask for _, mask in self.filters)])

    def missed(self, row: int, members: Sequence[int] = ()) -> tuple[Wish, ...]:
        """Return the wishes that a row doesn't fulfil: filters first, then tags and groups of tags.

        Of an anthology that stands for some of its stories, a tag that one of them has is not missed.
        """
        broken = (wish for wish, mask in self.filters if not mask[row])
        lacking = [[*missing(self.index.candidates[each], self.request)] for each in (row, *members)]
        return (*broken, *(wish for wish in lacking[0] if all(wish in others for others in lacking[1:])))

    def _expand(self) -> tuple[Sparse, Sparse]:
        """Expand the query: return the words, requested or associated, and the associated features, with weights.

        With a liked title nothing is expanded: similarity to it decides among the rows that have what was requested.
        """
        model = self._model
        asked = (group[0] for group in self.request.wanted_groups)
        in_tags = model.bm25.query(" ".join(tag.replace("-", " ") for tag in asked))
        if self.similarity.seeds:
            return Sparse.sum_of([(self.words, 1.0), (in_tags, 1.0)]), EMPTY
        holders = [self.index.postings.holders(tag).astype(np.intp) for tag in listed(self.wanted.ids)]
        holders += model.bm25.holding(self.request.words)
        associated = [model.associations.of(rows) for rows in holders]
        share = 1 / max(1, len(associated))
        words = Sparse.sum_of([(self.words, 1.0), (in_tags, 1.0), *((one.words, share) for one in associated)])
        features = Sparse.sum_of([(one.features, share) for one in associated])
        return words, features.without(self.wanted)

    def _wanted_scores(self) -> Numbers:
        """Return, row by row, what its wanted tags are worth: of a family only the one that is worth most."""
        weights = dict(zip(listed(self.wanted.ids), self.wanted.values.tolist(), strict=True))
        total = np.zeros(len(self.index))
        for group in self.request.wanted_groups:
            best = np.zeros(len(self.index))
            for number in (self.index.feature_id(field, tag) for tag in group for field in (Field.GENRE, Field.TAG)):
                if number in weights:
                    rows = self.index.postings.holders(number)
                    best[rows] = np.maximum(best[rows], weights[number])
            total += best
        return total

    def feature_scores(self, wanted: Sparse) -> Numbers:
        """Sum, row by row, the weights of the wanted features that it has."""
        holders = [self.index.postings.holders(feature) for feature in listed(wanted.ids)]
        if not holders:
            return np.zeros(len(self.index))
        weights = np.repeat(wanted.values, [len(rows) for rows in holders])
        return tally(np.concatenate(holders, dtype=np.intp), weights, len(self.index))

    def associated_tags(self, row: int) -> list[tuple[float, str]]:
        """Return the tags of a row that go with what was requested, each with what it added to the score."""
        mine = set(listed(self.index.vectors[row].ids))
        associated = zip(listed(self._features.ids), self._features.values.tolist(), strict=True)
        named = [(*self.index.feature(number), weight) for number, weight in associated if number in mine]
        return [(weight, name) for field, name, weight in named if field in {Field.GENRE, Field.TAG}]

    def words_in(self, row: int) -> list[tuple[float, str]]:
        """Return the requested stems in the row's premise, each with what it added to the score."""
        return self._model.bm25.found(self.words, row)

    @property
    def asks_for_something(self) -> bool:
        """Whether the request says what a pick should be like, not only what it must not be."""
        liked = any(seed.weight > 0 for seed in self.similarity.seeds)
        return liked or bool(self.request.wanted_groups or self.request.words.strip())


def _seeds(index: Index, request: Request) -> list[Seed]:
    """Return the known seeds. The liked ones share a total weight of 1, and so do the rated ones."""
    liked = [key for key in dict.fromkeys(request.liked) if key in index.row_of]
    disliked = [key for key in dict.fromkeys(request.disliked) if key in index.row_of and key not in liked]
    rated = {key: (rating - NEUTRAL_RATING) / RATING_REACH for key, rating in request.taste.items()}
    rated = {key: leaning for key, leaning in rated.items() if key in index.row_of and key not in (*liked, *disliked)}
    total = sum(map(abs, rated.values())) or 1.0
    weights = [
        *((key, 1 / len(liked), False) for key in liked),
        *((key, -DISLIKED / len(disliked), False) for key in disliked),
        *((key, leaning / total, True) for key, leaning in rated.items() if leaning),
    ]
    return [
        Seed(row, weight * share, rated) for key, weight, rated in weights for row, share in _spread(index, key).items()
    ]


def _spread(index: Index, key: str) -> dict[int, float]:
    """Spread an anthology's weight over itself and its instalments: its own premise says little about each."""
    row = index.row_of[key]
    family = [other for other in index.rows_of_anthology(key) if other != row]
    if not index.candidates[row].umbrella or not family:
        return {row: 1.0}
    return {row: OWN_SHARE} | dict.fromkeys(family, (1 - OWN_SHARE) / len(family))


def _wanted(index: Index, request: Request) -> Sparse:
    """Weigh the wanted tags by rarity. Together they always weigh the same, however many there are."""
    groups = [
        {
            number: OTHER_OF_GROUP**place
            for place, tag in enumerate(group)
            for field in (Field.GENRE, Field.TAG)
            if (number := index.feature_id(field, tag)) is not None
        }
        for group in request.wanted_groups
    ]
    rarities = [max((index.rarity(*index.feature(number)) for number in group), default=0.0) for group in groups]
    total = sum(rarities)
    if not total:
        return EMPTY
    weight = WANTED_TAG_WEIGHT if not request.liked else WANTED_TAG_WEIGHT_WITH_SEEDS
    found: defaultdict[int, float] = defaultdict(float)
    for group, rarity in zip(groups, rarities, strict=True):
        for number, share in group.items():
            found[number] += weight * rarity / total * share
    return Sparse.of(found)
