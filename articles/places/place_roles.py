"""The role that a place has: a party, an end, a scene, or background."""

from __future__ import annotations

import re

from articles.linguistics.analysis import Parsed
from articles.linguistics.demonyms import DEMONYMS
from articles.linguistics.lexicon import BODIES, KIN, OFFICIALS, TELLERS
from articles.linguistics.verbs import SPEECH
from articles.places.mentions import Mention
from articles.values import Role

_ACTS = SPEECH | frozenset(
    "have seek demand want request ask close open sign recognise recognize extradite intervene impose lift back support "
    "refuse decline agree know order summon expel protect hide call issue accept grant offer coordinate invest".split()
)
_ORIGIN = re.compile(
    r"(?i)\b(?:born|lives?|living|based|raised|studied|teach(?:es)?|works?|resident|native|hails|grew\sup|educated|lived|farm|exile|registered|founded|jailed|shot)\b[^.;,]{0,40}$"
)
_HISTORY = re.compile(
    r"(?i)\b(?:in|since|from|until|between)\s(?:(?:early|late|mid)[-\s])?(?:(?:January|February|March|April|May|June|July|August|September|October|November|December)\s)?(?:19|20)\d\d\b"
)
_PERSON = (
    TELLERS
    | KIN
    | OFFICIALS
    | {"boss", "trafficker", "runner", "gun-runner", "native", "friend", "mayor", "skipper"}
)


def role_of(mention: Mention) -> Role:
    """Give the role of a place in its sentence, apart from ways."""
    parsed = mention.parsed
    if mention.sort == "described":
        return "described"
    if (
        mention.sort == "demonym"
        or mention.in_body
        or _possesses_body(parsed, mention)
        or _body_of(parsed, mention)
    ):
        return "party"
    if _acts(parsed, mention):
        return "party"
    if _locates(parsed, mention) or _history(parsed, mention):
        return "background"
    return "scene"


def _possesses_body(parsed: Parsed, mention: Mention) -> bool:
    """Whether it is "Venezuela's interior ministry" or "Seychelles police"."""
    after = parsed.words[mention.past : mention.past + 6]
    for word in after:
        if word.tag in ("POS", "JJ", "HYPH") or word.text in ("'s", "-"):
            continue
        if word.lower in BODIES | TELLERS | {
            "spokesman",
            "spokeswoman",
            "minister",
            "ambassador",
            "president",
            "commissioner",
            "mayor",
        }:
            return True
        if not (word.noun or word.tag in ("VBN",)):
            return False
    return False


def _body_of(parsed: Parsed, mention: Mention) -> bool:
    """Whether it is "the government of X", "the embassy in X", "the mayor of X"."""
    before = parsed.words[max(0, mention.first - 6) : mention.first]
    if not before or before[-1].lower not in ("in", "of", "at", "with", "for", "the"):
        return False
    prep = (
        before[-1] if before[-1].lower != "the" else (before[-2] if len(before) > 1 else before[-1])
    )
    words = [word.lower for word in before]
    if prep.lower in ("of",):
        return any(
            word
            in BODIES - {"state", "force", "mission", "command"}
            | {"mayor", "governor", "president", "king", "minister"}
            for word in words[-5:-1]
        )
    if prep.lower == "in":
        head = before[-2].lower if len(before) > 1 else ""
        return head in ("embassy", "consulate", "office", "court", "prosecutor", "mission") or (
            "prosecutor" in words and head != "flat"
        )
    return prep.lower == "with" and any(
        word
        in ("treaty", "relations", "ties", "talks", "contacts", "agreement", "border", "crossings")
        for word in words
    )


def _acts(parsed: Parsed, mention: Mention) -> bool:
    """Whether it is a subject that tells or decides, as a state does."""
    head = parsed.words[mention.past - 1]
    if head.dep not in ("nsubj", "nsubjpass", "conj", "dobj") and head.head == head.i:
        return False
    verb = parsed.words[head.head]
    if head.dep == "conj":
        verb = parsed.words[verb.head]
    before = parsed.words[mention.first - 1].lower if mention.first else ""
    if head.dep == "dobj":
        return verb.lemma in (
            "accuse",
            "blame",
            "ask",
            "urge",
            "tell",
            "thank",
            "warn",
            "provide",
            "sue",
        )
    return (
        head.dep in ("nsubj", "nsubjpass", "conj")
        and before not in ("in", "at", "to", "from", "near")
        and verb.lemma in _ACTS
    )


def _locates(parsed: Parsed, mention: Mention) -> bool:
    """Whether it only says where another place lies ("Gan, in the Addu atoll") or where people are from."""
    start = parsed.words[mention.first].start
    before = parsed.text[max(0, start - 60) : start]
    if re.search(
        r"\b[A-ZÀ-Þ][\w'’-]+,\s(?:(?:in|on|off|near)\s(?:the\s)?(?:\w+\s){0,2})?$", before
    ):
        return True
    if re.search(
        r"(?i)\b(?:island|state|province|region|coast|capital|city|town|part|district|side|south|north|east|west|northeast|northwest|southeast|southwest)\s(?:of|in)\s(?:the\s)?$",
        before,
    ):
        return True
    if re.search(
        r"[A-ZÀ-Þ]\w+\s(?:airport|airbase|base|prison|terminal|port|harbour)\sin\s$", before
    ):
        return True
    match = re.search(r"(?i)\b([\w-]+)\s(?:from|in|at)\s$", before)
    if match and (match[1].lower() in _PERSON or match[1] in DEMONYMS):
        return True
    return bool(_ORIGIN.search(before) or re.search(r"(?i)\bnever\s.{0,25}$", before))


def _history(parsed: Parsed, mention: Mention) -> bool:
    low, high = parsed.sentence_of(mention.first)
    text = parsed.words_text(low, high)
    return bool(_HISTORY.search(text)) and not re.search(
        r"(?i)\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b", text
    )
