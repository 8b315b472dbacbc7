"""What panels do when a run of the page has come to its end."""

from __future__ import annotations

from collections.abc import Callable

HOOKS: list[Callable[[], None]] = []
"""Called after each run, in this order; a panel's module adds its own once, when it is loaded."""


def run_ended() -> None:
    """Tell all who asked that a run has ended."""
    for hook in HOOKS:
        hook()
