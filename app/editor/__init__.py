"""The editor of a reader's own story."""
