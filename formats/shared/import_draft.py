"""The result of reading a file: a draft story, what was understood, what not, what is asked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from geo.errors import sentences
from geo.language.messages import Messages
from geo.language.told_text import retold


@dataclass(frozen=True, slots=True)
class Remark:
    """Something in the file that could not be taken as it is: where, what, how to mend it."""

    where: str
    wrong: str
    mend: str

    def __str__(self) -> str:
        return self._placed(self.where, self.wrong, self.mend)

    def told(self, say: Messages) -> str:
        """Tell it in a language; `str` is English."""
        return self._placed(*(retold(text, say) for text in (self.where, self.wrong, self.mend)))

    @staticmethod
    def _placed(where: str, wrong: str, mend: str) -> str:
        text = sentences(wrong, mend) if mend else sentences(wrong)
        return f"{where}: {text}" if where else text


@dataclass(frozen=True, slots=True)
class Option:
    """A possible answer: `value` is what `mapping` takes, `label` what the user sees."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Question:
    """Something that the file leaves open.

    `options` are the answers to choose from; empty where any text may be given. `default` is used
    until there is an answer, always the most cautious reading; without a default, the draft is not
    ready before `mapping[id]` answers.
    """

    id: str
    text: str
    options: tuple[Option, ...] = ()
    default: str | None = None
    answer: str | None = None

    @property
    def open(self) -> bool:
        """Whether nothing can be made of the file before this is answered."""
        return self.answer is None and self.default is None


@dataclass(frozen=True, slots=True)
class Column:
    """A column or property of the file: which field it was read as, and an example of it."""

    name: str
    field: str | None
    example: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A story's table made from a file of another format.

    `story` is plain data for geo.yaml.yaml_writer.story_yaml, empty where no story could be made
    yet. `understood` are sentences for a preview, `missed` what could not be taken as it is in the
    file, `questions` what the file leaves open, `columns` what can be mapped by hand, `refused`
    why it cannot be opened as a story, such as too many rows.
    """

    format: str
    story: Mapping[str, Any] = field(default_factory=dict)
    understood: tuple[str, ...] = ()
    missed: tuple[Remark, ...] = ()
    questions: tuple[Question, ...] = ()
    columns: tuple[Column, ...] = ()
    refused: tuple[Remark, ...] = ()
    beside: Mapping[str, bytes] = field(default_factory=dict)
    """Files that belong beside the story, such as those of its tracks, by their names."""

    @property
    def open_questions(self) -> tuple[Question, ...]:
        """The questions that have to be answered first."""
        return tuple(question for question in self.questions if question.open)

    @property
    def ready(self) -> bool:
        """Whether `story` is a whole story that can be loaded."""
        return bool(self.story) and not self.open_questions and not self.refused
