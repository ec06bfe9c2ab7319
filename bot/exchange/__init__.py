"""Import and export of what a server wrote."""
