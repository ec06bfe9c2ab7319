"""From what a member typed to wishes: tokens, durations, country names, the query parser."""
