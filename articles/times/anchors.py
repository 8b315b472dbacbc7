"""The times of a report that were read so far, which later ones count from."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from datetime import date, datetime

from articles.linguistics.analysis import Parsed
from articles.linguistics.lexicon import MONTHS
from articles.times.days import DAY
from articles.times.time_expressions import Expression
from articles.values import TimeValue

FORGETS = 1
"""How many paragraphs after the last one with a time its anchor still counts."""


@dataclass(frozen=True, slots=True)
class Read:
    """A time that was read: where, what, by which rule, from which anchor."""

    paragraph: int
    expression: Expression
    value: TimeValue
    rule: str
    anchor: str | None


@dataclass(frozen=True, slots=True)
class Anchor:
    """A time that was read, with its words and where they stand."""

    first: datetime
    past: datetime
    label: str
    paragraph: int
    sentence: int


COMMON = frozenset(
    {
        "that",
        "this",
        "with",
        "from",
        "they",
        "were",
        "been",
        "have",
        "when",
        "their",
        MONTHS[0].lower(),
    }
)


ALIKE = tuple(
    frozenset(group.split())
    for group in (
        "leav depart departur set-off set-out take-off put-off sail-off",
        "arriv land dock reach touchdown",
    )
)


def stem(word: str) -> str:
    """Give a word without its ending, by which the same event is recognised."""
    word = {
        "took-off": "take-off",
        "taken-off": "take-off",
        "takeoff": "take-off",
        "set-off": "set-off",
        "broke-out": "breakout",
        "left": "leav",
        "departure": "depart",
        "arrival": "arriv",
        "took": "take-off",
    }.get(word, word)
    for ending in ("ings", "ing", "ed", "es", "s", "al", "ure", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def heads_entry(parsed: Parsed, expression: Expression) -> bool:
    """Whether a day stands alone at the head of a paragraph, as in a diary: "Monday. No news."."""
    alone = {"weekday", "date", "nth", "iso", "numeric"} >= set(expression.atoms)
    return (
        alone
        and not parsed.text[parsed.begins : expression.start].strip()
        and bool(re.match(r"\s*(?:[.:]|[-–—]\s)", parsed.text[expression.end :]))
    )


class Anchors:
    """What was read so far, for "the next day" and clock times to count from."""

    def __init__(self, published: date, zone: str, *, day_first: bool) -> None:
        self._published, self._zone, self._day_first = published, zone, day_first
        self._anchor: Anchor | None = None
        self._done: list[tuple[Parsed, Read]] = []
        self._entry: date | None = None
        """The day of the last entry, where the report gives a diary or a log."""
        self._touched = 0
        """The last paragraph in which a time was read."""

    def _near(self, parsed: Parsed) -> Anchor | None:
        known = self._anchor
        return known if known and parsed.number - self._touched <= FORGETS else None

    def _remember(self, parsed: Parsed, read: Read) -> None:
        value = read.value
        self._done.append((parsed, read))
        if value.earliest is None or value.latest is None:
            return
        label = f"{read.paragraph}:{parsed.text[read.expression.start : read.expression.end]}"
        sentence = parsed.words[parsed.at(read.expression.start)].sentence if parsed.words else 0
        mark = Anchor(value.earliest, value.latest, label, read.paragraph, sentence)
        self._touched = read.paragraph
        if value.latest - value.earliest <= DAY and heads_entry(parsed, read.expression):
            self._entry = value.earliest.date()
        if value.kind == "event" and not read.expression.order:
            self._anchor = mark

    def _quote_base(self, parsed: Parsed, expression: Expression) -> date:
        """Give the day on which what is quoted was said, where the sentence or paragraph tells it."""
        here = parsed.words[parsed.at(expression.start)].sentence
        same = [
            (abs(parsed.words[parsed.at(read.expression.start)].sentence - here), read)
            for known, read in self._done
            if known is parsed and read.value.kind != "in-quote"
        ]
        for _, read in sorted(
            same, key=lambda row: (row[0], row[1].expression.start > expression.start)
        ):
            value = read.value
            if value.earliest and value.latest and value.latest - value.earliest <= 2 * DAY:
                return value.earliest.date()
        return self._published

    def _quoted_before(self, parsed: Parsed, expression: Expression) -> Anchor | None:
        """Give the time that the same speaker tells before: "on the 12th, between 2 and 3"."""
        if not parsed.quoted_at(expression.at) or not self._done:
            return None
        known, read = self._done[-1]
        value, at = read.value, read.expression
        if (
            known is not parsed
            or at.start >= expression.start
            or value.kind != "in-quote"
            or value.earliest is None
            or value.latest is None
            or '"' in parsed.text[at.end : expression.at]
        ):
            return None
        label = f"{read.paragraph}:{known.text[at.start : at.end]}"
        return Anchor(value.earliest, value.latest, label, read.paragraph, 0)

    def _base(self, parsed: Parsed, expression: Expression, unit: str = "day") -> Anchor | None:
        """Give what "two days later" counts from: the last time in this paragraph, else before it."""
        widest = (
            2 * DAY
            if unit in ("day", "night", "hour")
            else 40 * DAY
            if unit in ("week", "month")
            else 400 * DAY
        )
        for known, read in reversed(self._done):
            if known is not parsed:
                break
            value, at = read.value, read.expression
            if (
                value.earliest
                and value.latest
                and at.start < expression.start
                and value.kind != "publication"
            ) and value.latest - value.earliest <= widest:
                label = f"{read.paragraph}:{known.text[at.start : at.end]}"
                return Anchor(value.earliest, value.latest, label, read.paragraph, 0)
        return self._near(parsed) or self._anchor

    def _same_weekday(self, weekday: int) -> Anchor | None:
        """Give the last day of the story that was told and falls on a weekday, 0 for Monday."""
        for known, read in reversed(self._done):
            value, at = read.value, read.expression
            if (
                value.kind in ("event", "background")
                and value.earliest
                and value.latest
                and value.latest - value.earliest <= DAY
                and value.earliest.weekday() == weekday
            ):
                label = f"{read.paragraph}:{known.text[at.start : at.end]}"
                return Anchor(value.earliest, value.latest, label, read.paragraph, 0)
        return None

    def _told_of(self, clause: str, *, recent: int = 0) -> Anchor | None:
        """Find the time told earlier with the same words: "docked", "the take-off", "leaving".

        `recent` is the first paragraph that counts.
        """
        stems = {stem(word) for word in re.findall(r"[A-Za-z-]{4,}", clause.lower())} - COMMON
        for alike in ALIKE:
            if stems & alike:
                stems |= alike
        best: Anchor | None = None
        for known, read in self._done:
            value, at = read.value, read.expression
            if (
                value.kind == "publication"
                or value.earliest is None
                or value.latest is None
                or read.paragraph < recent
            ):
                continue
            low, high = known.sentences[known.words[known.at(at.start)].sentence]
            words = known.words[low:high]
            told = {stem(word.lower) for word in words}
            told |= {stem(a.lower + "-" + b.lower) for a, b in itertools.pairwise(words)}
            if stems & told:
                near = min(
                    (abs(w.start - at.start) for w in words if stem(w.lower) in stems), default=999
                )
                if (
                    near < 60
                    and (best is None or value.latest - value.earliest <= best.past - best.first)
                ) or best is None:
                    label = f"{read.paragraph}:{known.text[at.start : at.end]}"
                    best = Anchor(value.earliest, value.latest, label, read.paragraph, 0)
        return best
