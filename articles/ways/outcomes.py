"""What came of a movement and by which means, as far as it is said."""

from __future__ import annotations

import re

from articles.linguistics.analysis import Parsed
from articles.linguistics.words import Word
from articles.places.mentions import Mention
from articles.tellers.cues import subject_of
from articles.values import Mode, Outcome
from articles.ways.sorts import words_after
from articles.ways.vehicles import mode_of

_MODES: dict[str, Mode] = {
    "fly": "plane",
    "drive": "car",
    "sail": "ship",
    "row": "ship",
    "ferry": "ship",
    "walk": "foot",
    "run": "foot",
    "hike": "foot",
    "trek": "foot",
    "march": "foot",
    "ski": "foot",
    "dock": "ship",
    "moor": "ship",
    "paddle": "ship",
    "airlift": "unknown",
    "wade": "foot",
    "ford": "foot",
    "stride": "foot",
    "trudge": "foot",
    "tramp": "foot",
    "creep": "foot",
    "hobble": "foot",
    "limp": "foot",
    "crawl": "foot",
}


_INTENT = frozenset(
    "plan hope intend mean want expect wish seek try attempt aim prepare decide threaten vow promise urge order ask allow be need".split()
)


_STOPPED = re.compile(
    r"(?i)\b(?:caught|stopped|intercepted|arrested|detained|ambushed|captured|seized|shot\sdead|killed|broke\sdown|engine\sfailed|sank|capsized|ran\saground|never\s(?:reached|arrived|made\sit)|failed\sto\sreach|washed\sup|turned\sback\sby\sthe\sweather)\b"
)


_REFUSED = re.compile(
    r"(?i)\b(?:turned\s(?:\w+\s){0,3}(?:away|back|down)|(?:was|were|been|and)\srefused|refused\s(?:to\slet|entry|permission|him|her|them|landing)|denied\s(?:entry|permission|landing|access)|sent\sback|barred\sfrom\s(?:entering|landing)|waved\saway|but\s(?:was|were)\swaved\soff|rebuffed|refused\sto\slet)\b"
)


def is_negated(parsed: Parsed, word: Word) -> bool:
    """Whether a movement is denied: "never reached"."""
    at = word
    for _ in range(3):
        if parsed.children(at.i, "neg") or any(
            child.lower == "never" for child in parsed.children(at.i, "advmod")
        ):
            return True
        if at.dep not in ("xcomp", "acomp"):
            return False
        at = parsed.words[at.head]
    return False


def is_intended(parsed: Parsed, word: Word) -> bool:
    """Whether it is only planned, hoped or tried: "would return", "was to be driven"."""
    at = word
    for _ in range(4):
        aux = parsed.children(at.i, "aux", "auxpass")
        if any(auxiliary.tag == "MD" and auxiliary.lower not in ("could",) for auxiliary in aux):
            return True
        if any(auxiliary.tag == "TO" for auxiliary in aux):
            head = parsed.words[at.head]
            if _could(parsed, head):
                return False  # "was able to run to the camp": they did
            return (
                head.lemma in _INTENT
                or head.tag == "MD"
                or at.dep in ("xcomp", "advcl", "acl", "relcl", "ROOT", "ccomp")
            )
        if at.dep != "conj" or at.head == at.i:
            return False
        at = parsed.words[at.head]
    return False


def _could(parsed: Parsed, head: Word) -> bool:
    """Whether it is told that they were able to: "managed to cross", "was able to run"."""
    if head.lemma in ("manage", "succeed", "contrive"):
        return head.tag in ("VBD", "VBN")
    was = parsed.words[head.head]
    return head.lemma == "able" and was.tag == "VBD" and not parsed.children(was.i, "neg")


def _own_from(parsed: Parsed, word: Word, low: int) -> int:
    """Give where a verb's own words begin: after the "and" of "changed on foot and left"."""
    joins = [joint.i for joint in parsed.words[low : word.i] if joint.tag == "CC"]
    return joins[-1] if joins and word.dep == "conj" else low


