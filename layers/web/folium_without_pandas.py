"""folium, loaded without pandas, which it needs only for tables of places: no document has any.

pandas and the Arrow that it brings take 65 MB and 0.4 s. A server on which nobody opens a table and
a command that makes a document do without.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


class LazyPandas(ModuleType):
    """Stands for pandas in a module that has imported it; loads it when it is first used."""

    def __getattr__(self, name: str) -> Any:
        """Give what pandas calls by this name."""
        return getattr(import_module("pandas"), name)


@contextmanager
def pandas_when_used() -> Iterator[None]:
    """Let what is imported in the block have pandas, and load it only when it is first used."""
    if "pandas" in sys.modules:
        yield
        return
    sys.modules["pandas"] = LazyPandas("pandas")
    try:
        yield
    finally:
        del sys.modules["pandas"]


with pandas_when_used():
    from folium import Map, TileLayer
    from folium.template import Template

__all__ = ["Map", "Template", "TileLayer"]
