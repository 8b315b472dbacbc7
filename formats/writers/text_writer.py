"""A story as its own YAML."""

from __future__ import annotations

from geo.story.model import Story
from geo.yaml.yaml_writer import story_data, yaml_text


def yaml(story: Story) -> bytes:
    """Give a story as the YAML of a story file."""
    return yaml_text(story_data(story)).encode()
