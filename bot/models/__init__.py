"""The shared data model: frozen dataclasses, ids, and pure rules for consensus, corrections and text."""
