"""From claims to support."""
