"""Work out which title or person was meant: normalise, look up in an n-gram index, rank, decide how confident to be.

Pure code: no Discord, no storage.
"""

from bot.search.confidence import Confidence, Match, SearchResult
from bot.search.names import SearchDocument, Subject
from bot.search.search import TitleSearch

__all__ = ["Confidence", "Match", "SearchDocument", "SearchResult", "Subject", "TitleSearch"]
