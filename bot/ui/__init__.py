"""What every feature needs to talk to Discord: cards, Markdown, limits, custom_id actions, modals, errors."""
