"""Collects notes about a file while it is read, so that nothing is dropped silently."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from formats.shared.import_draft import Option, Question, Remark
from geo.language.told_text import ToldList, ToldText

_FEW = 12
"""How many row numbers or ranges of them are listed; the rest is only counted."""
_ALIKE = 4
"""Up to how many remarks of the same message are told one by one."""


@dataclass
class Notes:
    """Remarks and questions while a file is read; `answers` are those that were given."""

    answers: Mapping[str, str]
    understood: dict[str, None] = field(default_factory=dict)
    questions: dict[str, Question] = field(default_factory=dict)
    _missed: dict[tuple[str, str, str], list[int]] = field(default_factory=dict)
    _told: int = 0

    def say(self, sentence: str) -> None:
        """Add a sentence to what was understood, once."""
        self.understood[sentence] = None

    def miss(self, wrong: str, mend: str = "", *, kind: str = "", number: int = 0) -> None:
        """Note what was not understood; `kind` is such as "row". Equal notes are told together."""
        self._missed.setdefault((kind, wrong, mend), []).append(number)
        self._told += 1

    def ask(
        self,
        name: str,
        text: str,
        options: Iterable[tuple[str, str]] = (),
        *,
        default: str | None = None,
        check: Callable[[str], tuple[str, str] | None] | None = None,
    ) -> str | None:
        """Ask, and give the answer, else the default, else None.

        An answer that is none of the options, or of which `check` gives a fault and how to mend
        it, is noted as missed, and the question stays open.
        """
        choices = tuple(Option(value, label) for value, label in options)
        answer = self.answers.get(name) or None
        if answer is not None and choices and answer not in [choice.value for choice in choices]:
            known = ", ".join(choice.value for choice in choices[:_FEW])
            self.miss(
                ToldText("import.no-answer", answer=answer, question=name),
                ToldText("import.no-answer.mend", known=known),
            )
            answer = None
        if answer is not None and check and (fault := check(answer)):
            self.miss(*fault)
            answer = default = None
        self.questions.setdefault(name, Question(name, text, choices, default, answer))
        return answer or default

    def count(self) -> int:
        """Tell how many remarks were made, to see whether a step added one."""
        return self._told

    def missed(self) -> tuple[Remark, ...]:
        """Give the remarks; equal ones become one remark that lists all their rows.

        Where more than _ALIKE are the same message with other parts, the first stands for all: of
        many rows with the same fault a report tells the fault, and where it is.
        """
        alike: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
        for kind, wrong, mend in self._missed:
            alike.setdefault((kind, _message(wrong)), []).append((kind, wrong, mend))
        remarks = []
        for keys in alike.values():
            if len(keys) <= _ALIKE:
                remarks += [Remark(_where(key[0], self._missed[key]), *key[1:]) for key in keys]
                continue
            kind, wrong, mend = keys[0]
            numbers = [number for key in keys for number in self._missed[key]]
            further = ToldText("import.more-like-it", wrong=wrong, more=len(keys) - 1)
            remarks.append(Remark(_where(kind, numbers), further, mend))
        return tuple(remarks)


def _message(text: str) -> str:
    """Give the key of a message, and of those that are its parts."""
    if not isinstance(text, ToldText):
        return text
    return " ".join(
        [text.key, *map(_message, (p for p in text.parts.values() if isinstance(p, ToldText)))]
    )


def counted(number: int, kind: str) -> ToldText:
    """Say a number of things.

    >>> counted(2, "event")
    '2 events'
    """
    return ToldText(f"import.count.{kind}", n=number)


def table_of(format_name: str, key: str) -> str:
    """Name a format whose table is of a known kind, such as of ACLED; others keep their name."""
    if isinstance(format_name, ToldText) and "table" in format_name.parts:
        return format_name.having(table=ToldText(key))
    return format_name


def numbered(kind: str, number: int) -> ToldText:
    """Name a record that has no name.

    >>> numbered("row", 3)
    'Row 3'
    """
    return ToldText(f"import.record.{kind}", number=str(number))


def _where(kind: str, numbers: list[int]) -> str:
    """Say where: "Row 3", "Rows 3, 5 and 7-9"."""
    numbers = sorted({number for number in numbers if number})
    if not kind or not numbers:
        return ""
    if len(numbers) == 1:
        return numbered(kind, numbers[0])
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    shown = [f"{a}" if a == b else f"{a}–{b}" for a, b in runs[:_FEW]]
    listed: str = ToldList(shown)
    if len(runs) > _FEW:
        listed = ToldText("import.numbers.more", numbers=listed, total=len(numbers))
    return ToldText(f"import.records.{kind}", numbers=listed)
