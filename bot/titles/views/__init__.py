"""Cards about anthologies, instalments and people."""
