"""`/curate`: everything that a server's curators do."""
