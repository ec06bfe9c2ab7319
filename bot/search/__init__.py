"""Which title or person was meant: keys (normalising), an index of their pieces, ranking, judgement; pure."""

from bot.search.confidence import Confidence, Match, SearchResult
from bot.search.names import SearchDocument, Subject
from bot.search.search import TitleSearch

__all__ = ["Confidence", "Match", "SearchDocument", "SearchResult", "Subject", "TitleSearch"]
