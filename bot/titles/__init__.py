"""`/show`, `/review`, `/cast`: looking up titles and people."""
