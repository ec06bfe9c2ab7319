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

COMMON = _words(
    """
    recs rec needing guys sis bro folks able actually ago air already always
    anyway apart around ask asked asks away bad badly bag bed began bit bring
    brings bunch busy buy call called case certain change check choose chose clear clearly close come completely couple
    course cover currently day days deal definitely die different dinner doesnt doing done door dream drop dropped
    early easy eat either else end ended ends enjoy enough entire especially evening ever every everybody everything
    exactly exam exams except extra eye eyes fact fall far fast favorite favourite feet fell felt few fill fit follow
    forget forgot form free fresh fried full fully further future general give given gives giving glad go gone great
    group guess guy guys half hand hands happen happened happens hard hardly hate head hear heard held here high hit
    hold home hope hours however huge idea important inside instead interesting interested job keep kept kids kill knew
    large late later least leave left less let lets level light line list listen literally little live living long
    longer look love loved lovely loves loving fan fans straight
    looked looking looks lose loses losing lost lots low main make makes making matter maybe mean means
    meet meets middle mind minute mode moment month months mostly move moved moving name near nearly need needed needs
    never nice night none normal note number obviously off often online open order ordinary others own part parts pass
    passed past pay people perfect perhaps person piece place places plan play please plenty plus point points possible
    possibly power prefer previous probably problem problems put quick quickly quiet rather read reading ready real
    reality realize reason recent recently regular rest right room rule rules run running said saw say saying says
    scene scenes screen search seat second seem seems seen send sense sent serious seriously set several shall share
    short show sick side sign simple simply since single sit situation size sleep slight slightly small social
    somewhere soon sort sound sounds space speak special spend spent split spot stand star start started starts state
    stay step stick still stop stuck stuff subject subtitles sudden suddenly suggest super sure surprise system talk
    talking task team tell terms terrible test text thats theres thing things think thinking thought tired today
    together told tomorrow tonight took top topic total totally touch toward track tried trip true truly try trying
    turn turns twice type typical understand unless usual usually via view visit voice wait waiting wake walk wall
    wants watched watches weather week weekend weeks weird well went whatever wherever whole wish wondering word words
    work worked working works world worse worst worth wouldnt write wrong yesterday
    """
)
"""Common words that tell no story apart: they are not searched for in premises."""

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
    arent avoid avoiding dislike dont except excluding hate hates isnt less minus neither never no non nor not nothing
    skip without wont zero sans ohne sem tanpa kein keine senza
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
