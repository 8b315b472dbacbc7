"""Translations that lie beside a story, a file for each language.

A file is translations/<story>.<language>.yaml in the folder of the story. It has rows of
`translations`, as a story's own file may, without their language:

    translations:
      - {text: The night Assad left, told: ليلة رحيل الأسد}
"""

from __future__ import annotations

from collections.abc import Set
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from geo.errors import Fault, StoryError, nearest
from geo.language.told_text import ToldText
from geo.story.model import Story, Translation
from geo.story.story_translation import translatable
from geo.yaml.yaml_reader import line_of, read_file, read_yaml

FOLDER = "translations"
"""The folder of translations, in the folder of the story."""


def with_translations(story: Story, *, name: str, folder: Path) -> tuple[Story, list[Fault]]:
    """Give a story with the translations that lie beside its file, and what is wrong with them.

    `name` is that of the story's file, `folder` where it lies. Raises StoryError for a file of
    translations that cannot be read at all.
    """
    rows: list[Translation] = []
    faults: list[Fault] = []
    files = translation_files(name, folder=folder)
    texts = translatable(story) if files else set()
    for path in files:
        language = path.stem.rpartition(".")[2]
        translations, wrong = _read(story, path, texts, language=language)
        rows, faults = [*rows, *translations], [*faults, *wrong]
    if not rows:
        return story, faults
    told = story.model_copy(update={"translations": (*story.translations, *rows)})
    return told, faults


def translation_files(name: str, *, folder: Path) -> list[Path]:
    """Give the files of translations of a story's file, by its name and where it lies."""
    stem = name.rpartition(".")[0]
    return [
        path
        for path in sorted((folder / FOLDER).glob("*.yaml"))
        if stem and path.stem.rpartition(".")[0] == stem
    ]


def _read(
    story: Story, path: Path, texts: Set[str], *, language: str
) -> tuple[list[Translation], list[Fault]]:
    if path.exists() and not path.is_file():  # reading a pipe would wait
        wrong = ToldText("fault.file.unreadable", reason=ToldText("fault.file.no-file"))
        raise StoryError([Fault(path.name, 0, "", wrong, ToldText("fault.file.name.mend"))])
    name, text = read_file(path)
    data = read_yaml(text, name=name)
    seen = {row.text for row in story.translations if row.language == language}
    rows: list[Translation] = []
    faults: list[Fault] = []

    def fault(i: int, wrong: str, mend: str) -> None:
        field = ("translations", i, "text")
        faults.append(Fault(name, line_of(data, field), f"translations[{i}].text", wrong, mend))

    for i, row in enumerate(_listed(data.get("translations"))):
        try:
            made = Translation.model_validate({**row, "language": language})
        except (TypeError, ValidationError):
            mend = ToldText("fault.translation.row.mend")
            fault(i, ToldText("fault.translation.row"), mend)
            continue
        if made.text not in texts:
            fault(i, ToldText("fault.translation.unread"), nearest(made.text, texts))
        elif made.text in seen:
            mend = ToldText("fault.translation.twice.mend")
            fault(i, ToldText("fault.translation.twice"), mend)
        else:
            seen.add(made.text)
            rows.append(made)
    return rows, faults


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
