"""The base of all models of a story."""

from __future__ import annotations

from functools import cached_property
from typing import ClassVar

from pydantic import BaseModel, ConfigDict


class StoryModel(BaseModel):
    """Frozen base; extra keys are forbidden."""

    model_config = ConfigDict(
        defer_build=True,  # only a complete story is validated, never its parts by themselves
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,  # a story's content does not belong in logs
        ignored_types=(cached_property,),
    )

    texts: ClassVar[tuple[str, ...]] = ()
    """Fields whose texts may have a translation: all but the report's own words."""

    def name_in(self, language: str) -> str | None:  # noqa: ARG002 - few rows have a name
        """Give the row's name in a language (its primary subtag), where the row knows it."""
        return None
