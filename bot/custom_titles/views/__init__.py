"""Cards and modals for a server's own titles."""
