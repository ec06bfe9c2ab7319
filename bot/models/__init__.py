"""Plain data and pure rules that everything else speaks in: frozen dataclasses, ids, consensus, text rules."""
