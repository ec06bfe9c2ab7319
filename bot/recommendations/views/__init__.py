"""Cards for recommendations and comparisons."""
