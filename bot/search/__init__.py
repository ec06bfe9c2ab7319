"""Which title or person was meant: keys (normalising), an index of their pieces, ranking, judgement; pure."""

from bot.search.confidence import Certainty, Finding, Match
from bot.search.names import Findable, Subject
from bot.search.search import Finder

__all__ = ["Certainty", "Findable", "Finder", "Finding", "Match", "Subject"]
