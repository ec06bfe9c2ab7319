"""What to watch next, and why: asked as members ask."""
