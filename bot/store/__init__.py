"""The database: which one, its schema, its connections."""
