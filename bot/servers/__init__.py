"""A server's settings, its language, and who may do what in it."""
