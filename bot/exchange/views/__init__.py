"""Cards of `/curate export` and `/curate import`."""
