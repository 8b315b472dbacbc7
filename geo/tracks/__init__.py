"""Recorded positions: fixes, gaps, what is questioned, and where somebody could have been."""
