"""Query expansion: which words and features go with a tag or a word, learned from the candidates by lift.

Ask for "time travel" and a premise about "the year 1994" scores higher, because premises of stories with that tag
mention years. A word's weight is the log of how much more often it occurs with the tag than overall (its lift),
smoothed, and damped where few titles have it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from bot.recommender.index.bm25 import Bm25
from bot.recommender.index.build import Index
from bot.recommender.index.fields import Field
from bot.recommender.index.sparse import EMPTY, Mask, Numbers, Rows, Sparse, listed, tally
from bot.recommender.index.weights import (
    ASSOCIATED_FEATURES_WEIGHT,
    ASSOCIATED_WORDS_WEIGHT,
    ASSOCIATIONS,
    LEAST_HOLDERS,
    MOST_HOLDERS,
    SMOOTHING,
)

_FIELDS_IN_USE = (Field.GENRE, Field.TAG, Field.COUNTRY)


class Associated(Struct, frozen=True):
    """What goes with a tag or word: stems from premises, and genres, tags and countries."""

    words: Sparse = EMPTY
    features: Sparse = EMPTY


class Associations:
    """What goes with what, among the candidates that were there when this was built."""

    def __init__(self, index: Index, bm25: Bm25) -> None:
        self._index = index
        self._bm25 = bm25
        self._overall_words = self._share(bm25.rows, bm25.width)
        self._overall_features = self._share(index.vectors, len(index.field_places))
        in_use = [field in _FIELDS_IN_USE for field in Field]
        self._is_used = np.array(in_use)[index.field_places]

    def of(self, rows: Rows) -> Associated:
        """Return what goes with whatever these rows have in common; nothing if there are too few to learn from."""
        known = rows[rows < self._index.built_from]
        if len(known) < LEAST_HOLDERS:
            return Associated()
        sample = listed(known[np.linspace(0, len(known) - 1, min(len(known), MOST_HOLDERS)).astype(np.intp)])
        words = self._lifts([self._bm25.rows[row] for row in sample], self._overall_words)
        features = self._lifts([self._index.vectors[row] for row in sample], self._overall_features, self._is_used)
        return Associated(
            words.strongest(ASSOCIATIONS).at_length(ASSOCIATED_WORDS_WEIGHT),
            features.strongest(ASSOCIATIONS).at_length(ASSOCIATED_FEATURES_WEIGHT),
        )

    @staticmethod
    def _share(rows: Sequence[Sparse], width: int) -> Numbers:
        """Return the share of rows that have each feature."""
        if not rows:
            return np.zeros(width)
        ids = np.concatenate([row.ids for row in rows])
        return tally(ids, np.ones(len(ids)), width) / len(rows)

    def _lifts(self, rows: Sequence[Sparse], overall: Numbers, used: Mask | None = None) -> Sparse:
        """Return the features more frequent in these rows than overall, each with its damped log lift."""
        ids, held_by = np.unique(np.concatenate([row.ids for row in rows]), return_counts=True)
        kept = (held_by >= min(2, len(rows))) & (used[ids] if used is not None else True)
        ids, held_by = ids[kept], held_by[kept]
        share = (held_by + SMOOTHING * overall[ids]) / (len(rows) + SMOOTHING)
        lift = np.log(share / overall[ids])
        more = lift > 0
        return Sparse(ids[more], lift[more] * np.sqrt(held_by[more] / len(rows)))
