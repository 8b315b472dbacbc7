"""Story files as text: bytes, limits, reading, writing, editing, schema, starter."""
