"""From a request to ranked picks with reasons."""
