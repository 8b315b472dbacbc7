"""Colours, dashes, widths, sizes and type."""
