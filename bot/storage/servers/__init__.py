"""Repositories of what single servers own: settings, reviews, drafts, custom titles, imports, announcements."""
