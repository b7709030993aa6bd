"""SQLite and PostgreSQL by one code path."""
