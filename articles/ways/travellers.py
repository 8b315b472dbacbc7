"""Who moves: the people or the vehicle of a verb of movement."""

from __future__ import annotations

import re

from articles.linguistics.analysis import Parsed
from articles.linguistics.lexicon import KIN, OFFICIALS, TELLERS
from articles.linguistics.words import Word
from articles.tellers.cues import subject_of
from articles.ways.vehicles import VEHICLES

PEOPLE = (
    TELLERS
    | KIN
    | OFFICIALS
    | frozenset(
        "man men woman women people judge couple brother family leader commander troop inmate prisoner fugitive trafficker banker "
        "broker pianist swindler boss cashier client passenger wife child children group crew suspect convict defendant refugee "
        "migrant gunman rebel dictator president king general sect thief spy agent dissident preacher cleric victim survivor he she "
        "cousin detainee hostage tycoon oligarch businessman warlord smuggler deserter conscript aide companion follower supporter "
        "imam monk priest nun bishop sheikh rabbi chef clerk youth boy girl teenager baby pupil student guest patient bloke guy lad "
        "lady gentleman civilian militant captain colonel sergeant lieutenant corporal monarch heir "
        "detective body three two four five six seven eight nine ten eleven twelve dozen other others both hundreds thousands pair trio".split()
    )
)


_THINGS = frozenset(
    "signal line escape claim report plan law money date trial investigation road river war rule price talk news inquiry prayer rumour rumor case relief storm wind light night time story ministry court word".split()
)


def who_of(parsed: Parsed, word: Word, sort: str) -> tuple[int, int] | None:
    """Give the span of words for those who move, or None."""
    if sort in ("carry", "refusal", "arrive"):
        for dep in ("dobj",):
            for child in parsed.children(word.i, dep):
                if word.lemma not in ("reach", "enter") and is_person(child):
                    return _phrase(parsed, child, word.i)
    head = subject_of(parsed, word.i)
    if head is None:
        at = word
        for _ in range(3):
            joins = at.dep in ("conj", "xcomp", "advcl", "acl", "relcl", "pcomp", "acomp") or (
                at.dep == "prep" and at.lower in ("before", "after")  # before going on to ...
            )
            if not joins or at.head == at.i:
                break
            at = parsed.words[at.head]
            if at.noun:
                head = at
                break
            head = subject_of(parsed, at.i) if at.verb else None
            if head is None and at.verb:
                objects = parsed.children(at.i, "dobj")
                head = objects[0] if objects and is_person(objects[0]) else None
            if head is not None:
                break
    if head is None:
        return None
    if head.lower in ("who", "which", "that"):
        head = _antecedent(parsed, word) or head
    return _phrase(parsed, head, word.i)


def first_subject(parsed: Parsed, word: Word) -> tuple[int, int] | None:
    """Give the first subject of a sentence, for a verb that the parser tied to another clause."""
    low, _ = parsed.sentence_of(word.i)
    if word.dep != "conj":
        return None
    for earlier in parsed.words[low : word.i]:
        if earlier.dep in ("nsubj", "nsubjpass") and is_person(earlier):
            return _phrase(parsed, earlier, word.i)
    return None


def _antecedent(parsed: Parsed, word: Word) -> Word | None:
    at = word
    for _ in range(4):
        if at.dep == "relcl":
            return parsed.words[at.head]
        if at.head == at.i:
            return None
        at = parsed.words[at.head]
    return None


def _phrase(parsed: Parsed, head: Word, verb: int) -> tuple[int, int]:
    low, high = parsed.subtree(head.i)
    if head.i < verb:
        high = min(high, verb)
    for i in range(head.i + 1, high):
        word = parsed.words[i]
        if (
            word.lower in ("who", "which", "that", "whose")
            or word.text in (",", ";", "(", '"')
            or (word.tag in ("IN", "TO", "VBN", "VBD") and word.lower not in ("of",))
        ):
            high = i
            break
    while low < head.i and (
        parsed.words[low].text in (",", '"') or parsed.words[low].tag in ("IN", "RB", "CC")
    ):
        low += 1
    return low, max(high, head.i + 1)


def is_person(word: Word) -> bool:
    """Whether a word means people or a vehicle."""
    if word.tag in ("PRP", "CD") or word.lower in ("who", "others", "both"):
        return word.lower != "it"
    if word.name and word.tag in ("NNP", "NNPS"):
        return True
    return (
        word.lemma in PEOPLE
        or word.lemma in VEHICLES
        or (
            bool(re.search(r"(?:er|or|ist|ian|man|men|eer|ee|ant|ent)s?$", word.lower))
            and word.lemma not in _THINGS
            and word.lemma
            not in (
                "government",
                "statement",
                "document",
                "agreement",
                "number",
                "letter",
                "matter",
                "order",
                "border",
                "power",
                "paper",
                "movement",
                "parliament",
            )
        )
    )


def is_animate(parsed: Parsed, who: tuple[int, int]) -> bool:
    """Whether people or a vehicle are among words."""
    words = parsed.words[who[0] : who[1]]
    if not words or all(word.lemma in _THINGS for word in words if word.noun):
        return bool(words) and not any(word.noun for word in words)
    return any(is_person(word) for word in words) and words[-1].lemma not in _THINGS
