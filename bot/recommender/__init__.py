"""Recommend what to watch next: candidates and a request in, ranked picks with reasons out. Pure code."""

from bot.recommender.index.candidates import Candidate, candidates_of
from bot.recommender.models import Pick, Ranking, Reason, ReasonKind, TitleComparison
from bot.recommender.ranking.recommend import Recommender
from bot.recommender.requests import Request, Understood, Wish, WishKind

__all__ = [
    "Candidate",
    "Pick",
    "Ranking",
    "Reason",
    "ReasonKind",
    "Recommender",
    "Request",
    "TitleComparison",
    "Understood",
    "Wish",
    "WishKind",
    "candidates_of",
]
