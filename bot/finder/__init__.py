"""Which title or person was meant: keys (normalising), an index of their pieces, ranking, judgement; pure."""

from bot.finder.finder import Finder
from bot.finder.judgement import Certainty, Finding, Match
from bot.finder.spelling import Findable, Subject

__all__ = ["Certainty", "Findable", "Finder", "Finding", "Match", "Subject"]
