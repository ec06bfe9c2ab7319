"""Every weight of the recommender, and how it came about."""

from __future__ import annotations

from collections.abc import Mapping

from bot.models import Role, TagGroup
from bot.recommender.fields import Field

FIELD_WEIGHTS: Mapping[Field, float] = {
    Field.GENRE: 2.17,
    Field.TAG: 2.77,
    Field.WORDS: 7.22,
    Field.CAST: 3.4,
    Field.CREW: 1.15,
    Field.TITLE: 0.42,
    Field.COUNTRY: 1.54,
    Field.SERVICE: 0.16,
    Field.KIND: 1.44,
}
SATURATING = frozenset((Field.TAG, Field.WORDS, Field.TITLE))
"""Fields in which the root of the cosine counts: the first thing in common says more than the fifth."""
RARITY: Mapping[Field, float] = {Field.GENRE: 0.5, Field.WORDS: 0.7, Field.COUNTRY: 0.0, Field.KIND: 0.0}
"""The power to which the rarity of a feature is raised; 1 where nothing else stands here."""

GROUP_STRENGTHS: Mapping[TagGroup, float] = {TagGroup.FORM: 0.5, TagGroup.SETTING: 0.8}
"""What a tag of a group counts, 1 where nothing stands here: a form in common says less than a story in common."""
TAGS_FADE = 0.5
"""The tag in the nth place counts n ** -TAGS_FADE: what was thought of first fits best."""
TAG_WORD_STRENGTH = 1.5
"""How often a word of a tag counts as said in the premise."""
BILLING_FADE = 0.8
"""The cast member in the nth place counts n ** -BILLING_FADE."""
CREW_STRENGTHS: Mapping[Role, float] = {Role.DIRECTOR: 1.0, Role.WRITER: 1.0, Role.CREATOR: 1.0, Role.HOST: 0.5}

YEAR_WEIGHT = 1.3
OLDER_FADE, NEWER_FADE = 8.0, 3.0
"""Years over which nearness in time falls to a third: what came before a title is recommended for longer."""
LENGTH_WEIGHT = 1.22
LENGTH_FADE = 1.0
"""Doublings over which nearness in length falls to a third."""
FAME_WEIGHT = 2.76
STANDING_WEIGHT = 1.0
PRIOR_BESIDE_WORDS = 0.15
"""How much of fame and standing stays where tags or words are asked for and no seed: they know better what is meant."""

CROWD_WEIGHT = 0.5
"""How much of a row's crowding is taken off its score."""
CROWD_SAMPLE = 1000
CROWD_SHARE = 0.02
"""Crowding is the mean likeness to this share of a sample, the part that the row is most like."""

OWN_SHARE = 0.7
"""What a liked anthology counts for itself; the rest is shared out among its instalments."""
LEAST_MEETING: Mapping[Field, float] = {
    Field.GENRE: 0.1,
    Field.TAG: 0.02,
    Field.CAST: 0.02,
    Field.CREW: 0.02,
    Field.WORDS: 0.12,
}
"""The cosine from which on a field has something in common that deserves the name."""
DISLIKED = 0.4
"""How much a disliked title counts, against a liked one."""

WANTED_TAG_WEIGHT = 12.0
WANTED_TAG_BESIDE_SEEDS = 6.0
"""Beside a liked title a tag weighs about as much as the best likeness: 'like that, but hopeful' means both."""
WANTED_WORDS_WEIGHT = 6.0

POOL = 50
"""How many of the best are looked at again for diversity and reasons."""
CLOSENESS_COUNTS = 0.8
"""The lambda of MMR: what a pick's own score counts against its being unlike the picks before it."""

LONGEST_QUERY = 600
"""Features of a query beyond the strongest so many are passed over: enough for any handful of seeds."""
SEVERAL = 3
"""From so many fitting instalments on, the anthology itself is picked in their place."""
FITTING = 0.7
"""An instalment fits beside the best pick when it stands this high between the worst and the best of the pool."""

SATURATION = 1.2
"""BM25's k1."""
TEXT_LENGTH_COUNTS = 0.75
"""BM25's b."""

AT_MOST_VALUES = 3
"""Tags, people or words that one reason names."""
TELLING_SHARE = 0.25
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
KEPT_LENGTH = 1.0
"""What staying within an asked length weighs among the reasons."""

ASSOCIATED_WORDS_WEIGHT = 5.0
ASSOCIATED_FEATURES_WEIGHT = 2.0
ASSOCIATIONS = 200
"""At most so many words, and so many tags, are taken to go with something."""
DOUBT = 20.0
"""So many imagined rows without a leaning stand beside the real ones, lest few rows prove much."""
LEAST_HOLDERS, MOST_HOLDERS = 4, 500
"""Rows that are enough to learn from, and rows beyond which more teach nothing."""
OUTSIDE = 6.0
"""What breaking one filter costs where nothing keeps them all."""
LEAST_REASON = 0.08
"""A reason is told when it weighs at least this share of the strongest one."""
NEAR = 0.6
"""A year or a length is told as near when it scores at least this share of what the same one would."""
LEAST_WORDS = 2
"""So many telling words must stand in both premises: one alone is chance."""
