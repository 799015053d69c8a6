"""The user's own copy of the figures: built atomically, read through DuckDB."""
