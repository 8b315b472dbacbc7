"""The story that is shipped, which everything here is measured with."""

from pathlib import Path

from geo.story.loading import load_story
from geo.story.model import Story

ROOT = Path(__file__).parent.parent
FILE = ROOT / "stories" / "assad-2024.yaml"


def shipped() -> Story:
    """Read it from its file, so that nothing derived from it is cached."""
    return load_story(FILE)
