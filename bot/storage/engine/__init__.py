"""The SQLite engine: connections, migrations, the lock file, reports."""
