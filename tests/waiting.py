"""Waiting for a state: the only place where a test pauses, or looks at a clock."""

import time
from collections.abc import Callable

import pytest

PATIENCE = 60.0
"""Seconds that anything may take before its test fails: a busy machine is slow, not broken."""
PAUSE = 0.02


def until(
    condition: Callable[[], object],
    what: str,
    *,
    pause: Callable[[float], None] = time.sleep,
    trace: Callable[[], str] = str,
) -> None:
    """Wait until a condition holds, and fail with `what` and the trace where it does not."""
    end = time.monotonic() + PATIENCE
    while not condition():
        if time.monotonic() > end:
            pytest.fail(f"Waited in vain for {what}.\n{trace()}".strip())
        pause(PAUSE)
