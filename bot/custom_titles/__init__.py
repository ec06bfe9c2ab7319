"""Titles that a server adds, corrects, hides or marks as spoilers."""
