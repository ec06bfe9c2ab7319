"""`/recommend` and `/compare`: what to watch next."""
