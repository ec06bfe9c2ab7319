"""Every weight of the recommender, and how it came about."""

from __future__ import annotations

from collections.abc import Mapping

from bot.models import Role
from bot.recommender.fields import Field

BILLING_FADE = 0.5
"""A cast member counts place ** -BILLING_FADE."""
CREW_STRENGTHS: Mapping[Role, float] = {Role.DIRECTOR: 1.0, Role.WRITER: 1.0, Role.CREATOR: 1.0, Role.HOST: 0.5}

FIELD_WEIGHTS: Mapping[Field, float] = {
    Field.GENRE: 2.5,
    Field.TAG: 7.2,
    Field.WORDS: 8.0,
    Field.CAST: 5.0,
    Field.CREW: 2.2,
    Field.TITLE: 1.0,
    Field.COUNTRY: 1.4,
    Field.SERVICE: 0.2,
    Field.KIND: 2.5,
}
RARITY: Mapping[Field, float] = {Field.GENRE: 0.5, Field.WORDS: 0.75, Field.COUNTRY: 0.0, Field.KIND: 0.0}
"""The power to which the rarity of a feature is raised; 1 where nothing else stands here."""

YEARS_FADE = 5.0
"""Years over which nearness in time falls to a third."""
LENGTH_FADE = 1.0
"""Doublings over which nearness in length falls to a third."""
YEAR_WEIGHT = 1.7
LENGTH_WEIGHT = 1.4
FAME_WEIGHT = 2.4
STANDING_WEIGHT = 1.0

DISLIKED = 0.4
"""How much a disliked title counts, against a liked one."""

WANTED_TAG_WEIGHT = 12.0
WANTED_WORDS_WEIGHT = 6.0

POOL = 120
"""How many of the best are looked at again for diversity and reasons."""
CLOSENESS_COUNTS = 0.7
"""The lambda of MMR: what a pick's own score counts against its being unlike the picks before it."""

LONGEST_QUERY = 600
"""Features of a query beyond the strongest so many are passed over: enough for any handful of seeds."""
SEVERAL = 3
"""From so many fitting instalments on, the anthology itself is picked in their place."""
FITTING = 0.7
"""An instalment fits beside the best pick when it reaches this share of its score."""

SATURATION = 1.2
"""BM25's k1."""
TEXT_LENGTH_COUNTS = 0.75
"""BM25's b."""

AT_MOST_VALUES = 3
"""Tags, people or words that one reason names."""
TELLING_SHARE = 0.35
"""Beside the strongest value of a reason, others are named that move the pick by this share of it."""
RARE_SHARE = 0.02
"""A word counts as a coincidence worth telling where at most this share of the premises holds it."""
WELL_THOUGHT_OF = 0.75
"""From this standing on, it may be said that a pick is thought well of."""

MOST_OF_ONE_ANTHOLOGY = 2
MOST_MEMBERS = 3
"""Instalments that are named with an umbrella."""
STALE_SHARE = 0.1
"""From this share of changed candidates on, building anew pays."""

CLEARLY_BETTER = 0.15
"""How far the standings of two titles lie apart before one is named the better."""
CLEARLY_SHORTER = 0.67
"""What share of the longer one's minutes a title may run at most to be named the shorter."""
