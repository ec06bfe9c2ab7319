"""`/recommend` and `/compare`."""
