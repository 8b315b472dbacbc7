"""Expressions of time: found, and read into bounds with the rule's name and the anchor."""
