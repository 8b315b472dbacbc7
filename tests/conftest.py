"""What every test may use."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# No deadline: the first call into a projection library takes long, and machines differ.
# In CI (Hypothesis brings that profile) the examples are the same in every run.
settings.register_profile("patient", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "patient")


@pytest.fixture(scope="session")
def root() -> Path:
    """The folder of the checkout."""
    return Path(__file__).parent.parent
