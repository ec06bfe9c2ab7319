"""Writing exports: CSV and JSON."""
