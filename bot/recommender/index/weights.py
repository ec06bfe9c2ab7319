"""Every weight of the recommender, and where it comes from.

The similarity weights were learned on pairs of Asian dramas that viewers recommend for each other (5,620 pairs for
1,342 titles) with a conditional logit: of each title's 800 nearest, the ones viewers name should score highest. They
are the means of three folds over the titles; held-out folds reached nDCG@10 .2405 and recall@10 .281. Powers and fades
were then tried one at a time on all pairs. What made less difference than the standard error (.0066) was set by hand:
time, hubness and popularity lower, titles left out. The comments give nDCG@10 without each part;
``tests/benchmarks/similar.py ablation`` prints it again.

Weights that only typed requests use were set on tags hidden from half of those titles (``similar.py words``). Those
that only choose among reasons were set by reading answers from the bundled catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.models.catalogue import Role, TagGroup
from bot.recommender.index.fields import Field
from bot.recommender.requests import Praise

# How similar two titles are. All of it together: .242.

FIELD_WEIGHTS: Mapping[Field, float] = {
    Field.GENRE: 2.17,  # .228 without it
    Field.TAG: 2.77,  # .224
    Field.WORDS: 7.22,  # .216, the words of premise and tags together
    Field.CAST: 3.4,  # .224
    Field.CREW: 1.15,  # .240
    Field.COUNTRY: 1.54,  # .215
    Field.SERVICE: 0.16,  # .240
    Field.KIND: 1.44,  # .240
}
SATURATING = frozenset((Field.TAG, Field.WORDS))
"""Fields that use the square root of the cosine: the first thing in common says more than the fifth. Without: .235."""
RARITY_POWERS: Mapping[Field, float] = {Field.GENRE: 0.5, Field.WORDS: 0.7, Field.COUNTRY: 0.0, Field.KIND: 0.0}
"""The power that a feature's rarity is raised to; 1 for the other fields."""

TAGS_FADE = 0.5
"""The nth tag counts n ** -TAGS_FADE: the first tags fit best. Without: .237."""
INHERITED_STRENGTH = 0.5
"""The strength of a tag that an instalment has only from its anthology, unless it is asked for: it doesn't tell a story
from its siblings. Of the picks for each bundled story 17 % are whole anthologies, and 19 % with 1.0. Set by hand."""
TAG_WORD_STRENGTH = 1.5
"""A word of a tag counts like this many occurrences in the premise. Without: .219."""
GROUP_STRENGTHS: Mapping[TagGroup, float] = {TagGroup.FORM: 0.5, TagGroup.SETTING: 0.8}
"""The strength of tags by group; 1 for the other groups. Sharing a form says less than sharing a story."""
BILLING_FADE = 0.8
"""The nth cast member counts n ** -BILLING_FADE. Without: .233."""
CREW_STRENGTHS: Mapping[Role, float] = {Role.DIRECTOR: 1.0, Role.WRITER: 1.0, Role.CREATOR: 1.0, Role.HOST: 0.5}

YEAR_WEIGHT = 1.3
"""Without: .230."""
OLDER_FADE, NEWER_FADE = 8.0, 3.0
"""Years over which nearness in time falls to 1/e: older titles keep being recommended for longer."""
LENGTH_WEIGHT = 1.22
"""Without: .239."""
LENGTH_FADE = 1.0
"""Doublings over which nearness in length falls to 1/e."""

HUBNESS_WEIGHT = 0.5
"""How much of a title's hubness is subtracted from its score. Without: .233, and a tenth less of the catalogue."""
HUBNESS_SAMPLE, HUBNESS_SHARE = 1000, 0.02
"""Hubness is the mean similarity to the most similar HUBNESS_SHARE of a sample of HUBNESS_SAMPLE titles."""
LONGEST_QUERY = 600
"""A query only uses this many of its strongest features: enough for any handful of seeds."""

# What is good or well known, whatever the request.

FAME_WEIGHT = 2.76
"""Without: .214, but .88 of the catalogue is shown instead of .72. No title in the bundled catalogue has a fame."""
POPULARITY_WEIGHT = 1.0
PRIOR_SHARE_WITH_WORDS = 0.15
"""What is left of both if a request has tags or words but no seeds: those are more specific."""
PRAISE_WEIGHT = 5.0
"""What popularity counts besides among the rows that have all of the tags: there a verdict decides."""

