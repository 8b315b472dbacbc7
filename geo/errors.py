"""The errors of a story file: each fault says where, what, and how to mend it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from geo.language.messages import Messages
from geo.language.told_text import ToldText, retold

Path = tuple[str | int, ...]
"""The way to a value inside a file, such as ("events", 3, "place")."""
LocatedFault = tuple[Path, str, str]
"""A fault that has no line yet: where, what is wrong, how to mend it."""

_FEW = 8


class Located(ABC):
    """What is said of a place in a file: `wrong` says what, `mend` what to do about it."""

    __slots__ = ()
    wrong: str
    mend: str

    def __str__(self) -> str:
        return self._placed(self.wrong, self.mend)

    def told(self, say: Messages) -> str:
        """Tell it in a language; `str` is English."""
        return self._placed(retold(self.wrong, say), retold(self.mend, say))

    @abstractmethod
    def _placed(self, wrong: str, mend: str) -> str:
        """Put the place before the two texts."""


@dataclass(frozen=True, slots=True, order=True)
class Fault(Located):
    """One thing that keeps a story from being shown.

    `line` counts from 1; 0 where the fault has no single line. `field` is the path inside the
    file, such as `events[3].place`.
    """

    file: str
    line: int
    field: str
    wrong: str
    mend: str

    def _placed(self, wrong: str, mend: str) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        field = f" {self.field}:" if self.field else ""
        return f"{where}:{field} {sentences(wrong, mend)}"


class StoryError(ValueError):
    """A story file that cannot be shown; `faults` lists everything wrong with it at once."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults: tuple[Fault, ...] = tuple(sorted(set(faults)))
        super().__init__("\n".join(str(fault) for fault in self.faults))

    def told(self, say: Messages) -> str:
        """Tell all faults in a language; `str` is English."""
        return "\n".join(fault.told(say) for fault in self.faults)


class WhenError(ValueError):
    """A time that has no meaning here; the message says what is wrong and how to write it."""

    def __init__(self, wrong: str, mend: str) -> None:
        self.wrong, self.mend = wrong, mend
        super().__init__(sentences(wrong, mend))


def reason_of(error: OSError) -> str:
    """Say why a file could not be read or written, in the operating system's words."""
    return error.strerror.lower() if error.strerror else ToldText("fault.file.unknown-reason")


def sentences(*texts: str) -> str:
    """Join texts as sentences; a text that already ends with a stop gets no second one.

    >>> sentences('The place "homz" is unknown', 'Did you mean "homs"?')
    'The place "homz" is unknown. Did you mean "homs"?'
    """
    return " ".join(text if text.endswith((".", "?", "!")) else f"{text}." for text in texts)


def nearest(word: str, known: Iterable[str]) -> ToldText:
    """Say which known word was probably meant, or list the first few there are.

    >>> nearest("damscus", ["damascus", "homs"])
    'Did you mean "damascus"?'
    """
    names = sorted(known)
    if near := close_to(word, names):
        return ToldText("hint.near", name=near)
    if not names:
        return ToldText("hint.none")
    shown = ", ".join(names[:_FEW])
    return ToldText("hint.known-and-more" if len(names) > _FEW else "hint.known", names=shown)


def close_to(word: str, known: Iterable[str]) -> str:
    """Give the known word that was probably meant; "" if none is close to it."""
    return next(iter(get_close_matches(word, sorted(known), n=1, cutoff=0.6)), "")
