"""Collects notes about a file while it is read, so that nothing is dropped silently."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from formats.shared.import_draft import Option, Question, Remark

_FEW = 12
"""How many row numbers or ranges of them are listed; the rest is only counted."""


@dataclass
class Notes:
    """Remarks and questions while a file is read; `answers` are those that were given."""

    answers: Mapping[str, str]
    understood: dict[str, None] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    _missed: dict[tuple[str, str, str], list[int]] = field(default_factory=dict)

    def say(self, sentence: str) -> None:
        """Add a sentence to what was understood, once."""
        self.understood[sentence] = None

    def miss(self, wrong: str, mend: str = "", *, kind: str = "", number: int = 0) -> None:
        """Note what was not understood; `kind` is such as "row". Equal notes are told together."""
        self._missed.setdefault((kind, wrong, mend), []).append(number)

    def ask(
        self,
        name: str,
        text: str,
        options: Iterable[tuple[str, str]] = (),
        *,
        default: str | None = None,
    ) -> str | None:
        """Ask, and give the answer, else the default, else None.

        An answer that is none of the options is noted as missed, and the question stays open.
        """
        choices = tuple(Option(value, label) for value, label in options)
        answer = self.answers.get(name) or None
        if answer is not None and choices and answer not in [choice.value for choice in choices]:
            known = ", ".join(choice.value for choice in choices[:_FEW])
            self.miss(f'"{answer}" is no answer to "{name}"', f"Choose one of: {known}")
            answer = None
        self.questions.setdefault(name, Question(name, text, choices, default, answer))
        return answer or default

    def missed(self) -> tuple[Remark, ...]:
        """Give the remarks; equal ones become one remark that lists all their rows."""
        return tuple(
            Remark(_where(kind, numbers), wrong, mend)
            for (kind, wrong, mend), numbers in self._missed.items()
        )


def plural(kind: str) -> str:
    """Give the plural of a noun such as "row"."""
    return kind + "s"


def counted(number: int, singular: str, several: str | None = None) -> str:
    """Say a number of things.

    >>> counted(2, "event")
    '2 events'
    """
    return f"{number:,} {singular if number == 1 else several or plural(singular)}"


def _where(kind: str, numbers: list[int]) -> str:
    """Say where: "Row 3", "Rows 3, 5 and 7-9"."""
    numbers = sorted({number for number in numbers if number})
    if not kind or not numbers:
        return kind.capitalize()
    if len(numbers) == 1:
        return f"{kind.capitalize()} {numbers[0]}"
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [f"{a}" if a == b else f"{a}–{b}" for a, b in runs[:_FEW]]
    listed = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
    more = f" and further ones, {len(numbers):,} in all" if len(runs) > _FEW else ""
    return f"{plural(kind).capitalize()} {listed}{more}"
