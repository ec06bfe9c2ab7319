"""A server's own reviews: writing, listing, history."""
