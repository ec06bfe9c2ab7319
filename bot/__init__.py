"""Anthologist: a Discord bot that answers questions about anthology television."""
