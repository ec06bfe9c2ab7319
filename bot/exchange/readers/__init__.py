"""Reading uploaded files: CSV and JSON."""