# What each part of a request counts.

OWN_SHARE = 0.7
"""A liked anthology's own share of the weight. Its instalments share the rest."""
DISLIKED = 0.4
"""What a disliked title counts, compared with a liked one."""
SEVERAL_WISHES = 2
"""Of so many wished-for tags and families, one may be missing where nothing has them all."""
LEADING_TAGS = 4
"""A pick has one, at least, of so many first tags of a liked title: they say best what it is about."""
LEAST_OVERLAP: Mapping[Field, float] = {
    Field.GENRE: 0.1,
    Field.TAG: 0.02,
    Field.CAST: 0.02,
    Field.CREW: 0.02,
    Field.WORDS: 0.12,
}
"""The cosine from which a field really has something in common."""
WANTED_TAG_WEIGHT = 12.0
WANTED_TAG_WEIGHT_WITH_SEEDS = 6.0
"""With a liked title, a tag weighs about as much as the best similarity: "like that, but hopeful" means both."""
WANTED_WORDS_WEIGHT = 6.0
"""The score of the best possible match for the words."""
BM25_K1, BM25_B = 1.2, 0.75
"""BM25's k1 and b."""
ASSOCIATED_WORDS_WEIGHT, ASSOCIATED_FEATURES_WEIGHT = 5.0, 2.0
"""Query expansion, in premises and in tags. Precision@10 of hidden tags: .33, and .23 without both."""
ASSOCIATIONS = 200
"""The most words, and the most tags, that anything is expanded to."""
SMOOTHING = 20.0
"""Additive smoothing: as if this many average titles were added, so that a few real ones don't prove too much."""
LEAST_HOLDERS, MOST_HOLDERS = 4, 500
"""The fewest titles to learn associations from, and the most: beyond that, nothing more is learned."""
OTHER_OF_GROUP = 0.7
"""What each further tag of a group counts, compared with the one before: the first says best what was asked for."""
BROKEN_FILTER_PENALTY = 6.0
"""The score lost per broken filter, when nothing passes them all."""

# How scores become a list.

POOL = 50
"""How many of the best are reranked for diversity."""
MMR_LAMBDA = 0.8
"""The lambda of MMR: a pick's own score against its difference from the picks before it. Costs .0015."""
FEW = 3
"""Fewer picks than this are few: then what fits less well is picked too, and stories rather than their anthology."""
MOST_OF_ONE_ANTHOLOGY = 2
SEVERAL = 3
"""From this many fitting instalments, the anthology itself is picked instead of them."""
FITTING = 0.7
"""An instalment fits if its score is at least this far up between the worst and the best of the pool."""
MOST_MEMBERS = 3
"""The most instalments listed with an anthology."""
STALE_SHARE = 0.1
"""From this share of changed candidates, a rebuild is worthwhile."""

# Which reasons are shown.

MOST_VALUES = 3
"""The most tags, people or words that one reason names."""
LEAST_REASON, LEAST_WEIGHT = 0.08, 0.1
"""A reason is shown if it weighs at least this share of the strongest one, and at least this much."""
LEAST_VALUE_SHARE = 0.25
"""A reason also names other values that weigh at least this share of its strongest one."""
RARE_SHARE = 0.02
"""A word is worth mentioning if at most this share of the candidates has it."""
LEAST_WORDS = 2
"""Both premises must share this many rare words: a single one is chance."""
NEAR_SHARE = 0.6
"""A year or length is mentioned as near if it scores at least this share of what an equal one would."""
KEPT_LENGTH_WEIGHT = 1.0
"""The weight of the reason that a pick stays within the requested length."""
LEAST_POPULARITY: Mapping[Praise, float] = {Praise.MUST_WATCH: 1.0, Praise.GOOD: 0.75}
"""The least popularity of what is called good, or must watch. Verdicts make it 1, .8, .45, .3 and 0."""
WELL_REVIEWED = 0.75
"""From this popularity, a pick may be called well reviewed."""
CLEARLY_BETTER = 0.15
"""How far apart the popularity of two titles must be for one to be called the better one."""
CLEARLY_SHORTER = 0.67
"""A title is called the shorter one if it runs at most this share of the other's minutes."""