def mode_said(parsed: Parsed, word: Word, sort: str, low: int, high: int) -> Mode:
    """Give the means of a movement, where its verb or a vehicle in its clause tells one."""
    words = parsed.words[low:high]
    lemma = word.lemma
    text = parsed.words_text(_own_from(parsed, word, low), high)
    subject = subject_of(parsed, word.i)
    near = [
        near_word
        for near_word in words
        if near_word.sentence == word.sentence and not _in_other_clause(parsed, near_word, word)
    ]
    told = mode_of(
        (
            (near_word.lemma, near_word.lower)
            for near_word in near
            if _vehicle_itself(parsed, near_word)
        ),
        text,
    )
    if (
        "helicopter" in parsed.text.lower()
        and lemma in ("fly", "take", "lift", "airlift", "land")
        and told in ("plane", "unknown")
    ):
        return (
            "helicopter"
            if "helicopter" in parsed.words_text(*parsed.sentence_of(word.i)).lower()
            else "unknown"
        )
    if told == "helicopter":
        return told
    own = _MODES.get(lemma, "unknown")
    if lemma == "take" and parsed.words[word.i + 1].lower == "off":
        own = "plane"
    if lemma == "put" and sort in ("depart",):
        own = "ship"
    if lemma == "put" and "ashore" in words_after(parsed, word.i):
        own = "ship"
    if lemma == "set" and parsed.words[word.i + 1].lower == "sail":
        own = "ship"
    if (
        lemma == "put"
        and parsed.words[word.i + 1].lower == "down"
        and subject is not None
        and subject.lemma in ("pilot", "crew", "jet", "plane")
    ):
        own = "plane"
    if lemma == "file" and "flight" in words_after(parsed, word.i):
        own = "plane"
    if lemma in ("run", "walk") and told not in ("unknown", "foot"):
        return "unknown"
    if told != "unknown" and own not in ("unknown", told):
        return own if lemma in ("fly", "drive", "ferry") else "unknown"
    return told if told != "unknown" else own


def _vehicle_itself(parsed: Parsed, word: Word) -> bool:
    """Whether it is the vehicle, and not "the bus terminal" or "the cab of a train"."""
    nxt = parsed.words[word.i + 1] if word.i + 1 < len(parsed.words) else None
    return nxt is None or not (
        (nxt.noun and not nxt.name) or (nxt.lower == "of" and word.lemma == "cab")
    )


def _in_other_clause(parsed: Parsed, lead: Word, word: Word) -> bool:
    """Whether a word belongs to another verb than this, a clause inside the clause."""
    at, steps = lead, 0
    while at.i not in (word.i, at.head) and steps < 12:
        if (
            at.verb
            and at.i != word.i
            and not (at.i == lead.i and at.tag == "VB")
            and at.dep not in ("aux", "auxpass")
        ):
            return True
        at, steps = parsed.words[at.head], steps + 1
    return at.i != word.i and lead.i < word.i and at.verb


def outcome_of(
    parsed: Parsed, word: Word, sort: str, to: Mention | None, *, toward: bool, intent: bool
) -> Outcome:
    """Give what came of a movement, unknown where it is not said."""
    _low, high = parsed.sentence_of(word.i)
    rest = parsed.text[word.end : parsed.words[high - 1].end]
    nxt = _next_sentence(parsed, word)
    head = parsed.words[word.head]
    trying = word.dep == "xcomp" and head.lemma in ("try", "attempt", "seek", "ask")
    if sort == "refusal":
        return "refused"
    if is_negated(parsed, word) or _left_open(parsed, word):
        return "unknown"
    if intent or sort in ("plan", "seek", "head") or trying:
        if _REFUSED.search(rest) or (sort == "seek" and _REFUSED.search(nxt)):
            return "refused"
        before = parsed.text[max(0, word.start - 240) : word.start]
        if trying:
            return (
                "stopped" if _STOPPED.search(rest) or _STOPPED.search(before[-220:]) else "unknown"
            )
        if sort == "head" and not intent:
            return (
                "unknown"
                if not re.search(r"(?i)\bhad been making for\b|\bwere making for\b", parsed.text)
                else "intended"
            )
        return "intended"
    if _REFUSED.search(rest.split(",")[0]) or (
        re.match(r"[^.]{0,80},\s?but\s", rest) and _REFUSED.search(rest)
    ):
        return "refused"
    if toward or sort in ("board", "depart", "call", "pass"):
        return "unknown"
    done = word.tag in ("VBD", "VBN") or (word.tag == "VB" and _could(parsed, head))
    if sort == "arrive" and to is not None and done:
        return "arrived"
    if (
        sort in ("go", "carry")
        and to is not None
        and done
        and not _off(parsed, word)
        and not _STOPPED.search(rest)
    ):
        return "arrived"
    return "unknown"


def _left_open(parsed: Parsed, word: Word) -> bool:
    """Whether it is told that nobody knows it: "How he came to Zambia, if he did, is not known"."""
    asked = any(
        child.lower in ("how", "whether", "if", "when")
        for child in parsed.children(word.i, "advmod", "mark")
    )
    return asked and bool(_UNKNOWN.search(parsed.words_text(*parsed.sentence_of(word.i))))


_UNKNOWN = re.compile(
    r"(?i)\b(?:(?:not|n't|never)\s(?:been\s)?(?:known|clear|told|said|established)|unclear|unknown|disputed|a\smystery|nobody\sknows|no\sone\sknows)\b"
)


def _off(parsed: Parsed, word: Word) -> bool:
    return "off" in words_after(parsed, word.i, 1)


def _next_sentence(parsed: Parsed, word: Word) -> str:
    if word.sentence + 1 >= len(parsed.sentences):
        return ""
    low, high = parsed.sentences[word.sentence + 1]
    return parsed.words_text(low, high)
