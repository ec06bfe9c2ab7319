"""What members type: one cog a family of commands; each parses, asks the library, hands to a card, sends."""
