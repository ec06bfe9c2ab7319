"""Repositories of the bundled catalogue."""
