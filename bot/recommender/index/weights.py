"""Every weight of the recommender, and how it came about.

The weights of likeness were learned on pairs of Asian dramas that viewers recommend to each other (5,620 pairs for
1,342 titles), as a conditional logit: of each title's 800 nearest, those that viewers name should score highest. They
are the means of three folds over the titles; left-out folds reached nDCG@10 .2405 and recall@10 .281. Powers and fades
were then tried one at a time on all pairs, and what changed less than the standard error (.0066) was set by hand: time,
crowding and standing lower, titles left out. What each part brings stands here as nDCG@10 without it;
``tests/benchmarks/similar.py ablation`` prints it anew.

What only wishes in words use was set on tags hidden from half of those titles (``similar.py words``), and what only
chooses among reasons by reading answers of the bundled catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping

from bot.models.catalogue import Role, TagGroup
from bot.recommender.index.fields import Field

# How like two titles are. All of it together: .242.

FIELD_WEIGHTS: Mapping[Field, float] = {
    Field.GENRE: 2.17,  # .228 without it
    Field.TAG: 2.77,  # .224
    Field.WORDS: 7.22,  # .216, the premise's and the tags' words together
    Field.CAST: 3.4,  # .224
    Field.CREW: 1.15,  # .240
    Field.COUNTRY: 1.54,  # .215
    Field.SERVICE: 0.16,  # .240
    Field.KIND: 1.44,  # .240
}
SATURATING = frozenset((Field.TAG, Field.WORDS))
"""Fields in which the root of the cosine counts: the first thing in common says more than the fifth. Without: .235."""
RARITY: Mapping[Field, float] = {Field.GENRE: 0.5, Field.WORDS: 0.7, Field.COUNTRY: 0.0, Field.KIND: 0.0}
"""The power to which the rarity of a feature is raised; 1 where nothing else stands here."""

TAGS_FADE = 0.5
"""The tag in the nth place counts n ** -TAGS_FADE: what was thought of first fits best. Without: .237."""
TAG_WORD_STRENGTH = 1.5
"""How often a word of a tag counts as said in the premise. Without: .219."""
GROUP_STRENGTHS: Mapping[TagGroup, float] = {TagGroup.FORM: 0.5, TagGroup.SETTING: 0.8}
"""What a tag of a group counts, 1 where nothing stands here: a form in common says less than a story in common."""
BILLING_FADE = 0.8
"""The cast member in the nth place counts n ** -BILLING_FADE. Without: .233."""
CREW_STRENGTHS: Mapping[Role, float] = {Role.DIRECTOR: 1.0, Role.WRITER: 1.0, Role.CREATOR: 1.0, Role.HOST: 0.5}

YEAR_WEIGHT = 1.3
"""Without: .230."""
OLDER_FADE, NEWER_FADE = 8.0, 3.0
"""Years over which nearness in time falls to a third: what came before a title is recommended for longer."""
LENGTH_WEIGHT = 1.22
"""Without: .239."""
LENGTH_FADE = 1.0
"""Doublings over which nearness in length falls to a third."""

HUBNESS_WEIGHT = 0.5
"""How much of a title's crowding is taken off its score. Without: .233, and a tenth less of the catalogue is shown."""
HUBNESS_SAMPLE, HUBNESS_SHARE = 1000, 0.02
"""Crowding is the mean likeness to this share of a sample of so many titles, the part that the title is most like."""
LONGEST_QUERY = 600
"""Features of a query beyond the strongest so many are passed over: enough for any handful of seeds."""

# What is good or well known, whatever is asked.

FAME_WEIGHT = 2.76
"""Without: .214, but .88 of the catalogue is shown and not .72. Nothing in the bundled catalogue has a fame."""
POPULARITY_WEIGHT = 1.0
PRIOR_BESIDE_WORDS = 0.15
"""What stays of both where tags or words are asked for and no seed: they know better what is meant."""

# What a request counts.

OWN_SHARE = 0.7
"""What a liked anthology counts for itself; the rest is shared out among its instalments."""
DISLIKED = 0.4
"""What a disliked title counts, against a liked one."""
LEAST_MEETING: Mapping[Field, float] = {
    Field.GENRE: 0.1,
    Field.TAG: 0.02,
    Field.CAST: 0.02,
    Field.CREW: 0.02,
    Field.WORDS: 0.12,
}
"""The cosine from which on a field has something in common that deserves the name."""
WANTED_TAG_WEIGHT = 12.0
WANTED_TAG_BESIDE_SEEDS = 6.0
"""Beside a liked title a tag weighs about as much as the best likeness: 'like that, but hopeful' means both."""
WANTED_WORDS_WEIGHT = 6.0
"""What the best possible answer to the words scores."""
SATURATION, TEXT_LENGTH_COUNTS = 1.2, 0.75
"""BM25's k1 and b."""
ASSOCIATED_WORDS_WEIGHT, ASSOCIATED_FEATURES_WEIGHT = 5.0, 2.0
"""What goes with the wish, in premises and in tags. Precision@10 of hidden tags: .33, and .23 without both."""
ASSOCIATIONS = 200
"""At most so many words, and so many tags, are taken to go with something."""
DOUBT = 20.0
"""So many imagined titles without a leaning stand beside the real ones, lest few of them prove much."""
LEAST_HOLDERS, MOST_HOLDERS = 4, 500
"""Titles that are enough to learn from, and titles beyond which more teach nothing."""
OUTSIDE = 6.0
"""What breaking one filter costs where nothing keeps them all."""

# How scores become a list.

POOL = 50
"""How many of the best are looked at again for diversity."""
CLOSENESS_COUNTS = 0.8
"""The lambda of MMR: what a pick's own score counts against its being unlike the picks before it. Costs .0015."""
MOST_OF_ONE_ANTHOLOGY = 2
SEVERAL = 3
"""From so many fitting instalments on, the anthology itself is picked in their place."""
FITTING = 0.7
"""An instalment fits beside the best pick when it stands this high between the worst and the best of the pool."""
MOST_MEMBERS = 3
"""Instalments that are named with an umbrella."""
STALE_SHARE = 0.1
"""From this share of changed candidates on, building anew pays."""

# Which reasons are told.

AT_MOST_VALUES = 3
"""Tags, people or words that one reason names."""
LEAST_REASON, LEAST_WEIGHT = 0.08, 0.1
"""A reason is told when it weighs at least this share of the strongest one, and at least so much."""
TELLING_SHARE = 0.25
"""Beside the strongest value of a reason, others are named that move the pick by this share of it."""
RARE_SHARE = 0.02
"""A word counts as worth telling where at most this share of the candidates has it."""
LEAST_WORDS = 2
"""So many telling words must stand in both premises: one alone is chance."""
NEAR = 0.6
"""A year or a length is told as near when it scores at least this share of what the same one would."""
KEPT_LENGTH = 1.0
"""What staying within an asked length weighs among the reasons."""
WELL_THOUGHT_OF = 0.75
"""From this standing on, it may be said that a pick is thought well of."""
CLEARLY_BETTER = 0.15
"""How far the standings of two titles lie apart before one is named the better."""
CLEARLY_SHORTER = 0.67
"""What share of the longer one's minutes a title may run at most to be named the shorter."""
