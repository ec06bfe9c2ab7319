"""What members type: one cog per family of commands. Each parses, calls a service, builds a card and sends it."""
