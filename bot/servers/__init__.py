"""A server's settings, its language, its permissions, and how long its data is kept."""
