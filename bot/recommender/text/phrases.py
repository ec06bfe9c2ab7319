"""The phrases that give a request its grammar: what negates, what comes before a title or a name, what contrasts."""

from __future__ import annotations

import re

from bot.models.catalogue import Kind, Role

ENDS_A_CLAUSE = frozenset(",;.!?:/|·")
CONTRASTS = frozenset(("but", "only", "except", "though", "without", "instead", "just", "yet", "however"))
JOINS = (["and"], ["or"], [","], ["plus"], ["&"])
GOES_ON = frozenset(("or", "nor"))
GOES_ON_TOO = frozenset(("without", "minus", "neither", "avoid", "avoiding", "excluding", "except"))
"""Negations that hold for what follows "and" too: "without blood and gore"."""


LAUGHTER = re.compile(r"(?:[hjx][aeiou]|k|w|ㅋ|ㅎ|哈|笑|草)+h?|(?:rs)+")
"""Laughter, as it is typed in several languages."""
MADE = frozenset(("made", "released", "aired", "from", "filmed", "shot", "produced"))
"""What says that a year is that of the title, not of its story: "made in the 70s"."""
PRONOUNS = frozenset(("it", "this", "that", "them", "us", "me", "him", "her", "you", "these", "those", "one"))
"""What stands behind "like" and is hardly ever meant as a title."""


def _phrases(listed: str) -> tuple[tuple[str, ...], ...]:
    """Return phrases given one a line, the longest first."""
    return tuple(sorted((tuple(line.split()) for line in listed.strip().splitlines()), key=len, reverse=True))


NOT_PHRASES = _phrases(
    """
    anything but
    anything except
    not interested in
    im over
    i am over
    allergic to
    bored of
    bored with
    fed up with
    enough of
    enough with
    had enough of
    done with
    rather than
    as little
    low on
    hardly any
    hold the
    go easy on
    easy on the
    stay clear of
    nothing to do with
    not into
    not a fan of
    no fan of
    not in the mood for
    cant stand
    can not stand
    cannot stand
    cant handle
    cant watch
    cant do
    cant deal with
    cannot watch
    dont want
    dont like
    do not want
    do not like
    doesnt like
    doesnt want
    didnt like
    i hate
    she hates
    he hates
    they hate
    hates
    hated
    w/o
    anything other than
    except for
    other than
    instead of
    stay away from
    free of
    sick of
    tired of
    """
)
LIKE_PHRASES = _phrases(
    """
    in the vein of
    in the style of
    along the lines of
    reminds me of
    same vibes as
    same vibe as
    the vibes of
    vibes of
    obsessed with
    just finished
    i finished
    finished
    binged
    just watched
    rewatching
    fan of
    fans of
    i loved
    i love
    i adore
    i adored
    i liked
    i enjoyed
    we loved
    loves
    loved
    similar to
    same as
    such as
    comparable to
    close to
    if i liked
    if i loved
    if you liked
    like
    resembling
    """
)
SEEN_PHRASES = _phrases(
    """
    i have already seen
    ive already seen
    i have already watched
    ive already watched
    i have seen
    ive seen
    i have watched
    ive watched
    i already saw
    i already watched
    already seen
    already watched
    already saw
    i saw
    i watched
    we have seen
    weve seen
    weve watched
    seen
    watched
    """
)
NOT_AFTER_PHRASES = _phrases(
    """
    but no thanks
    no thanks
    no thank you
    is a no
    is a no go
    is out
    not for me
    not my thing
    """
)
"""What negates the wish before it: "romance? no thanks"."""
ALL_OF = _phrases(
    """
    all of
    all seasons of
    every season of
    every episode of
    all the
    everything of
    the whole of
    all
    """
)
"""What stands between "seen" and a title."""
ALONE_PHRASES = _phrases(
    """
    no need to have seen anything before
    no need to have seen anything
    no need to see anything else
    nothing to see first
    no homework
    stands alone
    standalone
    stand alone
    self contained
    on its own
    no prior knowledge
    no previous seasons
    without having seen anything
    """
)
CREDITS: dict[tuple[str, ...], Role | None] = {
    ("directed", "by"): Role.DIRECTOR,
    ("director",): Role.DIRECTOR,
    ("written", "by"): Role.WRITER,
    ("writer",): Role.WRITER,
    ("created", "by"): Role.CREATOR,
    ("creator",): Role.CREATOR,
    ("hosted", "by"): Role.HOST,
    ("starring",): Role.ACTOR,
    ("stars",): Role.ACTOR,
    ("acted", "by"): Role.ACTOR,
    ("featuring",): None,
    ("with",): None,
    ("by",): None,
    ("from",): None,
    ("has",): None,
}
"""What stands before a person's name, and the role that it says."""
BEFORE_NAMES_ALONE = frozenset(
    (("directed", "by"), ("written", "by"), ("hosted", "by"), ("acted", "by"), ("starring",))
)
"""Of these, those that nothing but a name follows."""
BEFORE_PLACES = frozenset((("from",), ("has",)))
"""Of these, those that more often stand before something else, such as a country."""
BEFORE_SERVICES = frozenset(("on", "from", "by", "at", "via"))
KIND_WORDS = {
    **dict.fromkeys(("film", "films", "movie", "movies"), Kind.STRAND),
    **dict.fromkeys(("episode", "episodes", "episodic"), Kind.EPISODIC),
    **dict.fromkeys(("season", "seasons", "seasonal"), Kind.SEASONAL),
}
