"""Ranking: from a request to ranked picks with reasons."""
