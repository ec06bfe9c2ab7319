"""`/curate`: the commands for a server's curators."""
