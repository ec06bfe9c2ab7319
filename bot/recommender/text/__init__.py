"""Text handling: tokens and stems, durations, country names, and the parser for typed requests."""
