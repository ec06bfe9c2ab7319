"""`/show`, `/review`, `/cast`: looking titles and people up."""
