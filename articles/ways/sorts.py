"""Which verbs move, and how: "set off", "was driven", "put ashore", "made for"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from articles.linguistics.analysis import Parsed
from articles.linguistics.words import Word
from articles.tellers.cues import subject_of
from articles.ways.ends import VIA
from articles.ways.travellers import is_person
from articles.ways.vehicles import VEHICLES

_GO = frozenset(
    "go travel journey move proceed continue return come fly drive sail walk run row swim ride ski cycle paddle march trek hike wade crawl race speed motor steam hitchhike roll drift hasten trundle pedal cross flee escape make ford hitch stride trudge tramp creep hobble limp bike clamber scramble decamp dash relocate retreat withdraw defect emigrate".split()
)


_DEPART = frozenset("leave depart vanish disappear abscond slip sneak steal".split())


_ARRIVE = frozenset(
    "reach arrive land dock enter surface resurface disembark emerge moor berth anchor alight".split()
)


_CARRY = frozenset(
    "take bring carry transport transfer evacuate deport smuggle spirit whisk rush airlift ferry guide lead escort convey deliver fly drive send row sail move extradite repatriate bundle tow haul usher shepherd winch bus".split()
)


_HEAD = frozenset("head make".split())


def words_after(parsed: Parsed, i: int, n: int = 3) -> list[str]:
    """Give the next `n` words in lower case."""
    return [word.lower for word in parsed.words[i + 1 : i + 1 + n]]


_ASHORE = frozenset("step go come wade swim climb clamber jump scramble crawl row".split())


_SET_DOWN = frozenset("drop deposit unload".split())
"""Verbs that put down whom they carry."""


def _timed_service(parsed: Parsed, i: int) -> bool:
    """Whether it is a service by its hour: "caught the 10.25 to Taraz"."""
    return bool(re.match(r"\sthe\s\d{1,2}[.:]\d\d\b", parsed.text[parsed.words[i].end :]))


_BOARDS = frozenset("get climb jump hop step scramble clamber".split())
"""Verbs of boarding: "got into a minibus"."""
_ON_WAY = re.compile(
    r"\s(?:now\s|still\s|already\s|then\s)?(?:on\s(?:his|her|its|their)\sway|en\sroute)\b"
)
_PASSAGE = re.compile(
    r"[^.,;:()\"]{0,40}?\b(?:tickets?|passage|seats?|berths?|ferry|flight|train|bus|coach|boat|sleeper)\s(?:to|for|from)\s"
)
"""What is bought or paid for by those who mean to travel: "paid cash for the ferry to Tulcea"."""


def is_habit(parsed: Parsed, word: Word) -> bool:
    """Whether it is what vehicles do as a rule: "ferries cross from Mallaig to Armadale"."""
    subject = subject_of(parsed, word.i)
    return (
        word.tag == "VBP"
        and subject is not None
        and subject.lemma in VEHICLES
        and subject.text.endswith("s")
        and not parsed.children(word.i, "aux")
    )


_WAYWARD = frozenset("north south east west home back inland upriver".split())
"""Directions that a parser may take for what is moved."""


def _leaves_a_name(parsed: Parsed, i: int) -> bool:
    """Whether a name follows "left", which a parser may take for "a jet left behind"."""
    return any(child.name and child.i == i + 1 for child in parsed.children(i, "dobj"))


def sort_of(parsed: Parsed, word: Word) -> tuple[str, int]:
    """Say how a verb moves, and where its cue ends; "" if it does not."""
    lemma, i = word.lemma, word.i
    after = words_after(parsed, i)
    next_word = after[0] if after else ""
    if word.dep in ("amod", "compound") or (
        word.tag == "VBN"
        and word.dep == "acl"
        and lemma not in ("bind", "drive", "fly", "take", "bring")
        and not (lemma == "leave" and _leaves_a_name(parsed, i))
    ):
        return "", 0
    two = " ".join(after[:2])
    if lemma == "set" and next_word in ("off", "out", "sail"):
        return "depart", i + 2
    if lemma == "set" and next_word == "down":
        return "arrive", i + 2
    if lemma == "put" and (next_word in ("off", "out") or two in ("to sea",)):
        passive = parsed.children(i, "auxpass") or word.tag == "VBN"
        return ("arrive" if passive and next_word == "off" else "depart"), i + 2
    if lemma == "put" and (next_word in ("down", "in") and not parsed.children(i, "dobj")):
        return "arrive", i + 2
    if lemma == "put" and "ashore" in after:
        return "arrive", i + 2 + after.index("ashore")
    if lemma in ("take", "lift") and next_word == "off":
        return "depart", i + 2
    if lemma in ("touch", "come") and next_word == "down":
        return "arrive", i + 2
    if lemma == "make" and next_word in ("landfall", "port", "shore"):
        return "arrive", i + 2
    if lemma in ("turn", "show") and next_word == "up":
        return "arrive", i + 2
    if lemma in _ASHORE and "ashore" in after[:2]:
        return "arrive", i + 2 + after.index("ashore")
    if lemma in _SET_DOWN and any(is_person(moved) for moved in parsed.children(i, "dobj")):
        return "arrive", i + 1
    if lemma == "catch" and (_vehicle_object(parsed, i) or _timed_service(parsed, i)):
        return "board", i + 1
    if (
        lemma in _BOARDS
        and next_word in ("in", "into", "on", "onto", "aboard")
        and _vehicle_object(parsed, i)
    ):
        return "board", i + 2
    if lemma == "tie" and next_word == "up":
        return "arrive", i + 2
    if lemma == "get" and next_word in ("off", "down"):
        return "arrive", i + 2
    if (
        lemma == "let"
        and next_word in ("out", "off", "down")
        and parsed.children(i, "nsubjpass", "auxpass")
    ):
        return "arrive", i + 2
    if lemma == "be" and (on_way := _ON_WAY.match(parsed.text[word.end :])):
        return "head", parsed.at(word.end + on_way.end() - 1) + 1
    if lemma in ("buy", "pay", "book", "purchase") and _PASSAGE.match(parsed.text[word.end :]):
        return "plan", i + 1
    if lemma == "get" and next_word in ("to", "away", "out", "across", "into"):
        return "go", i + 1
    if lemma == "break" and next_word == "out":
        return "depart", i + 2
    if lemma == "make" and next_word == "for":
        return "head", i + 2
    if lemma == "head":
        return "head", i + 1
    if lemma == "bind" and next_word == "for":
        return "head", i + 2
    if lemma == "board":
        return "board", i + 1
    if lemma == "call" and next_word == "at":
        return "call", i + 2
    if lemma == "pass" and next_word in VIA:
        return "pass", i + 1
    if lemma == "file" and "plan" in after:
        return "plan", i + 4
    if lemma == "seek" and next_word in ("refuge", "asylum", "sanctuary", "shelter"):
        return "seek", i + 2
    if (lemma in ("turn", "send", "wave", "push") and next_word in ("back", "away")) or (
        lemma in ("turn", "send") and len(after) > 1 and {"back", "away"} & set(after[1:])
    ):
        return "refusal", i + 2
    if lemma == "take" and _vehicle_object(parsed, i):
        return "go", i + 1
    if lemma == "go" and next_word in ("missing", "dark", "silent", "down", "free", "without"):
        return "", 0
    if lemma == "leave" and (
        next_word in ("behind", "uninformed", "alone", "open", "no")
        or (word.tag == "VBN" and not parsed.children(i, "aux") and not _leaves_a_name(parsed, i))
    ):
        return "", 0
    if lemma in ("slip", "sneak", "steal"):
        return (
            ("depart", i + 1)
            if lemma != "slip"
            or next_word
            in ("out", "away", "across", "into", "past", "from", "through", "over", "its", "to")
            else ("", 0)
        )
    objects = [child for child in parsed.children(i, "dobj") if child.lower not in _WAYWARD]
    if lemma in ("run", "land", "move", "fly", "drive", "row", "sail") and objects:
        if not any(is_person(moved) for moved in objects):
            return "", 0
        if _steers(parsed, i, objects):
            return ("arrive" if lemma == "land" else "go"), i + 1
        return ("arrive" if lemma == "land" else "carry"), i + 1
    if lemma in _ARRIVE:
        return "arrive", i + 1
    if lemma in _DEPART:
        return "depart", i + 1
    passive = bool(parsed.children(i, "nsubjpass", "auxpass"))
    if lemma in _CARRY and (
        passive
        or parsed.children(i, "dobj")
        or (word.tag == "VBN" and lemma in ("fly", "drive") and word.dep in ("conj", "acl"))
    ):
        return "carry", i + 1
    if lemma in _GO:
        return "go", i + 1
    return "", 0


def _steers(parsed: Parsed, i: int, objects: Sequence[Word]) -> bool:
    """Whether somebody steers the vehicle they go in: "he sailed a stolen yacht to Tonga"."""
    subject = subject_of(parsed, i)
    steered = all(moved.lemma in VEHICLES for moved in objects)
    return steered and subject is not None and subject.lemma not in VEHICLES


def _vehicle_object(parsed: Parsed, i: int) -> bool:
    return any(child.lemma in VEHICLES for child in parsed.children(i, "dobj")) or (
        any(VEHICLES.get(word) for word in words_after(parsed, i, 4))
        and not any(word in ("him", "her", "them") for word in words_after(parsed, i, 2))
    )
