"""A story in words: moments, alt text, tables."""
