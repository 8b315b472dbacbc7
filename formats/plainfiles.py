"""A story as its own YAML, and as the GeoJSON of geo/export.py."""

from __future__ import annotations

from geo.export import geojson_text
from geo.model import Story
from geo.writing import story_data, yaml_text


def geojson(story: Story) -> bytes:
    """Give a story as GeoJSON."""
    return geojson_text(story).encode()


def yaml(story: Story) -> bytes:
    """Give a story as the YAML of a story file."""
    return yaml_text(story_data(story)).encode()
