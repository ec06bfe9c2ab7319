"""Word lists: stop words, and words that only wrap, negate or link what is asked for."""

from __future__ import annotations


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


STOP_WORDS = _words(
    """
    a about above after again against all along also although am among an and another any anyone anything are
    around as at away back be became because become becomes been before begin begins behind being between both
    but by came can cannot come comes could day days did do does doing done down drama during each either else
    end ends enough even ever every everyone everything film find finds for from gave get gets getting give
    given gives go goes going gone got had has have having he her here hers herself him himself his how however
    i if in instead into is it its itself just keep keeps know known knows later lead leads life like live lives
    made make makes making man many may me meanwhile might more most movie much must my named never new no not
    nothing now of off often on once one only onto or other others our out over own people s same see series set
    she should show since so some someone something soon start starts still story such t take taken takes tells
    than that the their them themselves then there these they thing things this those though three through time
    to together too toward towards turn turns two under until up upon us use used very want wants was way we
    well were what when where whether which while who whole whom whose why will with within without woman would
    year years yet you young your
    """
)
"""Stop words: found in premises of every sort, so sharing one means nothing."""

FILLERS = _words(
    """
    im ive id youre theyre weve gonna gotta gf bf
    also anthologies anthology anything first second third last next
    based best bit centered centred concerning cool decent evening featuring
    feel feeling fine good great hello help hey hi hour hours ideas involving ish kind kinda lot maybe minute
    minutes mood nice ok okay people pick plan please prefer preferably pretty quite rather really recommend
    recommendation recommendations season set show shows somehow someone something somewhat sort stories story
    stuff suggest suggestion suggestions super tale tales thank thanks theme themed title titles tonight too tv
    type um very vibe vibes wanna want watch watching where which with world yes
    """
)
"""Words that people wrap a request in, which are therefore not searched for."""

CHATTER = _words(
    """
    aha asap brb btw bye fr ha haha hahaha heh hehe hmm idk imo jk lmao lmfao lol nah ngl omg ooh oops pls plz rn rofl
    smh tbh thx tho ty ugh wow wtf xd yay yeah yep yo yup
    """
)
"""Words that say nothing by themselves; with nothing else, there is no request."""

RELATIVES = _words(
    """
    aunt boyfriend brother cousin dad daughter family father fiance fiancee friend friends girlfriend grandma grandpa
    husband mate mother mum nephew niece partner roommate sis sister son uncle wife
    """
)
"""Who watches with somebody: "my wife and I", "for my dad"."""

NEGATIONS = _words(
    """
    arent avoid avoiding dont except excluding hate isnt less minus neither never no non nor not nothing without wont
    """
)
"""Words that negate the next part of a request."""

SOFTENERS = _words(
    """
    a all an any anything be in is it kind like me much of overly really so some that the to too very wanna want
    with
    """
)
"""Words that may come between a negation and what it negates."""

LINKS = _words("a an are for is of on that the their these this those to was were where which who whose with")
"""Small words that may be part of a tag's name or be left out."""
