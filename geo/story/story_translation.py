"""A story's rows in another language, as far as its file has translations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from geo.story.story_model import StoryModel

Model = TypeVar("Model", bound=StoryModel)


def primary(language: str) -> str:
    """Give the primary subtag of a language (BCP 47): of pt-BR it is pt."""
    return language.partition("-")[0].lower()


def translatable(story: StoryModel) -> set[str]:
    """Give the texts of a story that may have a translation."""
    rows = [story]
    texts = set[str]()
    while rows:
        row = rows.pop()
        texts |= {getattr(row, name) for name in row.texts} - {None}
        for name in type(row).model_fields:
            value = getattr(row, name)
            rows += [
                part
                for part in (value if isinstance(value, tuple) else (value,))
                if isinstance(part, StoryModel)
            ]
    return texts


def translated(
    story: Model, language: str, known: Mapping[str, str]
) -> tuple[Model, Mapping[str, str]]:
    """Put the texts of a story into another language (BCP 47).

    `known` are translations by the file's own text. Gives the translated story, and for each
    translated text in it the file's own.
    """
    translation = _Translation(primary(language), known)
    return translation.of(story), translation.used


class _Translation:
    def __init__(self, language: str, known: Mapping[str, str]) -> None:
        self.language, self.known, self.used = language, known, dict[str, str]()

    def of(self, row: Model) -> Model:
        changes: dict[str, Any] = {}
        for name in row.texts:
            text = getattr(row, name)
            if text in self.known:
                changes[name] = self._use(self.known[text], of=text)
        if "name" not in changes:
            changes |= self._name(row)
        for name in type(row).model_fields:
            value = getattr(row, name)
            if isinstance(value, StoryModel):
                changes[name] = self.of(value)
            elif isinstance(value, tuple) and value and isinstance(value[0], StoryModel):
                changes[name] = tuple(map(self.of, value))
        return row.model_copy(update=changes) if changes else row

    def _name(self, row: StoryModel) -> dict[str, str | None]:
        """Give a row its name in the language; a short name without a translation goes with it."""
        name = row.name_in(self.language)
        if name is None:
            return {}
        named: dict[str, str | None] = {"name": self._use(name, of=getattr(row, "name"))}  # noqa: B009
        if "short" in type(row).model_fields and getattr(row, "short") not in self.known:  # noqa: B009
            named["short"] = None
        return named

    def _use(self, text: str, *, of: str) -> str:
        self.used.setdefault(text, of)
        return text
