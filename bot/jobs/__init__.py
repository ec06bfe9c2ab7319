"""Scheduled work: announcements and data retention."""
