"""Formats of other tools: read into a draft story, written from a story."""
