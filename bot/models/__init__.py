"""The shared data model: frozen records, ids, and pure rules for consensus, corrections and text."""
