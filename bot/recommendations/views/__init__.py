"""Cards with recommendations and comparisons."""
