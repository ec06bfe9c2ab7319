"""What to watch next, and why: candidates and requests in, ranked picks with reasons out."""

from bot.recommender.candidate import Candidate, candidates_of
from bot.recommender.ranking import Recommender
from bot.recommender.request import (
    Pick,
    Ranking,
    Reason,
    ReasonKind,
    Request,
    SideBySide,
    Understood,
    Wish,
    WishKind,
)

__all__ = [
    "Candidate",
    "Pick",
    "Ranking",
    "Reason",
    "ReasonKind",
    "Recommender",
    "Request",
    "SideBySide",
    "Understood",
    "Wish",
    "WishKind",
    "candidates_of",
]
