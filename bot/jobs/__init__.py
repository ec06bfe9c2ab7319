"""Work in the background: announcements and data retention."""
