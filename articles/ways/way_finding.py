"""Finds verbs of movement with what they say of ends, vehicles and outcome."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from articles.linguistics.analysis import Parsed
from articles.linguistics.words import Word
from articles.places.mentions import Mention
from articles.values import Mode, Outcome
from articles.ways.ends import clause_of, ends_of
from articles.ways.outcomes import is_intended, is_negated, mode_said, outcome_of
from articles.ways.sorts import is_habit, sort_of
from articles.ways.travellers import PEOPLE, first_subject, is_animate, who_of
from articles.ways.vehicles import VEHICLES


@dataclass(frozen=True)
class Move:
    """A verb of movement with the ends that are said. `sort` is how it moves."""

    parsed: Parsed
    verb: Word
    past: int
    """The word after its cue."""
    sort: str
    """go, depart, arrive, carry, or plan."""
    who: tuple[int, int] | None
    origin: Mention | None = None
    to: Mention | None = None
    via: tuple[Mention, ...] = ()
    mode: Mode = "unknown"
    outcome: Outcome = "unknown"
    clause: tuple[int, int] = field(default=(0, 0))
    toward: bool = False


def moves(parsed: Parsed, places: Sequence[Mention]) -> list[Move]:
    """Find the movements of a paragraph, a verb each, in order."""
    out = []
    for word in parsed.words:
        made = _move(parsed, word, places) if word.verb and word.start >= parsed.begins else None
        if made:
            out.append(made)
    return out


def _move(parsed: Parsed, word: Word, places: Sequence[Mention]) -> Move | None:
    sort, past = sort_of(parsed, word)
    if not sort or is_habit(parsed, word):
        return None
    if any(child.lower in ("if", "unless") for child in parsed.children(word.i, "mark")):
        return None  # what would be, if it were, nobody reports
    low, high = clause_of(parsed, word)
    ends = ends_of(parsed, word, sort, past, high, places)
    if ends is None:
        return None
    origin, to, via, toward = ends
    who = who_of(parsed, word, sort)
    if who is not None and not is_animate(parsed, who) and parsed.children(word.i, "nsubj"):
        return None  # "the money went to a bank in Victoria"
    if who is None or not is_animate(parsed, who):
        who = first_subject(parsed, word)
    if who is None and not _heads_sentence(parsed, word):
        return None
    intent = is_intended(parsed, word)
    if not (origin or to or via) and not _bare_ok(parsed, word, sort):
        return None
    if is_negated(parsed, word) and not re.search(
        r"(?i)never\s(?:reached|arrived)", parsed.words_text(low, high)
    ):
        return None
    mode = mode_said(parsed, word, sort, low, high)
    outcome = outcome_of(parsed, word, sort, to, toward=toward, intent=intent)
    return Move(parsed, word, past, sort, who, origin, to, via, mode, outcome, (low, high), toward)


def _heads_sentence(parsed: Parsed, word: Word) -> bool:
    """Whether a verb begins its sentence, as notes do: "Crossed into Chad with six others"."""
    return word.i == parsed.sentence_of(word.i)[0] and word.tag in ("VBD", "VBN")


def _bare_ok(parsed: Parsed, word: Word, sort: str) -> bool:
    """Whether a verb without ends still tells of a way: "took off", "turned the boat away"."""
    if sort == "refusal":
        return any(
            child.lemma in VEHICLES or child.tag == "PRP" or child.lemma in PEOPLE
            for child in parsed.children(word.i, "dobj", "nsubjpass")
        )
    if sort == "depart":
        return (
            word.lemma in ("take", "lift", "set", "break")
            and parsed.words[word.i + 1].lower in ("off", "out")
        ) or (word.lemma == "put" and not parsed.children(word.i, "dobj"))
    return False
