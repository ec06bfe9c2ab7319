"""Building blocks of every card: layout, Markdown escaping, limits, custom_id actions, responses, errors."""
