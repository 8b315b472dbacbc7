"""Finds expressions of time in a paragraph: atoms that stand together, with what leads to them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from articles.article import entry_clock_end
from articles.linguistics.analysis import Parsed
from articles.linguistics.lexicon import CALENDAR
from articles.times.atoms import ATOM, GAP, LEAD, RANGE

DAYS = frozenset(
    "date date_range iso numeric holiday next_day told_day weekday weekend week month nth year decade past_span "
    "after_that shift in_days".split()
)


@dataclass(frozen=True, slots=True)
class Expression:
    """An expression of time. `atoms` by kind; `lead` are the words before it, in lower case."""

    start: int
    end: int
    """Characters of the cleaned paragraph, from the words that lead to it."""
    lead: str
    atoms: dict[str, str]
    until: Expression | None = None
    """The second time of a span: "from 2016 to 2019"."""
    clause: str = ""
    """The words after "two days after ..." or "on the eve of ...", which tell the anchor."""
    order: str = ""
    """"after" or "before" where only an order is told; `clause` says after or before what."""
    at: int = field(default=0)
    """Where the expression itself begins, after the words of `lead`."""

    @property
    def day(self) -> str:
        """The kind of the atom that tells a day or a longer span; empty if none does."""
        return next((kind for kind in self.atoms if kind in DAYS), "")


def expressions(parsed: Parsed) -> list[Expression]:
    """Find the expressions of a paragraph, in order."""
    text = parsed.text
    atoms = [
        match
        for match in ATOM.finditer(text)
        if (match.start() >= parsed.begins or (match.start() == 0 and entry_clock(parsed)))
        and _apt(parsed, match)
    ]
    out: list[Expression] = []
    i = 0
    while i < len(atoms):
        group = [atoms[i]]
        while i + 1 < len(atoms) and _together(text, group, atoms[i + 1]):
            i += 1
            group.append(atoms[i])
        i += 1
        floor = out[-1].end if out else min(parsed.begins, group[0].start())
        if made := _made(parsed, group, floor):
            out.append(made)
    return sorted([*_ranged(text, out)], key=lambda expression: expression.start)


def entry_clock(parsed: Parsed) -> bool:
    """Whether a paragraph is an entry that begins with a clock time, as in a live blog."""
    return bool(parsed.begins and entry_clock_end(parsed.text) == parsed.begins)


def _apt(parsed: Parsed, match: re.Match[str]) -> bool:
    kind, text = match.lastgroup, parsed.text
    before = text[max(0, match.start() - 60) : match.start()]
    if (
        kind == "weekday"
        and re.fullmatch(r"(?:Sun|Sat|Wed|Mon|Fri|Thu)", match[0])
        and re.match(r"\s[A-Z]", text[match.end() :])
    ):
        return False  # Sun City
    if (
        kind == "weekday"
        and match[0].lower().startswith("the ")
        and re.match(r"\s[A-Z]", text[match.end() :])
    ):
        return False  # the Sunday Herald
    if kind == "month" and re.fullmatch(r"(?i)may|march|mar\.?|sun", match[0].strip()):
        if match[0].islower() or not re.search(
            r"(?i)\b(?:in|of|since|by|until|last|from|early|late|mid|and|to|this|next|end|before|after|during)\W*$",
            before,
        ):
            return False
        return not re.match(r"\s(?:not|have|be)\b", text[match.end() :])
    if kind == "month" and _in_a_name(parsed, match):
        return False  # the cray boat Mavis June
    if kind == "month" and match[0].islower():
        return bool(re.match(r"(?:early|mid|late)", match[0]))
    if kind == "year":
        return bool(
            re.search(
                r"(?i)(?:\b(?:in|since|of|from|to|and|by|until|before|after|during|for|the|between|around|early|mid|late|about|through|till|end\sof|,)\s|[-–(/])$",
                before,
            )
        ) and not re.search(r"\$\s?$", before)
    if kind == "part":
        return _apt_part(match, before, text[match.end() :])
    if kind == "in_days":
        return (
            parsed.quoted_at(match.start())
            or "time" in match[0].lower()
            or bool(
                re.search(
                    r"(?i)\b(?:will|shall|plans?|hopes?|expects?|intends?|is\sdue|are\sdue)\b[^.;]*$",
                    before,
                )
            )
        )
    if kind == "shift" and re.match(r"(?i)(?:a\s)?(?:day|week)\sago", match[0]):
        return True
    if kind == "zone" and not re.search(
        r"(?i)\b(?:[ap]\.?m\.?|noon|midnight|[\d:]+|midday|morning|night)\s$", before
    ):
        return False
    return not (kind == "clock" and re.search(r"(?i)\b(?:score|ratio|verse|by\sa)\s$", before))


def _in_a_name(parsed: Parsed, match: re.Match[str]) -> bool:
    """Whether a bare month follows a name within a sentence."""
    at = parsed.at(match.start())
    if not match[0].isalpha() or at < 1 or at - 1 <= parsed.sentence_of(at)[0]:
        return False
    before = parsed.words[at - 1]
    return (
        before.name
        and before.tag == "NNP"
        and before.text.isalpha()
        and before.text not in CALENDAR
    )


def _apt_part(match: re.Match[str], before: str, after: str) -> bool:
    word = match[0].lower()
    if word in ("overnight",):
        return not re.match(r"\s(?:bus|train|ferry|stay|bag)", after)
    lead = re.search(
        r"(?i)\b(?:at|before|after|by|until|till|since|around|about|towards?|in\sthe|on\sthe|of\sthe|the|during\sthe|"
        r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|through\sthe|from|in|late|early|that|next|last|this|every|yesterday|tomorrow|each|one|early)\s(?:(?:early|late|mid|intervening)\s)?$",
        before,
    )
    if not lead:
        return False
    if word in ("night", "evening", "morning", "afternoon") and re.search(
        r"(?i)\b(?:every|each|one)\s$", before
    ):
        return False
    return not (word == "night" and re.search(r"(?i)\b(?:by|at|a)\s$", before)) or word != "night"


def _together(text: str, group: list[re.Match[str]], new: re.Match[str]) -> bool:
    gap = text[group[-1].end() : new.start()]
    if len(gap) > 24 or not GAP.fullmatch(gap) or (re.search(r"(?i)\bfrom\b|\bbetween\b", gap)):
        return False
    kinds = {match.lastgroup for match in group}
    kind = new.lastgroup
    if kind in kinds or group[-1].lastgroup in ("after_that", "eve"):
        return False
    both_days = kind in DAYS and kinds & DAYS
    if both_days and not (
        (kinds & {"weekday"} and kind in ("date", "week", "holiday", "nth"))
        or (kinds & {"month"} and kind == "year")
    ):
        return False
    if kind == "zone":
        return bool(kinds & {"clock", "part"})
    if "," in gap and kind not in DAYS:
        return False
    if kind in ("clock", "part") and kinds & {"year", "month", "decade", "week", "past_span"}:
        return False
    return not (
        kind in ("shift", "eve", "after_that") and kinds & {"clock"} and kind != "after_that"
    )


def _made(parsed: Parsed, group: list[re.Match[str]], floor: int) -> Expression | None:
    text = parsed.text
    atoms = {str(match.lastgroup): match[0] for match in group}
    start, end = group[0].start(), group[-1].end()
    lead = LEAD.search(text[floor:start])
    begin = floor + lead.start() if lead else start
    words = " ".join(text[begin:start].lower().split())
    clause = ""
    if "after_that" in atoms or "eve" in atoms:
        clause, end = _clause(parsed, end, plain="eve" in atoms)
        if not clause:
            return None
    if set(atoms) <= {"edge", "edge_late", "zone"} or re.search(r"\b(?:every|each)\b", words):
        return None
    if (
        set(atoms) == {"part"}
        and words == "the"
        and re.match(r"(?i)night|evening|morning|afternoon", atoms["part"])
    ):
        return None  # "he spent the night at a hotel"
    gaps = " ".join(text[a.end() : b.start()].lower() for a, b in itertools.pairwise(group))
    for word in ("around", "about", "early", "late"):
        if word in gaps.split() and word not in words.split():
            words = f"{words} {word}".strip()
    return Expression(begin, end, words, atoms, clause=clause, at=start)


def _clause(parsed: Parsed, at: int, *, plain: bool) -> tuple[str, int]:
    match = re.match(r"[^,.;:\"()]+", parsed.text[at:])
    words = match[0].strip() if match else ""
    words = re.split(r"\s(?:and|but|that|after|before)\s", words)[0]
    if plain:
        words = re.split(
            r"\s(?:has|have|had|was|were|is|are|will|would|on|at|in|he|she|they)\s", words
        )[0]
    return words, at + len(words)


def _same_half(first: Expression, second: Expression) -> Expression:
    """Put the second hour's half of the day on the first: "between 1 and 3 a.m."."""
    clock, later = first.atoms.get("clock", ""), second.atoms.get("clock", "")
    half = re.search(r"(?i)[ap]\.?\s?m\.?$", later)
    if not clock.isdigit() or not half:
        return first
    return replace(first, atoms={**first.atoms, "clock": f"{clock} {half[0]}"})


def _ranged(text: str, ranged: list[Expression]) -> Iterator[Expression]:
    """Join "from A to B" and "overnight from A to B" into spans."""
    i = 0
    while i < len(ranged):
        first = ranged[i]
        second = ranged[i + 1] if i + 1 < len(ranged) else None
        if (
            second
            and set(first.atoms) == {"part"}
            and re.fullmatch(r"\s(?:from|between)\s", text[first.end : second.at])
        ):
            first = replace(second, start=first.start, lead=f"overnight {second.lead}")
            i += 1
            second = ranged[i + 1] if i + 1 < len(ranged) else None
        if (
            second
            and (
                re.search(r"\b(?:from|between|overnight)\b", first.lead)
                or first.atoms.get("part", "").lower()
                in ("night", "overnight")  # "the night of 3 to 4 May"
            )
            and RANGE.fullmatch(text[first.end : second.at])
        ):
            yield replace(_same_half(first, second), end=second.end, until=second)
            i += 2
            continue
        yield first
        i += 1
