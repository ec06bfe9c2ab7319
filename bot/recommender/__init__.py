"""What to watch next, and why: candidates and requests in, ranked picks with reasons out."""
