"""Announcing a server's new reviews in a channel."""
