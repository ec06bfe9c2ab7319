"""What usually stands beside a tag or a word: learned from the candidates, used where the thing itself is missing.

Ask for "time travel" and a premise about "the year 1994" comes nearer, because premises of stories with that tag
speak of years. A word weighs by how much oftener the holders have it than everybody, damped where few of them do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bot.recommender.index.bm25 import Bm25
from bot.recommender.index.build import Index
from bot.recommender.index.fields import Field
from bot.recommender.index.sparse import EMPTY, Mask, Numbers, Rows, Sparse, listed, tally
from bot.recommender.index.weights import (
    ASSOCIATED_FEATURES_WEIGHT,
    ASSOCIATED_WORDS_WEIGHT,
    ASSOCIATIONS,
    DOUBT,
    LEAST_HOLDERS,
    MOST_HOLDERS,
)

_SPEAKING = (Field.GENRE, Field.TAG, Field.COUNTRY)


@dataclass(frozen=True, slots=True)
class Associated:
    """What goes with something: stems of premises, and tags and countries."""

    words: Sparse = EMPTY
    features: Sparse = EMPTY


class Associations:
    """What goes with what, among the candidates that were there when it was built."""

    def __init__(self, index: Index, premises: Bm25) -> None:
        self._index = index
        self._premises = premises
        self._usual_words = self._share(premises.rows, premises.width)
        self._usual_features = self._share(index.vectors, len(index.field_places))
        speaking = [field in _SPEAKING for field in Field]
        self._speaks = np.array(speaking)[index.field_places]

    def of(self, rows: Rows) -> Associated:
        """Give what goes with whatever these rows have in common; nothing where they are too few to learn from."""
        known = rows[rows < self._index.built_from]
        if len(known) < LEAST_HOLDERS:
            return Associated()
        some = listed(known[np.linspace(0, len(known) - 1, min(len(known), MOST_HOLDERS)).astype(np.intp)])
        words = self._lifts([self._premises.rows[row] for row in some], self._usual_words)
        features = self._lifts([self._index.vectors[row] for row in some], self._usual_features, self._speaks)
        return Associated(
            words.strongest(ASSOCIATIONS).at_length(ASSOCIATED_WORDS_WEIGHT),
            features.strongest(ASSOCIATIONS).at_length(ASSOCIATED_FEATURES_WEIGHT),
        )

    @staticmethod
    def _share(rows: Sequence[Sparse], width: int) -> Numbers:
        """Give the share of rows that have each feature."""
        if not rows:
            return np.zeros(width)
        ids = np.concatenate([row.ids for row in rows])
        return tally(ids, np.ones(len(ids)), width) / len(rows)

    def _lifts(self, rows: Sequence[Sparse], usual: Numbers, counts: Mask | None = None) -> Sparse:
        ids, held_by = np.unique(np.concatenate([row.ids for row in rows]), return_counts=True)
        seen = (held_by >= min(2, len(rows))) & (counts[ids] if counts is not None else True)
        ids, held_by = ids[seen], held_by[seen]
        share = (held_by + DOUBT * usual[ids]) / (len(rows) + DOUBT)
        lift = np.log(share / usual[ids])
        more = lift > 0
        return Sparse(ids[more], lift[more] * np.sqrt(held_by[more] / len(rows)))
