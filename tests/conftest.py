"""What every test may use."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from geo.story.loading import load_story
from geo.story.model import Story
from tests.story_maker import Maker

# No deadline: the first call into a projection library takes long, and machines differ.
# In CI (Hypothesis brings that profile) the examples are the same in every run.
settings.register_profile("patient", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "patient")


def pytest_xdist_auto_num_workers() -> int:
    """Three workers on two cores: each waits now and then for a browser or a server."""
    return max((os.cpu_count() or 1) * 3 // 2, 1)


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return Path(__file__).parent.parent


@pytest.fixture(scope="session")
def shipped(root: Path) -> Story:
    """The story that is shipped."""
    return load_story(root / "stories" / "assad-2024.yaml")


@pytest.fixture(scope="session")
def second_story(root: Path) -> Story:
    """The second story: old, in years and months, with ends that are open."""
    return load_story(root / "stories" / "benyovszky-1771.yaml")


@pytest.fixture(scope="session")
def third_story(root: Path) -> Story:
    """The third story: a recorded flight, and what was told of it."""
    return load_story(root / "stories" / "haneda-2024.yaml")


@pytest.fixture(scope="session")
def make_story() -> Maker:
    """make_story(legs=[make_story.leg("a", window="2024-05-01")], events=[...])."""
    return Maker()
