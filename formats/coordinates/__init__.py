"""Coordinates as people and other reference systems write them, read as degrees."""
