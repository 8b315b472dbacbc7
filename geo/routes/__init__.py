"""Legs on the ground: geodesics, border crossings, where a traveller may be."""
